import writeExcelFile, { type Cell as SheetCell, type Row as SheetRow, type Sheet } from 'write-excel-file/node';
import type { Artifact, Cell, Column, Table } from '@/core/artifact/artifact';
import { definitionRows } from '@/core/artifact/facts';
import { isNumeric } from '@/core/artifact/format';
import { withoutUnseen } from '@/core/artifact/plain-text';
import { currencyExponent } from '@/core/model/money';

/** Limits of the format (ECMA-376 and Excel's own). */
const MAX_SHEET_NAME = 31;
const MAX_TEXT = 32_767;

const DEFINITIONS = 'Definitions';
/** "History" is taken by Excel itself. */
const TAKEN: readonly string[] = [DEFINITIONS.toLowerCase(), 'history'];

/** Text is text: "@" keeps what begins like a formula from becoming one, also when the cell is edited. */
const TEXT_FORMAT = '@';

/**
 * An answer as a workbook: a sheet for each table with typed cells, and one that says what the figures mean. Money is
 * in major units with the digits of its currency, ratios are fractions shown as percentages, days and months are dates.
 */
export async function renderXlsx(artifact: Artifact, workspaceLocale: string): Promise<Uint8Array> {
  const locale = artifact.locale ?? workspaceLocale;
  const names = sheetNames(artifact.tables.map(({ title }) => title));
  const sheets = [...artifact.tables.map((table, index) => tableSheet(table, names[index] ?? '')), definitionsSheet(artifact, locale)];
  return writeExcelFile(sheets).toBuffer();
}

/** Titles as names of sheets: allowed letters, at most 31 of them, each once. */
export function sheetNames(titles: readonly string[]): string[] {
  const taken = new Set(TAKEN);
  return titles.map((title) => {
    const plain = withoutUnseen(title)
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/\s+/g, ' ')
      .replace(/^[\s']+|[\s']+$/g, '');
    const base = plain === '' ? 'Table' : plain;
    for (let copy = 1; ; copy += 1) {
      const ending = copy === 1 ? '' : ` (${copy})`;
      const name = `${cut(base, MAX_SHEET_NAME - ending.length).replace(/[\s']+$/, '')}${ending}`;
      if (!taken.has(name.toLowerCase())) {
        taken.add(name.toLowerCase());
        return name;
      }
    }
  });
}

/** Cut between letters, never within one that takes two units. */
function cut(text: string, units: number): string {
  return text.slice(0, units).replace(/[\ud800-\udbff]$/, '');
}

function tableSheet(table: Table, name: string): Sheet<never> {
  const { columns, totals } = table;
  const rows: SheetRow[] = table.rows.map((row) => columns.map((column) => toCell(row[column.id] ?? null, column)));
  const all =
    totals && table.rows.length > 1
      ? [columns.map((column, index) => (index === 0 ? bold('All') : bold(toCell(totals[column.id] ?? null, column))))]
      : [];
  return {
    sheet: name,
    data: [columns.map(headerCell), ...rows, ...all],
    columns: columns.map((column) => ({ width: widthOf(column, table) })),
    stickyRowsCount: 1,
  };
}

function headerCell(column: Column): SheetCell {
  const label = column.currency ? `${column.label} (${column.currency})` : column.label;
  return { ...textCell(label), fontWeight: 'bold', align: isNumeric(column) ? 'right' : 'left' };
}

function bold(cell: SheetCell | string): SheetCell {
  const given = typeof cell === 'string' ? textCell(cell) : cell;
  return given !== null && typeof given === 'object' && 'value' in given ? { ...given, fontWeight: 'bold' } : given;
}

function textCell(text: string): { value: string; type: StringConstructor; format: string } {
  return { value: cut(withoutUnseen(text), MAX_TEXT), type: String, format: TEXT_FORMAT };
}

function toCell(value: Cell, column: Column): SheetCell {
  if (value === null) return null;
  if (typeof value === 'boolean') return { value, type: Boolean };
  if (typeof value === 'number')
    return Number.isFinite(value) ? { value, type: Number, format: numberFormat(value, column) } : textCell(String(value));
  const day = column.type === 'date' ? firstDay(value) : null;
  // A file has no zone: midnight UTC is the day itself.
  return day === null
    ? textCell(value)
    : { value: new Date(`${day}T00:00:00Z`), type: Date, format: value.length === 7 ? 'mmm yyyy' : 'yyyy-mm-dd' };
}

/** The day a bucket begins, for days, weeks and months; quarters and years are words. */
function firstDay(label: string): string | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(label)) return label;
  return /^\d{4}-\d{2}$/.test(label) ? `${label}-01` : null;
}

function numberFormat(value: number, column: Column): string {
  const decimals = (digits: number): string => (digits === 0 ? '#,##0' : `#,##0.${'0'.repeat(digits)}`);
  switch (column.unit) {
    case 'money':
      return decimals(currencyExponent(column.currency ?? 'USD'));
    case 'ratio':
      return '0.00%';
    case 'days':
      return decimals(1);
    case 'score':
      return decimals(2);
    case 'count':
    case 'none':
      // Keys such as hours and years are not grouped.
      return Number.isInteger(value) ? (isNumeric(column) ? decimals(0) : '0') : decimals(2);
  }
}

function widthOf(column: Column, table: Table): number {
  const longest = table.rows.reduce((most, row) => Math.max(most, String(row[column.id] ?? '').length), column.label.length + 6);
  return Math.min(60, Math.max(12, longest + 2));
}

function definitionsSheet(artifact: Artifact, locale: string): Sheet<never> {
  const header = ['Table', 'Kind', 'Name', 'Text', 'Source'].map((label) => bold(label));
  const rows = definitionRows(artifact, locale).map(({ tables, kind, name, text, source }) =>
    [tables, kind, name, text, source].map((value): SheetCell => ({ ...textCell(value), wrap: true, alignVertical: 'top' })),
  );
  return {
    sheet: DEFINITIONS,
    data: [header, ...rows],
    columns: [{ width: 28 }, { width: 12 }, { width: 24 }, { width: 80 }, { width: 40 }],
    stickyRowsCount: 1,
  };
}
