import type { KnownBlock, RawTextElement, RichTextBlock, TableBlock } from '@slack/types';
import type { Table } from '@/core/artifact/artifact';
import { formatCell } from '@/core/artifact/format';
import { chunks, clip, harmless, plainText } from './slack-text';

/** Rows and columns of one table block, at most (docs.slack.dev/reference/block-kit/blocks/table-block). */
const MOST_ROWS = 100;
const MOST_COLUMNS = 20;
/** Characters of all cells of one table block that stay clear of what Slack takes in a message altogether. */
const MOST_CELLS_JSON = 9000;
/** Longer texts of one cell (a review) are cut: a message is not the place to read them whole. */
const MOST_CELL = 600;
/** Characters of one row, and of the header: one row with the header fits a message even when each is written as two. */
const MOST_ROW = 3000;
const MOST_HEADER = 800;
/** Rows shown of a table. The rest is counted; the web has all of them. */
const SHOWN_ROWS = 60;
const PREFORMATTED = 2800;

/**
 * A table as table blocks, each with its header and all within Slack's limits; one of more than twenty columns as
 * aligned text. A line says how many rows are not shown.
 */
export function tableBlocks(table: Table, locale: string, shownRows = SHOWN_ROWS): KnownBlock[] {
  const shown = table.rows.slice(0, shownRows);
  const mostCell = Math.min(MOST_CELL, Math.floor(MOST_ROW / table.columns.length));
  const mostLabel = Math.floor(MOST_HEADER / table.columns.length);
  const cells = shown.map((row) => table.columns.map((column) => toCell(formatCell(row[column.id] ?? null, column, locale), mostCell)));
  const header = table.columns.map(({ label, currency }) => toCell(currency === undefined ? label : `${label} (${currency})`, mostLabel));
  const isWide = table.columns.length > MOST_COLUMNS;
  const blocks: KnownBlock[] = isWide ? alignedText([header, ...cells]) : split(table, header, cells);
  const rest = Math.max(table.totalRows, table.rows.length) - shown.length;
  return [
    { type: 'context', elements: [plainText(table.title, 300)] },
    ...blocks,
    ...(rest > 0 ? [{ type: 'context' as const, elements: [plainText(`${new Intl.NumberFormat(locale).format(rest)} more rows`)] }] : []),
  ];
}

/** Cut before it is cleaned too: a text of a stranger may be of any length. */
const toCell = (text: string, most: number): string => clip(harmless(clip(text, 2 * most)).trim(), most) || '–';

const rawText = (text: string): RawTextElement => ({ type: 'raw_text', text });

const boldCell = (text: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text, style: { bold: true } }] }],
});

/** The rows over as many table blocks as they need. */
function split(table: Table, header: readonly string[], cells: readonly string[][]): TableBlock[] {
  const top = header.map(boldCell);
  const topSize = JSON.stringify(top).length;
  const parts: { rows: RawTextElement[][]; size: number }[] = [];
  for (const line of cells) {
    const row = line.map(rawText);
    const size = JSON.stringify(row).length;
    const last = parts.at(-1);
    if (last && last.rows.length + 1 < MOST_ROWS && last.size + size <= MOST_CELLS_JSON) {
      last.rows.push(row);
      last.size += size;
    } else parts.push({ rows: [row], size: topSize + size });
  }
  const settings = table.columns.map(({ type, isText }) => ({
    align: type === 'number' ? ('right' as const) : ('left' as const),
    is_wrapped: isText === true,
  }));
  return parts.map(({ rows }) => ({ type: 'table', column_settings: settings, rows: [top, ...rows] }));
}

/** Lines of columns padded to one width, in preformatted text. */
function alignedText(lines: readonly (readonly string[])[]): RichTextBlock[] {
  const widths = (lines[0] ?? []).map((_, index) => Math.min(40, Math.max(...lines.map((line) => line[index]?.length ?? 0))));
  const text = lines.map((line) => line.map((cell, index) => clip(cell, 40).padEnd(widths[index] ?? 0)).join('  ')).join('\n');
  return chunks(text, PREFORMATTED).map((part) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: part }] }],
  }));
}

/** The same blocks with tables as aligned text, for a Slack that does not take them as they are. */
export function tablesAsText(blocks: readonly KnownBlock[]): KnownBlock[] {
  return blocks.flatMap((block) => (block.type === 'table' ? alignedText(block.rows.map((row) => row.map(wordsIn))) : [block]));
}

function wordsIn(cell: TableBlock['rows'][number][number]): string {
  if (cell.type === 'raw_text') return cell.text;
  if (cell.type === 'raw_number') return cell.text;
  return cell.elements
    .flatMap((element) => (element.type === 'rich_text_section' ? element.elements : []))
    .map((element) => (element.type === 'text' ? element.text : ''))
    .join('');
}
