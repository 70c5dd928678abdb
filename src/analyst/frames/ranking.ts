import { findDimension } from '@/core/dimensions/registry';
import { findMetric } from '@/core/metrics/registry';
import type { Draft } from '@/analyst/grammar/draft';
import type { Frame } from './frame';
import { asksChange } from './periods';

/** Rows of a ranking when nobody says how many. */
const RANKING_ROWS = 10;
/** Rows of a plain list of a dimension with many values. */
const LIST_ROWS = 50;
const MANY_VALUES = new Set(['product', 'sku', 'customer', 'customerCity', 'seller']);
/** Dimensions whose empty value is no member of a ranking. */
const NAMED = new Set(['product', 'sku', 'customer', 'seller', 'vendor']);

/** True when a draft asks for an order. */
export function isRanked(draft: Draft): boolean {
  return draft.direction !== null || draft.quality !== null || draft.limit !== null || draft.flags.has('top') || draft.flags.has('bottom');
}

/** Order and limit a query. @returns true when one row is the answer. */
export function rank(query: Frame['query'], draft: Draft, metric: string): boolean {
  const dimensions = query.dimensions ?? [];
  if (dimensions.length === 0 && !query.grain) return false;
  const isChange = query.compare !== undefined && asksChange(draft) && dimensions.length > 0;
  const ranksChange = isChange && (isRanked(draft) || draft.flags.has('rise') || draft.flags.has('fall'));
  if (!isRanked(draft) && !ranksChange) {
    // "customers who spent more than 500": those without a name are none of them.
    if (query.having?.length) leaveOutUnnamed(query, dimensions);
    if (dimensions.some((id) => MANY_VALUES.has(id)) && !query.grain && !draft.flags.has('pareto')) query.limit = LIST_ROWS;
    return false;
  }
  // "Do late deliveries get worse reviews?" compares the two sides; it ranks nothing.
  if (dimensions.length > 0 && dimensions.every((id) => findDimension(id)?.only)) return false;
  if (query.grain && dimensions.length > 0) return rankCourses(query, draft, metric);
  leaveOutUnnamed(query, dimensions);
  const isGrowth = query.grain !== undefined && (query.transforms ?? []).some(({ kind }) => kind === 'growth');
  query.orderBy = isGrowth
    ? { by: `${metric}_growth`, direction: directionOfChange(draft, metric) }
    : ranksChange
      ? changeOrder(draft, metric)
      : { by: metric, direction: directionOf(draft, metric) };
  if (ranksChange && !isRanked(draft)) return false;
  const isSuperlative = draft.limit === null && draft.isSingular && !isBothWays(draft);
  rankWithinCompared(query, dimensions);
  rankWithinEach(query, draft);
  if (!isBothWays(draft)) query.limit = draft.limit ?? (isSuperlative ? 1 : RANKING_ROWS);
  return isSuperlative;
}

/** Courses shown of a ranking when nobody says how many. */
const RANKING_COURSES = 5;

/**
 * "Net sales per state per month, top 3": the groups that lead over the whole period, each with its course.
 * "The best state of each month": the first of each bucket. "Which month was best by state": the first of each group.
 */
export function rankCourses(query: Frame['query'], draft: Draft, metric: string): boolean {
  const [dimension] = query.dimensions ?? [];
  leaveOutUnnamed(query, query.dimensions ?? []);
  const direction = directionOf(draft, metric);
  if (draft.limit === null && !draft.isSingular) query.leading = { groups: RANKING_COURSES, direction };
  else if (draft.limit !== null) query.leading = { groups: draft.limit, direction };
  else if (query.dimensions?.length === 1 && dimension !== undefined) {
    query.limitPer = draft.flags.has('byGrain') ? 'time' : dimension;
    query.orderBy = { by: metric, direction };
    query.limit = 1;
  }
  return false;
}

/** "the biggest rise and the biggest fall". */
function isBothWays(draft: Draft): boolean {
  return draft.flags.has('rise') && draft.flags.has('fall');
}

/** "grew the most", "fell most in percent". */
export function changeOrder(draft: Draft, metric: string): NonNullable<Frame['query']['orderBy']> {
  return {
    by: `${metric}_${draft.flags.has('percent') || isPaced(draft) ? 'changePct' : 'change'}`,
    direction: directionOfChange(draft, metric),
  };
}

export function directionOf(draft: Draft, metric: string): 'asc' | 'desc' {
  const isHigherBetter = findMetric(metric)?.higherIsBetter ?? true;
  const byQuality = draft.quality === null ? null : (draft.quality === 'good') === isHigherBetter ? 'desc' : 'asc';
  const byPace = ranksTimes(draft) && findMetric(metric)?.unit !== 'days' ? (draft.flags.has('slow') ? 'asc' : 'desc') : null;
  const said = byPace ?? draft.direction ?? byQuality ?? (draft.flags.has('bottom') ? 'asc' : 'desc');
  // Returns, fees and discounts are booked negative: the most of them is the least number.
  return findMetric(metric)?.isBookedNegative && byQuality === null ? (said === 'asc' ? 'desc' : 'asc') : said;
}

/** "fell the most" starts with the greatest fall, "grew the least" with the smallest rise. */
function directionOfChange(draft: Draft, metric: string): 'asc' | 'desc' {
  const isFall = draft.flags.has('fall') && !draft.flags.has('rise');
  // "grew fastest": quick is little of days, but much of a change.
  const least = isPaced(draft) ? draft.flags.has('slow') : draft.direction === 'asc' || draft.flags.has('bottom');
  const isNegative = findMetric(metric)?.isBookedNegative === true;
  return (isFall !== least) !== isNegative ? 'asc' : 'desc';
}

/** "fastest growing": the pace of a change is its part of what there was. */
export function isPaced({ flags }: Draft): boolean {
  return flags.has('fast') || flags.has('slow');
}

const TIMES: readonly string[] = ['weekday', 'hour', 'dayKind', 'dayPart'];

/** "the slowest month", "the fastest weekday": stretches of time, by what they sold. */
export function ranksTimes(draft: Draft): boolean {
  const { grain, dimensions } = draft;
  return isPaced(draft) && (dimensions.length === 0 ? grain !== null : dimensions.every((id) => TIMES.includes(id)));
}

/** What belongs to no product or person is not the best or the worst one. */
function leaveOutUnnamed(query: Frame['query'], dimensions: readonly string[]): void {
  const named = dimensions.filter((id) => NAMED.has(id) && !(query.filters ?? []).some((filter) => filter.dimension === id));
  query.filters = [...(query.filters ?? []), ...named.map((dimension) => ({ dimension, op: 'notNull' as const, values: [] }))];
}

/** "top 3 products by channel", "best seller in each category": a ranking within each group. */
function rankWithinEach(query: Frame['query'], draft: Draft): void {
  const dimensions = query.dimensions ?? [];
  const each = dimensions.filter((id) => draft.byDimensions.has(id));
  const [group] = each;
  if (dimensions.length !== 2 || each.length !== 1 || !group || query.limitPer !== undefined) return;
  query.dimensions = [group, ...dimensions.filter((id) => id !== group)];
  query.limitPer = group;
}

/** "on Flipkart vs Shopify": a ranking within each of the compared. */
function rankWithinCompared(query: Frame['query'], dimensions: readonly string[]): void {
  const compared = (query.filters ?? []).find(
    (filter) => (filter.op ?? 'in') === 'in' && (filter.values?.length ?? 0) > 1 && dimensions.includes(filter.dimension),
  );
  if (!compared || dimensions.length < 2) return;
  query.dimensions = [compared.dimension, ...dimensions.filter((id) => id !== compared.dimension)];
  query.limitPer = compared.dimension;
}
