import type { EChartsOption } from 'echarts';
import type { Chart, Column, Table } from '@/core/artifact/artifact';
import { formatCell } from '@/core/artifact/format';
import { cartesianOption, isHorizontal } from './cartesian';
import { axisTitle, NARROW, shortNumber, textStyle, tooltipBox, tooltipHtml, type ChartFrame } from './frame';
import { CHART_COLORS, marketplaceColor, neutralColor, seriesColor } from './palette';
import { addUp, findColumn, isAdditive, MAX_SERIES, toLabel, toNumber, toPlot, type Plot } from './plot';

/**
 * An artifact's chart as an ECharts option. Pure: no clock, no window, so that the server draws the same picture.
 * @returns null when there is nothing to draw (a big number is text; a missing column; no rows).
 */
export function toChartOption(chart: Chart, table: Table, frame: ChartFrame): EChartsOption | null {
  if (chart.kind === 'number' || table.rows.length === 0) return null;
  if (chart.kind === 'cohort') return cohortOption(chart, table, frame);
  if (chart.kind === 'scatter') return scatterOption(chart, table, frame);
  const plot = toPlot(chart, table);
  if (!plot) return null;
  // Two points make no line.
  if (chart.kind === 'line' && plot.isTime && plot.categories.length <= 2)
    return cartesianOption({ ...chart, kind: 'groupedBar' }, plot, frame);
  // A pie cannot show what is below zero.
  if (chart.kind === 'pie' && plot.series[0]?.values.every((value) => (value ?? 0) >= 0)) return pieOption(plot, frame);
  return cartesianOption(chart.kind === 'pie' ? { ...chart, kind: 'bar' } : chart, plot, frame);
}

/** Height in CSS pixels, known before anything is drawn, so that nothing jumps. */
export function chartHeight(chart: Chart, table: Table): number {
  if (chart.kind === 'cohort')
    return Math.min(560, 64 + 26 * new Set(table.rows.map((row) => toLabel(row[chart.series ?? chart.x ?? '']))).size);
  const plot = toPlot(chart, table);
  if (!plot || !isHorizontal(chart, plot)) return 280;
  const bars = plot.categories.length * Math.max(1, plot.series.length);
  return Math.max(140, 40 + plot.categories.length * 10 + bars * 22 + (plot.series.length > 1 ? 24 : 0));
}

interface Slice {
  name: string;
  value: number;
  isOther: boolean;
}

function toSlices(plot: Plot): Slice[] {
  const column = plot.yColumn;
  const all = plot.categories
    .map((name, index) => ({ name, value: plot.series[0]?.values[index] ?? 0, isOther: false }))
    .filter((slice) => slice.value > 0)
    .sort((a, b) => b.value - a.value);
  if (all.length <= MAX_SERIES) return all;
  const rest = all.slice(MAX_SERIES - 1);
  // Slices are drawn as parts of a whole, so the rest must be there whatever the metric; it is added only where it may be.
  const value =
    isAdditive(column) || column.unit === 'count' || column.derivation === 'share' ? (addUp(rest.map((slice) => slice.value)) ?? 0) : 0;
  return value > 0 ? [...all.slice(0, MAX_SERIES - 1), { name: `Other (${rest.length})`, value, isOther: true }] : all;
}

function pieOption(plot: Plot, frame: ChartFrame): EChartsOption {
  const slices = toSlices(plot);
  const total = slices.reduce((sum, slice) => sum + slice.value, 0);
  const share = (value: number): string =>
    new Intl.NumberFormat(frame.locale, { style: 'percent', maximumFractionDigits: 1 }).format(total > 0 ? value / total : 0);
  const isNarrow = frame.width < NARROW;
  return {
    animation: false,
    textStyle: textStyle(frame),
    tooltip: {
      trigger: 'item',
      ...tooltipBox(frame),
      formatter: (given: unknown) => {
        const item = given as { name: string; value: number; color: string };
        return tooltipHtml(item.name, [
          { color: item.color, name: plot.yColumn.label, value: formatCell(item.value, plot.yColumn, frame.locale) },
          { color: 'transparent', name: 'Share', value: share(item.value) },
        ]);
      },
    },
    series: [
      {
        type: 'pie',
        radius: isNarrow ? ['34%', '58%'] : ['48%', '76%'],
        center: ['50%', '52%'],
        startAngle: 90,
        minAngle: 1,
        itemStyle: { borderColor: CHART_COLORS[frame.theme].surface, borderWidth: 2 },
        label: {
          ...textStyle(frame, 'text'),
          formatter: (item: { name: string; value: unknown }) => `${shorten(item.name, isNarrow ? 14 : 28)}\n${share(Number(item.value))}`,
          lineHeight: 16,
        },
        labelLine: { lineStyle: { color: CHART_COLORS[frame.theme].muted }, length: 8, length2: 8 },
        emphasis: { disabled: true },
        data: slices.map((slice, index) => ({
          name: slice.name,
          value: slice.value,
          itemStyle: {
            color: slice.isOther
              ? neutralColor(frame.theme)
              : (marketplaceColor(frame.theme, slice.name) ?? seriesColor(frame.theme, index)),
          },
        })),
      },
    ],
  } as EChartsOption;
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function scatterOption(chart: Chart, table: Table, frame: ChartFrame): EChartsOption | null {
  const xColumn = findColumn(table, chart.x);
  const yColumn = findColumn(table, chart.y[0]);
  if (!xColumn || !yColumn) return null;
  const nameColumn = findColumn(table, chart.series) ?? table.columns.find((column) => column.role === 'dimension');
  const points = table.rows.flatMap((row) => {
    const x = toNumber(row[xColumn.id]);
    const y = toNumber(row[yColumn.id]);
    return x === null || y === null ? [] : [{ name: nameColumn ? toLabel(row[nameColumn.id]) : '', value: [x, y] }];
  });
  const color = seriesColor(frame.theme, 0);
  const axis = (column: Column, isX: boolean): object => ({
    type: 'value',
    scale: true,
    name: axisTitle(column),
    nameLocation: isX ? 'middle' : 'end',
    nameGap: isX ? 30 : 12,
    nameTextStyle: { ...textStyle(frame), ...(isX ? {} : { align: 'left' }) },
    splitLine: { lineStyle: { color: CHART_COLORS[frame.theme].border } },
    axisLine: { lineStyle: { color: CHART_COLORS[frame.theme].border } },
    axisTick: { show: false },
    axisLabel: { ...textStyle(frame), hideOverlap: true, formatter: (value: number) => shortNumber(value, column, frame.locale) },
  });
  return {
    animation: false,
    textStyle: textStyle(frame),
    grid: { left: 4, right: 24, top: 32, bottom: 24, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'item',
      ...tooltipBox(frame),
      formatter: (given: unknown) => {
        const item = given as { name: string; value: [number, number] };
        return tooltipHtml(item.name, [
          { color, name: xColumn.label, value: formatCell(item.value[0], xColumn, frame.locale) },
          { color, name: yColumn.label, value: formatCell(item.value[1], yColumn, frame.locale) },
        ]);
      },
    },
    xAxis: axis(xColumn, true),
    yAxis: axis(yColumn, false),
    series: [{ type: 'scatter', symbolSize: 9, itemStyle: { color, opacity: 0.7 }, emphasis: { disabled: true }, data: points }],
  } as EChartsOption;
}

/** Cohort cells in either layout: a row per cell (`series` names the cohorts), or a row per cohort with a column per bucket since. */
function toCohortGrid(
  chart: Chart,
  table: Table,
): { rows: string[]; columns: string[]; cells: number[][]; rowColumn: Column; valueColumn: Column; xTitle: string } | null {
  const xColumn = findColumn(table, chart.x);
  const valueColumn = findColumn(table, chart.y[0]);
  if (!xColumn || !valueColumn) return null;
  const seriesColumn = findColumn(table, chart.series);
  if (!seriesColumn) {
    const drawn = chart.y.flatMap((id) => findColumn(table, id) ?? []);
    const cells = table.rows.flatMap((row, y) =>
      drawn.flatMap((column, x) => {
        const value = toNumber(row[column.id]);
        return value === null ? [] : [[x, y, value]];
      }),
    );
    const rows = table.rows.map((row) => toLabel(row[xColumn.id]));
    return {
      rows,
      columns: drawn.map((column) => column.label),
      cells,
      rowColumn: xColumn,
      valueColumn: { ...valueColumn, label: 'Ordered again' },
      xTitle: '',
    };
  }
  const columns = [...new Set(table.rows.map((row) => toLabel(row[xColumn.id])))].sort(
    (a, b) => Number(a) - Number(b) || a.localeCompare(b),
  );
  const rows = [...new Set(table.rows.map((row) => toLabel(row[seriesColumn.id])))].sort();
  const cells = table.rows.flatMap((row) => {
    const value = toNumber(row[valueColumn.id]);
    return value === null ? [] : [[columns.indexOf(toLabel(row[xColumn.id])), rows.indexOf(toLabel(row[seriesColumn.id])), value]];
  });
  return { rows, columns, cells, rowColumn: seriesColumn, valueColumn, xTitle: xColumn.label };
}

/** Rows are cohorts, columns the buckets since; a cell that has not happened yet is empty, not zero. */
function cohortOption(chart: Chart, table: Table, frame: ChartFrame): EChartsOption | null {
  const grid = toCohortGrid(chart, table);
  if (!grid) return null;
  const { rows, columns, cells, rowColumn, valueColumn, xTitle } = grid;
  // The first column is everyone (100 %): it would wash out the rest of the scale.
  const max = Math.max(...cells.filter((cell) => valueColumn.unit !== 'ratio' || (cell[2] ?? 0) < 1).map((cell) => cell[2] ?? 0), 0.01);
  const colors = CHART_COLORS[frame.theme];
  const label = (name: string, column: Column): string => formatCell(name, column, frame.locale);
  return {
    animation: false,
    textStyle: textStyle(frame),
    grid: { left: 4, right: 4, top: 28, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      ...tooltipBox(frame),
      formatter: (given: unknown) => {
        const { value, color } = given as { value: [number, number, number]; color: string };
        return tooltipHtml(
          `${label(rows[value[1]] ?? '', rowColumn)}, ${[xTitle.toLowerCase(), columns[value[0]] ?? ''].join(' ').trim()}`,
          [{ color, name: valueColumn.label, value: formatCell(value[2], valueColumn, frame.locale) }],
        );
      },
    },
    xAxis: {
      type: 'category',
      data: columns,
      position: 'top',
      name: xTitle,
      nameLocation: 'middle',
      nameGap: 24,
      nameTextStyle: textStyle(frame),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...textStyle(frame), hideOverlap: true },
    },
    yAxis: {
      type: 'category',
      data: rows,
      inverse: true,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...textStyle(frame), formatter: (name: string) => label(name, rowColumn) },
    },
    visualMap: { show: false, min: 0, max, inRange: { color: frame.theme === 'dark' ? ['#1f2733', '#7da5f7'] : ['#eef2fa', '#2456b8'] } },
    series: [
      {
        type: 'heatmap',
        data: cells.map((cell) => ({
          value: cell,
          label: { color: (cell[2] ?? 0) > max * 0.55 ? (frame.theme === 'dark' ? '#0f1624' : '#ffffff') : colors.text },
        })),
        itemStyle: { borderColor: colors.surface, borderWidth: 2, borderRadius: 3 },
        label: {
          show: frame.width / columns.length > 44,
          fontSize: 11,
          fontFamily: frame.fontFamily,
          formatter: (item: { value: unknown }) => shortNumber((item.value as number[])[2] ?? 0, valueColumn, frame.locale),
        },
        emphasis: { disabled: true },
      },
    ],
  } as EChartsOption;
}
