import { isCountOf, type Metric } from '@/core/metrics/define-metric';
import { findMetric, METRICS } from '@/core/metrics/registry';

import type { Draft } from '@/analyst/grammar/draft';
import { settleLoose, settleMoney } from '@/analyst/grammar/loose-bounds';
import { asksMoney, moneyOf } from '@/analyst/grammar/twins';
import { gatherShown } from './earlier';
import { stripUndefined, toFrame, type Frame, type FrameContext } from './frame';
import { ratioOf, resolveMetric } from './metrics';
import { askGap } from './shapes';
import { chooseGrain } from './periods';

import { addGrain, changeDimensions, changeFilters, changeMembers, changePeriods, changeTransforms, rerank } from './follow-up-changes';
/** An answered question: its query, and the leading values of its table. */
export interface Previous {
  query: Frame['query'];
  chart?: Frame['chart'];
  /** First values per dimension (and "time") of the rows shown, for "and by week?" or "their reviews" after a ranking. */
  leaders: Record<string, string[]>;
}

/** Phrases a fragment has, at most. */
const FRAGMENT = 2;
/** Words of the grammar that ask nothing by themselves. */
const ACCOMPANYING = new Set([
  'joint',
  'with',
  'it',
  'those',
  'all',
  'each',
  'between',
  'lastDays',
  'by',
  'which',
  'selling',
  'average',
  'howMuch',
  'price',
  'raise',
  'cut',
  'auxiliary',
  'afterValue',
  'tail',
  'both',
  'per',
  'perGroup',
  'filler',
  'supposing',
  'been',
  'remainder',
  'percentWord',
]);

/** True when a question goes on from the one before instead of standing alone. */
export function isFollowUp(draft: Draft, metrics: readonly string[]): boolean {
  // "by units", "in SP": so little said that it must go on from something.
  const isFragment = draft.openers.has('weak') && draft.size <= FRAGMENT;
  const opens =
    isFragment || draft.flags.has('instead') || ['also', 'add', 'change', 'correct', 'all'].some((name) => draft.openers.has(name));
  if (metrics.length > 0 && draft.flags.has('sortBy')) return true;
  // "how many came back?" of those shown, when nothing else says of whom.
  const isOfThem = draft.flags.has('cameBack') && draft.filters.length + draft.dimensions.length + draft.periods.length === 0;
  if (metrics.length === 1 && (isOfThem || isBareCount(draft))) return true;
  // "which gave away most?" of the groups shown.
  if (metrics.length > 0 && isRankedAlone(draft)) return true;
  const isPart = (draft.flags.has('percent') || draft.flags.has('share')) && draft.size <= FRAGMENT + 1;
  if (metrics.length > 0) return opens || isPart || draft.flags.has('those') || (draft.flags.has('it') && draft.periods.length === 0);
  const says =
    draft.dimensions.length +
    draft.filters.length +
    draft.periods.length +
    draft.having.length +
    draft.loose.length +
    (draft.grain ? 1 : 0) +
    (draft.limit ? 1 : 0) +
    (draft.chart ? 1 : 0) +
    (draft.direction ? 1 : 0) +
    (draft.quality ? 1 : 0) +
    [...draft.flags].filter((flag) => !ACCOMPANYING.has(flag)).length;
  // "which is higher, and by how much?": nothing is said but of what was shown.
  const isOfShown = ['which', 'howMuch', 'raise', 'cut'].some((flag) => draft.flags.has(flag));
  return says > 0 || opens || draft.compare !== null || isOfShown;
}

/** What a question leaves to the answer before: the measure a bound is on, what "how much money is that" counts. @returns the measures asked for. */
export function ofEarlier(draft: Draft, metrics: readonly string[], last: Previous | undefined): readonly string[] {
  const before = last?.query.metrics[0];
  if (!last || before === undefined || !isFollowUp(draft, metrics)) {
    settleMoney(draft);
    return metrics;
  }
  settleLoose(draft, before);
  if (!asksMoney(draft) || findMetric(before)?.unit === 'money') return metrics;
  // Of several shown, all of them: only of a single one it is that one.
  if (last.query.limit !== 1) {
    draft.flags.delete('it');
    draft.flags.add('those');
  }
  return [moneyOf(last.query.filters ?? [])];
}

/** "which sold most": an order is asked for, and nothing is named that could be ordered. */
export function isRankedAlone(draft: Draft): boolean {
  const isOrdered = draft.direction !== null || draft.quality !== null;
  const says = draft.filters.length + draft.dimensions.length + draft.periods.length + draft.having.length;
  return draft.flags.has('which') && isOrdered && says === 0 && draft.grain === null && draft.counted === null;
}

/** Said of a figure shown, a word that the answer before has answered already ("in percent?" of a comparison). */
const ANSWERED = ['percent', 'comparing', 'growth', 'rise', 'fall', 'which', 'share', 'howMuch'];

/** A question that changes nothing of the one before must not be answered by the same number, as if it had been understood. */
export function changesNothing(
  frame: Frame,
  draft: Draft,
  { previous, ignored }: { previous: Previous; ignored: readonly string[] },
): boolean {
  const said = (query: Frame['query']): string =>
    JSON.stringify(Object.entries(stripUndefined(withDefaults(query))).sort(([one], [other]) => (one < other ? -1 : 1)));
  if (said(frame.query) !== said(previous.query)) return false;
  // "the second best": what is left of it is the question before.
  if (ignored.length > 0) return true;
  if (frame.query.shape?.kind === 'orderValueCount' && draft.metrics.some((id) => !isCountOf(findMetric(id), 'order'))) return true;
  const names = draft.filters.length + draft.dimensions.length + draft.periods.length + (draft.grain ? 1 : 0) + (draft.limit ? 1 : 0);
  const isSame =
    names > 0 || draft.chart !== null || draft.compare !== null || draft.metrics.some((id) => frame.query.metrics.includes(id));
  const isAgain = ['clear', 'all', 'goBack', 'instead'].some((flag) => draft.flags.has(flag)) || draft.openers.has('all');
  const isCount = draft.flags.has('howMany') && findMetric(frame.query.metrics[0] ?? '')?.unit === 'count';
  const isSaid = previous.query.compare !== undefined && (ANSWERED.some((flag) => draft.flags.has(flag)) || draft.direction !== null);
  const isRanked = previous.query.orderBy !== undefined && (draft.direction !== null || draft.quality !== null);
  return !isSame && !isAgain && !isCount && !isSaid && !isRanked;
}

const withDefaults = (query: Frame['query']): Frame['query'] => ({
  ...query,
  shape: query.shape?.kind === 'aggregate' ? undefined : query.shape,
});

/** "how many orders?": so little that it is asked of the days and places talked about. */
function isBareCount(draft: Draft): boolean {
  const says = draft.filters.length + draft.dimensions.length + draft.periods.length + draft.having.length + (draft.grain ? 1 : 0);
  const isWhole = draft.flags.has('all') || draft.openers.has('all');
  return says === 0 && !isWhole && (draft.flags.has('howMany') || draft.flags.has('howMuch')) && draft.size <= FRAGMENT + 1;
}

/** The question before, or the one gone back to, with what the new one changes. */
export function mergeFollowUp(
  thread: readonly Previous[],
  draft: Draft,
  request: { metrics: readonly string[]; context: FrameContext },
): Frame {
  const previous = baseOf(thread, draft, request);
  const { metrics, context } = request;
  settleDay(draft, previous);
  // "compared to since march": the days without an order are counted anew.
  if (previous.query.shape?.kind === 'lapsed' && draft.periods.length + (draft.span ? 1 : 0) > 0) draft.flags.add('lapsed');
  const own = toFrame(draft, metrics.length > 0 ? metrics : previous.query.metrics, context);
  const query: Frame['query'] = structuredClone(previous.query);
  const asked = metrics.map((id) => resolveMetric(id, query.dimensions ?? [], context.workspace));
  if (draft.flags.has('cameBack') && askRepeats(query, context)) query.metrics = query.metrics.slice(0, 1);
  else if (draft.flags.has('sortBy') && asked[0]) sortBy(query, asked[0], draft);
  else if (asked.length > 0 && !asQuotient(query, asked, { draft, thread })) changeMetrics(query, asPart(query, asked, draft), draft);
  const isTotal = asksTotal(draft, metrics) && !query.having?.length && (query.shape?.kind ?? 'aggregate') === 'aggregate';
  if (isTotal) draft.flags.add('those');
  changeMembers(query, draft, previous);
  if (isTotal)
    for (const key of ['dimensions', 'grain', 'limit', 'limitPer', 'leading', 'orderBy', 'transforms'] as const) delete query[key];
  gatherShown(query, draft, thread);
  if (own.query.shape?.kind !== 'lapsed') changePeriods(query, { draft, own, thread });
  if (own.query.currency) query.currency = own.query.currency;
  if (own.query.basis) query.basis = own.query.basis;
  if (own.query.having?.length) {
    const bounds = own.query.having;
    query.having = [...(query.having ?? []).filter(({ metric }) => bounds.every((bound) => bound.metric !== metric)), ...bounds];
    for (const { metric } of own.query.having) if (!query.metrics.includes(metric)) query.metrics.push(metric);
  }
  changeFilters(query, draft, own);
  if (draft.dimensions.length > 0 && !draft.flags.has('goBack')) changeDimensions(query, draft, previous);
  const grain = draft.grain ?? (draft.flags.has('trend') && !query.grain ? chooseGrain(draft, query.period, context.time) : null);
  if (grain && (own.query.grain || !draft.grain)) addGrain(query, own.query.grain && draft.grain ? own.query.grain : grain, previous);
  changeTransforms(query, draft, own);
  const isGap = askGap(query, draft);
  const isSuperlative = !isGap && rerank(query, draft, own);
  if (own.query.shape && own.query.shape.kind !== 'aggregate') Object.assign(query, { shape: own.query.shape, metrics: own.query.metrics });
  return {
    query,
    chart: own.chart ?? (own.query.grain || draft.dimensions.length > 0 ? undefined : previous.chart),
    isSuperlative,
    notes: [],
  };
}

/** "what's the total": of the groups shown, their sum. */
function asksTotal(draft: Draft, metrics: readonly string[]): boolean {
  const says = metrics.length + draft.filters.length + draft.dimensions.length + draft.periods.length + draft.loose.length;
  const isOther = ['share', 'percent', 'average', 'comparing', 'gap'].some((flag) => draft.flags.has(flag));
  return draft.flags.has('sum') && says === 0 && draft.grain === null && draft.limit === null && draft.direction === null && !isOther;
}

/** "Back to the states": the latest answer that names what is said; else the one before the last. */
function baseOf(
  thread: readonly Previous[],
  draft: Draft,
  { metrics, context }: { metrics: readonly string[]; context: FrameContext },
): Previous {
  const last = thread.at(-1) ?? { query: { metrics: ['netSales'] }, leaders: {} };
  if (!draft.flags.has('goBack')) return last;
  const earlier = thread.slice(0, -1).reverse();
  if (draft.flags.has('top')) return thread[0] ?? last;
  const wanted = metrics.map((id) => resolveMetric(id, [], context.workspace));
  const splits = ({ query }: Previous): boolean =>
    (draft.dimensions.length > 0 && draft.dimensions.every((id) => query.dimensions?.includes(id))) ||
    (draft.grain !== null && query.grain === draft.grain);
  // "The split by channel" is where it was asked for, not what only went on with it.
  const asked = earlier.find((entry, index) => splits(entry) && !(earlier[index + 1] && splits(earlier[index + 1] ?? entry)));
  const named = wanted.length > 0 ? earlier.find(({ query }) => wanted.every((id) => query.metrics.includes(id))) : asked;
  return named ?? asked ?? earlier[0] ?? last;
}

function sortBy(query: Frame['query'], metric: string, draft: Draft): void {
  if (!query.metrics.includes(metric)) query.metrics.push(metric);
  query.orderBy = { by: metric, direction: draft.direction ?? (draft.flags.has('ascending') ? 'asc' : 'desc') };
}

/** "in percent of gross sales?": the ratio of the figure before to the one named, when it is a measure. */
function asPart(query: Frame['query'], metrics: string[], draft: Draft): string[] {
  if (!draft.flags.has('percent') && !draft.flags.has('share')) return metrics;
  const ratio = ratioOf(query.metrics[0] ?? '', metrics[0] ?? '');
  return ratio ? [ratio] : metrics;
}

/** "fees by channel", "as a percentage of sales?"; "discounts", "per order?": the figure before divided by the one named. */
function asQuotient(
  query: Frame['query'],
  [asked]: readonly string[],
  { draft, thread }: { draft: Draft; thread: readonly Previous[] },
): boolean {
  // "sales", "how many orders?", "how much per order?": the figure before the one named.
  const before = thread.findLast(({ query: { metrics } }) => metrics[0] !== asked)?.query.metrics[0];
  const [top, bottom] = [findMetric(before ?? ''), findMetric(asked ?? '')];
  const isSum = (metric: Metric | undefined): boolean => metric !== undefined && metric.measure.kind !== 'ratio';
  const isPlain = query.metrics.length === 1 && (query.shape?.kind ?? 'aggregate') === 'aggregate';
  if (!before || !asked || !isPlain || !isSum(top) || !isSum(bottom)) return false;
  const isPart = (draft.flags.has('percent') || draft.flags.has('share')) && top?.unit === 'money' && bottom?.unit === 'money';
  const isSaidPer = draft.openers.has('per') || (draft.flags.has('per') && draft.flags.has('howMuch'));
  const isPer = isSaidPer && bottom?.unit === 'count' && draft.size <= FRAGMENT + 1;
  if (!isPart && !isPer) return false;
  const known = top?.means?.[asked] ?? ratioOf(before, asked);
  query.metrics = known ? [known] : [before, asked];
  if (!known) query.shape = { kind: 'quotient' };
  for (const key of ['transforms', 'compare', 'having', 'orderBy', 'limit'] as const) delete query[key];
  return true;
}

/** "customers in France", "how many came back?": people do, goods are sent. */
function askRepeats(query: Frame['query'], { workspace }: FrameContext): boolean {
  const people = METRICS.find(({ id, repeats }) => repeats !== undefined && resolveMetric(id, [], workspace) === query.metrics[0]);
  if (people?.repeats) query.metrics = [resolveMetric(people.repeats, [], workspace)];
  return people !== undefined;
}

/** "orders per weekday", "which day is weakest?": the day of the week, not a date. */
function settleDay(draft: Draft, { query }: Previous): void {
  if (draft.grain !== 'day' || query.grain || draft.dimensions.length > 0 || !query.dimensions?.includes('weekday')) return;
  if (!draft.flags.has('which') && !draft.isSingular) return;
  draft.grain = null;
  draft.dimensions = ['weekday'];
}

/** "and the return rate?" replaces the measure; "add orders" puts one beside it. */
function changeMetrics(query: Frame['query'], metrics: readonly string[], draft: Draft): void {
  if (draft.openers.has('add')) {
    query.metrics = [...new Set([...query.metrics, ...metrics])];
    return;
  }
  // Orders by what each is worth have no other figure: the answer must not drop the bound.
  if (query.shape?.kind === 'orderValueCount') return;
  const before = query.metrics[0] ?? '';
  const after = metrics[0] ?? before;
  query.metrics = [...metrics];
  if (query.shape && query.shape.kind !== 'aggregate') delete query.shape;
  if (query.orderBy) query.orderBy = { ...query.orderBy, by: query.orderBy.by.replace(before, after) };
  // A part of the whole exists for sums only.
  const isSum = findMetric(after)?.measure.kind !== 'ratio';
  if (query.transforms)
    query.transforms = query.transforms
      .filter(
        (transform) => isSum || (transform.kind !== 'share' && transform.kind !== 'cumulative' && transform.kind !== 'cumulativeShare'),
      )
      .map((transform) => ({ ...transform, metric: after }));
  delete query.having;
}
