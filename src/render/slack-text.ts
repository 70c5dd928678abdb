import type { PlainTextElement, RichTextBlock, RichTextSection, RichTextText } from '@slack/types';
import type { Artifact } from '@/core/artifact/artifact';
import { withoutLinks, withoutUnseen } from '@/core/artifact/plain-text';
import { renderProse } from '@/core/artifact/prose';
import { parseBlocks, parseInline, type Inline } from '@/ui/answer/markdown';

/** Characters of one text in a block, at most (docs.slack.dev/reference/block-kit/blocks/section-block). */
export const MOST_TEXT = 3000;

/**
 * Text of strangers that Slack can make nothing of: no links, no direction marks. It goes into elements that are not
 * parsed (rich_text, plain_text, raw_text), so that mentions and mark-up in it stay letters.
 */
export const harmless = (text: string): string => withoutLinks(withoutUnseen(text)).text;

/** All of a text made visible: what somebody approves must not hide in characters nobody sees. */
export const visible = (text: string): string =>
  [...text]
    .map((letter) => (letter !== '\n' && withoutUnseen(letter) === '' ? `\\u{${letter.codePointAt(0)?.toString(16)}}` : letter))
    .join('');

/** At most so many UTF-16 units, cut with an ellipsis and never inside a character. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** Text for the one place that Slack parses, the summary of a message in notifications. */
export const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A text object that is not parsed; an empty one would be refused. */
export const plainText = (text: string, most = MOST_TEXT): PlainTextElement => ({
  type: 'plain_text',
  text: clip(harmless(text).trim(), most) || '–',
  emoji: false,
});

type ProseSource = Pick<Artifact, 'prose' | 'tables' | 'locale'>;

/** A paragraph, or an item of a list. */
type Piece = { section: RichTextSection; list?: { style: 'ordered' | 'bullet'; isFirst: boolean } };

/** Prose with its numbers filled in, as blocks of at most 3,000 characters. Marks in product names stay letters. */
export function proseBlocks(artifact: ProseSource, locale: string): RichTextBlock[] {
  const pieces = parseBlocks(artifact.prose).flatMap((block): Piece[] => {
    if (block.kind === 'heading') return sections(artifact, locale, [{ kind: 'strong', text: block.text }]).map((section) => ({ section }));
    if (block.kind === 'paragraph') return sections(artifact, locale, parseInline(block.text)).map((section) => ({ section }));
    const style = block.isOrdered ? 'ordered' : 'bullet';
    return block.items
      .flatMap((item) => sections(artifact, locale, parseInline(item)))
      .map((section, index) => ({ section, list: { style, isFirst: index === 0 } }));
  });
  return packPieces(pieces);
}

/** One paragraph. References are filled in after the marks were read, so that a cell cannot bring marks of its own. */
function sections(artifact: ProseSource, locale: string, pieces: readonly Inline[]): RichTextSection[] {
  const texts = pieces.flatMap(({ kind, text }): RichTextText[] => {
    const filled = harmless(renderProse({ ...artifact, prose: text }, locale));
    const style = { strong: { bold: true }, em: { italic: true }, code: { code: true }, text: null }[kind];
    return chunks(filled, MOST_TEXT - 100).map((part) => ({ type: 'text', text: part, ...(style ? { style } : {}) }));
  });
  return packTexts(texts).map((elements) => ({ type: 'rich_text_section', elements }));
}

const lengthOf = (texts: readonly RichTextText[]): number => texts.reduce((sum, { text }) => sum + text.length, 0);

/** Pieces in runs that fit one block each. */
function packTexts(texts: readonly RichTextText[]): RichTextText[][] {
  const runs: RichTextText[][] = [];
  for (const text of texts) {
    const last = runs.at(-1);
    if (last && lengthOf(last) + text.text.length <= MOST_TEXT - 100) last.push(text);
    else runs.push([text]);
  }
  return runs;
}

/** Paragraphs and lists in blocks; items of a list that stand together are one list again. */
function packPieces(pieces: readonly Piece[]): RichTextBlock[] {
  const blocks: { block: RichTextBlock; length: number }[] = [];
  for (const piece of pieces) {
    const length = lengthOf(piece.section.elements as RichTextText[]) + 2;
    const last = blocks.at(-1);
    if (last && last.length + length <= MOST_TEXT) {
      last.length += length;
      add(last.block, piece);
    } else {
      const block: RichTextBlock = { type: 'rich_text', elements: [] };
      add(block, piece);
      blocks.push({ block, length });
    }
  }
  return blocks.map(({ block }) => block);
}

function add(block: RichTextBlock, { section, list }: Piece): void {
  const before = block.elements.at(-1);
  if (list && !list.isFirst && before?.type === 'rich_text_list') before.elements.push(section);
  else if (list) block.elements.push({ type: 'rich_text_list', style: list.style, elements: [section] });
  else if (before?.type === 'rich_text_section') before.elements.push({ type: 'text', text: '\n\n' }, ...section.elements);
  else block.elements.push(section);
}

/** A text in pieces of at most so many units, cut at white space where there is some. Nothing for an empty text. */
export function chunks(text: string, most: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const space = rest.lastIndexOf(' ', most);
    const end = space > most / 2 ? space : /[\uD800-\uDBFF]/.test(rest[most - 1] ?? '') ? most - 1 : most;
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return rest === '' ? pieces : [...pieces, rest];
}
