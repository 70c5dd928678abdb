import type { Cell, Table } from './artifact';

/**
 * A table as RFC 4180 text with a header. Numbers are plain (dot decimals, no grouping), ratios stay fractions,
 * currencies are in the header. Text a spreadsheet would run as a formula gets a leading apostrophe.
 */
export function toCsv(table: Table): string {
  const header = table.columns.map(({ label, currency }) => quote(toText(currency ? `${label} (${currency})` : label)));
  const lines = table.rows.map((row) => table.columns.map((column) => quote(toText(row[column.id] ?? null))).join(','));
  return [header.join(','), ...lines].join('\r\n') + '\r\n';
}

function toText(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
