import type { Cell, Column, Row, Table } from '@/core/artifact/artifact';
import { formatTableCell } from '@/core/artifact/format';
import { toPlainLine } from '@/core/artifact/plain-text';

/** Longest name and longest sentence of a cell; the whole of it is in the file and on the page. */
const MAX_NAME = 60;
const MAX_SENTENCE = 160;

export interface TextTableStyle {
  /** The rest is counted. */
  mostRows: number;
  /** One line of at most `most` letters; a surface that must not show addresses takes them out here, before lines are aligned. */
  toLine?: (text: string, most: number) => string;
}

/** A table as aligned lines: numbers to the right, totals last. */
export function renderTextTable(table: Table, locale: string, { mostRows, toLine: toName = toPlainLine }: TextTableStyle): string {
  const { columns } = table;
  const textOf = (value: Cell, column: Column): string =>
    toName(formatTableCell(value, column, locale), column.isText ? MAX_SENTENCE : MAX_NAME);
  const toTotals = (totals: Row): string[] =>
    columns.map((column, index) => (index === 0 ? 'All' : column.id in totals ? textOf(totals[column.id] ?? null, column) : ''));
  const rows = table.rows.slice(0, mostRows);
  const body = rows.map((row) => columns.map((column) => textOf(row[column.id] ?? null, column)));
  const totals = table.totals && table.rows.length > 1 ? [toTotals(table.totals)] : [];
  const header = columns.map(({ label }) => toName(label, MAX_NAME));
  const lines = [header, ...body, ...totals];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  const toLine = (values: readonly string[]): string =>
    values
      .map((value, index) => (columns[index]?.type === 'number' ? value.padStart(widths[index] ?? 0) : value.padEnd(widths[index] ?? 0)))
      .join('  ')
      .trimEnd();
  const rule = toLine(widths.map((width) => '-'.repeat(width)));
  const rest = Math.max(table.totalRows, table.rows.length) - rows.length;
  return [
    toName(table.title, MAX_SENTENCE),
    toLine(header),
    rule,
    ...body.map(toLine),
    ...(totals.length > 0 ? [rule, ...totals.map(toLine)] : []),
    ...(rest > 0 ? [`... ${new Intl.NumberFormat(locale).format(rest)} more`] : []),
  ].join('\n');
}
