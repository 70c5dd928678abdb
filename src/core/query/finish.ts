import type { Column, Row, Table } from '@/core/artifact/artifact';
import type { Metric } from '@/core/metrics/define-metric';
import { grainLabel, startOfGrain, type Grain } from '@/core/model/calendar';
import type { Exact } from '@/core/model/exact';
import { currencyExponent } from '@/core/model/money';
import type { LeafRow, PlanResult } from './evaluate';
import { dimensionLabel, metricValue, round } from './metric-value';
import { isBridged, type Plan } from './plan';
import type { Having, Query } from './query';
import { groupKey, leadingGroups, limitRows, sortRows } from './rank-rows';
import { addTransform, isAgainst, type Whole } from './transforms';
import type { Working } from './working-row';

/**
 * From exact leaf values to the table people see: ratios, comparison, shares, running values, thresholds, order, limit.
 * Pure and shared by every executor, so that the same plan result always gives the same table.
 */
export interface FinishInput {
  query: Query;
  plan: Plan;
  result: PlanResult;
  /** Result of the comparison period, and both periods' first days, to align time buckets. */
  comparison?: { result: PlanResult; from: string };
  /** Values over all groups, when they cannot be added up from the rows (distinct counts). */
  totals?: LeafRow;
  /** Values of each group over the whole period, when they cannot be added up from its buckets. */
  groups?: readonly LeafRow[];
  /** Values of the wholes that parts are a share of. */
  whole?: Whole;
  tableId: string;
  title: string;
}

const GRAIN_LABELS: Record<Grain, string> = {
  day: 'Day',
  week: 'Week',
  month: 'Month',
  quarter: 'Quarter',
  half: 'Half-year',
  year: 'Year',
};

/** Build the finished table. */
export function finishQuery(input: FinishInput): Table {
  const { plan, query } = input;
  const columns = baseColumns(plan);
  const working = input.result.rows.map((leafRow) => toWorking(plan, leafRow));
  const totals = totalsOf(input);
  if (input.comparison) addComparison({ ...input, comparison: input.comparison }, columns, working, totals);
  for (const transform of query.transforms)
    addTransform(transform, { plan, columns, working, totals, ...(isAgainst(transform, input.whole) ? { wholes: wholesOf(input) } : {}) });
  const passing = working.filter((entry) => query.having.every((having) => passes(having, entry.row, totals)));
  const leaders = leadersOf(input);
  const kept = leaders ? passing.filter((entry) => leaders.has(groupKey(entry.keys))) : passing;
  if (plan.grain && plan.dimensions.length > 1) addSeries(plan, columns, working);
  sortRows(query, plan, kept);
  const limited = limitRows(query, kept);
  return {
    id: input.tableId,
    title: input.title,
    columns,
    rows: limited.map((entry) => entry.row),
    complete: limited.length === passing.length,
    totalRows: kept.length,
    ...(totals ? { totals } : {}),
  };
}

function baseColumns(plan: Plan): Column[] {
  const columns: Column[] = [];
  if (plan.grain)
    columns.push({ id: 'time', label: GRAIN_LABELS[plan.grain], role: 'time', type: 'date', unit: 'none', grain: plan.grain });
  for (const dimension of plan.dimensions) {
    columns.push({
      id: dimension.id,
      label: dimension.title,
      role: 'dimension',
      type: dimension.type === 'number' ? 'number' : 'string',
      unit: 'none',
      source: dimension.id,
    });
  }
  for (const { metric } of plan.metrics) columns.push(metricColumn(metric, plan.currency));
  return columns;
}

function metricColumn(metric: Metric, currency: string): Column {
  return {
    id: metric.id,
    label: metric.title,
    role: 'metric',
    type: 'number',
    unit: metric.unit,
    source: metric.id,
    ...(metric.unit === 'money' ? { currency } : {}),
  };
}

function toWorking(plan: Plan, leafRow: LeafRow): Working {
  const row: Row = {};
  if (plan.grain) row['time'] = leafRow.time;
  plan.dimensions.forEach((dimension, index) => {
    row[dimension.id] = dimensionLabel(dimension, leafRow.keys[index] ?? null);
  });
  for (const planned of plan.metrics)
    row[planned.metric.id] = metricValue(planned.metric, planned.leafIds, { leafRow, currency: plan.currency });
  return { row, keys: leafRow.keys, time: leafRow.time };
}

/** Several groups along time are one series each, named by their values joined: a chart has one place for the name. */
function addSeries(plan: Plan, columns: Column[], working: readonly Working[]): void {
  columns.push({
    id: 'series',
    label: plan.dimensions.map((dimension) => dimension.title).join(' and '),
    role: 'derived',
    type: 'string',
    unit: 'none',
  });
  for (const { row } of working) row['series'] = plan.dimensions.map((dimension) => String(row[dimension.id] ?? '')).join(' \u00b7 ');
}

/** True when group values add up to the whole: sums and counts that no row enters twice. */
export function isAdditive(plan: Plan): boolean {
  return plan.leaves.every(({ leaf }) => {
    if (leaf.kind === 'repeaters') return false;
    if (plan.dimensions.some((dimension) => isBridged(leaf.fact, dimension.id))) return false;
    // Distinct orders of the orders fact are its rows: without line dimensions they add up.
    return leaf.kind !== 'distinct' || (leaf.fact === 'orders' && leaf.of === 'order');
  });
}

/** Leaves over all groups: given, or added up from the rows. */
function totalsOf({ plan, result, totals }: FinishInput): Row | null {
  const leafRow = totals ?? (isAdditive(plan) ? addUp(plan, result.rows) : null);
  if (!leafRow) return null;
  const row: Row = {};
  for (const planned of plan.metrics)
    row[planned.metric.id] = metricValue(planned.metric, planned.leafIds, { leafRow, currency: plan.currency });
  return row;
}

/** The groups a course is limited to; null when all are shown. */
function leadersOf({ query, plan, result, groups }: FinishInput): ReadonlySet<string> | null {
  if (!query.leading || !plan.grain || plan.dimensions.length === 0) return null;
  return leadingGroups(query.leading, plan, groups ?? sumsOfGroups(plan, result.rows));
}

function sumsOfGroups(plan: Plan, rows: readonly LeafRow[]): LeafRow[] {
  const byGroup = new Map<string, LeafRow[]>();
  for (const row of rows) byGroup.set(groupKey(row.keys), [...(byGroup.get(groupKey(row.keys)) ?? []), row]);
  return [...byGroup.values()].map((members) => ({ ...addUp(plan, members), keys: members[0]?.keys ?? [] }));
}

/** The whole a row is a part of: that of its time bucket and of the groups the whole was read by. */
function wholesOf({ plan, whole }: FinishInput): (row: Row) => Row | null {
  const dimensions = plan.dimensions.filter(({ id }) => whole?.by.includes(id));
  const isInTime = whole?.by.includes('time') === true;
  const keyOf = (time: unknown, groups: readonly unknown[]): string => JSON.stringify([isInTime ? time : null, ...groups]);
  const found = new Map(
    (whole?.rows ?? []).map((leafRow) => [
      keyOf(
        leafRow.time,
        dimensions.map((dimension, index) => dimensionLabel(dimension, leafRow.keys[index] ?? null)),
      ),
      Object.fromEntries(
        plan.metrics.map(({ metric, leafIds }) => [metric.id, metricValue(metric, leafIds, { leafRow, currency: plan.currency })]),
      ),
    ]),
  );
  return (row) =>
    found.get(
      keyOf(
        row['time'],
        dimensions.map(({ id }) => row[id]),
      ),
    ) ?? null;
}

function addUp(plan: Plan, rows: readonly LeafRow[]): LeafRow {
  const values: Record<string, Exact> = {};
  for (const { id } of plan.leaves) values[id] = rows.reduce((sum, row) => sum + (row.values[id] ?? 0n), 0n);
  return { time: null, keys: [], values, rows: rows.reduce((sum, row) => sum + row.rows, 0) };
}

function addComparison(
  input: FinishInput & { comparison: NonNullable<FinishInput['comparison']> },
  columns: Column[],
  working: Working[],
  totals: Row | null,
): void {
  const { plan } = input;
  const before = new Map(input.comparison.result.rows.map((row) => [alignKey(plan, row, input.comparison.from), row]));
  const from = plan.period?.from ?? '';
  const beforeTotals = isAdditive(plan)
    ? addUp(plan, input.comparison.result.rows)
    : plan.dimensions.length === 0 && !plan.grain
      ? input.comparison.result.rows[0]
      : undefined;
  if (!plan.grain) addGone(plan, input.comparison.result.rows, working);
  for (const planned of plan.metrics) {
    const { metric } = planned;
    const read = (leafRow: LeafRow | undefined): number | null =>
      leafRow ? metricValue(metric, planned.leafIds, { leafRow, currency: plan.currency }) : metric.measure.kind === 'ratio' ? null : 0;
    columns.push(
      {
        ...metricColumn(metric, plan.currency),
        id: `${metric.id}_previous`,
        label: `${metric.title} before`,
        role: 'derived',
        derivation: 'comparison',
      },
      { ...metricColumn(metric, plan.currency), id: `${metric.id}_change`, label: `Change`, role: 'derived', derivation: 'change' },
      {
        id: `${metric.id}_changePct`,
        label: 'Change %',
        role: 'derived',
        type: 'number',
        unit: 'ratio',
        source: metric.id,
        derivation: 'changePct',
      },
    );
    for (const entry of working) {
      const leafRow = before.get(alignKey(plan, { time: entry.time, keys: entry.keys }, from));
      writeChange(entry.row, metric, read(leafRow), plan.currency);
    }
    if (totals && beforeTotals) writeChange(totals, metric, read(beforeTotals), plan.currency);
  }
}

/** Groups of the period before that have nothing in this one: their fall is part of the comparison. */
function addGone(plan: Plan, before: readonly LeafRow[], working: Working[]): void {
  const known = new Set(working.map((entry) => JSON.stringify(entry.keys)));
  for (const row of before)
    if (!known.has(JSON.stringify(row.keys))) working.push(toWorking(plan, { time: null, keys: row.keys, values: {}, rows: 0 }));
}

function writeChange(row: Row, metric: Metric, previous: number | null, currency: string): void {
  const current = row[metric.id];
  const isNumber = typeof current === 'number' && previous !== null;
  const digits = metric.unit === 'money' ? currencyExponent(currency) : 8;
  row[`${metric.id}_previous`] = previous;
  row[`${metric.id}_change`] = isNumber ? round(current - previous, digits) : null;
  // Of figures booked negative the size counts: returns of -50 after -100 have fallen by half.
  const sign = metric.isBookedNegative ? -1 : 1;
  row[`${metric.id}_changePct`] = isNumber && previous !== 0 ? round((sign * (current - previous)) / Math.abs(previous), 8) + 0 : null;
}

/** Time buckets of two periods are matched by their place in the period. */
function alignKey(plan: Plan, row: Pick<LeafRow, 'time' | 'keys'>, from: string): string {
  const place = plan.grain && row.time !== null ? bucketIndex(row.time, plan.grain, { from, weekStart: plan.weekStart }) : null;
  return JSON.stringify([place, row.keys]);
}

function bucketIndex(label: string, grain: Grain, context: { from: string; weekStart: number }): number {
  const start = startOfGrain(context.from, grain, context.weekStart);
  const day = labelToDay(label);
  const months = (to: string): number => Number(to.slice(0, 4)) * 12 + Number(to.slice(5, 7));
  if (grain === 'day' || grain === 'week')
    return Math.round((Date.parse(day) - Date.parse(start)) / 86_400_000 / (grain === 'week' ? 7 : 1));
  return Math.round((months(day) - months(start)) / { month: 1, quarter: 3, half: 6, year: 12 }[grain]);
}

/** First day of a bucket label. */
export function labelToDay(label: string): string {
  const quarter = /^(\d{4})-Q(\d)$/.exec(label);
  if (quarter) return `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}-01`;
  const half = /^(\d{4})-H([12])$/.exec(label);
  if (half) return `${half[1]}-${half[2] === '1' ? '01' : '07'}-01`;
  if (label.length === 4) return `${label}-01-01`;
  return label.length === 7 ? `${label}-01` : label;
}

function passes(having: Having, row: Row, totals: Row | null): boolean {
  const value = row[having.metric];
  const bound = having.value === 'average' ? totals?.[having.metric] : having.value;
  if (typeof value !== 'number' || typeof bound !== 'number') return false;
  switch (having.op) {
    case 'gte':
      return value >= bound;
    case 'gt':
      return value > bound;
    case 'lte':
      return value <= bound;
    case 'lt':
      return value < bound;
    case 'eq':
      return value === bound;
  }
}

/** Label of the bucket that holds a day. */
export function bucketOf(day: string, grain: Grain, weekStart: number): string {
  return grainLabel(startOfGrain(day, grain, weekStart), grain);
}
