import type { Column, Table } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import { leavesOf, type Condition, type Leaf, type Metric } from '@/core/metrics/define-metric';
import { profileMetric } from '@/core/metrics/profiles';
import { findMetric } from '@/core/metrics/registry';
import { roundExact, type Exact } from '@/core/model/exact';
import { currencyExponent, toMajor } from '@/core/model/money';
import { metricValue, round } from '@/core/query/metric-value';
import { planQuery, type Plan } from '@/core/query/plan';
import { querySchema, type Filter, type Period, type Query } from '@/core/query/query';
import { runQuery, type QueryAnswer, type QueryDeps } from './run-query';

export const LEVERS = ['price', 'volume', 'returns', 'discounts', 'fees', 'orderValue', 'shipping'] as const;
export type Lever = (typeof LEVERS)[number];

/** What an order would have been worth on average, or by how much more, in major units. */
type SupposedAmount = { to: number } | { by: number };

export interface WhatIfRequest {
  metric: string;
  /** Levers and how far they move: 0.05 is five percent more. An order value may be given as an amount instead. */
  changes: readonly { lever: Lever; change: number; amount?: SupposedAmount | undefined; part?: Filter | undefined }[];
  period?: Period | undefined;
  filters: Filter[];
  nextTableId: () => string;
}

/** Ledger kinds each lever moves in proportion. */
const MOVED: Readonly<Record<Lever, readonly string[]>> = {
  price: ['SALE', 'DISCOUNT', 'RETURN'],
  volume: ['SALE', 'DISCOUNT', 'RETURN'],
  // An order is worth its sales less discounts; what comes back later is another matter.
  orderValue: ['SALE', 'DISCOUNT'],
  returns: ['RETURN'],
  discounts: ['DISCOUNT'],
  fees: ['FEE'],
  shipping: ['SHIPPING'],
};

const kindsOf = (leaf: Leaf): string[] =>
  leaf.where.filter((condition) => condition.attribute === 'kind').flatMap((condition) => condition.values.map(String));
const isLedgerMoney = (leaf: Leaf): boolean => leaf.kind === 'sum' && leaf.fact === 'ledger' && leaf.field === 'amount';

/**
 * A figure as it would have been had prices, volumes, returns, discounts or fees been different and all else the same:
 * a proportion of what was booked, not a forecast.
 * @throws AppError not_supported for figures that do not follow the lever in proportion.
 */
export async function supposeChange(deps: QueryDeps, request: WhatIfRequest): Promise<QueryAnswer> {
  const metric = findMetric(request.metric);
  if (!metric) throw new AppError('not_supported', `There is no metric "${request.metric}".`, { field: 'metric' });
  const query = querySchema.parse({
    metrics: [metric.id],
    filters: request.filters,
    ...(request.period ? { period: request.period } : {}),
  });
  const answer = await runQuery(deps, { query, tableId: request.nextTableId(), tool: 'whatIf' });
  const [base] = answer.tables;
  const now = base?.rows[0]?.[metric.id];
  if (!base || typeof now !== 'number') return answer;
  const changes = await Promise.all(request.changes.map((change) => inProportion(deps, query, change)));
  const supposed = await supposedTotal(deps, { metric, now, query, changes });
  const charts = answer.charts.map((chart) => ({ ...chart, y: ['supposed'] }));
  return { ...answer, tables: [supposedTable(base, { metric, now, supposed, changes })], charts };
}

/**
 * A supposed order value as a change in proportion to the one there was.
 * @throws AppError not_supported for an amount of anything else, no_data when there were no orders.
 */
async function inProportion(
  deps: QueryDeps,
  query: Query,
  change: WhatIfRequest['changes'][number],
): Promise<WhatIfRequest['changes'][number]> {
  const { amount, lever } = change;
  if (!amount) return change;
  if (lever !== 'orderValue')
    throw new AppError('not_supported', `A supposed ${lever} is a change in percent.`, {
      field: 'changes',
      remedy: 'Say by how many percent it changes.',
    });
  const metric = profileMetric(deps.workspace.profile, 'averageOrderValue');
  const plan = planQuery(
    { ...query, metrics: [metric], filters: change.part ? [...query.filters, change.part] : query.filters },
    deps.workspace,
  );
  const row = (await deps.metrics.run(plan)).rows[0];
  const [worth = 0n, orders = 0n] = (plan.metrics[0]?.leafIds ?? []).map((id) => row?.values[id] ?? 0n);
  if (orders === 0n || worth === 0n) throw new AppError('no_data', 'There are no orders to suppose another value of.', { field: 'period' });
  const { currency } = plan;
  // Exact leaves, so that the value of each order is not rounded before it is multiplied.
  const mean = Number(worth) / Number(orders) / 10 ** currencyExponent(currency);
  return { ...change, change: 'to' in amount ? amount.to / mean - 1 : amount.by / mean };
}

/** The whole as it would be: parts that change alone move it by their own difference. */
async function supposedTotal(
  deps: QueryDeps,
  input: { metric: Metric; now: number; query: Query; changes: WhatIfRequest['changes'] },
): Promise<number> {
  const { metric, now, query, changes } = input;
  const [first, second] = leavesOf(metric.measure);
  if (first && !second && isLedgerMoney(first)) return supposedSum(deps, { leaf: first, query, changes });
  const shared = changes.filter(({ part }) => part === undefined);
  let supposed =
    shared.length === 0 ? now : await supposedValue(deps, { metric, now, plan: planQuery(query, deps.workspace), changes: shared });
  for (const change of changes) {
    if (change.part === undefined) continue;
    if (leavesOf(metric.measure).length > 1) throw notInProportion(metric);
    const plan = planQuery({ ...query, filters: [...query.filters, change.part] }, deps.workspace);
    const row = (await deps.metrics.run(plan)).rows[0];
    const own = row ? (metricValue(metric, plan.metrics[0]?.leafIds ?? [], { leafRow: row, currency: plan.currency }) ?? 0) : 0;
    supposed += (own === 0 ? 0 : await supposedValue(deps, { metric, now: own, plan, changes: [change] })) - own;
  }
  return round(supposed, metric.unit === 'money' ? currencyExponent(query.currency ?? deps.workspace.currency) : 6);
}

async function supposedValue(
  deps: QueryDeps,
  input: { metric: Metric; now: number; plan: Plan; changes: WhatIfRequest['changes'] },
): Promise<number> {
  const { metric, now, plan, changes } = input;
  const [first, second] = leavesOf(metric.measure);
  if (!first) throw new AppError('internal', 'The metric has no measure.');
  if (isLedgerMoney(first)) {
    // The mean of an order follows prices; more orders move it above and below the line alike.
    const moved = changes.filter(({ lever }) => lever !== 'volume');
    if (!second || isLedgerMoney(second) || moved.length === 0) throw notInProportion(metric);
    const factor = await ledgerFactor(deps, { plan, leaf: first, changes: moved });
    return round(now * factor, currencyExponent(plan.currency));
  }
  if (second || changes.some(({ lever }) => lever !== 'volume')) throw notInProportion(metric);
  const factor = changes.reduce((product, { change }) => product * (1 + change), 1);
  return round(now * factor, metric.unit === 'count' ? 0 : 6);
}

function notInProportion(metric: Metric): AppError {
  return new AppError('not_supported', `${metric.title} does not follow this in proportion.`, {
    field: 'changes',
    remedy: 'Ask what it would do to sales, orders or units.',
  });
}

/** A sum of the ledger as it would be: exact to the end and rounded once, like every amount. */
async function supposedSum(deps: QueryDeps, input: { leaf: Leaf; query: Query; changes: WhatIfRequest['changes'] }): Promise<number> {
  const { leaf, query, changes } = input;
  const plan = planQuery(query, deps.workspace);
  const shared = changes.filter(({ part }) => part === undefined);
  let { after } = await movedAmounts(deps, { plan, leaf, changes: shared });
  for (const change of changes) {
    if (change.part === undefined) continue;
    const own = planQuery({ ...query, filters: [...query.filters, change.part] }, deps.workspace);
    const moved = await movedAmounts(deps, { plan: own, leaf, changes: [change] });
    after += moved.after - moved.before;
  }
  return toMajor(roundExact(after), plan.currency);
}

/** New over old amount of a ledger measure. */
async function ledgerFactor(deps: QueryDeps, input: { plan: Plan; leaf: Leaf; changes: WhatIfRequest['changes'] }): Promise<number> {
  const { before, after } = await movedAmounts(deps, input);
  return before === 0n ? 1 : Number(after) / Number(before);
}

/** A ledger measure as it was and as it would be, from the amounts of its kinds. */
async function movedAmounts(
  deps: QueryDeps,
  input: { plan: Plan; leaf: Leaf; changes: WhatIfRequest['changes'] },
): Promise<{ before: Exact; after: Exact }> {
  const { plan, leaf, changes } = input;
  const kinds = kindsOf(leaf);
  const untouched = changes.find(({ lever }) => !kinds.some((kind) => MOVED[lever].includes(kind)));
  if (untouched)
    throw new AppError('not_supported', `The figure holds no ${untouched.lever}, so a change of them changes nothing in it.`, {
      field: 'changes',
      remedy: 'Ask about net sales, or about sales after fees.',
    });
  const others: Condition[] = leaf.where.filter((condition) => condition.attribute !== 'kind');
  const leaves = kinds.map((kind, index) => ({
    id: `m${index}`,
    leaf: { ...leaf, where: [{ attribute: 'kind' as const, op: 'in' as const, values: [kind] }, ...others] },
    isMoney: true,
  }));
  const { rows } = await deps.metrics.run({ ...plan, leaves, metrics: [] });
  const amounts = kinds.map((_, index) => rows[0]?.values[`m${index}`] ?? 0n);
  const factorOf = (kind: string): number =>
    changes.reduce((factor, { lever, change }) => (MOVED[lever].includes(kind) ? factor * (1 + change) : factor), 1);
  return {
    before: amounts.reduce((sum, amount) => sum + amount, 0n),
    after: amounts.reduce((sum, amount, index) => sum + (amount * factorScaled(factorOf(kinds[index] ?? ''))) / FACTOR_SCALE, 0n),
  };
}

/** Digits of a factor that count. */
const FACTOR_SCALE = 10n ** 12n;
const factorScaled = (factor: number): bigint => BigInt(Math.round(factor * Number(FACTOR_SCALE)));

function supposedTable(base: Table, input: { metric: Metric; now: number; supposed: number; changes: WhatIfRequest['changes'] }): Table {
  const { metric, now, supposed, changes } = input;
  const column = base.columns.find((candidate) => candidate.id === metric.id);
  const figure = (id: string, label: string): Column => ({
    ...(column ?? { role: 'metric', type: 'number', unit: metric.unit }),
    id,
    label,
    source: metric.id,
  });
  const digits = column?.unit === 'money' ? currencyExponent(column.currency ?? 'USD') : 6;
  const { totals: _totals, ...rest } = base;
  return {
    ...rest,
    title: `${metric.title}, supposed`,
    columns: [
      figure('supposed', `${metric.title}, supposed`),
      figure('now', metric.title),
      figure('difference', 'Difference'),
      ...changes.map(({ lever }, index): Column => ({
        id: `change${index}`,
        label: `Supposed change of ${lever}`,
        role: 'derived',
        type: 'number',
        unit: 'ratio',
      })),
    ],
    rows: [
      {
        supposed,
        now,
        difference: round(supposed - now, digits),
        ...Object.fromEntries(changes.map(({ change }, index) => [`change${index}`, round(change, 8)])),
      },
    ],
  };
}
