import type { Cell, Chart, Column, Table } from '@/core/artifact/artifact';
import { addDays, addGrain, grainLabel, GRAINS, type Grain } from '@/core/model/calendar';
import { DIMENSIONS } from '@/core/dimensions/registry';
import { METRICS } from '@/core/metrics/registry';

/** A chart's numbers laid out as categories by series, before anything is drawn. */
export interface Plot {
  /** Labels of the shared axis, as in the table. Time buckets are complete: one that has no row is a gap. */
  categories: string[];
  xColumn: Column | null;
  /** Column whose unit the value axis has. */
  yColumn: Column;
  series: PlotSeries[];
  isTime: boolean;
  /** Series or categories of the table that are not drawn one by one. */
  hiddenCount: number;
}

export interface PlotSeries {
  name: string;
  values: (number | null)[];
  role: 'main' | 'compare' | 'other';
  column: Column;
}

/** More than six series cannot be told apart. */
export const MAX_SERIES = 6;
/** More bars than this are a table. */
export const MAX_BARS = 20;
/** The merged rest. */
const OTHER = 'Other';

export function findColumn(table: Table, id: string | undefined): Column | null {
  return table.columns.find((column) => column.id === id) ?? null;
}

export function toNumber(value: Cell | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function toLabel(value: Cell | undefined): string {
  return value === null || value === undefined || value === '' ? '(none)' : String(value);
}

/** Lay out a table as its chart asks. Null when the chart names a column the table lacks. */
export function toPlot(chart: Chart, table: Table): Plot | null {
  const yColumn = findColumn(table, chart.y[0]);
  if (!yColumn) return null;
  const xColumn = findColumn(table, chart.x);
  const seriesColumn = findColumn(table, chart.series);
  const isTime = xColumn?.role === 'time';
  const present = [...new Set(table.rows.map((row) => toLabel(row[xColumn?.id ?? ''])))];
  const categories = isTime ? completeBuckets(present, xColumn?.grain) : present;
  const all = seriesColumn
    ? pivot(table, { x: xColumn?.id ?? '', series: seriesColumn, yColumn }, categories)
    : columnSeries(chart, table, categories);
  const { series, hiddenCount } = seriesColumn ? limitSeries(all, seriesColumn) : { series: all, hiddenCount: 0 };
  const cut = !isTime && categories.length > MAX_BARS && !isOrdered(xColumn);
  if (!cut) return { categories, xColumn, yColumn, series, isTime, hiddenCount };
  return {
    categories: categories.slice(0, MAX_BARS),
    xColumn,
    yColumn,
    series: series.map((entry) => ({ ...entry, values: entry.values.slice(0, MAX_BARS) })),
    isTime,
    hiddenCount: categories.length - MAX_BARS,
  };
}

/** Dimension values with an order of their own (weekdays, hours, scores) are never sorted by size or cut. */
export function isOrdered(column: Column | null): boolean {
  return DIMENSIONS.some((dimension) => dimension.id === (column?.source ?? column?.id) && dimension.isOrdered === true);
}

function columnSeries(chart: Chart, table: Table, categories: string[]): PlotSeries[] {
  const [first] = chart.y;
  const unit = findColumn(table, first)?.unit;
  const rowOf = new Map(table.rows.map((row) => [toLabel(row[chart.x ?? '']), row]));
  const read = (id: string): (number | null)[] => categories.map((label) => toNumber(rowOf.get(label)?.[id]));
  const build = (id: string, role: PlotSeries['role']): PlotSeries[] => {
    const column = findColumn(table, id);
    // One axis has one unit: a column of another unit stays in the table.
    return column && column.unit === unit ? [{ name: column.label, values: read(id), role, column }] : [];
  };
  return [
    ...chart.y.filter((id) => id !== chart.compare).flatMap((id) => build(id, 'main')),
    ...(chart.compare ? build(chart.compare, 'compare') : []),
  ];
}

function pivot(table: Table, ids: { x: string; series: Column; yColumn: Column }, categories: string[]): PlotSeries[] {
  const position = new Map(categories.map((label, index) => [label, index]));
  const bySeries = new Map<string, (number | null)[]>();
  for (const row of table.rows) {
    const name = toLabel(row[ids.series.id]);
    const values = bySeries.get(name) ?? categories.map(() => null);
    bySeries.set(name, values);
    const index = position.get(toLabel(row[ids.x]));
    if (index !== undefined) values[index] = toNumber(row[ids.yColumn.id]);
  }
  return [...bySeries].map(([name, values]) => ({ name, values, role: 'main', column: ids.yColumn }));
}

function limitSeries(all: PlotSeries[], seriesColumn: Column): { series: PlotSeries[]; hiddenCount: number } {
  const size = (entry: PlotSeries): number => entry.values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0);
  const sorted = isOrdered(seriesColumn) ? all : [...all].sort((a, b) => size(b) - size(a));
  if (sorted.length <= MAX_SERIES) return { series: sorted, hiddenCount: 0 };
  const first = sorted[0];
  // Only sums may be added up: the customers of two categories are not the customers of both.
  if (!first || !isAdditive(first.column)) return { series: sorted.slice(0, MAX_SERIES), hiddenCount: sorted.length - MAX_SERIES };
  const kept = sorted.slice(0, MAX_SERIES - 1);
  const rest = sorted.slice(MAX_SERIES - 1);
  const values = first.values.map((_, index) => addUp(rest.map((entry) => entry.values[index] ?? null)));
  return { series: [...kept, { name: `${OTHER} (${rest.length})`, values, role: 'other', column: first.column }], hiddenCount: 0 };
}

/** True when values of this column may be added up across groups. */
export function isAdditive(column: Column): boolean {
  const metric = METRICS.find((candidate) => candidate.id === (column.source ?? column.id));
  return metric?.measure.kind === 'sum' && (column.derivation === undefined || column.derivation === 'share');
}

/** Sum of what is there; nothing there is nothing, not zero. */
export function addUp(values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null);
  return present.length === 0 ? null : present.reduce((sum, value) => sum + value, 0);
}

function isGrain(text: string | undefined): text is Grain {
  return GRAINS.some((grain) => grain === text);
}

/** Every bucket from the first to the last label, so that missing ones are gaps and distances are true. */
function completeBuckets(labels: readonly string[], grain: string | undefined): string[] {
  const sorted = [...labels].sort();
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined || !isGrain(grain)) return sorted;
  const buckets: string[] = [];
  let day = startOfLabel(first);
  // Ten thousand buckets is 27 years of days: beyond it a label was not a date.
  while (day !== null && buckets.length < 10_000) {
    const label = grainLabel(day, grain);
    if (label > last) break;
    buckets.push(label);
    day = grain === 'week' ? addDays(day, 7) : addGrain(day, grain, 1);
  }
  return sorted.every((label) => buckets.includes(label)) ? buckets : sorted;
}

function startOfLabel(label: string): string | null {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(label);
  if (quarter) return `${quarter[1]}-${String((Number(quarter[2]) - 1) * 3 + 1).padStart(2, '0')}-01`;
  const half = /^(\d{4})-H([12])$/.exec(label);
  if (half) return `${half[1]}-${half[2] === '1' ? '01' : '07'}-01`;
  if (/^\d{4}$/.test(label)) return `${label}-01-01`;
  if (/^\d{4}-\d{2}$/.test(label)) return `${label}-01`;
  return /^\d{4}-\d{2}-\d{2}$/.test(label) ? label : null;
}
