import { findDimension } from '@/core/dimensions/registry';
import { findMetric } from '@/core/metrics/registry';
import type { Draft } from '@/analyst/grammar/draft';
import type { DecideContext } from './decide';
import { toFrame, type Frame, type Note } from './frame';
import { resolveMetric } from './metrics';

/** What was taken for granted: by what a rate counts, by what "the biggest state" is the biggest. */
export function readingNotes(draft: Draft, metrics: readonly string[], { query }: Frame): Note[] {
  const filtered = new Set((query.filters ?? []).map(({ dimension }) => dimension).filter((id) => findDimension(id)?.namesReading));
  const measured = query.orderBy?.by ?? query.metrics[0] ?? '';
  return [
    ...[...metrics.filter((id) => findMetric(id)?.namesReading), ...filtered].map((id) => ({ key: `reading.${id}`, values: {} })),
    ...(draft.sized !== null && query.limit === 1 ? [{ key: 'sized', values: { said: draft.sized, metric: measured } }] : []),
  ];
}

/** "Which product is best?" with no measure: several measures fit, and all of them are computed. */
export function ambiguousReadings(
  draft: Draft,
  metrics: readonly string[],
  context: DecideContext,
): { quality: 'good' | 'bad'; frames: Frame[]; metrics: string[] } | null {
  // Of two groups, or of each month, the best is asked for: one measure is taken, and named.
  if (metrics.length > 0 || draft.dimensions.length !== 1 || draft.grain !== null) return null;
  const quality =
    draft.quality ??
    (draft.flags.has('top') && draft.isSingular && draft.limit === null
      ? 'good'
      : draft.flags.has('bottom') && draft.isSingular
        ? 'bad'
        : null);
  if (quality === null) return null;
  const entry = context.lexicon.file.ambiguous.find((candidate) => draft.dimensions.some((id) => candidate.dimensions.includes(id)));
  if (!entry) return null;
  const frames = entry.readings.map((id) => {
    const frame = toFrame({ ...draft, quality }, [id], context);
    // A mean over a handful of reviews ranks nothing.
    const counting = findMetric(id)?.sample;
    if (counting !== undefined) {
      const sample = resolveMetric(counting, [], context.workspace);
      frame.query.having = [...(frame.query.having ?? []), { metric: sample, op: 'gte', value: findMetric(id)?.minimumSample ?? 0 }];
      if (!frame.query.metrics.includes(sample)) frame.query.metrics.push(sample);
    }
    return frame;
  });
  return { quality, frames, metrics: [...entry.readings] };
}
