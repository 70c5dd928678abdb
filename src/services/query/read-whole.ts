import type { MetricsReader } from '@/core/ports';
import { isAdditive } from '@/core/query/finish';
import type { Plan } from '@/core/query/plan';
import type { Query } from '@/core/query/query';
import { wholeOf, type Whole } from '@/core/query/transforms';

/** What shares are shares of, where the rows shown do not add up to it. */
export async function readWhole(metrics: MetricsReader, query: Query, plan: Plan): Promise<Whole | null> {
  const whole = query.transforms.map((transform) => wholeOf(transform, isAdditive(plan))).find((found) => found !== null);
  if (!whole) return null;
  const read =
    whole.of !== undefined
      ? { ...plan, dimensions: [], filters: plan.filters.filter((filter) => filter.attribute !== whole.of) }
      : {
          ...plan,
          dimensions: plan.dimensions.filter(({ id }) => id === whole.within),
          grain: whole.within === 'time' ? plan.grain : null,
        };
  return { ...whole, rows: (await metrics.run(read)).rows };
}
