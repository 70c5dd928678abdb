import type { MetricsReader } from '@/core/ports';
import { isAdditive } from '@/core/query/finish';
import type { Plan } from '@/core/query/plan';
import type { Query, Transform } from '@/core/query/query';
import { wholeOf, type Whole } from '@/core/query/transforms';

/** What shares are shares of, where the rows shown do not add up to it. */
export async function readWhole(metrics: MetricsReader, query: Query, plan: Plan): Promise<Whole | null> {
  const transform = query.transforms.find((one) => wholeOf(one, isAdditive(plan)) !== null);
  const whole = transform ? wholeOf(transform, isAdditive(plan)) : null;
  if (!transform || !whole) return null;
  const by = wholesBy(transform, plan);
  const read: Plan = {
    ...plan,
    period: whole.period ?? plan.period,
    dimensions: plan.dimensions.filter(({ id }) => by.includes(id)),
    grain: by.includes('time') ? plan.grain : null,
    filters: plan.filters.filter((filter) => filter.attribute !== whole.of),
  };
  return { ...whole, by, rows: (await metrics.run(read)).rows };
}

/** What wholes are told apart by: of a part of each group, the group; a distance is measured from one whole, and a longer period has no axis. */
function wholesBy(transform: Transform, plan: Plan): string[] {
  const time = plan.grain ? ['time'] : [];
  if (transform.kind !== 'share') return time;
  if (transform.within !== undefined) return [transform.within];
  const groups = plan.dimensions.map(({ id }) => id).filter((id) => id !== transform.of);
  return transform.ofPeriod === undefined ? [...groups, ...time] : groups;
}
