import { findMetric } from '@/core/metrics/registry';
import type { Row, Table } from './artifact';

/** Extremes by metric: the row's index in the whole table, and the row. */
export type Highlights = Record<string, { highest: { row: number; values: Row }; lowest: { row: number; values: Row } }>;

/** Where each metric is highest and lowest, over all rows: a model shown the first ones cannot know. Buckets covered in part are left out. */
export function highlightsOf(table: Table): Highlights {
  const partial = new Set(table.partialBuckets ?? []);
  const metrics = table.columns.filter((column) => column.role === 'metric' || (column.role === 'derived' && column.type === 'number'));
  const signOf = (id: string): number => (findMetric(id)?.isBookedNegative ? -1 : 1);
  return Object.fromEntries(
    metrics.flatMap(({ id }) => {
      let highest = -1;
      let lowest = -1;
      table.rows.forEach((row, index) => {
        const value = row[id];
        if (typeof value !== 'number' || partial.has(String(row['time']))) return;
        if (highest < 0 || value * signOf(id) > Number(table.rows[highest]?.[id]) * signOf(id)) highest = index;
        if (lowest < 0 || value * signOf(id) < Number(table.rows[lowest]?.[id]) * signOf(id)) lowest = index;
      });
      const [high, low] = [table.rows[highest], table.rows[lowest]];
      return high && low ? [[id, { highest: { row: highest, values: high }, lowest: { row: lowest, values: low } }]] : [];
    }),
  );
}
