import { bucketsBetween, type Grain } from '@/core/model/calendar';
import type { MetricsReader } from '@/core/ports';
import type { LeafRow, PlanResult } from '@/core/query/evaluate';
import type { Plan } from '@/core/query/plan';
import type { Period } from '@/core/query/query';

interface Buckets {
  period: Period;
  grain: Grain;
}

/** True when the values of days add up to that of the whole: who ordered in two months is one person in the year. */
export function isAdditiveOverTime(plan: Plan): boolean {
  return plan.leaves.every(({ leaf }) => leaf.kind !== 'repeaters' && (leaf.kind !== 'distinct' || leaf.of === 'order'));
}

/** A plan's leaves added up over the buckets of a period, one row a group: a person counts in every bucket. */
export async function sumOfBuckets(metrics: MetricsReader, plan: Plan, { period, grain }: Buckets): Promise<PlanResult & { sql: string }> {
  const result = await metrics.run({ ...plan, period, grain });
  const groups = new Map<string, LeafRow>();
  for (const row of result.rows) {
    const key = JSON.stringify(row.keys);
    const known = groups.get(key) ?? { ...row, time: null, values: {}, rows: 0 };
    for (const { id } of plan.leaves) known.values[id] = (known.values[id] ?? 0n) + (row.values[id] ?? 0n);
    groups.set(key, { ...known, rows: known.rows + row.rows });
  }
  return { ...result, rows: [...groups.values()] };
}

/**
 * A plan's leaves as the mean of the buckets of a period, one row a group. Buckets without anything count as nothing.
 * A ratio of two means is the ratio over all buckets.
 */
export async function meanPerBucket(metrics: MetricsReader, plan: Plan, over: Buckets): Promise<PlanResult & { sql: string }> {
  const result = await sumOfBuckets(metrics, plan, over);
  const buckets = BigInt(Math.max(1, bucketsBetween(over.period, over.grain, plan.weekStart)));
  const mean = (row: LeafRow): LeafRow => ({
    ...row,
    values: Object.fromEntries(plan.leaves.map(({ id }) => [id, (row.values[id] ?? 0n) / buckets])),
  });
  return { ...result, rows: result.rows.map(mean) };
}
