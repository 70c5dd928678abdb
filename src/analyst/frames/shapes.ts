import { findMetric } from '@/core/metrics/registry';
import { addDays, addGrain, bucketsBetween, daysInclusive } from '@/core/model/calendar';
import type { Workspace } from '@/core/model/workspace';
import { previousPeriod, previousYear } from '@/core/query/period';
import type { Period } from '@/core/query/query';
import type { Draft } from '@/analyst/grammar/draft';
import type { TimeContext } from '@/analyst/grammar/time/periods';
import type { Frame } from './frame';
import { members } from './members';
import { resolveMetric } from './metrics';

/** Days without an order after which a customer counts as lapsed when nobody says how many. */
const LAPSED_DAYS = 90;
/** Part of the whole the leaders make up when nobody says how much. */
const REACH = 0.8;

interface ShapeInput {
  draft: Draft;
  time: TimeContext;
  workspace: Workspace;
  /** The measure asked for, in the workspace's words. */
  metric: string;
}
type ShapeRule = (query: Frame['query'], input: ShapeInput) => boolean;

/** Special results, each with the words that ask for it; the first that fits is taken. */
const RULES: readonly ShapeRule[] = [
  members,
  gap,
  quotient,
  orderValueCount,
  orderGap,
  lapsed,
  quantile,
  distribution,
  cohort,
  concentration,
  countGroups,
  perBucket,
];

/** Give a query the shape its words ask for. */
export function applyShape(query: Frame['query'], input: ShapeInput): void {
  RULES.some((rule) => rule(query, input));
}

/** "december vs november, daily average": a mean has no change of its own, so each period has its answer. */
export function comparedMeans(frame: Frame): Frame[] {
  const { compare, period, ...query } = frame.query;
  if (query.shape?.kind !== 'perBucket' || compare === undefined || !period) return [frame];
  const other =
    typeof compare === 'object'
      ? { from: compare.from, to: compare.to }
      : compare === 'previousYear'
        ? previousYear(period)
        : previousPeriod(period);
  return [period, other].map((days) => ({ ...frame, query: { ...query, period: days } }));
}

/** People are what is counted; another group is kept, for the answer to say what it cannot be split by. */
function leaveOutPeople(query: Frame['query']): void {
  query.dimensions = (query.dimensions ?? []).filter((id) => id !== 'customer');
}

/** A shape of its own has no groups, order or time axis. */
function reduce(query: Frame['query'], metric: string, shape: NonNullable<Frame['query']['shape']>): true {
  query.shape = shape;
  query.metrics = [metric];
  for (const key of ['grain', 'limit', 'limitPer', 'orderBy', 'transforms', 'having', 'compare'] as const) delete query[key];
  return true;
}

/** "discount per order", "fees as a percentage of net sales": the first measure divided by the second. */
function quotient(query: Frame['query'], { draft }: ShapeInput): boolean {
  if (!draft.flags.has('quotient') || query.metrics.length !== 2) return false;
  query.shape = { kind: 'quotient' };
  for (const key of ['transforms', 'compare', 'having'] as const) delete query[key];
  return true;
}

/** "how far is holland ahead of ireland": what lies between two members of a group. */
function gap(query: Frame['query'], { draft }: ShapeInput): boolean {
  return askGap(query, draft);
}

/** Ask for the difference of two members, where words of it are said and there are two. @returns false when there are not. */
export function askGap(query: Frame['query'], draft: Draft): boolean {
  const [dimension, ...others] = query.dimensions ?? [];
  const members = (query.filters ?? []).find((filter) => filter.dimension === dimension && (filter.op ?? 'in') === 'in')?.values ?? [];
  const isOne = query.metrics.length === 1 && others.length === 0 && query.compare === undefined && !query.having?.length;
  if (!asksGap(draft) || !isOne || members.length !== 2 || draft.grain !== null || draft.limit !== null) return false;
  query.shape = { kind: 'gap' };
  for (const key of ['grain', 'limit', 'orderBy', 'transforms'] as const) delete query[key];
  return true;
}

/** "the difference between", "how much more did SP buy than RJ". */
function asksGap({ flags, compareAt }: Draft): boolean {
  const isMore = compareAt !== null && (flags.has('raise') || flags.has('cut')) && (flags.has('howMuch') || flags.has('howMany'));
  return flags.has('gap') || isMore;
}

/** "orders worth more than 1,000": orders by what each is worth. */
function orderValueCount(query: Frame['query'], { draft, workspace, metric }: ShapeInput): boolean {
  const [bound] = query.having ?? [];
  const orders = resolveMetric('orders', [], workspace);
  const isWorth = bound?.metric === metric || bound?.metric === resolveMetric('averageOrderValue', [], workspace);
  const isOfOrders = metric === orders && isWorth && typeof bound?.value === 'number';
  if (
    !isOfOrders ||
    draft.dimensions.length > 0 ||
    draft.grain !== null ||
    draft.counted !== null ||
    bound?.op === undefined ||
    bound.op === 'eq'
  )
    return false;
  return reduce(query, resolveMetric('netSales', [], workspace), { kind: 'orderValueCount', op: bound.op, value: Number(bound.value) });
}

function orderGap(query: Frame['query'], { draft, workspace, metric }: ShapeInput): boolean {
  // "of those who first bought in january, how many came back": people with a second order, by their first.
  const cameBack = draft.flags.has('firstBought') && draft.flags.has('howMany') && isRepeat(metric, workspace);
  // "how long until a customer orders again".
  const isWait = draft.flags.has('howLong') && isRepeat(metric, workspace);
  if (!draft.flags.has('timeBetween') && !cameBack && !isWait) return false;
  leaveOutPeople(query);
  return reduce(query, resolveMetric('customers', [], workspace), { kind: 'orderGap' });
}

const isRepeat = (metric: string, workspace: Workspace): boolean => metric === resolveMetric('repeatPurchaseRate', [], workspace);

function lapsed(query: Frame['query'], { draft, workspace, time }: ShapeInput): boolean {
  if (!draft.flags.has('lapsed')) return false;
  leaveOutPeople(query);
  const isOpen = draft.periods[0]?.isOpen === true;
  const since = query.period ? daysSince(query.period, { lastDay: time.lastDay, isOpen }) : LAPSED_DAYS;
  const days = draft.span ? spanDays(draft.span) : since;
  if (days === null) return false;
  if (draft.span === null) delete query.period;
  return reduce(query, resolveMetric('customers', [], workspace), { kind: 'lapsed', days });
}

/**
 * "since March 1", "in the last 90 days": from the first day on; "last order before June": from the day after it on. Null for a
 * stretch that ended long ago: who ordered after it has not gone.
 */
function daysSince(period: Period, { lastDay, isOpen }: { lastDay: string; isOpen: boolean }): number | null {
  const reachesNow = period.to >= addDays(lastDay, -1);
  if (!reachesNow && !isOpen) return null;
  return daysInclusive(reachesNow ? period.from : addDays(period.to, 1), lastDay);
}

function spanDays({ count, grain }: NonNullable<Draft['span']>): number {
  return daysInclusive('2023-01-01', addGrain('2023-01-01', grain, count)) - 1;
}

/** "median order value", "biggest order". */
function quantile(query: Frame['query'], { draft, workspace, metric }: ShapeInput): boolean {
  const at = draft.flags.has('biggestOne') ? 1 : draft.flags.has('smallestOne') ? 0 : draft.flags.has('median') ? 0.5 : null;
  if (at === null) return false;
  const isOrderValue = ['netSales', 'averageOrderValue'].some((id) => resolveMetric(id, [], workspace) === metric);
  if (!isOrderValue) return false;
  return reduce(query, resolveMetric('netSales', [], workspace), { kind: 'quantile', at });
}

function distribution(query: Frame['query'], { draft, workspace }: ShapeInput): boolean {
  if (!draft.flags.has('histogram')) return false;
  leaveOutPeople(query);
  return reduce(query, resolveMetric('netSales', [], workspace), { kind: 'distribution', bins: 12 });
}

function cohort(query: Frame['query'], { draft, workspace }: ShapeInput): boolean {
  if (!draft.flags.has('cohort')) return false;
  const grain = query.grain === 'week' || query.grain === 'quarter' ? query.grain : (draft.periods[0]?.grain ?? 'month');
  const unit = grain === 'week' || grain === 'quarter' ? grain : 'month';
  leaveOutPeople(query);
  const [first, later] = draft.periods.map(({ period }) => period).sort((a, b) => (a.from < b.from ? -1 : 1));
  // "december cohort: who ordered again in january": the first period is that of the first orders.
  if (first && later) query.period = first;
  const at = first && later ? bucketsBetween({ from: first.from, to: later.from }, unit) - 1 : 0;
  return reduce(query, resolveMetric('customers', [], workspace), {
    kind: 'cohort',
    grain: unit,
    periods: Math.max(12, at),
    ...(at > 0 ? { at } : {}),
  });
}

/** "top 10 % of products", "how many products make 80 % of sales", "how much do the top 5 customers bring". */
function concentration(query: Frame['query'], { draft, workspace, metric }: ShapeInput): boolean {
  const by = draft.counted ?? query.dimensions?.[0];
  const isAdditive = findMetric(metric)?.measure.kind !== 'ratio';
  // "top 5 states with their share" lists them; "what share do the top 5 make up", "the top 5's share of sales" is one figure.
  const lists = draft.flags.has('those') || draft.flags.has('with') || draft.flags.has('by') || !draft.flags.has('shareBehind');
  // "our 5 largest customers by net sales: what % of all net sales is that".
  const isPart = draft.flags.has('shareBehind') || (draft.flags.has('percent') && draft.flags.has('howMuch'));
  const asksOfThem = isPart && draft.flags.has('it') && draft.byDimensions.size === 0;
  // "what slice of revenue do the top 5 categories bring".
  // "share of revenue from our top 10 customers".
  const isFrom = draft.flags.has('auxiliary') || (draft.flags.has('fromHour') && !draft.flags.has('with'));
  const asksFirst = draft.isShareFirst && isFrom && !draft.flags.has('by') && !draft.flags.has('those');
  const asksShare = draft.flags.has('share') && (draft.flags.has('makeUp') || !lists || asksFirst);
  const asksShareOfTop = draft.limit !== null && (asksShare || asksOfThem);
  const asks =
    draft.topShare !== null ||
    (draft.reach !== null && (draft.flags.has('makeUp') || draft.counted !== null || draft.flags.has('pareto'))) ||
    (draft.flags.has('concentrated') && (query.dimensions ?? []).length > 0) ||
    asksShareOfTop;
  if (!by || !asks || !isAdditive || query.grain) return false;
  const shape = {
    kind: 'concentration' as const,
    ...(draft.topShare !== null ? { topShare: draft.topShare } : draft.limit !== null ? { top: draft.limit } : {}),
    ...(draft.topShare === null && draft.limit === null ? { reach: draft.reach ?? REACH } : {}),
  };
  query.dimensions = [by];
  // The whole holds what belongs to nobody by name.
  query.filters = (query.filters ?? []).filter(({ op, dimension }) => op !== 'notNull' || dimension !== by);
  const asked = metric === resolveMetric('customers', [], workspace) ? resolveMetric('netSales', [], workspace) : metric;
  return reduce(query, asked, shape);
}

/** "how many categories sold more than 500 units", "days with more than 50 orders". */
function countGroups(query: Frame['query'], { draft, workspace, metric }: ShapeInput): boolean {
  // "uk buyers that ordered exactly once": people are what the bound is tested on, with no word of counting.
  const arePeople =
    metric === resolveMetric('customers', [], workspace) &&
    draft.dimensions.length === 0 &&
    draft.grain === null &&
    !draft.flags.has('share') &&
    !draft.flags.has('percent') &&
    draft.having.every((bound) => resolveMetric(bound.metric, [], workspace) !== metric);
  const by = draft.counted ?? (arePeople ? 'customer' : draft.flags.has('howMany') ? draft.dimensions[0] : undefined);
  if (by === undefined || draft.having.length === 0) return false;
  if (by !== 'time') {
    query.dimensions = [by];
    delete query.grain;
  }
  query.shape = { kind: 'countGroups' };
  for (const key of ['limit', 'orderBy', 'transforms'] as const) delete query[key];
  return true;
}

/** "average daily orders": the mean over the days of the period. */
function perBucket(query: Frame['query'], { draft, metric }: ShapeInput): boolean {
  const isAdditive = findMetric(metric)?.measure.kind !== 'ratio';
  if (!draft.flags.has('average') || !query.grain || !isAdditive || draft.flags.has('moving') || draft.flags.has('cumulative'))
    return false;
  query.shape = { kind: 'perBucket', grain: query.grain };
  for (const key of ['grain', 'transforms'] as const) delete query[key];
  return true;
}
