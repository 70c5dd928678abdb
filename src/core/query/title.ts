import { findDimension } from '@/core/dimensions/registry';
import { formatPeriod } from '@/core/artifact/format';
import { filterText, filterValues } from './filter-label';
import type { Plan } from './plan';
import type { Query } from './query';

/** What a table or chart shows: "Net sales by month, Jan 1 – Aug 31, 2018, BRL". */
export function titleOf(query: Query, plan: Plan, locale: string): string {
  const names = plan.metrics.map(({ metric }, index) => (index === 0 ? metric.title : metric.title.toLowerCase()));
  const what = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '');
  const by = [...plan.dimensions.map((dimension) => dimension.title.toLowerCase()), ...(plan.grain ? [plan.grain] : [])];
  const filters = query.filters.flatMap((filter) => {
    const noun = findDimension(filter.dimension)?.title.toLowerCase() ?? filter.dimension;
    return filterText(filter, { noun, values: filterValues(filter, locale), without: (values) => `without ${values}` }) ?? [];
  });
  return [
    query.shape.kind === 'distribution' ? `Orders by ${what.toLowerCase()}` : `${what}${by.length > 0 ? ` by ${by.join(' and ')}` : ''}`,
    ...filters,
    ...(plan.period ? [formatPeriod(plan.period, locale)] : []),
    ...(plan.leaves.some((leaf) => leaf.isMoney) ? [plan.currency] : []),
  ].join(', ');
}
