import type { Table } from '@/core/artifact/artifact';
import { formatCell } from '@/core/artifact/format';

/** Rows printed in a terminal; the rest is counted. */
const MAX_ROWS = 40;

/** A table as aligned text: numbers to the right. */
export function renderTable(table: Table, locale: string): string {
  const cells = table.rows
    .slice(0, MAX_ROWS)
    .map((row) => table.columns.map((column) => formatCell(row[column.id] ?? null, column, locale)));
  const widths = table.columns.map((column, index) => Math.max(column.label.length, ...cells.map((line) => line[index]?.length ?? 0)));
  const line = (values: readonly string[]): string =>
    values
      .map((value, index) =>
        table.columns[index]?.type === 'number' ? value.padStart(widths[index] ?? 0) : value.padEnd(widths[index] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const rest = table.totalRows - cells.length;
  return [
    table.title,
    line(table.columns.map((column) => column.label)),
    line(widths.map((width) => '-'.repeat(width))),
    ...cells.map(line),
    ...(rest > 0 ? [`... ${rest} more`] : []),
  ].join('\n');
}
