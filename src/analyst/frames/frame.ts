import { leavesOf, type Metric } from '@/core/metrics/define-metric';
import { findMetric } from '@/core/metrics/registry';
import { addDays, addGrain, eachDay, endOfGrain, startOfGrain } from '@/core/model/calendar';
import type { Workspace } from '@/core/model/workspace';
import type { ChartWish } from '@/core/query/charts';
import { isOfLines } from '@/core/query/plan';
import type { Having, Period, QueryInput } from '@/core/query/query';
import type { Draft } from '@/analyst/grammar/draft';
import type { TimeContext } from '@/analyst/grammar/time/periods';
import { resolveMetric } from './metrics';
import { asksChange, chooseGrain, choosePeriods, type ChosenPeriods } from './periods';
import { rank } from './ranking';
import { applyShape } from './shapes';

/** A note on how a question was read: a key of the language's wording, and what to fill in. */
export interface Note {
  key: string;
  values: Record<string, string>;
}

/** A clause made into one query, with what the wording needs to know. */
export interface Frame {
  query: QueryInput & { period?: Period };
  chart?: ChartWish | undefined;
  /** A ranking asked in the singular: the one row is the answer, the rest is context. */
  isSuperlative: boolean;
  /** "the second best": the place in the ranking that is asked for, its last row. */
  place?: number;
  /** The name this is about, where the same is asked of several. */
  label?: string;
  /** Readings taken that the person should know of. */
  notes: Note[];
}

export interface FrameContext {
  workspace: Workspace;
  time: TimeContext;
}

/** Turn a draft into a frame. `metrics` are general ids. */
export function toFrame(draft: Draft, metrics: readonly string[], context: FrameContext): Frame {
  const dimensions = [...draft.dimensions];
  const asked = [...dimensions, ...draft.filters.map((filter) => filter.dimension)];
  const chosen = metrics.map((id) => resolveMetric(id, asked, context.workspace));
  const first = chosen[0] ?? 'netSales';
  const periods = choosePeriods(draft, context.time);
  const query: Frame['query'] = {
    metrics: chosen,
    dimensions,
    filters: draft.filters
      .filter((filter) => !isInMeasure(first, filter.dimension))
      .map((filter) => ({ ...filter, values: [...filter.values] })),
  };
  if (periods.period) query.period = periods.period;
  if (periods.compare) query.compare = periods.compare;
  query.grain = chooseGrain(draft, periods.period, context.time) ?? undefined;
  if (draft.currency) query.currency = draft.currency;
  if (draft.flags.has('orderBasis')) query.basis = 'order';
  if (draft.flags.has('eventBasis')) query.basis = 'event';
  query.having = draft.having.map((having) => ({ ...having, metric: resolveMetric(having.metric, asked, context.workspace) }));
  if (draft.againstAverage) query.having.push({ metric: first, op: draft.againstAverage === 'above' ? 'gt' : 'lt', value: 'average' });
  query.having = query.having.map(bySize);
  if (query.grain === undefined) addPopulation(query, asked, context.workspace);
  for (const { metric } of query.having) if (!query.metrics.includes(metric)) query.metrics.push(metric);
  addTransforms(query, draft, { metric: first, periods });
  const isSuperlative = rank(query, draft, first);
  if (ranksLeast(query, first))
    query.period = wholeBuckets(query.period ?? { from: context.time.firstDay, to: context.time.lastDay }, query.grain, context);
  applyShape(query, { draft, time: context.time, workspace: context.workspace, metric: first });
  const notes = leaveOut(query, draft.without, context.time);
  return {
    query: stripUndefined(query),
    chart: draft.chart ?? undefined,
    isSuperlative,
    ...(draft.place === null ? {} : { place: draft.place }),
    notes,
  };
}

/** "our worst week": the least of sums over time. */
function ranksLeast({ orderBy, grain, dimensions = [] }: Frame['query'], metric: string): boolean {
  const found = findMetric(metric);
  const least = found?.isBookedNegative ? 'desc' : 'asc';
  const isRanked = orderBy?.by === metric && (orderBy.direction ?? 'desc') === least;
  return isRanked && grain !== undefined && grain !== 'day' && dimensions.length === 0 && found?.measure.kind !== 'ratio';
}

/** A period without the weeks or months it only holds a part of: a part is always among the least. */
function wholeBuckets(period: Period, grain: QueryInput['grain'], { time, workspace }: FrameContext): Period {
  if (!grain) return period;
  const limit = period.to < time.lastDay ? period.to : time.lastDay;
  const first = startOfGrain(period.from, grain, workspace.weekStart);
  const from = first === period.from ? first : addGrain(first, grain, 1);
  const last = startOfGrain(limit, grain, workspace.weekStart);
  const to = endOfGrain(last, grain) <= limit ? endOfGrain(last, grain) : addDays(last, -1);
  return from < to ? { from, to } : period;
}

/** "2017 without november": the days of a stretch taken out, and the note that says so. */
function leaveOut(query: Frame['query'], without: readonly Period[], time: TimeContext): Note[] {
  const within = query.period ?? { from: time.firstDay, to: time.lastDay };
  const days = without.flatMap(({ from, to }) =>
    eachDay({ from: from < within.from ? within.from : from, to: to > within.to ? within.to : to }),
  );
  if (days.length === 0) return [];
  query.filters = [...(query.filters ?? []), { dimension: 'date', op: 'notIn', values: days }];
  return [{ key: 'withoutDays', values: { date: days.join(' ') } }];
}

/** "products without returns" are among those sold: what never came back has no row of returns. */
function addPopulation(query: Frame['query'], dimensions: readonly string[], workspace: Workspace): void {
  const zero = (query.having ?? []).filter(({ op, value }) => op === 'eq' && value === 0).map(({ metric }) => metric);
  const isCounted = (id: string): boolean => leavesOf(findMetric(id)?.measure ?? NOTHING).every((leaf) => leaf.fact !== 'inventory');
  if (zero.length === 0 || !zero.every(isCounted) || !query.metrics.every((id) => zero.includes(id))) return;
  const general = dimensions.some(isOfLines) ? 'unitsSold' : 'orders';
  query.metrics.unshift(resolveMetric(general, dimensions, workspace));
}

const MIRRORED = { gt: 'lt', gte: 'lte', lt: 'gt', lte: 'gte', eq: 'eq' } as const;

/** "returns over 100": of what is booked negative, the size is meant. */
function bySize(having: Having): Having {
  const { metric, op, value } = having;
  if (!findMetric(metric)?.isBookedNegative || typeof value !== 'number' || value <= 0) return having;
  return { metric, op: MIRRORED[op], value: -value };
}

const NOTHING: Metric['measure'] = { kind: 'count', fact: 'inventory', where: [] };

/** "share of bad reviews (1-2 stars)": the measure says the scores already. */
function isInMeasure(metric: string, dimension: string): boolean {
  const measure = findMetric(metric)?.measure;
  return (
    measure !== undefined &&
    leavesOf(measure).some((leaf) => leaf.where.some(({ attribute, op }) => attribute === dimension && (op === 'lte' || op === 'gte')))
  );
}

function addTransforms(query: Frame['query'], draft: Draft, { metric, periods }: { metric: string; periods: ChosenPeriods }): void {
  const transforms: NonNullable<QueryInput['transforms']> = [];
  const isSum = findMetric(metric)?.measure.kind !== 'ratio';
  const grain = query.grain;
  const part = partFilter(query, draft.context);
  // "orders by weekday as percentages".
  const isSplit = (query.dimensions ?? []).length > 0 || grain !== undefined;
  const asksShare =
    draft.flags.has('share') || (draft.flags.has('percent') && !query.compare && !asksChange(draft) && (part !== undefined || isSplit));
  if ((asksShare || periods.ofPeriod) && isSum) {
    if (periods.ofPeriod) transforms.push({ kind: 'share', metric, ofPeriod: periods.ofPeriod });
    else if (part && query.dimensions?.length && isOfEach(draft, part)) transforms.push({ kind: 'share', metric, of: part.dimension });
    else if (query.dimensions?.length) transforms.push({ kind: 'share', metric, ...withinOf(query, draft) });
    else if (grain && !part) transforms.push({ kind: 'share', metric });
    // "What share of revenue came from RJ?": the part against the whole without that filter.
    else if (part) transforms.push({ kind: 'share', metric, of: part.dimension });
  }
  if (draft.flags.has('versusWhole')) transforms.push({ kind: 'versusWhole', metric, ...(part ? { of: part.dimension } : {}) });
  if (draft.flags.has('pareto') && query.dimensions?.length) transforms.push({ kind: 'cumulativeShare', metric });
  if (draft.flags.has('cumulative') && grain) transforms.push({ kind: 'cumulative', metric });
  const window = [...draft.flags].find((flag) => flag.startsWith('window:'));
  if (draft.flags.has('moving') && grain)
    transforms.push({ kind: 'movingAverage', metric, window: Math.max(2, Number(window?.slice(7) ?? 3)) });
  if (asksChange(draft) && grain && !query.compare) transforms.push({ kind: 'growth', metric });
  if (transforms.length > 0) query.transforms = transforms;
  // Of parts of each group's own, the greatest part comes first.
  const isOfGroups = transforms.some((transform) => transform.kind === 'share' && transform.of !== undefined);
  if (isOfGroups && query.dimensions?.length && grain === undefined) query.orderBy = { by: `${metric}_share`, direction: 'desc' };
}

/** "what % of orders was paid by card, by channel": the part said behind the measure, or beside the word of share, is one of each group's own. */
const isOfEach = ({ partOfEach }: Draft, part: { dimension: string }): boolean => partOfEach.has(part.dimension);

/** The filter that names the part a share is of. "Within SP, what share is toys": of two, the one that only says where is none. */
export function partFilter(
  query: Frame['query'],
  context: ReadonlySet<string> = new Set(),
): NonNullable<Frame['query']['filters']>[number] | undefined {
  const parts = (query.filters ?? []).filter(
    ({ op, dimension }) => op !== 'isNull' && op !== 'notNull' && op !== 'notIn' && !(query.dimensions ?? []).includes(dimension),
  );
  return parts.find((filter) => !context.has(filter.dimension)) ?? parts[0];
}

/** "new versus returning by channel": of two groups the share within the one behind "by". "By channel and month": within the month. */
function withinOf(query: Frame['query'], draft: Draft): { within?: string } {
  const dimensions = query.dimensions ?? [];
  const [group, other] = dimensions.filter((id) => draft.byDimensions.has(id));
  if (dimensions.length === 2 && group !== undefined && other === undefined) return { within: group };
  return query.grain && dimensions.length === 1 ? { within: 'time' } : {};
}

/** A query without what is at its default. */
export function stripUndefined(query: Frame['query']): Frame['query'] {
  return Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  ) as Frame['query'];
}
