import { z } from 'zod';
import type { Chart, Column, Table } from '@/core/artifact/artifact';
import { formatCell } from '@/core/artifact/format';
import type { Query } from './query';

/** Chart kinds a person may ask for by name. */
export const CHART_WISHES = ['line', 'bar', 'stackedBar', 'area', 'pie', 'number'] as const;
export const chartWishSchema = z.enum(CHART_WISHES);
export type ChartWish = z.infer<typeof chartWishSchema>;

export interface ChartInput {
  query: Query;
  table: Table;
  wish?: ChartWish | undefined;
  /** Label of the last time bucket when it is not over. */
  partial?: string | undefined;
  locale: string;
}

/** Slices beyond this number cannot be told apart. */
const MAX_SLICES = 6;

/** The chart that fits a table, or a big number; none when there is nothing to draw. Rules: time is a line, groups are bars. */
export function chartsFor(input: ChartInput): Chart[] {
  const { table, query } = input;
  const metrics = table.columns.filter((column) => column.role === 'metric');
  const first = metrics[0];
  if (!first || table.rows.length === 0) return [];
  const id = `${table.id}-chart`;
  const time = table.columns.find((column) => column.role === 'time');
  const dimensions = table.columns.filter((column) => column.role === 'dimension');
  const base = { id, title: table.title, tableId: table.id, alt: altText(input, first) };
  if (query.shape.kind === 'cohort') return [{ ...base, kind: 'cohort', x: 'time', y: metrics.slice(1).map((column) => column.id) }];
  if (query.shape.kind === 'distribution') return [{ ...base, kind: 'histogram', x: 'bin', y: ['orders'] }];
  const comparison = table.columns.find((column) => column.id === `${first.id}_previous`);
  const compare = comparison ? { compare: comparison.id } : {};
  if (table.rows.length === 1) return [{ ...base, kind: 'number', y: [first.id], ...compare }];
  const running = table.columns.find((column) => column.derivation === 'cumulative' || column.derivation === 'movingAverage');
  const drawn = sameUnit(metrics, first).map((column) => column.id);
  if (time) {
    const joined = dimensions.length > 1 ? 'series' : dimensions[0]?.id;
    const series = joined ? { series: joined } : {};
    const y =
      running && !dimensions[0]
        ? running.derivation === 'cumulative'
          ? [running.id]
          : [first.id, running.id]
        : dimensions[0]
          ? [first.id]
          : drawn;
    const kind = timeKind(input.wish);
    return [{ ...base, kind, x: time.id, y, ...series, ...compare, ...(input.partial ? { partial: input.partial } : {}) }];
  }
  const [x, series] = dimensions;
  if (!x) return [{ ...base, kind: 'number', y: [first.id], ...compare }];
  if (series)
    return [{ ...base, kind: input.wish === 'stackedBar' ? 'stackedBar' : 'groupedBar', x: x.id, y: [first.id], series: series.id }];
  if (input.wish === 'pie' && table.rows.length <= MAX_SLICES) return [{ ...base, kind: 'pie', x: x.id, y: [first.id] }];
  return [{ ...base, kind: drawn.length > 1 ? 'groupedBar' : 'bar', x: x.id, y: drawn, ...compare }];
}

function timeKind(wish: ChartWish | undefined): Chart['kind'] {
  return wish === 'bar' ? 'bar' : wish === 'stackedBar' ? 'stackedBar' : wish === 'area' ? 'area' : 'line';
}

/** Metrics that share the axis of the first. */
function sameUnit(metrics: readonly Column[], first: Column): Column[] {
  return metrics.filter((column) => column.unit === first.unit && column.currency === first.currency).slice(0, 4);
}

/** What a person who cannot see the chart needs: extremes, first and last. */
function altText(input: ChartInput, metric: Column): string {
  const { table, locale } = input;
  const label = table.columns.find((column) => column.role === 'time') ?? table.columns.find((column) => column.role === 'dimension');
  const valued = table.rows.filter((row) => typeof row[metric.id] === 'number');
  const sorted = [...valued].sort((a, b) => Number(b[metric.id]) - Number(a[metric.id]));
  const say = (row: Table['rows'][number] | undefined): string =>
    row
      ? `${label ? `${formatCell(row[label.id] ?? null, label, locale)} ` : ''}${formatCell(row[metric.id] ?? null, metric, locale)}`
      : 'none';
  if (valued.length <= 1) return `${table.title}: ${say(valued[0])}.`;
  return `${table.title}. ${valued.length} values; highest ${say(sorted[0])}, lowest ${say(sorted.at(-1))}.`;
}
