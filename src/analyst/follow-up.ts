import type { Draft } from './draft';
import { resolveMetric, toFrame, type Frame, type FrameContext } from './frame';

/** The question before: its query, and the leading values of its ranking. */
export interface Previous {
  query: Frame['query'];
  chart?: Frame['chart'];
  /** First values per dimension of the rows shown, for "and by week?" after a ranking. */
  leaders: Record<string, string[]>;
}

/** Series a trend can show. */
const MAX_SERIES = 5;

/** True when a question only changes the one before: it names no measure of its own. */
export function isFollowUp(draft: Draft, metrics: readonly string[], question: string): boolean {
  const opens = /^\s*(and|now|also|what about|how about|only|just|same|but|no[, ]|instead|then|ok|per|by|as a|make it|in )\b/i.test(
    question,
  );
  const says =
    draft.dimensions.length +
    draft.filters.length +
    draft.periods.length +
    draft.having.length +
    (draft.grain ? 1 : 0) +
    (draft.limit ? 1 : 0) +
    (draft.chart ? 1 : 0) +
    draft.flags.size;
  if (metrics.length === 0) return says > 0 || draft.compare !== null;
  // A measure alone ("no, I meant units") keeps the rest of the question before.
  return opens && draft.dimensions.length === 0 && draft.filters.length === 0 && draft.periods.length === 0 && draft.direction === null;
}

/** The question before with what the new one changes. */
export function mergeFollowUp(previous: Previous, draft: Draft, request: { metrics: readonly string[]; context: FrameContext }): Frame {
  const { metrics, context } = request;
  const own = toFrame(draft, metrics.length > 0 ? metrics : previous.query.metrics, context);
  const query: Frame['query'] = structuredClone(previous.query);
  if (metrics.length > 0)
    replaceMetrics(
      query,
      metrics.map((id) => resolveMetric(id, query.dimensions ?? [], context.workspace)),
    );
  if (own.query.period) query.period = own.query.period;
  if (own.query.compare) query.compare = own.query.compare;
  if (own.query.basis) query.basis = own.query.basis;
  if (own.query.having?.length) {
    query.having = own.query.having;
    for (const { metric } of own.query.having) if (!query.metrics.includes(metric)) query.metrics.push(metric);
  }
  for (const filter of own.query.filters ?? []) {
    query.filters = [...(query.filters ?? []).filter((known) => known.dimension !== filter.dimension), filter];
    if ((filter.values?.length ?? 0) === 1) query.dimensions = (query.dimensions ?? []).filter((id) => id !== filter.dimension);
  }
  if (draft.dimensions.length > 0) changeDimensions(query, own, previous);
  if (own.query.grain) addGrain(query, own.query.grain, previous);
  if (own.query.transforms) query.transforms = own.query.transforms;
  if (own.query.limit && (draft.limit !== null || own.query.orderBy)) query.limit = own.query.limit;
  if (own.query.orderBy) query.orderBy = own.query.orderBy;
  rerank(query, draft);
  return { query, chart: own.chart ?? (own.query.grain ? undefined : previous.chart), isSuperlative: false, notes: [] };
}

/** "make it the bottom 3": the ranking before with another end or length. */
function rerank(query: Frame['query'], draft: Draft): void {
  if (!(query.dimensions?.length || query.grain)) return;
  if (draft.limit !== null) query.limit = draft.limit;
  const direction = draft.direction ?? (draft.flags.has('bottom') ? 'asc' : draft.flags.has('top') ? 'desc' : null);
  if (direction !== null) query.orderBy = { by: query.orderBy?.by ?? query.metrics[0] ?? '', direction };
}

function replaceMetrics(query: Frame['query'], metrics: readonly string[]): void {
  const before = query.metrics[0] ?? '';
  const after = metrics[0] ?? before;
  query.metrics = [...metrics];
  if (query.orderBy) query.orderBy = { ...query.orderBy, by: query.orderBy.by.replace(before, after) };
  if (query.transforms) query.transforms = query.transforms.map((transform) => ({ ...transform, metric: after }));
  delete query.having;
}

/** "by category instead": the grouping is replaced; a value compared before stays a filter. */
function changeDimensions(query: Frame['query'], own: Frame, previous: Previous): void {
  query.dimensions = [...(own.query.dimensions ?? [])];
  if (query.orderBy && (previous.query.dimensions ?? []).includes(query.orderBy.by)) delete query.orderBy;
  if (query.limitPer && !query.dimensions.includes(query.limitPer)) delete query.limitPer;
}

/** "and by week?": a ranking becomes the trend of its leaders. */
function addGrain(query: Frame['query'], grain: NonNullable<Frame['query']['grain']>, previous: Previous): void {
  query.grain = grain;
  const dimensions = query.dimensions ?? [];
  const wasRanked = query.limit !== undefined;
  delete query.limit;
  delete query.limitPer;
  delete query.orderBy;
  delete query.transforms;
  if (!wasRanked) return;
  for (const dimension of dimensions) {
    const leaders = previous.leaders[dimension]?.slice(0, MAX_SERIES) ?? [];
    const isFiltered = (query.filters ?? []).some((filter) => filter.dimension === dimension && (filter.op ?? 'in') === 'in');
    if (leaders.length === 0 || isFiltered) continue;
    const others = (query.filters ?? []).filter((filter) => filter.dimension !== dimension);
    query.filters = [...others, { dimension, op: 'in', values: leaders }];
  }
}
