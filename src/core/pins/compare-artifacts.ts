import type { Artifact, Cell, Column, Row, Table } from '@/core/artifact/artifact';
import { currencyExponent } from '@/core/model/money';

/** A figure that is another one than before. */
export interface FigureChange {
  tableId: string;
  /** Keys of its row as they are shown, in the order of the columns; none: the table's one row. */
  keys: string[];
  column: Column;
  /** Null: it was not there, or is not any more. */
  before: number | null;
  after: number | null;
  /** `after` minus `before`; exact for money, in its major units. Null when one of them is not there. */
  by: number | null;
}

export interface ArtifactComparison {
  changes: FigureChange[];
  /** Figures compared. */
  figures: number;
}

const isKey = ({ role }: Column): boolean => role === 'time' || role === 'dimension';
const isFigure = ({ role, type }: Column): boolean => role === 'metric' && type === 'number';

/**
 * Which figures of an answer are others than before: the metric columns of its tables, rows matched by their keys,
 * tables by their id. A row that is new or gone counts with each of its figures.
 */
export function compareArtifacts(before: Pick<Artifact, 'tables'>, after: Pick<Artifact, 'tables'>): ArtifactComparison {
  const parts = before.tables.map((table) => compareTables(table, after.tables.find(({ id }) => id === table.id) ?? null));
  return { changes: parts.flatMap(({ changes }) => changes), figures: parts.reduce((sum, { figures }) => sum + figures, 0) };
}

function compareTables(before: Table, after: Table | null): ArtifactComparison {
  const rowsBefore = byKeys(before);
  const rowsAfter = after ? byKeys(after) : new Map<string, Row>();
  const columns = before.columns.filter(isFigure);
  const changes: FigureChange[] = [];
  let figures = 0;
  for (const key of new Set([...rowsBefore.keys(), ...rowsAfter.keys()]))
    for (const column of columns) {
      figures += 1;
      const values = { before: toNumber(rowsBefore.get(key)?.[column.id]), after: toNumber(rowsAfter.get(key)?.[column.id]) };
      if (values.before === values.after) continue;
      changes.push({ tableId: before.id, keys: JSON.parse(key) as string[], column, ...values, by: differenceOf(values, column) });
    }
  return { changes, figures };
}

/** Rows by their keys. Where two have the same, the first stands for them. */
function byKeys({ columns, rows }: Table): Map<string, Row> {
  const keys = columns.filter(isKey);
  const found = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify(keys.map(({ id }) => String(row[id] ?? '')));
    if (!found.has(key)) found.set(key, row);
  }
  return found;
}

const toNumber = (cell: Cell | undefined): number | null => (typeof cell === 'number' ? cell : null);

function differenceOf({ before, after }: { before: number | null; after: number | null }, column: Column): number | null {
  if (before === null || after === null) return null;
  if (column.unit !== 'money' || column.currency === undefined) return after - before;
  const scale = 10 ** currencyExponent(column.currency);
  return (Math.round(after * scale) - Math.round(before * scale)) / scale;
}

/** A figure of a table over all its groups, or of its one row; null when it has none. */
export function wholeFigure(table: Table | undefined, column: string): number | null {
  return toNumber(table?.totals?.[column]) ?? (table?.rows.length === 1 ? toNumber(table.rows[0]?.[column]) : null);
}
