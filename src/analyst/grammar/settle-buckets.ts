import { findMetric } from '@/core/metrics/registry';
import { has, isPlural, type Clause } from './clause';

/** "on how many days did we get any order", "how many weeks had returns": buckets with something in them. */
export function settleBuckets(clause: Clause): void {
  const { draft, marks } = clause;
  const index = marks.findIndex((mark, at) => mark.grain !== null && isPlural(clause, mark) && has(marks[at - 1], 'howMany'));
  const grain = marks[index]?.grain ?? null;
  const [said, ...others] = draft.metrics;
  const metric = said ?? (draft.flags.has('selling') ? 'unitsSold' : undefined);
  const isSum = metric !== undefined && findMetric(metric)?.measure.kind !== 'ratio';
  const isOther =
    draft.dimensions.length + draft.having.length + others.length > 0 || draft.flags.has('lapsed') || draft.flags.has('average');
  if (grain === null || !isSum || isOther || draft.counted !== null || draft.direction !== null) return;
  draft.counted = 'time';
  draft.grain = grain;
  draft.metrics = [metric];
  draft.having.push({ metric, op: findMetric(metric)?.isBookedNegative ? 'lt' : 'gt', value: 0 });
}
