import { findDimension } from '@/core/dimensions/registry';
import { leavesOf, type Leaf } from '@/core/metrics/define-metric';
import { profileMetric } from '@/core/metrics/profiles';
import { findMetric, METRICS } from '@/core/metrics/registry';
import { daysInclusive, type Grain } from '@/core/model/calendar';
import type { Workspace } from '@/core/model/workspace';
import type { Period, QueryInput } from '@/core/query/query';
import type { ChartWish } from '@/core/query/charts';
import type { Draft } from './draft';
import type { TimeContext } from './time';

/** A clause made into one query, with what the wording needs to know. */
export interface Frame {
  query: QueryInput & { period?: Period };
  chart?: ChartWish | undefined;
  /** A ranking asked in the singular: the one row is the answer, the rest is context. */
  isSuperlative: boolean;
  /** Readings taken that the person should know of, in words. */
  notes: string[];
}

export interface FrameContext {
  workspace: Workspace;
  time: TimeContext;
}

/** Rows of a ranking when nobody says how many. */
const RANKING_ROWS = 10;
/** Rows of a plain list of a dimension with many values. */
const LIST_ROWS = 50;
const MANY_VALUES = new Set(['product', 'sku', 'customer', 'customerCity', 'seller']);
/** Dimensions whose empty value is no member of a ranking. */
const NAMED = new Set(['product', 'sku', 'customer', 'seller', 'vendor']);
/** Nouns that accompany other measures ("the basket of customers in SP") rather than being asked for. */
const COMPANIONS = new Set(['customers', 'orders', 'netUnits', 'reviewCount', 'paymentValue', 'stockOnHand', 'netSales', 'deliveries']);
/** Metrics that also name a group: "do late deliveries get worse reviews?" */
const TWIN_DIMENSIONS: Readonly<Record<string, string>> = {
  lateDeliveries: 'deliveryStatus',
  lateDeliveryRate: 'deliveryStatus',
  newCustomers: 'newReturning',
};

const sameLeaf = (a: Leaf | undefined, b: Leaf | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The ratio metric of two sums or counts, when the registry has it. */
function ratioOf(numerator: string, denominator: string): string | null {
  const top = findMetric(numerator);
  const bottom = findMetric(denominator);
  if (!top || !bottom) return null;
  const found = METRICS.find(
    ({ measure }) =>
      measure.kind === 'ratio' &&
      sameLeaf(measure.numerator, leavesOf(top.measure)[0]) &&
      sameLeaf(measure.denominator, leavesOf(bottom.measure)[0]),
  );
  return found?.id ?? null;
}

/** "How many were late?" asks for the count behind a rate, when it is a metric of its own. */
function countOf(id: string): string {
  const measure = findMetric(id)?.measure;
  if (measure?.kind !== 'ratio') return id;
  return (
    METRICS.find(
      (metric) => metric.unit === 'count' && metric.measure.kind !== 'ratio' && sameLeaf(leavesOf(metric.measure)[0], measure.numerator),
    )?.id ?? id
  );
}

/** Which metrics a draft asks for, in general ids (before the profile). */
export function chooseMetrics(draft: Draft, question: string): string[] {
  let metrics = /\bhow many\b|\bnumber of\b/.test(question) ? draft.metrics.map(countOf) : draft.metrics;
  if (metrics.length > 1 && metrics.some((id, index) => id !== draft.metrics[index])) metrics = metrics.filter((id) => !COMPANIONS.has(id));
  for (const [metric, dimension] of Object.entries(TWIN_DIMENSIONS)) {
    const others = metrics.filter((id) => id !== metric);
    const reaches =
      others.length > 0 &&
      others.every((id) =>
        leavesOf(findMetric(id)?.measure ?? { kind: 'count', fact: 'inventory', where: [] }).every((leaf) =>
          findDimension(dimension)?.facts.includes(leaf.fact),
        ),
      );
    if (metrics.includes(metric) && reaches && !draft.flags.has('share')) {
      metrics = others;
      if (!draft.dimensions.includes(dimension)) draft.dimensions.push(dimension);
    }
  }
  if (
    metrics.length === 2 &&
    (draft.flags.has('compare') || draft.compareAt !== null || draft.flags.has('share')) &&
    draft.periods.length < 2
  ) {
    const [first = '', second = ''] = metrics;
    const ratio = ratioOf(first, second) ?? (draft.flags.has('share') ? ratioOf(second, first) : null);
    if (ratio) return [ratio];
  }
  const ratios = metrics.filter((id) => findMetric(id)?.measure.kind === 'ratio');
  const isJoined = (id: string): boolean => isConjoined(id, metrics, question);
  if (metrics.length > 1 && ratios.length > 0) metrics = metrics.filter((id) => ratios.includes(id) || !COMPANIONS.has(id) || isJoined(id));
  else if (metrics.length > 1 && metrics.includes('customers') && !isJoined('customers'))
    metrics = metrics.filter((id) => id !== 'customers');
  return metrics;
}

/** "orders and revenue": the companion word is joined to another metric by "and", "," or "&". */
function isConjoined(id: string, metrics: readonly string[], question: string): boolean {
  const text = question.toLowerCase();
  const says = (metric: string): string[] =>
    [findMetric(metric)?.title.toLowerCase() ?? '', ...(findMetric(metric)?.synonyms ?? [])].sort((a, b) => b.length - a.length);
  return metrics.some(
    (other) =>
      other !== id &&
      says(id).some((mine) =>
        says(other).some((theirs) =>
          new RegExp(
            `\\b(${escape(mine)}\\s*(,|and|&|plus)\\s*(the\\s+|our\\s+|total\\s+)?${escape(theirs)}|${escape(theirs)}\\s*(,|and|&|plus)\\s*(the\\s+|our\\s+|total\\s+)?${escape(mine)})\\b`,
          ).test(text),
        ),
      ),
  );
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Turn a draft into a frame. `metrics` are general ids. */
export function toFrame(draft: Draft, metrics: readonly string[], context: FrameContext): Frame {
  const notes: string[] = [];
  const dimensions = [...draft.dimensions];
  const asked = [...dimensions, ...draft.filters.map((filter) => filter.dimension)];
  const chosen = metrics.map((id) => resolveMetric(id, asked, context.workspace));
  const first = chosen[0] ?? 'netSales';
  const periods = choosePeriods(draft, context);
  const query: Frame['query'] = { metrics: chosen, dimensions, filters: draft.filters };
  if (periods.period) query.period = periods.period;
  if (periods.compare) query.compare = periods.compare;
  query.grain = chooseGrain(draft, periods.period, context) ?? undefined;
  if (draft.flags.has('orderBasis')) query.basis = 'order';
  if (draft.flags.has('eventBasis')) query.basis = 'event';
  query.having = draft.having.map((having) => ({ ...having, metric: resolveMetric(having.metric, asked, context.workspace) }));
  for (const { metric } of query.having) if (!query.metrics.includes(metric)) query.metrics.push(metric);
  addTransforms(query, draft, first);
  const isSuperlative = rank(query, draft, first);
  applyShape(query, draft, context);
  return { query: stripUndefined(query), chart: draft.chart ?? undefined, isSuperlative, notes };
}

/** The metric a general id stands for here: by profile, and without its restriction when asked by what it restricts. */
export function resolveMetric(id: string, dimensions: readonly string[], workspace: Workspace): string {
  const mapped = profileMetric(workspace.profile, id);
  const restriction = findMetric(mapped)?.unrestricted;
  return restriction && dimensions.includes(restriction.by) ? restriction.metric : mapped;
}

function choosePeriods(draft: Draft, context: FrameContext): { period?: Period; compare?: QueryInput['compare'] } {
  const [first, second] = draft.periods;
  if (!first) return draft.compare ? { period: latestYear(context), compare: draft.compare } : {};
  if (!second)
    return {
      period: first.period,
      ...(draft.compare ? { compare: draft.compare } : isChangeAsked(draft) ? { compare: 'previousPeriod' as const } : {}),
    };
  // "this month compared with last year": the same part of the year before, not the whole of it.
  if (
    second.grain === 'year' &&
    first.grain !== 'year' &&
    Number(second.period.from.slice(0, 4)) === Number(first.period.from.slice(0, 4)) - 1
  ) {
    return { period: first.period, compare: 'previousYear' };
  }
  const comparesBoth = draft.compareAt !== null || draft.flags.has('comparing') || draft.flags.has('growth');
  if (comparesBoth || draft.grain === null) {
    // "from October to November": growth runs towards the later period; "November against October": as said.
    const isForward = draft.compareAt === null && first.period.from < second.period.from;
    return isForward ? { period: second.period, compare: first.period } : { period: first.period, compare: second.period };
  }
  const from = first.period.from < second.period.from ? first.period.from : second.period.from;
  const to = first.period.to > second.period.to ? first.period.to : second.period.to;
  return { period: { from, to } };
}

/** The year to compare when none is named: the running one, or the last the data holds. */
function latestYear({ time }: FrameContext): Period {
  const to = time.lastDay < time.today ? time.lastDay : time.today;
  return { from: `${to.slice(0, 4)}-01-01`, to };
}

function isChangeAsked(draft: Draft): boolean {
  return draft.flags.has('growth') && draft.grain === null && !draft.flags.has('trend');
}

function chooseGrain(draft: Draft, period: Period | undefined, context: FrameContext): Grain | null {
  if (draft.grain) return draft.grain;
  if (draft.compare !== null && !draft.flags.has('moving') && !draft.flags.has('cumulative')) return null;
  if (
    !draft.flags.has('trend') &&
    !draft.flags.has('cumulative') &&
    !draft.flags.has('moving') &&
    !(draft.flags.has('growth') && !period && draft.dimensions.length === 0)
  )
    return null;
  const days = daysInclusive(period?.from ?? context.time.firstDay, period?.to ?? context.time.lastDay);
  return days <= 45 ? 'day' : days <= 200 ? 'week' : 'month';
}

function addTransforms(query: Frame['query'], draft: Draft, metric: string): void {
  const transforms: NonNullable<QueryInput['transforms']> = [];
  const isSum = findMetric(metric)?.measure.kind !== 'ratio';
  const grain = query.grain;
  const part = (query.filters ?? []).find((filter) => (filter.op ?? 'in') === 'in' && !(query.dimensions ?? []).includes(filter.dimension));
  if (draft.flags.has('share') && isSum) {
    if (query.dimensions?.length || grain) transforms.push({ kind: 'share', metric });
    // "What share of revenue came from RJ?": the part against the whole without that filter.
    else if (part) transforms.push({ kind: 'share', metric, of: part.dimension });
  }
  if (draft.flags.has('pareto') && query.dimensions?.length) transforms.push({ kind: 'cumulativeShare', metric });
  if (draft.flags.has('cumulative') && grain) transforms.push({ kind: 'cumulative', metric });
  const window = [...draft.flags].find((flag) => flag.startsWith('window:'));
  if (draft.flags.has('moving') && grain)
    transforms.push({ kind: 'movingAverage', metric, window: Math.max(2, Number(window?.slice(7) ?? 3)) });
  if (draft.flags.has('growth') && grain) transforms.push({ kind: 'growth', metric });
  if (transforms.length > 0) query.transforms = transforms;
}

/** Order and limit. @returns true when one row is the answer. */
function rank(query: Frame['query'], draft: Draft, metric: string): boolean {
  const dimensions = query.dimensions ?? [];
  const isRanked =
    draft.direction !== null || draft.quality !== null || draft.limit !== null || draft.flags.has('top') || draft.flags.has('bottom');
  const groups = dimensions.length > 0 || query.grain;
  if (!groups) return false;
  if (!isRanked) {
    if (dimensions.some((id) => MANY_VALUES.has(id)) && !query.grain && !draft.flags.has('pareto')) query.limit = LIST_ROWS;
    return false;
  }
  // "Do late deliveries get worse reviews?" compares the two sides; it ranks nothing.
  if (dimensions.length > 0 && dimensions.every((id) => findDimension(id)?.only)) return false;
  const isHigherBetter = findMetric(metric)?.higherIsBetter ?? true;
  const byQuality = draft.quality === null ? null : (draft.quality === 'good') === isHigherBetter ? 'desc' : 'asc';
  const said = draft.direction ?? byQuality ?? (draft.flags.has('bottom') ? 'asc' : 'desc');
  // Returns, fees and discounts are booked negative: the most of them is the least number.
  const direction = findMetric(metric)?.isBookedNegative && byQuality === null ? (said === 'asc' ? 'desc' : 'asc') : said;
  const isChange = query.compare !== undefined && draft.flags.has('growth');
  // A trend with a superlative stays in time order; the wording names its peak.
  if (query.grain && dimensions.length > 0) return false;
  // What belongs to no product or person is not the best or the worst one.
  const named = dimensions.filter((id) => NAMED.has(id) && !(query.filters ?? []).some((filter) => filter.dimension === id));
  query.filters = [...(query.filters ?? []), ...named.map((dimension) => ({ dimension, op: 'notNull' as const, values: [] }))];
  query.orderBy = { by: isChange ? `${metric}_change` : metric, direction };
  const isSuperlative = draft.limit === null && draft.isSingular && !draft.flags.has('top') && !draft.flags.has('bottom');
  const compared = (query.filters ?? []).find(
    (filter) => (filter.op ?? 'in') === 'in' && (filter.values?.length ?? 0) > 1 && dimensions.includes(filter.dimension),
  );
  if (compared && dimensions.length > 1) {
    // "on Flipkart vs Shopify": a ranking within each of the compared.
    query.dimensions = [compared.dimension, ...dimensions.filter((id) => id !== compared.dimension)];
    query.limitPer = compared.dimension;
  }
  query.limit = draft.limit ?? (isSuperlative ? 1 : RANKING_ROWS);
  return isSuperlative;
}

function applyShape(query: Frame['query'], draft: Draft, context: FrameContext): void {
  if (draft.flags.has('cohort') && !draft.flags.has('histogram')) {
    const grain = query.grain === 'week' || query.grain === 'quarter' ? query.grain : 'month';
    query.shape = { kind: 'cohort', grain, periods: 12 };
    query.metrics = [resolveMetric('customers', [], context.workspace)];
    query.dimensions = [];
    delete query.grain;
    delete query.limit;
    delete query.orderBy;
  } else if (draft.flags.has('histogram')) {
    query.shape = { kind: 'distribution', bins: 12 };
    query.metrics = [resolveMetric('netSales', [], context.workspace)];
    query.dimensions = [];
    delete query.grain;
    delete query.transforms;
  }
}

function stripUndefined(query: Frame['query']): Frame['query'] {
  return Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  ) as Frame['query'];
}
