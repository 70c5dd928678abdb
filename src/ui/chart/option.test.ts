import { expect, it } from 'vitest';
import type { Chart, Column, Table } from '@/core/artifact/artifact';
import type { ChartFrame } from './frame';
import { chartHeight, toChartOption } from './option';
import { toPlot } from './plot';

const frame: ChartFrame = { theme: 'light', locale: 'en-US', width: 800, fontFamily: 'Geist' };
const month: Column = { id: 'time', label: 'Month', role: 'time', type: 'date', unit: 'none', grain: 'month' };
const sales: Column = {
  id: 'netSales',
  label: 'Net sales',
  role: 'metric',
  type: 'number',
  unit: 'money',
  currency: 'BRL',
  source: 'netSales',
};
const customers: Column = { id: 'customers', label: 'Customers', role: 'metric', type: 'number', unit: 'count', source: 'customers' };
const market: Column = { id: 'marketplace', label: 'Marketplace', role: 'dimension', type: 'string', unit: 'none', source: 'marketplace' };
const product: Column = { id: 'product', label: 'Product', role: 'dimension', type: 'string', unit: 'none', source: 'product' };

function tableOf(columns: Column[], rows: Table['rows']): Table {
  return { id: 't1', title: 'Table', columns, rows, complete: true, totalRows: rows.length };
}

function chartOf(chart: Partial<Chart> & Pick<Chart, 'kind' | 'y'>): Chart {
  return { id: 'c1', title: 'Chart', tableId: 't1', alt: 'A chart.', ...chart };
}

interface Drawn {
  xAxis: { data?: string[]; type: string; scale?: boolean; name?: string; axisLabel: { formatter(value: never, index?: number): string } };
  yAxis: { type: string; scale?: boolean; name?: string; axisLabel: { formatter(value: never): string } };
  series: {
    type: string;
    name?: string;
    stack?: string;
    lineStyle?: { type: unknown };
    itemStyle?: { color?: string; opacity?: number };
    data: unknown[];
  }[];
  tooltip: { formatter(given: unknown): string };
  legend?: { data: { name: string }[] };
}

function draw(chart: Chart, table: Table, look: ChartFrame = frame): Drawn {
  const option = toChartOption(chart, table, look);
  if (!option) throw new Error('nothing was drawn');
  return option as unknown as Drawn;
}

const byMonth = tableOf(
  [month, sales],
  [
    { time: '2018-01', netSales: 100 },
    { time: '2018-02', netSales: 12400.5 },
    { time: '2018-05', netSales: 50 },
  ],
);

it('keeps true distances in time: a month without a row is a gap, never zero', () => {
  const plot = toPlot(chartOf({ kind: 'line', x: 'time', y: ['netSales'] }), byMonth);
  expect(plot?.categories).toEqual(['2018-01', '2018-02', '2018-03', '2018-04', '2018-05']);
  expect(plot?.series[0]?.values).toEqual([100, 12400.5, null, null, 50]);
});

it('starts bars at zero, and only lines of rates may leave zero out', () => {
  const rate: Column = { id: 'returnRate', label: 'Return rate', role: 'metric', type: 'number', unit: 'ratio' };
  const rates = tableOf(
    [month, rate],
    ['2018-01', '2018-02', '2018-03'].map((time) => ({ time, returnRate: 0.61 })),
  );
  expect(draw(chartOf({ kind: 'bar', x: 'time', y: ['netSales'] }), byMonth).yAxis.scale).toBe(false);
  expect(draw(chartOf({ kind: 'line', x: 'time', y: ['netSales'] }), byMonth).yAxis.scale).toBe(false);
  expect(draw(chartOf({ kind: 'bar', x: 'time', y: ['returnRate'] }), rates).yAxis.scale).toBe(false);
  expect(draw(chartOf({ kind: 'line', x: 'time', y: ['returnRate'] }), rates).yAxis.scale).toBe(true);
});

it('says the currency once in the axis title, short numbers on ticks and exact ones in the tooltip', () => {
  const drawn = draw(chartOf({ kind: 'line', x: 'time', y: ['netSales'] }), byMonth);
  expect(drawn.yAxis.name).toBe('Net sales, BRL');
  expect(drawn.yAxis.axisLabel.formatter(12400.5 as never)).toBe('12.4K');
  expect(drawn.tooltip.formatter([{ dataIndex: 1 }])).toContain('R$12,400.50');
  expect(drawn.tooltip.formatter([{ dataIndex: 2 }])).toContain('–');
});

it('escapes names in tooltips', () => {
  const table = tableOf([product, sales], [{ product: '<img src=x onerror=alert(1)>', netSales: 1 }]);
  expect(draw(chartOf({ kind: 'bar', x: 'product', y: ['netSales'] }), table).tooltip.formatter([{ dataIndex: 0 }])).not.toContain('<img');
});

it('hatches the bar of a period that is not over, and says so', () => {
  const [bars] = draw(chartOf({ kind: 'bar', x: 'time', y: ['netSales'], partial: '2018-05' }), byMonth).series;
  expect(bars?.data.at(-1)).toMatchObject({ value: 50, itemStyle: { decal: { symbol: 'rect' } }, label: { formatter: 'so far' } });
  expect(bars?.data[0]).toBe(100);
});

it('draws the comparison in the hue of its subject: dashed lines, lighter bars', () => {
  const before: Column = { ...sales, id: 'before', label: 'Year before', role: 'derived', derivation: 'comparison' };
  const table = tableOf(
    [month, sales, before],
    ['2018-01', '2018-02', '2018-03'].map((time) => ({ time, netSales: 5, before: 4 })),
  );
  const line = draw(chartOf({ kind: 'line', x: 'time', y: ['netSales'], compare: 'before' }), table).series[1];
  expect(line?.lineStyle?.type).toEqual([5, 4]);
  const [bar, compared] = draw(chartOf({ kind: 'bar', x: 'time', y: ['netSales'], compare: 'before' }), table).series;
  expect(compared?.itemStyle?.color).toBe(bar?.itemStyle?.color);
  expect(compared?.itemStyle?.opacity).toBeLessThan(1);
});

const markets = ['Shopify', 'Etsy', 'Amazon', 'eBay', 'Walmart', 'Square', 'Gumroad', 'Shopee'];
const byMarket = (column: Column): Table =>
  tableOf(
    [month, market, column],
    markets.map((name, index) => ({ time: '2018-01', marketplace: name, [column.id]: 100 - index })),
  );

it('draws at most six series and adds up the rest where sums may be added up', () => {
  const plot = toPlot(chartOf({ kind: 'line', x: 'time', y: ['netSales'], series: 'marketplace' }), byMarket(sales));
  expect(plot?.series.map((entry) => entry.name)).toEqual(['Shopify', 'Etsy', 'Amazon', 'eBay', 'Walmart', 'Other (3)']);
  expect(plot?.series.at(-1)?.values).toEqual([95 + 94 + 93]);
});

it('leaves the rest out, and says how many, where they may not be added up', () => {
  const plot = toPlot(chartOf({ kind: 'line', x: 'time', y: ['customers'], series: 'marketplace' }), byMarket(customers));
  expect(plot?.series).toHaveLength(6);
  expect(plot?.series.some((entry) => entry.name.startsWith('Other'))).toBe(false);
  expect(plot?.hiddenCount).toBe(2);
});

it('gives a marketplace the same colour in every chart', () => {
  const stacked = draw(chartOf({ kind: 'stackedBar', x: 'time', y: ['netSales'], series: 'marketplace' }), byMarket(sales)).series;
  const bars = draw(
    chartOf({ kind: 'bar', x: 'marketplace', y: ['netSales'] }),
    tableOf(
      [market, sales],
      [
        { marketplace: 'etsy', netSales: 1 },
        { marketplace: 'shopify', netSales: 2 },
      ],
    ),
  );
  const etsy = stacked.find((entry) => entry.name === 'Etsy');
  expect(etsy?.itemStyle?.color).toMatch(/^#/);
  expect(bars.series[0]?.data[0]).toMatchObject({ itemStyle: { color: etsy?.itemStyle?.color } });
});

it('lays bars of long names down, sorted as the table, and cuts after twenty', () => {
  const table = tableOf(
    [product, sales],
    Array.from({ length: 30 }, (_, index) => ({ product: `Stoneware mug ${index}`, netSales: 100 - index })),
  );
  const chart = chartOf({ kind: 'bar', x: 'product', y: ['netSales'] });
  expect(draw(chart, table).yAxis.type).toBe('category');
  expect(toPlot(chart, table)?.categories).toHaveLength(20);
  expect(toPlot(chart, table)?.hiddenCount).toBe(10);
  expect(chartHeight(chart, table)).toBeGreaterThan(400);
});

it('draws no pie of values below zero', () => {
  const table = tableOf(
    [market, sales],
    [
      { marketplace: 'Etsy', netSales: 5 },
      { marketplace: 'eBay', netSales: -2 },
    ],
  );
  expect(draw(chartOf({ kind: 'pie', x: 'marketplace', y: ['netSales'] }), table).series[0]?.type).toBe('bar');
});

it('leaves cohort cells that have not happened yet empty', () => {
  const cohort: Column = { ...month, id: 'cohort', label: 'First order' };
  const offset: Column = { id: 'offset', label: 'Months since', role: 'dimension', type: 'number', unit: 'none' };
  const rate: Column = { id: 'rate', label: 'Ordered again', role: 'metric', type: 'number', unit: 'ratio' };
  const rows = [
    { cohort: '2018-01', offset: 0, rate: 1 },
    { cohort: '2018-01', offset: 1, rate: 0.2 },
    { cohort: '2018-02', offset: 0, rate: 1 },
    { cohort: '2018-02', offset: 1, rate: null },
  ];
  const [map] = draw(chartOf({ kind: 'cohort', x: 'offset', series: 'cohort', y: ['rate'] }), tableOf([cohort, offset, rate], rows)).series;
  expect(map?.type).toBe('heatmap');
  expect(map?.data).toHaveLength(3);
});

it('draws nothing for a big number, an empty table or a missing column', () => {
  expect(toChartOption(chartOf({ kind: 'number', y: ['netSales'] }), byMonth, frame)).toBeNull();
  expect(toChartOption(chartOf({ kind: 'line', x: 'time', y: ['netSales'] }), tableOf([month, sales], []), frame)).toBeNull();
  expect(toChartOption(chartOf({ kind: 'line', x: 'time', y: ['nothing'] }), byMonth, frame)).toBeNull();
});

it('reads cohorts laid out as a row per cohort and a column per month since', () => {
  const size: Column = { id: 'customers', label: 'Customers', role: 'metric', type: 'number', unit: 'count' };
  const since = (offset: number): Column => ({ id: `m${offset}`, label: String(offset), role: 'metric', type: 'number', unit: 'ratio' });
  const rows = [
    { time: '2018-01', customers: 10, m1: 0.2, m2: 0.1 },
    { time: '2018-02', customers: 12, m1: 0.3, m2: null },
  ];
  const [map] = draw(chartOf({ kind: 'cohort', x: 'time', y: ['m1', 'm2'] }), tableOf([month, size, since(1), since(2)], rows)).series;
  expect(map?.data.map((cell) => (cell as { value: number[] }).value)).toEqual([
    [0, 0, 0.2],
    [1, 0, 0.1],
    [0, 1, 0.3],
  ]);
});

it('draws two months as bars: two points make no line', () => {
  const table = tableOf(
    [month, sales],
    [
      { time: '2018-01', netSales: 5 },
      { time: '2018-02', netSales: 4 },
    ],
  );
  expect(draw(chartOf({ kind: 'line', x: 'time', y: ['netSales'] }), table).series[0]?.type).toBe('bar');
});
