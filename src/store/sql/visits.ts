import type { AttributeId, Condition, Leaf } from '@/core/metrics/define-metric';
import type { Plan } from '@/core/query/plan';

/**
 * Counting people without looking at their other orders. Every order with a line sold (a visit) has the day of its person's
 * visit before it (src/store/order-history.ts): who had none since a period began is met for the first time in it. So people
 * are orders whose visit before is older than the period, and people who came twice are orders whose visit before is in the
 * period and the one before that is older: rows that are counted, and that add up in a rollup.
 */

/** The day before every other: of a visit that never was. */
export const NEVER = '0001-01-01';
/** A period without a beginning begins here. */
const EVER = '0001-01-02';

/** Columns of the visits before, by the rows of a source. */
export interface Visits {
  previous: string;
  earlier: string;
}

/** What is the same on all orders of a person: marketplaces do not share identities. */
const OF_PERSON: ReadonlySet<AttributeId> = new Set(['marketplace', 'connection', 'customer', 'customerOrdersEver']);

/** A leaf of the orders that counts people and not orders. */
function isPeople(leaf: Leaf): boolean {
  return leaf.kind === 'repeaters' || (leaf.kind === 'distinct' && leaf.fact === 'orders' && leaf.of === 'customer');
}

const isOnly = (condition: Condition, attribute: AttributeId, only: string | number): boolean =>
  condition.attribute === attribute && condition.op === 'in' && condition.values.every((value) => value === only);

/**
 * How the people of a leaf are counted, null when it counts none. `firsts`: by first orders, of which everybody has one, so
 * that rows are people. `visits`: by the visits before, when all visits of a person are counted or none, but for the period:
 * an order that a filter leaves out would be the visit before of one it does not. `heads`: one by one.
 */
export function countingOf(plan: Plan, leaf: Leaf): 'firsts' | 'visits' | 'heads' | null {
  if (!isPeople(leaf)) return null;
  const conditions = [...plan.filters, ...leaf.where];
  if (leaf.kind === 'distinct' && conditions.some((condition) => isOnly(condition, 'newReturning', 'new'))) return 'firsts';
  const isOfItems = (condition: Condition): boolean => isOnly(condition, 'hasItems', 1);
  const others = leaf.where.filter((condition) => !isOfItems(condition));
  const isAllOrNone = isByPerson(plan) && others.every(({ attribute }) => OF_PERSON.has(attribute));
  const isKnown = leaf.kind !== 'repeaters' || leaf.min === 2;
  return isKnown && isAllOrNone && conditions.some(isOfItems) ? 'visits' : 'heads';
}

/** True when what a plan is filtered and grouped by is the same on all orders of a person. */
function isByPerson({ dimensions, filters }: Plan): boolean {
  return dimensions.every(({ id }) => OF_PERSON.has(id)) && filters.every(({ attribute }) => OF_PERSON.has(attribute));
}

/**
 * Condition that a row is the one visit by which a leaf counts its person.
 * @param bounds SQL of the first days of the group's bucket and period: the later one counts.
 */
export function visitSql(leaf: Leaf, { previous, earlier }: Visits, bounds: readonly string[]): string {
  const since = bounds.length > 1 ? `greatest(${bounds.join(', ')})` : (bounds[0] ?? `'${EVER}'::date`);
  return leaf.kind === 'repeaters' ? `${previous} >= ${since} AND ${earlier} < ${since}` : `${previous} < ${since}`;
}
