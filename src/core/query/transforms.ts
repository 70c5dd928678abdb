import type { Column, Row } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import { leavesOf, type Metric } from '@/core/metrics/define-metric';
import { currencyExponent } from '@/core/model/money';
import { round } from './metric-value';
import type { LeafRow } from './evaluate';
import type { Plan } from './plan';
import type { Period, Transform } from './query';
import type { Working } from './working-row';

export interface TransformContext {
  plan: Plan;
  columns: Column[];
  working: Working[];
  totals: Row | null;
  /** The whole a row's part is compared with, and null where there is none; absent where the rows add up to it. */
  wholes?: (row: Row) => Row | null;
}

/** What shares and distances are measured against, read beside the rows: without a filter, over a longer period, or within groups that rows do not add up to. */
export interface Whole {
  of?: string | undefined;
  within?: string | undefined;
  period?: Period | undefined;
  /** What the whole is told apart by: dimensions of the plan, and "time". */
  by: readonly string[];
  rows: readonly LeafRow[];
}

/** The whole a transform needs that the rows do not hold; null when they do. */
export function wholeOf(transform: Transform, isAdditive: boolean): Omit<Whole, 'rows' | 'by'> | null {
  if (transform.kind === 'share' && transform.ofPeriod !== undefined) return { period: transform.ofPeriod };
  if ('of' in transform && transform.of !== undefined) return { of: transform.of };
  return transform.kind === 'share' && transform.within !== undefined && !isAdditive ? { within: transform.within } : null;
}

/** True when a transform is measured against this whole. */
export function isAgainst(transform: Transform, whole: Whole | undefined): boolean {
  if (!whole || (transform.kind !== 'share' && transform.kind !== 'versusWhole')) return false;
  if (whole.period !== undefined) return transform.kind === 'share' && transform.ofPeriod !== undefined;
  return whole.of === undefined ? transform.kind === 'share' && transform.within === whole.within : transform.of === whole.of;
}

/** Add the column of a transform: shares, running values, growth. */
export function addTransform(transform: Transform, context: TransformContext): void {
  const { plan, columns, working } = context;
  const metric = plan.metrics.find((planned) => planned.metric.id === transform.metric)?.metric;
  if (!metric)
    throw new AppError('invalid_input', `The transform names ${transform.metric}, which is not among the metrics.`, {
      field: 'transforms',
    });
  const id = `${metric.id}_${transform.kind}`;
  const isRatio =
    transform.kind === 'share' || transform.kind === 'growth' || transform.kind === 'cumulativeShare' || transform.kind === 'versusWhole';
  const label = {
    share: 'Share',
    versusWhole: 'Against all',
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
  if (transform.kind === 'versusWhole') addDistance(metric, { ...context, id });
  else if (transform.kind === 'share' || transform.kind === 'cumulativeShare') addShare(transform, metric, { ...context, id });
  else for (const series of seriesOf(plan, working)) runAlong(transform, metric, { series, id, currency: plan.currency });
}

/** How far each value lies from the value over all, as a part of it, and that value beside it. */
function addDistance(metric: Metric, context: TransformContext & { id: string }): void {
  const wholeId = `${metric.id}_whole`;
  context.columns.push({
    id: wholeId,
    label: `${metric.title}, all`,
    role: 'derived',
    type: 'number',
    unit: metric.unit,
    source: metric.id,
    derivation: 'comparison',
    ...(metric.unit === 'money' ? { currency: context.plan.currency } : {}),
  });
  for (const { row } of context.working) {
    const value = row[metric.id];
    const whole = (context.wholes ? context.wholes(row) : context.totals)?.[metric.id];
    const isDefined = typeof value === 'number' && typeof whole === 'number' && whole !== 0;
    row[wholeId] = whole ?? null;
    row[context.id] = isDefined ? round((value - whole) / Math.abs(whole), 8) : null;
  }
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
    const whole = context.wholes ? Number(context.wholes(row)?.[metric.id] ?? 0) : (sums.get(groupOf(row)) ?? 0);
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
