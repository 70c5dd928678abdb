/** Blocks of an answer's prose. Links, images and HTML are left as the text they are: answers may quote strangers. */
export type Block =
  { kind: 'paragraph'; text: string } | { kind: 'heading'; text: string } | { kind: 'list'; isOrdered: boolean; items: string[] };

export type Inline = { kind: 'text' | 'code'; text: string } | { kind: 'strong' | 'em'; text: string };

const ITEM = /^\s*(?:[-*•]|(\d+)[.)])\s+(.*)$/;

/** Cut prose into paragraphs, headings and lists. */
export function parseBlocks(prose: string): Block[] {
  const blocks: Block[] = [];
  let isNew = true;
  for (const line of prose.split('\n')) {
    const item = ITEM.exec(line);
    const heading = /^#{1,6}\s+(.*)$/.exec(line);
    const last = blocks.at(-1);
    if (line.trim() === '') {
      isNew = true;
      continue;
    }
    if (item) {
      const isOrdered = item[1] !== undefined;
      if (last?.kind === 'list' && last.isOrdered === isOrdered) last.items.push(item[2] ?? '');
      else blocks.push({ kind: 'list', isOrdered, items: [item[2] ?? ''] });
    } else if (heading) blocks.push({ kind: 'heading', text: heading[1] ?? '' });
    else if (!isNew && last?.kind === 'paragraph') last.text += ` ${line.trim()}`;
    else blocks.push({ kind: 'paragraph', text: line.trim() });
    isNew = false;
  }
  return blocks;
}

/** Cut a line into plain, strong, emphasised and code pieces. */
export function parseInline(text: string): Inline[] {
  return text
    .split(/(\*\*[^*]+\*\*|\*[^*\s][^*]*\*|`[^`]+`)/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      if (piece.length > 4 && piece.startsWith('**') && piece.endsWith('**')) return { kind: 'strong', text: piece.slice(2, -2) };
      if (piece.length > 2 && piece.startsWith('*') && piece.endsWith('*')) return { kind: 'em', text: piece.slice(1, -1) };
      if (piece.length > 2 && piece.startsWith('`') && piece.endsWith('`')) return { kind: 'code', text: piece.slice(1, -1) };
      return { kind: 'text', text: piece };
    });
}

/** Prose as far as it can be shown while it streams in: no half reference, no open emphasis. */
export function trimUnfinished(prose: string): string {
  const open = prose.lastIndexOf('[[');
  const whole = open >= 0 && !prose.includes(']]', open) ? prose.slice(0, open) : prose.replace(/\[$/, '');
  const marks = whole.match(/\*\*/g)?.length ?? 0;
  return marks % 2 === 0 ? whole : `${whole.replace(/\*+$/, '')}${whole.endsWith('**') ? '' : '**'}`;
}
