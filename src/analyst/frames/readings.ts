import { findMetric } from '@/core/metrics/registry';
import type { Draft } from '@/analyst/grammar/draft';
import type { DecideContext, Decision } from './decide';
import { toFrame } from './frame';
import { resolveMetric } from './metrics';

/** "Which product is best?" with no measure: several measures fit, and all of them are computed. */
export function ambiguousReadings(draft: Draft, metrics: readonly string[], context: DecideContext): Decision | null {
  if (metrics.length > 0 || draft.dimensions.length === 0) return null;
  const quality =
    draft.quality ?? (draft.flags.has('top') && draft.isSingular ? 'good' : draft.flags.has('bottom') && draft.isSingular ? 'bad' : null);
  if (quality === null) return null;
  const entry = context.lexicon.file.ambiguous.find((candidate) => draft.dimensions.some((id) => candidate.dimensions.includes(id)));
  if (!entry) return null;
  const frames = entry.readings.map((id) => {
    const frame = toFrame({ ...draft, quality }, [id], context);
    // A mean over a handful of reviews ranks nothing.
    if (findMetric(id)?.minimumSample) {
      const sample = resolveMetric('reviewCount', [], context.workspace);
      frame.query.having = [...(frame.query.having ?? []), { metric: sample, op: 'gte', value: findMetric(id)?.minimumSample ?? 0 }];
      if (!frame.query.metrics.includes(sample)) frame.query.metrics.push(sample);
    }
    return frame;
  });
  return { kind: 'readings', quality, frames, metrics: [...entry.readings] };
}
