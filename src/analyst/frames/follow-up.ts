import { findMetric } from '@/core/metrics/registry';

import type { Draft } from '@/analyst/grammar/draft';
import { toFrame, type Frame, type FrameContext } from './frame';
import { ratioOf, resolveMetric } from './metrics';

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
]);

/** True when a question goes on from the one before instead of standing alone. */
export function isFollowUp(draft: Draft, metrics: readonly string[]): boolean {
  // "by units", "in SP": so little said that it must go on from something.
  const isFragment = draft.openers.has('weak') && draft.size <= FRAGMENT;
  const opens =
    isFragment || draft.flags.has('instead') || ['also', 'add', 'change', 'correct', 'all'].some((name) => draft.openers.has(name));
  if (metrics.length > 0 && draft.flags.has('sortBy')) return true;
  const isPart = (draft.flags.has('percent') || draft.flags.has('share')) && draft.size <= FRAGMENT + 1;
  if (metrics.length > 0) return opens || isPart || draft.flags.has('those') || (draft.flags.has('it') && draft.periods.length === 0);
  const says =
    draft.dimensions.length +
    draft.filters.length +
    draft.periods.length +
    draft.having.length +
    (draft.grain ? 1 : 0) +
    (draft.limit ? 1 : 0) +
    (draft.chart ? 1 : 0) +
    (draft.direction ? 1 : 0) +
    [...draft.flags].filter((flag) => !ACCOMPANYING.has(flag)).length;
  return says > 0 || opens || draft.compare !== null;
}

/** The question before, or the one gone back to, with what the new one changes. */
export function mergeFollowUp(
  thread: readonly Previous[],
  draft: Draft,
  request: { metrics: readonly string[]; context: FrameContext },
): Frame {
  const previous = baseOf(thread, draft, request);
  const { metrics, context } = request;
  const own = toFrame(draft, metrics.length > 0 ? metrics : previous.query.metrics, context);
  const query: Frame['query'] = structuredClone(previous.query);
  const asked = metrics.map((id) => resolveMetric(id, query.dimensions ?? [], context.workspace));
  if (draft.flags.has('sortBy') && asked[0]) sortBy(query, asked[0], draft);
  else if (asked.length > 0) changeMetrics(query, asPart(query, asked, draft), draft);
  changeMembers(query, draft, previous);
  changePeriods(query, { draft, own, thread });
  if (own.query.basis) query.basis = own.query.basis;
  if (own.query.having?.length) {
    query.having = own.query.having;
    for (const { metric } of own.query.having) if (!query.metrics.includes(metric)) query.metrics.push(metric);
  }
  changeFilters(query, draft, own);
  if (draft.dimensions.length > 0 && !draft.flags.has('goBack')) changeDimensions(query, draft, previous);
  if (draft.grain && own.query.grain) addGrain(query, own.query.grain, previous);
  changeTransforms(query, draft, own);
  const isSuperlative = rerank(query, draft, own);
  if (own.query.shape && own.query.shape.kind !== 'aggregate') Object.assign(query, { shape: own.query.shape, metrics: own.query.metrics });
  return {
    query,
    chart: own.chart ?? (own.query.grain || draft.dimensions.length > 0 ? undefined : previous.chart),
    isSuperlative,
    notes: [],
  };
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

/** "and the return rate?" replaces the measure; "add orders" puts one beside it. */
function changeMetrics(query: Frame['query'], metrics: readonly string[], draft: Draft): void {
  if (draft.openers.has('add')) {
    query.metrics = [...new Set([...query.metrics, ...metrics])];
    return;
  }
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
