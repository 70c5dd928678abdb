import type { EChartsOption } from 'echarts';
import type { Chart } from '@/core/artifact/artifact';
import { formatBucket, formatCell } from '@/core/artifact/format';
import { axisTitle, hatch, NARROW, shortNumber, textStyle, tooltipBox, tooltipHtml, type ChartFrame } from './frame';
import { legendHeight, legendOption } from './legend';
import { CHART_COLORS, marketplaceColor, neutralColor, seriesColor } from './palette';
import type { Plot, PlotSeries } from './plot';

type Series = Record<string, unknown>;

/** Few enough marks to carry their value: eight bars. */
const MAX_DIRECT_LABELS = 8;
/** Names read better beside lying bars than under standing ones. */
const LONG_NAME = 10;

interface Look {
  chart: Chart;
  plot: Plot;
  frame: ChartFrame;
  isHorizontal: boolean;
}

/** Bars of names lie, bars of time stand. */
export function isHorizontal(chart: Chart, plot: Plot): boolean {
  if (plot.isTime || chart.kind === 'histogram' || (chart.kind !== 'bar' && chart.kind !== 'groupedBar')) return false;
  return plot.categories.length > MAX_DIRECT_LABELS || plot.categories.some((name) => name.length > LONG_NAME);
}

/** Line, area, bar, grouped and stacked bar, histogram. */
export function cartesianOption(chart: Chart, plot: Plot, frame: ChartFrame): EChartsOption {
  const look: Look = { chart, plot, frame, isHorizontal: isHorizontal(chart, plot) };
  const category = categoryAxis(look);
  const value = valueAxis(look);
  return {
    animation: false,
    textStyle: textStyle(frame),
    grid: {
      left: 4,
      right: look.isHorizontal ? 56 : 16,
      top: legendHeight(plot, frame) + (look.isHorizontal ? 24 : 32),
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    ...legendOption(plot, frame),
    tooltip: {
      trigger: 'axis',
      ...tooltipBox(frame),
      axisPointer: {
        type: isLine(chart) ? 'line' : 'shadow',
        lineStyle: { color: CHART_COLORS[frame.theme].muted, type: 'solid', width: 1 },
      },
      formatter: (given: unknown) => tooltip(look, given),
    },
    xAxis: look.isHorizontal ? value : category,
    yAxis: look.isHorizontal ? category : value,
    series: plot.series.flatMap((entry, index) => toSeries(look, entry, index)),
  } as EChartsOption;
}

function isLine(chart: Chart): boolean {
  return chart.kind === 'line' || chart.kind === 'area';
}

/** What a category is called on its axis: a date in the words of the locale, short on the axis and full in the tooltip. */
function categoryLabel(look: Look, label: string): string {
  const { plot, frame } = look;
  return plot.isTime
    ? formatBucket(label, plot.xColumn?.grain, frame.locale)
    : plot.xColumn
      ? formatCell(label, plot.xColumn, frame.locale)
      : label;
}

/** "Mar" with the year only where it changes, "5 Mar" for days. */
function axisLabel(look: Look, label: string, index: number): string {
  const { plot, frame } = look;
  if (!plot.isTime) return label;
  if (/^\d{4}-\d{2}$/.test(label)) {
    const at = new Date(`${label}-01T00:00:00Z`);
    const month = new Intl.DateTimeFormat(frame.locale, { month: 'short', timeZone: 'UTC' }).format(at);
    return index === 0 || label.endsWith('-01') ? `${month}\n${label.slice(0, 4)}` : month;
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(label))
    return new Intl.DateTimeFormat(frame.locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
      new Date(`${label}T00:00:00Z`),
    );
  return categoryLabel(look, label);
}

function categoryAxis(look: Look): object {
  const { chart, plot, frame, isHorizontal: lying } = look;
  const colors = CHART_COLORS[frame.theme];
  return {
    type: 'category',
    data: plot.categories,
    inverse: lying,
    boundaryGap: !isLine(chart),
    axisLine: { lineStyle: { color: colors.border } },
    axisTick: { show: false },
    axisLabel: {
      ...textStyle(frame),
      hideOverlap: true,
      ...(lying ? { interval: 0, width: frame.width < NARROW ? 104 : 190, overflow: 'truncate' } : { lineHeight: 16 }),
      formatter: (label: string, index: number) => axisLabel(look, label, index),
    },
    ...(lying
      ? { name: axisTitle(plot.yColumn), nameLocation: 'start', nameGap: 8, nameTextStyle: { ...textStyle(frame), align: 'left' } }
      : {}),
    ...(chart.kind === 'histogram' && plot.xColumn
      ? { name: axisTitle(plot.xColumn), nameLocation: 'middle', nameGap: 30, nameTextStyle: textStyle(frame) }
      : {}),
  };
}

function valueAxis(look: Look): object {
  const { chart, plot, frame, isHorizontal: lying } = look;
  const colors = CHART_COLORS[frame.theme];
  const labelled = hasDirectLabels(look);
  // A line of a rate or a score may leave zero out, because its height is not its size. A bar may not.
  const mayFloat = isLine(chart) && chart.kind !== 'area' && ['ratio', 'score', 'days'].includes(plot.yColumn.unit);
  return {
    type: 'value',
    scale: mayFloat,
    ...(lying
      ? {}
      : {
          name: axisTitle(plot.yColumn),
          nameLocation: 'end',
          nameGap: 12,
          nameTextStyle: { ...textStyle(frame), align: 'left', padding: [0, 0, 0, -4] },
        }),
    splitNumber: frame.width < NARROW ? 3 : 4,
    splitLine: { show: !(lying && labelled), lineStyle: { color: colors.border } },
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: {
      show: !(lying && labelled),
      ...textStyle(frame),
      hideOverlap: true,
      formatter: (value: number) => shortNumber(value, plot.yColumn, frame.locale),
    },
    ...(plot.yColumn.unit === 'count' ? { minInterval: 1 } : {}),
  };
}

function hasDirectLabels({ chart, plot, frame, isHorizontal: lying }: Look): boolean {
  const isSingle = plot.series.filter((entry) => entry.role !== 'compare').length === 1 && plot.series.length === 1;
  if (chart.kind !== 'bar' || !isSingle) return false;
  return lying || plot.categories.length <= (frame.width < NARROW ? 5 : MAX_DIRECT_LABELS + 4);
}

function colorOf(look: Look, entry: PlotSeries, index: number): string {
  const { plot, frame } = look;
  if (entry.role === 'other') return neutralColor(frame.theme);
  if (entry.role === 'compare') return colorOf(look, plot.series[0] ?? entry, 0);
  return marketplaceColor(frame.theme, entry.name) ?? seriesColor(frame.theme, index);
}

function toSeries(look: Look, entry: PlotSeries, index: number): Series[] {
  const color = colorOf(look, entry, index);
  return isLine(look.chart) ? lineSeries(look, entry, color) : [barSeries(look, entry, color)];
}

function barSeries(look: Look, entry: PlotSeries, color: string): Series {
  const { chart, plot, frame } = look;
  const byMarketplace = plot.xColumn?.source === 'marketplace' || plot.xColumn?.id === 'marketplace';
  const labelled = hasDirectLabels(look);
  return {
    type: 'bar',
    name: entry.name,
    ...(chart.kind === 'stackedBar' && entry.role !== 'compare' ? { stack: 'all' } : {}),
    barMaxWidth: look.isHorizontal ? 20 : 48,
    ...(chart.kind === 'histogram' ? { barCategoryGap: '4%', barMaxWidth: 200 } : { barCategoryGap: '32%' }),
    itemStyle: {
      color,
      opacity: entry.role === 'compare' ? 0.4 : 1,
      borderRadius: chart.kind === 'stackedBar' || chart.kind === 'histogram' ? 0 : look.isHorizontal ? [0, 3, 3, 0] : [3, 3, 0, 0],
    },
    label: {
      show: labelled,
      position: look.isHorizontal ? 'right' : 'top',
      ...textStyle(frame, 'text'),
      formatter: (item: { value: number | null }) =>
        typeof item.value === 'number' ? shortNumber(item.value, plot.yColumn, frame.locale) : '',
    },
    emphasis: { disabled: true },
    data: entry.values.map((value, position) => {
      const label = plot.categories[position] ?? '';
      const own = byMarketplace && plot.series.length === 1 ? marketplaceColor(frame.theme, label) : null;
      const isPartial = plot.isTime && label === chart.partial && entry.role !== 'compare';
      if (!own && !isPartial) return value;
      return {
        value,
        itemStyle: { ...(own ? { color: own } : {}), ...(isPartial ? { decal: hatch(frame.theme) } : {}) },
        ...(isPartial ? { label: { ...soFarLabel(frame), show: chart.kind !== 'stackedBar' || entry === plot.series.at(-1) } } : {}),
      };
    }),
  };
}

function soFarLabel(frame: ChartFrame): object {
  return { show: true, position: 'top', ...textStyle(frame), formatter: 'so far' };
}

function lineSeries(look: Look, entry: PlotSeries, color: string): Series[] {
  const { chart, plot, frame } = look;
  const partialAt = plot.isTime && chart.partial ? plot.categories.indexOf(chart.partial) : -1;
  const isSplit = partialAt > 0 && entry.role !== 'compare';
  const isStacked = chart.kind === 'area' && plot.series.length > 1;
  const base: Series = {
    type: 'line',
    name: entry.name,
    color,
    connectNulls: false,
    symbol: 'circle',
    symbolSize: 6,
    // All points are hit by the axis pointer; only lone ones, which have no line, are drawn.
    showSymbol: true,
    emphasis: { disabled: true },
    lineStyle: { color, width: 2, type: entry.role === 'compare' ? [5, 4] : 'solid', opacity: entry.role === 'compare' ? 0.65 : 1 },
    ...(chart.kind === 'area' && entry.role !== 'compare'
      ? { areaStyle: { color, opacity: isStacked ? 0.65 : 0.12 }, ...(isStacked ? { stack: 'all' } : {}) }
      : {}),
  };
  const main = {
    ...base,
    data: entry.values.map((value, index) => linePoint(entry.values, isSplit && !isStacked && index === partialAt ? null : value, index)),
  };
  if (!isSplit || isStacked)
    return [{ ...main, ...(partialAt > 0 && isStacked && entry === plot.series[0] ? { markArea: partialArea(look, partialAt) } : {}) }];
  const tail = entry.values.map((value, index) => (index === partialAt || index === partialAt - 1 ? value : null));
  return [
    main,
    {
      ...base,
      areaStyle: undefined,
      symbol: 'none',
      lineStyle: { color, width: 2, type: [2, 3], opacity: 0.9 },
      data: tail,
      ...(entry === plot.series[0] ? { markArea: partialArea(look, partialAt) } : {}),
      tooltip: { show: false },
    },
  ].map((series) => ({ ...series, ...(frame.width < NARROW ? { symbolSize: 5 } : {}) }));
}

/** The bucket that is not over, marked behind the line. */
function partialArea({ plot, frame }: Look, partialAt: number): object {
  const colors = CHART_COLORS[frame.theme];
  return {
    silent: true,
    itemStyle: { color: colors.muted, opacity: 0.09 },
    label: { show: true, position: 'insideTop', ...textStyle(frame, 'text') },
    data: [[{ name: 'so far', xAxis: plot.categories[partialAt - 1] }, { xAxis: plot.categories[partialAt] }]],
  };
}

function linePoint(values: readonly (number | null)[], value: number | null, index: number): unknown {
  const isLone = value !== null && (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
  return isLone ? value : { value, symbol: 'none' };
}

/** Exact values of every series at the category pointed at; a gap says so. */
function tooltip(look: Look, given: unknown): string {
  const first = (Array.isArray(given) ? given[0] : given) as { dataIndex?: number } | undefined;
  const index = first?.dataIndex ?? 0;
  const { plot, frame, chart } = look;
  const label = plot.categories[index] ?? '';
  const lines = plot.series.map((entry, position) => ({
    color: colorOf(look, entry, position),
    name: entry.name,
    value: formatCell(entry.values[index] ?? null, entry.column, frame.locale),
  }));
  return tooltipHtml(`${categoryLabel(look, label)}${label === chart.partial && plot.isTime ? ', so far' : ''}`, lines);
}
