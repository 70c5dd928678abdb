import type { Artifact, Cell, Table } from './artifact';
import { definitionRows } from './facts';

/** Files start with a byte order mark so that spreadsheets read them as UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff';

/**
 * A table as RFC 4180 text with a header, nothing before or after it: it stays machine-readable, so what its figures
 * mean is a file of its own (`definitionsToCsv`). Numbers are plain (dot decimals, no grouping), ratios stay
 * fractions, currencies are in the header. Text a spreadsheet would run as a formula gets a leading apostrophe.
 */
export function toCsv(table: Table): string {
  const header = table.columns.map(({ label, currency }) => (currency ? `${label} (${currency})` : label));
  return toLines([header, ...table.rows.map((row) => table.columns.map((column) => row[column.id] ?? null))]);
}

/** What the figures of an answer mean and rest on, as a table of its own. */
export function definitionsToCsv(artifact: Pick<Artifact, 'provenance' | 'tables'>, locale: string): string {
  const rows = definitionRows(artifact, locale).map(({ tables, kind, name, text, source }) => [tables, kind, name, text, source]);
  return toLines([['Table', 'Kind', 'Name', 'Text', 'Source'], ...rows]);
}

function toLines(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map((cell) => quote(toText(cell))).join(',')}\r\n`).join('');
}

function toText(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
