import { findMetric } from '@/core/metrics/registry';
import { endOfGrain } from '@/core/model/calendar';
import { labelToDay } from '@/core/query/finish';
import { previousPeriod, previousYear } from '@/core/query/period';
import type { Period } from '@/core/query/query';
import type { Draft } from '@/analyst/grammar/draft';
import { partFilter, type Frame } from './frame';
import { rateOf } from './metrics';
import { asksChange, sameDayIn } from './periods';
import { changeOrder, directionOf, isRanked, rankCourses } from './ranking';
import type { Previous } from './follow-up';
import { compareEarlier } from './earlier';

/** Series a trend can show. */
const MAX_SERIES = 5;
/** Columns that exist along time only. */
const ALONG_TIME: ReadonlySet<string> = new Set(['growth', 'cumulative', 'movingAverage']);
/** Most members "those" can stand for. */
const MAX_THOSE = 50;

/** "their", "those": the members shown before. "it", "there": the one that was the answer. */
export function changeMembers(query: Frame['query'], draft: Draft, previous: Previous): void {
  if (draft.slice) return sliceShown(query, draft.slice, previous);
  const isOne = draft.flags.has('it') && !draft.flags.has('those');
  if (!isOne && !draft.flags.has('those')) return;
  for (const dimension of previous.query.dimensions ?? []) {
    const isFiltered = (query.filters ?? []).some((filter) => filter.dimension === dimension && (filter.op ?? 'in') === 'in');
    // "there" after several shown means all of them, and the filter says so already.
    if (isOne && previous.query.limit !== 1 && isFiltered) continue;
    const members = (previous.leaders[dimension] ?? []).slice(0, isOne ? 1 : MAX_THOSE);
    const isWhole = previous.query.limit === undefined && !isOne;
    if (members.length === 0 || isWhole) continue;
    query.filters = [...(query.filters ?? []).filter((filter) => filter.dimension !== dimension), { dimension, op: 'in', values: members }];
    if (isOne) query.dimensions = (query.dimensions ?? []).filter((id) => id !== dimension);
    delete query.limit;
    delete query.orderBy;
  }
  const bucket = previous.query.limit === 1 || previous.query.orderBy ? previous.leaders['time']?.[0] : undefined;
  if (isOne && previous.query.grain && bucket) {
    query.period = bucketPeriod(bucket, previous.query.grain);
    for (const key of ['grain', 'limit', 'orderBy'] as const) delete query[key];
  }
}

/** "the last three of those": of buckets of time their days, of other groups their names. */
function sliceShown(query: Frame['query'], slice: NonNullable<Draft['slice']>, previous: Previous): void {
  const dimension = previous.query.grain ? 'time' : (previous.query.dimensions?.[0] ?? '');
  const shown = previous.leaders[dimension] ?? [];
  const kept = slice.end === 'first' ? shown.slice(0, slice.count) : shown.slice(-slice.count);
  if (kept.length === 0) return;
  const { grain } = previous.query;
  if (grain) {
    const days = kept.map((label) => bucketPeriod(label, grain)).sort((a, b) => (a.from < b.from ? -1 : 1));
    query.period = { from: days[0]?.from ?? '', to: days.at(-1)?.to ?? '' };
  } else
    query.filters = [...(query.filters ?? []).filter((filter) => filter.dimension !== dimension), { dimension, op: 'in', values: kept }];
  delete query.limit;
}

/** The days of a bucket label: 2018, 2018-Q1, 2018-03, 2018-03-05. */
function bucketPeriod(label: string, grain: NonNullable<Frame['query']['grain']>): Period {
  const from = labelToDay(label);
  return { from, to: endOfGrain(from, grain) };
}

export function changePeriods(query: Frame['query'], input: { draft: Draft; own: Frame; thread: readonly Previous[] }): void {
  const { draft, own, thread } = input;
  // "compared with October": the period stays, the new one stands beside it.
  const named = draft.periods[0]?.period;
  const isEarlier = named !== undefined && query.period !== undefined && named.to < query.period.from;
  const isAgainst =
    draft.periods.length === 1 && query.period !== undefined && (draft.compareAt !== null || (asksChange(draft) && isEarlier));
  if (isAgainst) {
    if (named && query.period) query.compare = sameSpan(query.period, draft.flags.has('sameDay') ? sameDayIn(named, query.period) : named);
    if (query.grain) delete query.grain;
    return;
  }
  if (own.query.period && draft.periods.length > 0) {
    query.period = isYearBefore(draft, query.period) ? previousYear(query.period) : own.query.period;
    if (typeof query.compare === 'object') delete query.compare;
  }
  // "what was it the month before?": that month's figure, not a comparison.
  const isShifted =
    draft.compare !== null &&
    draft.compareAt === null &&
    !draft.flags.has('comparing') &&
    !draft.flags.has('why') &&
    !asksChange(draft) &&
    (draft.flags.has('it') || draft.flags.has('asking') || draft.openers.has('change') || draft.openers.has('also')) &&
    query.period !== undefined;
  if (isShifted && query.period) {
    query.period = draft.compare === 'previousYear' ? previousYear(query.period) : previousPeriod(query.period);
    delete query.compare;
    return;
  }
  if (draft.compare) {
    query.compare = draft.compare;
    if (!query.period && own.query.period) query.period = own.query.period;
  } else if (own.query.compare && draft.periods.length > 1) query.compare = own.query.compare;
  const says = draft.filters.length + draft.dimensions.length + draft.periods.length > 0;
  const isOfTwo = draft.flags.has('comparing') && (draft.flags.has('those') || draft.flags.has('it') || !says);
  const asksEarlier = asksChange(draft) || draft.compareAt !== null || draft.flags.has('earlierAnswer') || isOfTwo;
  if (asksEarlier && draft.periods.length === 0 && draft.filters.length === 0 && !query.compare && (!query.grain || isOfTwo))
    compareEarlier(query, { thread, isOfTwo });
  if (!query.period && typeof query.compare === 'string') delete query.compare;
}

/** "what about last year" after a month: that month a year before. "in 2025" names the whole year. */
function isYearBefore({ periods, openers }: Draft, period: Period | undefined): period is Period {
  const [named] = periods;
  if (!period || !named || periods.length !== 1 || named.grain !== 'year' || !named.isLast) return false;
  const isPart = period.from.slice(0, 4) === period.to.slice(0, 4) && !(period.from.endsWith('-01-01') && period.to.endsWith('-12-31'));
  const isBefore = Number(named.period.from.slice(0, 4)) === Number(period.from.slice(0, 4)) - 1;
  return isPart && isBefore && (openers.has('change') || openers.has('also'));
}

/** "growth over 2017" of half a year: the same half of that year. */
function sameSpan(period: Period, named: Period): Period | 'previousYear' {
  const isYear = named.from.endsWith('-01-01') && named.to === `${named.from.slice(0, 4)}-12-31`;
  const isPart = period.from.slice(0, 4) === period.to.slice(0, 4) && !(period.from.endsWith('-01-01') && period.to.endsWith('-12-31'));
  return isYear && isPart && Number(named.from.slice(0, 4)) === Number(period.from.slice(0, 4)) - 1 ? 'previousYear' : named;
}

export function changeFilters(query: Frame['query'], draft: Draft, own: Frame): void {
  // "sorry, I mean all units".
  const isWhole = draft.openers.has('correct') && draft.flags.has('all');
  if (draft.openers.has('all') || draft.flags.has('clear') || isWhole) {
    const named = draft.dimensions;
    query.filters = named.length > 0 ? (query.filters ?? []).filter((filter) => !named.includes(filter.dimension)) : [];
  }
  const isBeside = draft.compareAt !== null || draft.flags.has('comparing') || draft.openers.has('add');
  for (const filter of own.query.filters ?? []) {
    const known = (query.filters ?? []).find((candidate) => candidate.dimension === filter.dimension && (candidate.op ?? 'in') === 'in');
    const others = (query.filters ?? []).filter((candidate) => candidate.dimension !== filter.dimension);
    if (isTakenBack(query, filter, draft)) {
      query.filters = others;
      continue;
    }
    if (isBeside && known && (filter.op ?? 'in') === 'in') {
      query.filters = [...others, { ...filter, values: [...new Set([...(known.values ?? []), ...(filter.values ?? [])])] }];
      if (!query.dimensions?.includes(filter.dimension)) query.dimensions = [filter.dimension, ...(query.dimensions ?? [])];
      continue;
    }
    query.filters = [...others, filter];
    const isSingle = (filter.values?.length ?? 0) === 1 && (filter.op ?? 'in') === 'in';
    if (isSingle) query.dimensions = (query.dimensions ?? []).filter((id) => id !== filter.dimension);
    else if ((filter.op ?? 'in') === 'in' && own.query.dimensions?.includes(filter.dimension))
      query.dimensions = [...new Set([filter.dimension, ...(query.dimensions ?? [])])];
  }
  if ((query.dimensions ?? []).length === 0 && !query.grain) {
    delete query.limit;
    delete query.limitPer;
    delete query.leading;
    delete query.orderBy;
  }
}

/** "and including amazon again": what was left out of the groups shown. */
function isTakenBack(query: Frame['query'], filter: NonNullable<Frame['query']['filters']>[number], draft: Draft): boolean {
  const left = (query.filters ?? []).find(({ dimension, op }) => dimension === filter.dimension && op === 'notIn');
  const isSaid = draft.flags.has('with') && query.dimensions?.includes(filter.dimension) === true;
  return isSaid && (filter.op ?? 'in') === 'in' && (filter.values ?? []).every((value) => left?.values?.includes(value) === true);
}

/** "by category instead": the grouping is replaced; "all states" lifts the limit. */
export function changeDimensions(query: Frame['query'], draft: Draft, previous: Previous): void {
  if (draft.openers.has('add')) {
    query.dimensions = [...new Set([...(query.dimensions ?? []), ...draft.dimensions])];
    return;
  }
  // "which of them": the same groups, another figure.
  const isSame = draft.dimensions.every((id) => previous.query.dimensions?.includes(id));
  if (draft.flags.has('those') && isSame) return;
  if (draft.flags.has('all') && isSame) for (const key of ['limit', 'leading'] as const) delete query[key];
  query.dimensions = [...draft.dimensions];
  // "and by marketplace?" splits the course shown; "by marketplace instead" takes its place.
  if (query.grain && !draft.grain && draft.flags.has('instead')) delete query.grain;
  if (query.orderBy && ((previous.query.dimensions ?? []).includes(query.orderBy.by) || query.orderBy.by === 'time')) delete query.orderBy;
  if (query.limitPer && !query.dimensions.includes(query.limitPer)) delete query.limitPer;
}

/** "and by week?": a ranking becomes the trend of its leaders. */
export function addGrain(query: Frame['query'], grain: NonNullable<Frame['query']['grain']>, previous: Previous): void {
  query.grain = grain;
  if (query.shape?.kind === 'perBucket') delete query.shape;
  const dimensions = query.dimensions ?? [];
  const wasRanked = query.limit !== undefined;
  for (const key of ['limit', 'limitPer', 'orderBy', 'transforms', 'compare'] as const) delete query[key];
  if (!wasRanked) return;
  for (const dimension of dimensions) {
    const leaders = previous.leaders[dimension]?.slice(0, MAX_SERIES) ?? [];
    const isFiltered = (query.filters ?? []).some((filter) => filter.dimension === dimension && (filter.op ?? 'in') === 'in');
    if (leaders.length === 0 || isFiltered) continue;
    query.filters = [...(query.filters ?? []).filter((filter) => filter.dimension !== dimension), { dimension, op: 'in', values: leaders }];
  }
}

/** "as a share", "in percent": the part each group is of the whole. */
export function changeTransforms(query: Frame['query'], draft: Draft, own: Frame): void {
  if (own.query.transforms) {
    // Growth and running values are of a course.
    const kept = own.query.transforms.filter(({ kind }) => query.grain !== undefined || !ALONG_TIME.has(kind));
    if (kept.length > 0) query.transforms = kept;
  }
  const asksShare = draft.flags.has('share') || draft.flags.has('percent');
  if (!asksShare || query.compare || query.shape?.kind === 'quotient') return;
  const isOfGroups = (query.dimensions ?? []).length > 0 || query.grain !== undefined;
  // "what percentage is that?" of late deliveries: the rate they are counted for.
  const rate = draft.metrics.length === 0 && !isOfGroups ? rateOf(query.metrics[0] ?? '') : undefined;
  if (rate !== undefined && rate !== query.metrics[0]) query.metrics = [rate];
  const metric = query.metrics[0] ?? '';
  if (findMetric(metric)?.measure.kind === 'ratio') return;
  const part = isOfGroups ? undefined : partFilter(query);
  if (isOfGroups) query.transforms = [{ kind: 'share', metric }];
  else if (part) query.transforms = [{ kind: 'share', metric, of: part.dimension }];
}

/** "make it the bottom 3", "which is the slowest": the ranking before with another end or length. @returns true when one row is asked for. */
export function rerank(query: Frame['query'], draft: Draft, own: Frame): boolean {
  const previousLimit = query.limit;
  if (!(query.dimensions?.length || query.grain)) return false;
  if (draft.flags.has('ascending') || draft.flags.has('descending'))
    query.orderBy = { by: query.orderBy?.by ?? query.metrics[0] ?? '', direction: draft.flags.has('ascending') ? 'asc' : 'desc' };
  if (!isRanked(draft)) return false;
  const metric = query.metrics[0] ?? '';
  if (query.grain && query.dimensions?.length) {
    // "only the top 3" of courses; "which of them sold most?" asks for no course.
    const isOne = draft.limit === null && (draft.flags.has('which') || draft.flags.has('whichOf')) && draft.grain === null;
    if (!isOne) return rankCourses(query, draft, metric);
    delete query.grain;
    delete query.leading;
  }
  if (draft.limit !== null) query.limit = draft.limit;
  const isOrdered = draft.direction !== null || draft.quality !== null || draft.flags.has('bottom') || draft.flags.has('top');
  // "which one grew the most" of two answers side by side.
  if (query.compare !== undefined && asksChange(draft)) query.orderBy = changeOrder(draft, metric);
  else if (own.query.orderBy || isOrdered) {
    const isOfMetric = draft.direction !== null || draft.quality !== null;
    const direction = own.query.orderBy?.direction ?? directionOf(draft, metric);
    query.orderBy = { by: isOfMetric ? metric : (query.orderBy?.by ?? metric), direction };
  }
  const isAskedOne = draft.isSingular || draft.flags.has('which') || draft.flags.has('whichOf') || previousLimit === 1;
  const isOne = draft.limit === null && (draft.direction !== null || draft.quality !== null) && isAskedOne;
  if (isOne && !(query.grain && query.dimensions?.length)) query.limit = 1;
  return isOne;
}
