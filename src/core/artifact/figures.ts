import type { Column, Table } from './artifact';
import { formatCell } from './format';

/** A figure of one period beside the period before, as people read it. */
export interface Figure {
  label: string;
  now: string;
  before: string;
  /** In its unit, and in percent. */
  change: string;
}

/** Fewer columns stand side by side well enough. */
const LEAST_COLUMNS = 5;

/**
 * One row of figures with their comparisons as a list, one figure a line: sixteen columns fit no page. Null for any other
 * table.
 */
export function figuresOf(table: Table, locale: string): Figure[] | null {
  const [row, ...others] = table.rows;
  if (!row || others.length > 0 || table.columns.length < LEAST_COLUMNS) return null;
  const show = (column: Column): string => formatCell(row[column.id] ?? null, column, locale);
  const figures: Figure[] = [];
  let used = 0;
  for (const column of table.columns.filter(({ role }) => role === 'metric')) {
    const of = (part: string): Column | undefined => table.columns.find(({ id }) => id === `${column.id}_${part}`);
    const [before, change, share] = [of('previous'), of('change'), of('changePct')];
    if (!before || !change || !share) return null;
    figures.push({ label: column.label, now: show(column), before: show(before), change: `${show(change)} (${show(share)})` });
    used += 4;
  }
  return used === table.columns.length ? figures : null;
}
