import type { Row, Table } from '@/core/artifact/artifact';

export interface Sort {
  column: string;
  direction: 'asc' | 'desc';
}

/** Rows in the order asked for. Missing values come last either way; equal ones keep their place. */
export function sortRows(table: Table, sort: Sort | null, locale: string): Row[] {
  if (!sort) return table.rows;
  const collator = new Intl.Collator(locale, { numeric: true });
  const factor = sort.direction === 'asc' ? 1 : -1;
  return [...table.rows].sort((left, right) => {
    const a = left[sort.column] ?? null;
    const b = right[sort.column] ?? null;
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return factor * (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)));
  });
}
