import type { Cell, Column, Row, Table, Unit } from '@/core/artifact/artifact';
import { WEEKDAYS, type Dimension } from '@/core/dimensions/define-dimension';
import { AppError } from '@/core/errors';
import { leavesOf, type FieldId, type Metric } from '@/core/metrics/define-metric';
import { grainLabel, startOfGrain, type Grain } from '@/core/model/calendar';
import { divideRounded, exactToNumber, roundExact, type Exact } from '@/core/model/exact';
import { findMarketplaceId, marketplaceName } from '@/core/model/marketplaces';
import { currencyExponent, toMajor } from '@/core/model/money';
import type { LeafRow, PlanResult } from './evaluate';
import { isBridged, type Plan } from './plan';
import type { Having, Query, Transform } from './query';

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
  /** Values of the whole a filtered part is a share of. */
  whole?: LeafRow;
  tableId: string;
  title: string;
}

/** Seconds to days for the fields that are stored in seconds. */
const FIELD_SCALE: Partial<Record<FieldId, number>> = { deliveryDays: 86_400, handlingDays: 86_400 };

const GRAIN_LABELS: Record<Grain, string> = { day: 'Day', week: 'Week', month: 'Month', quarter: 'Quarter', year: 'Year' };

interface Working {
  row: Row;
  /** Sort keys of time and dimensions. */
  keys: (string | number | null)[];
  time: string | null;
}

/** Build the finished table. */
export function finishQuery(input: FinishInput): Table {
  const { plan, query } = input;
  const columns = baseColumns(plan);
  const working = input.result.rows.map((leafRow) => toWorking(plan, leafRow));
  const totals = totalsOf(input);
  if (input.comparison) addComparison({ ...input, comparison: input.comparison }, columns, working, totals);
  for (const transform of query.transforms)
    addTransform(transform, { plan, columns, working, totals: 'of' in transform && transform.of ? wholeOf(input) : totals });
  const kept = working.filter((entry) => query.having.every((having) => passes(having, entry.row)));
  if (plan.grain && plan.dimensions.length > 1) addSeries(plan, columns, working);
  sortRows(query, plan, kept);
  const limited = limitRows(query, kept);
  return {
    id: input.tableId,
    title: input.title,
    columns,
    rows: limited.map((entry) => entry.row),
    complete: limited.length === kept.length,
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

/** What people read for a stored dimension value. */
export function dimensionLabel(dimension: Dimension, value: string | number | null): Cell {
  if (value === null) return dimension.nullLabel ?? 'unknown';
  if (dimension.id === 'weekday') return WEEKDAYS[Number(value) - 1] ?? String(value);
  if (dimension.id === 'marketplace') return marketplaceName(String(value));
  return value;
}

/** The value of a metric from its leaves; null where it is not defined (nothing to divide by). */
export function metricValue(metric: Metric, leafIds: readonly string[], source: { leafRow: LeafRow; currency: string }): number | null {
  const value = (id: string | undefined): Exact => (id === undefined ? 0n : (source.leafRow.values[id] ?? 0n));
  const { measure } = metric;
  if (measure.kind !== 'ratio')
    return leafNumber(value(leafIds[0]), metric.unit, {
      currency: source.currency,
      field: measure.kind === 'sum' ? measure.field : undefined,
    });
  const numerator = value(leafIds[0]) * BigInt(measure.sign);
  const denominator = value(leafIds[1] ?? leafIds[0]);
  if (denominator === 0n) return null;
  if (metric.unit === 'money')
    return toMajor(denominator < 0n ? divideRounded(-numerator, -denominator) : divideRounded(numerator, denominator), source.currency);
  const field = measure.numerator.kind === 'sum' ? measure.numerator.field : undefined;
  const scaled = Number(numerator) / Number(denominator) / (FIELD_SCALE[field ?? 'amount'] ?? 1);
  // -0 would print as a signed zero.
  return round(scaled, metric.unit === 'ratio' ? 8 : 6) + 0;
}

function leafNumber(value: Exact, unit: Unit, context: { currency: string; field: FieldId | undefined }): number {
  if (unit === 'money') return toMajor(roundExact(value), context.currency);
  return round(exactToNumber(value) / (FIELD_SCALE[context.field ?? 'amount'] ?? 1), 6) + 0;
}

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
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

/** Metric values of the whole of a share. */
function wholeOf({ plan, whole }: FinishInput): Row | null {
  if (!whole) return null;
  return Object.fromEntries(
    plan.metrics.map(({ metric, leafIds }) => [metric.id, metricValue(metric, leafIds, { leafRow: whole, currency: plan.currency })]),
  );
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

function writeChange(row: Row, metric: Metric, previous: number | null, currency: string): void {
  const current = row[metric.id];
  const isNumber = typeof current === 'number' && previous !== null;
  const digits = metric.unit === 'money' ? currencyExponent(currency) : 8;
  row[`${metric.id}_previous`] = previous;
  row[`${metric.id}_change`] = isNumber ? round(current - previous, digits) : null;
  row[`${metric.id}_changePct`] = isNumber && previous !== 0 ? round((current - previous) / Math.abs(previous), 8) : null;
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
  return Math.round((months(day) - months(start)) / { month: 1, quarter: 3, year: 12 }[grain]);
}

/** First day of a bucket label. */
export function labelToDay(label: string): string {
  const quarter = /^(\d{4})-Q(\d)$/.exec(label);
  if (quarter) return `${quarter[1]}-${String(Number(quarter[2]) * 3 - 2).padStart(2, '0')}-01`;
  if (label.length === 4) return `${label}-01-01`;
  return label.length === 7 ? `${label}-01` : label;
}

interface TransformContext {
  plan: Plan;
  columns: Column[];
  working: Working[];
  totals: Row | null;
}

function addTransform(transform: Transform, context: TransformContext): void {
  const { plan, columns, working } = context;
  const metric = plan.metrics.find((planned) => planned.metric.id === transform.metric)?.metric;
  if (!metric)
    throw new AppError('invalid_input', `The transform names ${transform.metric}, which is not among the metrics.`, {
      field: 'transforms',
    });
  const id = `${metric.id}_${transform.kind}`;
  const isRatio = transform.kind === 'share' || transform.kind === 'growth' || transform.kind === 'cumulativeShare';
  const label = {
    share: 'Share',
    cumulative: 'Running total',
    movingAverage: 'Moving average',
    growth: 'Growth',
    cumulativeShare: 'Running share',
  }[transform.kind];
  columns.push({
    id,
    label: plan.metrics.length > 1 ? `${label} of ${metric.title.toLowerCase()}` : label,
    role: 'derived',
    type: 'number',
    unit: isRatio ? 'ratio' : metric.unit,
    source: metric.id,
    derivation: transform.kind,
    ...(!isRatio && metric.unit === 'money' ? { currency: plan.currency } : {}),
  });
  if (transform.kind === 'share' || transform.kind === 'cumulativeShare') addShare(transform, metric, { ...context, id });
  else for (const series of seriesOf(plan, working)) runAlong(transform, metric, { series, id, currency: plan.currency });
}

function addShare(transform: Transform, metric: Metric, context: TransformContext & { id: string }): void {
  if (leavesOf(metric.measure).length > 1) {
    throw new AppError('not_supported', `${metric.title} is a ratio: its groups have no share of a whole.`, {
      field: 'transforms',
      remedy: 'Ask the share of a sum or a count, like net sales or orders.',
    });
  }
  const within = transform.kind === 'share' ? transform.within : undefined;
  const sums = new Map<string, number>();
  const groupOf = (row: Row): string => (within === undefined ? '' : String(row[within === 'time' ? 'time' : within] ?? ''));
  const valueOf = (row: Row): number => Number(row[metric.id] ?? 0);
  for (const { row } of context.working) sums.set(groupOf(row), (sums.get(groupOf(row)) ?? 0) + valueOf(row));
  const total = context.totals?.[metric.id];
  if (within === undefined && typeof total === 'number') sums.set('', total);
  const share = (value: number, row: Row): number | null => {
    const whole = sums.get(groupOf(row)) ?? 0;
    return whole === 0 ? null : round(value / whole, 8);
  };
  if (transform.kind === 'share') {
    for (const { row } of context.working) row[context.id] = share(valueOf(row), row);
    return;
  }
  let running = 0;
  for (const { row } of [...context.working].sort((a, b) => valueOf(b.row) - valueOf(a.row))) {
    running += valueOf(row);
    row[context.id] = share(running, row);
  }
}

/** Rows of each dimension combination in time order. */
function seriesOf(plan: Plan, working: Working[]): Working[][] {
  if (!plan.grain)
    throw new AppError('invalid_input', 'Running values need a time axis.', { field: 'grain', remedy: 'Add a grain, like month.' });
  const series = new Map<string, Working[]>();
  for (const entry of working) {
    const key = JSON.stringify(entry.keys);
    series.set(key, [...(series.get(key) ?? []), entry]);
  }
  return [...series.values()].map((entries) => entries.sort((a, b) => ((a.time ?? '') < (b.time ?? '') ? -1 : 1)));
}

function runAlong(transform: Transform, metric: Metric, context: { series: Working[]; id: string; currency: string }): void {
  const digits = metric.unit === 'money' ? currencyExponent(context.currency) : 6;
  let running = 0;
  context.series.forEach(({ row }, index) => {
    const value = row[metric.id];
    if (transform.kind === 'cumulative') {
      running += Number(value ?? 0);
      row[context.id] = round(running, digits);
    } else if (transform.kind === 'movingAverage') {
      const window = context.series.slice(index - transform.window + 1, index + 1).map((entry) => Number(entry.row[metric.id] ?? 0));
      row[context.id] = index + 1 < transform.window ? null : round(window.reduce((a, b) => a + b, 0) / transform.window, digits);
    } else {
      const before = context.series[index - 1]?.row[metric.id];
      row[context.id] =
        typeof value === 'number' && typeof before === 'number' && before !== 0 ? round((value - before) / Math.abs(before), 8) : null;
    }
  });
}

function passes(having: Having, row: Row): boolean {
  const value = row[having.metric];
  if (typeof value !== 'number') return false;
  switch (having.op) {
    case 'gte':
      return value >= having.value;
    case 'gt':
      return value > having.value;
    case 'lte':
      return value <= having.value;
    case 'lt':
      return value < having.value;
    case 'eq':
      return value === having.value;
  }
}

function sortRows(query: Query, plan: Plan, working: Working[]): void {
  const metric = plan.metrics[0]?.metric.id ?? '';
  const natural = plan.dimensions.findIndex((dimension) => dimension.isOrdered);
  const named = namedOrder(query, plan);
  if (named) {
    const place = (entry: Working): number => named.values.indexOf(String(entry.row[named.dimension] ?? ''));
    working.sort((a, b) => place(a) - place(b) || compareCells(a.row[metric] ?? null, b.row[metric] ?? null, true));
    return;
  }
  const by = query.orderBy?.by ?? (plan.grain ? 'time' : natural >= 0 ? (plan.dimensions[natural]?.id ?? metric) : metric);
  const isDescending = query.orderBy
    ? query.orderBy.direction === 'desc'
    : by === metric && plan.metrics[0]?.metric.isBookedNegative !== true;
  const position = plan.dimensions.findIndex((dimension) => dimension.id === by);
  const keyOf = (entry: Working): Cell =>
    position >= 0 && plan.dimensions[position]?.isOrdered ? (entry.keys[position] ?? null) : (entry.row[by] ?? null);
  working.sort(
    (a, b) =>
      compareCells(keyOf(a), keyOf(b), isDescending) ||
      compareCells(a.row[metric] ?? null, b.row[metric] ?? null, true) ||
      (JSON.stringify(a.keys) < JSON.stringify(b.keys) ? -1 : 1),
  );
}

/** Values compared by name ("SP and RJ", "on time or late") stay in the order they were named, unless a ranking is asked. */
function namedOrder(query: Query, plan: Plan): { dimension: string; values: string[] } | null {
  if (query.orderBy || plan.grain) return null;
  for (const dimension of plan.dimensions) {
    const filter = query.filters.find((candidate) => candidate.dimension === dimension.id && candidate.op === 'in');
    const values = filter && filter.values.length > 1 ? filter.values : (dimension.only ?? []);
    if (values.length > 1)
      return {
        dimension: dimension.id,
        values: values.map((value) =>
          String(dimensionLabel(dimension, dimension.id === 'marketplace' ? (findMarketplaceId(String(value)) ?? value) : value)),
        ),
      };
  }
  return null;
}

/** Nothing comes last, whatever the direction. */
function compareCells(a: Cell, b: Cell, isDescending: boolean): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  const order = a < b ? -1 : 1;
  return isDescending ? -order : order;
}

function limitRows(query: Query, working: Working[]): Working[] {
  const { limit, limitPer } = query;
  if (limit === undefined) return working;
  if (limitPer === undefined) return working.slice(0, limit);
  const seen = new Map<Cell, number>();
  return working.filter(({ row }) => {
    const key = row[limitPer] ?? null;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count <= limit;
  });
}

/** Label of the bucket that holds a day. */
export function bucketOf(day: string, grain: Grain, weekStart: number): string {
  return grainLabel(startOfGrain(day, grain, weekStart), grain);
}
