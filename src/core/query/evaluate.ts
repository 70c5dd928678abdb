import type { Condition, FactId, Leaf } from '@/core/metrics/define-metric';
import { grainLabel, startOfGrain } from '@/core/model/calendar';
import { exactFromInteger, type Exact } from '@/core/model/exact';
import { conversionFactor } from '@/core/model/rates';
import { factsOf, isBridged, type Plan, type PlannedLeaf } from './plan';
import { factRows, type Attributes, type AttributeValue, type FactRow, type ShopData } from './rows';

/** One group of a plan's result: its keys and the exact value of every leaf (null: nothing to add up). */
export interface LeafRow {
  time: string | null;
  keys: AttributeValue[];
  values: Record<string, Exact | null>;
  /** Base rows behind the group. */
  rows: number;
}

export interface PlanResult {
  rows: LeafRow[];
  /** Base rows read. */
  rowsRead: number;
  /** Base rows left out because no exchange rate covers their day. */
  rowsWithoutRate: number;
}

/**
 * Reference evaluator: executes a plan over plain arrays with loops, as the definitions say it. The SQL path must give
 * the same digits; a property test compares them. Cost: O(rows) per fact.
 */
export function evaluatePlan(plan: Plan, shop: ShopData): PlanResult {
  const groups = new Map<string, LeafRow>();
  const result: PlanResult = { rows: [], rowsRead: 0, rowsWithoutRate: 0 };
  for (const fact of factsOf(plan)) {
    const rows = factRows(shop, fact).filter((candidate) => isInPeriod(plan, fact, candidate));
    evaluateFact({ plan, fact, shop, groups, result }, rows);
  }
  result.rows = [...groups.values()];
  return result;
}

interface Evaluation {
  plan: Plan;
  fact: FactId;
  shop: ShopData;
  groups: Map<string, LeafRow>;
  result: PlanResult;
}

function isInPeriod(plan: Plan, fact: FactId, row: FactRow): boolean {
  if (plan.period === null || fact === 'inventory') return true;
  const day = row.day[plan.basis];
  return day !== null && day >= plan.period.from && day <= plan.period.to;
}

function evaluateFact(evaluation: Evaluation, rows: readonly FactRow[]): void {
  const { plan, fact, shop, groups, result } = evaluation;
  const leaves = plan.leaves.filter((planned) => planned.leaf.fact === fact);
  const members = new Map<string, { row: FactRow; attributes: Attributes }[]>();
  for (const row of rows) {
    for (const attributes of combinations(plan, fact, row)) {
      const keys = plan.dimensions.map((dimension) => attributes[dimension.id] ?? null);
      const day = row.day[plan.basis];
      const time = plan.grain && day ? grainLabel(startOfGrain(day, plan.grain, plan.weekStart), plan.grain) : null;
      const key = JSON.stringify([time, keys]);
      const group = members.get(key) ?? [];
      group.push({ row, attributes });
      members.set(key, group);
    }
  }
  for (const [key, group] of members) {
    // The same rows SQL aggregates: those that some leaf counts.
    const counted = group.filter((member) =>
      leaves.some((planned) => planned.leaf.where.every((condition) => matches(condition, member.attributes))),
    );
    if (counted.length === 0) continue;
    const [time, keys] = JSON.parse(key) as [string | null, AttributeValue[]];
    const target = groups.get(key) ?? { time, keys, values: {}, rows: 0 };
    groups.set(key, target);
    target.rows += counted.length;
    result.rowsRead += counted.length;
    for (const planned of leaves) target.values[planned.id] = leafValue(planned, counted, { plan, shop, result });
  }
}

/** The attribute combinations a row counts under: one, unless it reaches dimensions or filters through order lines. */
function combinations(plan: Plan, fact: FactId, row: FactRow): Attributes[] {
  const own: Attributes = { ...row.attributes, ...row.clock[plan.basis] };
  const direct = plan.filters.filter((filter) => !isBridged(fact, filter.attribute));
  if (!direct.every((filter) => matches(filter, own))) return [];
  const bridgedFilters = plan.filters.filter((filter) => isBridged(fact, filter.attribute));
  const bridgedDimensions = plan.dimensions.filter((dimension) => isBridged(fact, dimension.id));
  if (bridgedFilters.length === 0 && bridgedDimensions.length === 0) return [own];
  const distinct = new Map<string, Attributes>();
  // A row without lines has no product or category: it belongs to no group and passes no filter.
  for (const line of row.lines) {
    if (!bridgedFilters.every((filter) => matches(filter, line))) continue;
    const values: Attributes = {};
    for (const dimension of bridgedDimensions) values[dimension.id] = line[dimension.id] ?? null;
    distinct.set(JSON.stringify(values), { ...own, ...values });
  }
  return [...distinct.values()];
}

function matches(condition: Condition, attributes: Attributes): boolean {
  const value = attributes[condition.attribute] ?? null;
  switch (condition.op) {
    case 'isNull':
      return value === null;
    case 'notNull':
      return value !== null;
    case 'in':
      return value !== null && condition.values.includes(value);
    case 'notIn':
      return value === null || !condition.values.includes(value);
    case 'gte':
      return value !== null && Number(value) >= condition.values[0];
    case 'lte':
      return value !== null && Number(value) <= condition.values[0];
  }
}

type Members = readonly { row: FactRow; attributes: Attributes }[];

function leafValue(planned: PlannedLeaf, group: Members, context: { plan: Plan; shop: ShopData; result: PlanResult }): Exact | null {
  const { leaf } = planned;
  const rows = group.filter((member) => leaf.where.every((condition) => matches(condition, member.attributes))).map((member) => member.row);
  switch (leaf.kind) {
    case 'count':
      return exactFromInteger(leaf.field ? rows.filter((row) => leaf.field && row.fields[leaf.field] !== undefined).length : rows.length);
    case 'distinct':
      return exactFromInteger(new Set(rows.map((row) => distinctKey(leaf, row)).filter((key) => key !== null)).size);
    case 'repeaters': {
      const orders = new Map<string, Set<string>>();
      for (const row of rows) {
        if (row.customerKey === null || row.orderKey === null) continue;
        orders.set(row.customerKey, (orders.get(row.customerKey) ?? new Set()).add(row.orderKey));
      }
      return exactFromInteger([...orders.values()].filter((keys) => keys.size >= leaf.min).length);
    }
    case 'sum':
      return sumField(planned, rows, context);
  }
}

function distinctKey(leaf: Extract<Leaf, { kind: 'distinct' }>, row: FactRow): string | null {
  if (leaf.of === 'order') return row.orderKey;
  if (leaf.of === 'customer') return row.customerKey;
  if (leaf.of === 'product') return row.productKey;
  const value = row.attributes[leaf.of] ?? null;
  return value === null ? null : String(value);
}

function sumField(
  planned: PlannedLeaf,
  rows: readonly FactRow[],
  context: { plan: Plan; shop: ShopData; result: PlanResult },
): Exact | null {
  if (planned.leaf.kind !== 'sum') return null;
  let sum: Exact | null = null;
  for (const row of rows) {
    const value = row.fields[planned.leaf.field];
    if (value === undefined) continue;
    if (!planned.isMoney) {
      sum = (sum ?? 0n) + exactFromInteger(value);
      continue;
    }
    const factor = conversionFactor(context.shop.rates, row.currency, context.plan.currency, row.day[context.plan.basis] ?? '');
    if (factor === null) context.result.rowsWithoutRate += 1;
    else sum = (sum ?? 0n) + value * factor;
  }
  return sum;
}
