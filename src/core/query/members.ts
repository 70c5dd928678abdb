import { connection } from '@/core/dimensions/connection';
import { AppError } from '@/core/errors';
import { addGrain, grainLabel, startOfGrain } from '@/core/model/calendar';
import type { LeafRow } from './evaluate';
import { toConditions, type Plan } from './plan';
import type { MemberCondition, Period } from './query';

/**
 * What each condition on members needs to be read: the same figure, under the condition's own filters and period.
 * @throws AppError invalid_input when the plan does not name the one group whose members are counted.
 */
export function plansOf(plan: Plan, conditions: readonly MemberCondition[]): Plan[] {
  const [group] = plan.dimensions;
  if (!group || plan.dimensions.length > 1)
    throw new AppError('invalid_input', 'Members of one group are counted.', {
      field: 'dimensions',
      remedy: 'Name one dimension, like customer or product.',
    });
  return conditions.map(({ period, filters, grain }) => ({
    ...plan,
    // Marketplaces do not share identities: the same name on two of them is two people.
    dimensions: group.id === 'customer' ? [group, connection] : [group],
    period: period ?? plan.period,
    filters: [...plan.filters, ...toConditions(filters), { attribute: group.id, op: 'notNull', values: [] }],
    grain: grain ?? null,
  }));
}

/** Members that meet every condition, by name, and how many meet all but the last one; of one condition, how many there are. */
export interface MembersFound {
  names: (string | number | null)[];
  base: number;
}

/**
 * The members of a group that meet every condition, from the rows each condition's plan gave. A member has something where
 * its figure is not zero. Cost: O(rows).
 */
export function findMembers(
  plan: Plan,
  conditions: readonly MemberCondition[],
  read: readonly { rows: readonly LeafRow[]; period: Period | null }[],
): MembersFound {
  const sets = conditions.map((condition, index) => membersWith(plan, condition, read[index] ?? { rows: [], period: null }));
  const all = new Map(read.flatMap(({ rows }) => rows.map((row) => [JSON.stringify(row.keys), row.keys[0] ?? null] as const)));
  const meets = (member: string, count: number): boolean =>
    conditions.slice(0, count).every(({ is }, index) => (sets[index]?.has(member) ?? false) === (is !== 'none'));
  const found = [...all].filter(([member]) => meets(member, conditions.length));
  return {
    names: found.map(([, name]) => name),
    base: [...all.keys()].filter((member) => meets(member, conditions.length - 1)).length,
  };
}

function membersWith(plan: Plan, condition: MemberCondition, read: { rows: readonly LeafRow[]; period: Period | null }): Set<string> {
  const leafIds = plan.metrics[0]?.leafIds ?? [];
  const { grain } = condition;
  const seen = new Map<string, Set<string>>();
  for (const row of read.rows) {
    if (!leafIds.some((id) => (row.values[id] ?? 0n) !== 0n)) continue;
    const member = JSON.stringify(row.keys);
    seen.set(member, (seen.get(member) ?? new Set()).add(row.time ?? ''));
  }
  if (grain === undefined) return new Set(seen.keys());
  const wanted = read.period ? bucketsOf(read.period, grain, plan.weekStart) : [...new Set(read.rows.map((row) => row.time ?? ''))];
  return new Set([...seen].filter(([, times]) => wanted.every((label) => times.has(label))).map(([member]) => member));
}

/** Labels of the buckets a period touches. */
function bucketsOf(period: Period, grain: NonNullable<MemberCondition['grain']>, weekStart: number): string[] {
  const labels: string[] = [];
  for (let day = startOfGrain(period.from, grain, weekStart); day <= period.to; day = addGrain(day, grain, 1))
    labels.push(grainLabel(day, grain));
  return labels;
}
