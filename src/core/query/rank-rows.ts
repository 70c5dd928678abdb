import type { Cell } from '@/core/artifact/artifact';
import { findMarketplaceId } from '@/core/model/marketplaces';
import type { LeafRow } from './evaluate';
import { dimensionLabel, metricValue } from './metric-value';
import type { Plan } from './plan';
import type { Query } from './query';
import type { Working } from './working-row';

/** Put rows in order: as asked, else by time, by the order of the values, by the first metric. Ties by key. */
export function sortRows(query: Query, plan: Plan, working: Working[]): void {
  const metric = plan.metrics[0]?.metric.id ?? '';
  const natural = plan.dimensions.findIndex((dimension) => dimension.isOrdered);
  const named = namedOrder(query, plan);
  if (named) {
    const place = (entry: Working): number => {
      const at = named.values.indexOf(String(entry.row[named.dimension] ?? ''));
      return at < 0 ? named.values.length : at;
    };
    working.sort((a, b) => place(a) - place(b) || compareCells(a.row[metric] ?? null, b.row[metric] ?? null, true));
    return;
  }
  const isPerBucket = query.limitPer === 'time';
  const by = query.orderBy?.by ?? (plan.grain ? 'time' : natural >= 0 ? (plan.dimensions[natural]?.id ?? metric) : metric);
  const isDescending = query.orderBy
    ? query.orderBy.direction === 'desc'
    : by === metric && plan.metrics[0]?.metric.isBookedNegative !== true;
  const position = plan.dimensions.findIndex((dimension) => dimension.id === by);
  const keyOf = (entry: Working): Cell =>
    position >= 0 && plan.dimensions[position]?.isOrdered ? (entry.keys[position] ?? null) : (entry.row[by] ?? null);
  working.sort(
    (a, b) =>
      (isPerBucket ? compareCells(a.time, b.time, false) : 0) ||
      compareCells(keyOf(a), keyOf(b), isDescending) ||
      compareCells(a.row[metric] ?? null, b.row[metric] ?? null, true) ||
      (JSON.stringify(a.keys) < JSON.stringify(b.keys) ? -1 : 1),
  );
}

/** Values compared by name ("SP and RJ", "on time or late") stay in the order they were named, unless a ranking is asked. */
function namedOrder(query: Query, plan: Plan): { dimension: string; values: string[] } | null {
  if (query.orderBy || plan.grain) return null;
  for (const dimension of plan.dimensions) {
    const filter = query.filters.find((candidate) => candidate.dimension === dimension.id && candidate.op === 'in');
    const values = filter && filter.values.length > 1 ? filter.values : (dimension.only ?? dimension.values ?? []);
    if (values.length > 1)
      return {
        dimension: dimension.id,
        values: values.map((value) =>
          String(dimensionLabel(dimension, dimension.id === 'marketplace' ? (findMarketplaceId(String(value)) ?? value) : value)),
        ),
      };
  }
  return null;
}

/** Nothing comes last, whatever the direction. */
function compareCells(a: Cell, b: Cell, isDescending: boolean): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  const order = a < b ? -1 : 1;
  return isDescending ? -order : order;
}

/** Keys of the groups that are first by the first metric over the whole period. `sums` has one row a group. */
export function leadingGroups(leading: NonNullable<Query['leading']>, plan: Plan, sums: readonly LeafRow[]): ReadonlySet<string> {
  const [first] = plan.metrics;
  if (!first) return new Set();
  const ranked = sums.map((leafRow) => ({
    key: groupKey(leafRow.keys),
    value: metricValue(first.metric, first.leafIds, { leafRow, currency: plan.currency }),
  }));
  ranked.sort((a, b) => compareCells(a.value, b.value, leading.direction === 'desc') || (a.key < b.key ? -1 : 1));
  return new Set(ranked.slice(0, leading.groups).map(({ key }) => key));
}

/** A group's values as one text. */
export const groupKey = (keys: LeafRow['keys']): string => JSON.stringify(keys);

/** Keep the first rows, overall or per value of a dimension. */
export function limitRows(query: Query, working: Working[]): Working[] {
  const { limit, limitPer } = query;
  if (limit === undefined) return working;
  if (limitPer === undefined) return working.slice(0, limit);
  const seen = new Map<Cell, number>();
  return working.filter(({ row }) => {
    const key = row[limitPer] ?? null;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count <= limit;
  });
}
