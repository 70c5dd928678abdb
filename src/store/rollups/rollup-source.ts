import type { AttributeId, FactId } from '@/core/metrics/define-metric';
import { startOfGrain, type Day } from '@/core/model/calendar';
import type { Basis, Period } from '@/core/query/query';
import { isBridged, type Plan, type PlannedLeaf } from '@/core/query/plan';
import type { Parameters } from '../sql/parameters';
import { connectionJoin, productJoin, type Source } from '../sql/sources';
import { countingOf } from '../sql/visits';
import { countColumn, DAY_ATTRIBUTES, HOUR_ATTRIBUTES, ROLLUPS, type Rollup } from './rollups';
import { addedColumnsOf, columnsOf, rollupRows } from './rows-sql';
import { daysOf, splitDays, type DaySplit, type WrittenDays } from './split-days';

/** What has to be known of a workspace's rollups before one is read. */
export interface RollupState extends WrittenDays {
  /** The currency amounts were converted to. */
  currency: string;
}

/** A rollup as a source for one fact of a plan, or null when none has what is asked: then the base tables are read. */
export function rollupSource(plan: Plan, fact: FactId, context: { state: RollupState; parameters: Parameters }): Source | null {
  let best: { rollup: Rollup; split: DaySplit; fresh: number } | null = null;
  for (const rollup of ROLLUPS) {
    if (rollup.fact !== fact || !covers(rollup, plan, context)) continue;
    const split = splitDays(plan.period, rollup.grain, { ...context.state, canTakeOff: isAdditive(rollup, plan) });
    if (!split) continue;
    const fresh = daysOf([...split.fresh, ...split.surplus]);
    if (!best || fresh < best.fresh) best = { rollup, split, fresh };
  }
  return best && toSource(best.rollup, plan, { ...context, split: best.split });
}

function covers(rollup: Rollup, plan: Plan, { state }: { state: RollupState }): boolean {
  if (rollup.money.length > 0 && !rollup.money.includes('amountMinor') && plan.currency !== state.currency) return false;
  if (rollup.grain === 'month' && (plan.grain === 'day' || plan.grain === 'week')) return false;
  const leaves = plan.leaves.filter((planned) => planned.leaf.fact === rollup.fact);
  const asked = [
    ...plan.dimensions.map((dimension) => dimension.id),
    ...plan.filters.map((filter) => filter.attribute),
    ...leaves.flatMap((planned) => planned.leaf.where.map((condition) => condition.attribute)),
  ];
  return leaves.every((planned) => yields(rollup, planned, plan)) && asked.every((attribute) => hasAttribute(rollup, attribute));
}

/** True when what is asked of a rollup adds up: nothing in it is counted without repetition over rows. */
function isAdditive(rollup: Rollup, plan: Plan): boolean {
  return plan.leaves.every(({ leaf }) => leaf.fact !== rollup.fact || leaf.kind !== 'distinct' || !(leaf.of in rollup.counted));
}

function hasAttribute(rollup: Rollup, attribute: AttributeId): boolean {
  if (isBridged(rollup.fact, attribute)) return false;
  if (attribute in rollup.attributes) return true;
  return (rollup.grain === 'day' && DAY_ATTRIBUTES.has(attribute)) || ('hour' in rollup.keys && HOUR_ATTRIBUTES.has(attribute));
}

/** Sums and counts add up over days. Distinct things do not, unless they are a key of the rows; each order is one row. */
function yields(rollup: Rollup, { leaf }: PlannedLeaf, plan: Plan): boolean {
  const counting = countingOf(plan, leaf);
  if (counting !== null) return counting === 'firsts' || (counting === 'visits' && rollup.visits !== undefined && beginsWithMonth(plan));
  switch (leaf.kind) {
    case 'sum':
      return leaf.field === 'amount' ? rollup.money.length > 0 : rollup.fields.includes(leaf.field);
    case 'count':
      return leaf.field === undefined || (rollup.countsValues === true && leaf.field !== 'amount' && rollup.fields.includes(leaf.field));
    case 'distinct':
      return rollup.fact === 'orders' ? leaf.of === 'order' : leaf.of in rollup.counted;
    case 'repeaters':
      return false;
  }
}

/** Of a visit in the month a period begins in, the month does not say whether it is in the period. */
const beginsWithMonth = ({ period }: Plan): boolean => period === null || startOfGrain(period.from, 'month') === period.from;

function toSource(rollup: Rollup, plan: Plan, context: { state: RollupState; parameters: Parameters; split: DaySplit }): Source {
  const basis = rollup.bases.includes(plan.basis) ? plan.basis : (rollup.bases[0] ?? plan.basis);
  const isConverted = plan.currency === context.state.currency;
  return {
    from: `(${rowsOf(rollup, basis, context)}) r`,
    added: {
      count: 'sum(r.entries)',
      unrated: isConverted ? 'sum(r.unrated)' : '0',
      values: Object.fromEntries(rollup.countsValues ? rollup.fields.map((field) => [field, `sum(r."${countColumn(field)}")`]) : []),
    },
    joins: [connectionJoin('r."connectionId"'), productJoin('r."productId"')],
    day: { event: 'r.day', order: 'r.day' },
    hour: 'hour' in rollup.keys ? { event: 'r.hour', order: 'r.hour' } : null,
    currency: isConverted ? null : 'r.currency',
    orderId: null,
    customerId: null,
    productId: rollup.counted.product ?? null,
    ...(rollup.visits ? { visits: rollup.visits } : {}),
    lines: null,
    fields: {
      ...Object.fromEntries(rollup.fields.map((field) => [field, `r."${field}"`])),
      ...(rollup.money.length > 0 ? { amount: isConverted ? 'r.converted' : 'r."amountMinor"' } : {}),
    },
    attributes: rollup.attributes,
  };
}

/** The stored rows of clean days, and the same rows computed afresh for other days of the period, or to take days off. */
function rowsOf(
  rollup: Rollup,
  basis: Basis,
  { state, parameters, split }: { state: RollupState; parameters: Parameters; split: DaySplit },
): string {
  const columns = columnsOf(rollup).map((name) => `"${name}"`);
  const day = (value: Day): string => parameters.add(value, 'date');
  const conditions = [`"workspaceId" = {ws}`, `cube = '${rollup.cube}'`, `basis = '${basis}'`];
  if (split.stored.from) conditions.push(`day >= ${day(split.stored.from)}`);
  if (split.stored.to) conditions.push(`day <= ${day(split.stored.to)}`);
  if (split.except.length > 0) conditions.push(`day NOT IN (${split.except.map(day).join(', ')})`);
  const stored = `SELECT ${columns.join(', ')} FROM "Rollup" WHERE ${conditions.join(' AND ')}`;
  const read = (periods: readonly Period[]): string =>
    rollupRows(rollup, basis, { days: daysIn(periods, parameters), currency: state.currency, parameters });
  const fresh = split.fresh.length === 0 ? [] : [`SELECT ${columns.join(', ')} FROM (${read(split.fresh)}) fresh`];
  const added = new Set(addedColumnsOf(rollup).map((name) => `"${name}"`));
  const negated = columns.map((name) => (added.has(name) ? `-${name}` : name));
  const surplus = split.surplus.length === 0 ? [] : [`SELECT ${negated.join(', ')} FROM (${read(split.surplus)}) surplus`];
  return [stored, ...fresh, ...surplus].join(' UNION ALL ');
}

/** Condition that `{day}` is in one of the periods. */
export function daysIn(periods: readonly Period[], parameters: Parameters): string {
  return periods.map(({ from, to }) => `{day} BETWEEN ${parameters.add(from, 'date')} AND ${parameters.add(to, 'date')}`).join(' OR ');
}
