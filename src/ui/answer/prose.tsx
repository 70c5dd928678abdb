'use client';

import { Fragment, type ReactNode } from 'react';
import type { Artifact } from '@/core/artifact/artifact';
import { splitProse } from '@/core/artifact/prose';
import { CellValue } from './cell-value';
import { parseBlocks, parseInline } from './markdown';

export interface ProseProps {
  /** Markdown with cell references. */
  prose: string;
  artifact: Artifact;
  locale: string;
  onShowHow(): void;
}

/** The words of an answer, with every reference filled in from its cell. */
export function Prose(props: ProseProps): ReactNode {
  return (
    <div className="grid gap-2 text-base wrap-anywhere">
      {parseBlocks(props.prose).map((block, index) => {
        if (block.kind === 'heading') {
          return (
            <h3 key={index} className="mt-1 text-sm font-semibold">
              <Line {...props} text={block.text} />
            </h3>
          );
        }
        if (block.kind === 'paragraph') {
          return (
            <p key={index}>
              <Line {...props} text={block.text} />
            </p>
          );
        }
        const List = block.isOrdered ? 'ol' : 'ul';
        return (
          <List
            key={index}
            className={block.isOrdered ? 'grid list-decimal gap-1 pl-5' : 'grid list-disc gap-1 pl-5 marker:text-border-strong'}
          >
            {block.items.map((item, position) => (
              <li key={position}>
                <Line {...props} text={item} />
              </li>
            ))}
          </List>
        );
      })}
    </div>
  );
}

function Line({ text, ...props }: ProseProps & { text: string }): ReactNode {
  return parseInline(text).map((piece, index) => {
    if (piece.kind === 'code') {
      return (
        <code key={index} className="rounded-sm bg-sunken px-1 font-mono text-sm">
          {piece.text}
        </code>
      );
    }
    const content = <Filled {...props} text={piece.text} />;
    if (piece.kind === 'strong') return <strong key={index}>{content}</strong>;
    if (piece.kind === 'em') return <em key={index}>{content}</em>;
    return <Fragment key={index}>{content}</Fragment>;
  });
}

/** Marks that must not begin a line. */
const CLOSING = /^[.,;:!?)\]]+/;

/** Sentences of a table break like sentences. */
function isSentence({ tables }: Artifact, { tableId, column }: { tableId: string; column: string }): boolean {
  return tables.find(({ id }) => id === tableId)?.columns.find(({ id }) => id === column)?.isText ?? false;
}

function Filled({ text, artifact, locale, onShowHow }: ProseProps & { text: string }): ReactNode {
  const parts = splitProse(text);
  return parts.map((part, index) => {
    const next = parts[index + 1];
    const before = parts[index - 1];
    if (part.kind === 'text')
      return <Fragment key={index}>{before?.kind === 'cell' ? part.text.replace(CLOSING, '') : part.text}</Fragment>;
    const mark = next?.kind === 'text' ? (CLOSING.exec(next.text)?.[0] ?? '') : '';
    return (
      <span key={index} className={isSentence(artifact, part) ? undefined : 'whitespace-nowrap'}>
        <CellValue artifact={artifact} reference={part} locale={locale} onShowHow={onShowHow} />
        {mark}
      </span>
    );
  });
}
