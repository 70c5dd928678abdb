import { Fragment, type CSSProperties, type ReactNode } from 'react';
import type { Artifact } from '@/core/artifact/artifact';
import { formatCell } from '@/core/artifact/format';
import { resolveCell, splitProse } from '@/core/artifact/prose';
import { parseBlocks, parseInline } from '@/ui/answer/markdown';
import { toMailText } from './plain';

const BLOCK: CSSProperties = { margin: '0 0 8px', fontSize: 15, lineHeight: '22px' };

/** The words of an answer with every reference filled in, as paragraphs and lists. */
export function MailProse({ prose, artifact, locale }: { prose: string; artifact: Artifact; locale: string }): ReactNode {
  return parseBlocks(prose).map((block, index) => {
    if (block.kind !== 'list')
      return (
        <p key={index} style={block.kind === 'heading' ? { ...BLOCK, fontWeight: 600 } : BLOCK}>
          <Line text={block.text} artifact={artifact} locale={locale} />
        </p>
      );
    const List = block.isOrdered ? 'ol' : 'ul';
    return (
      <List key={index} style={{ ...BLOCK, paddingLeft: 20 }}>
        {block.items.map((item, position) => (
          <li key={position}>
            <Line text={item} artifact={artifact} locale={locale} />
          </li>
        ))}
      </List>
    );
  });
}

function Line({ text, artifact, locale }: { text: string; artifact: Artifact; locale: string }): ReactNode {
  return parseInline(text).map((piece, index) => {
    const words = filled(piece.text, artifact, locale);
    if (piece.kind === 'strong') return <strong key={index}>{words}</strong>;
    if (piece.kind === 'em') return <em key={index}>{words}</em>;
    return <Fragment key={index}>{words}</Fragment>;
  });
}

/** Cells are filled in after the markup was read: a name in a cell never becomes markup. */
function filled(text: string, artifact: Artifact, locale: string): ReactNode {
  return splitProse(text).map((part, index) => {
    if (part.kind === 'text') return <Fragment key={index}>{toMailText(part.text)}</Fragment>;
    const cell = resolveCell(artifact.tables, part);
    if (!cell) return <Fragment key={index}>–</Fragment>;
    const words = formatCell(cell.value, cell.column, locale);
    return typeof cell.value === 'number' ? (
      <strong key={index} style={{ whiteSpace: 'nowrap' }}>
        {words}
      </strong>
    ) : (
      <Fragment key={index}>{toMailText(words)}</Fragment>
    );
  });
}
