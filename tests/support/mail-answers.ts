import { newArtifact, type Artifact, type Column, type Provenance } from '@/core/artifact/artifact';

/** Three answers as a digest has them: a figure, a course over time, a ranking. */

const figure = (id: string, label: string, unit: Column['unit'], extra: Partial<Column> = {}): Column => ({
  id,
  label,
  role: 'metric',
  type: 'number',
  unit,
  ...(unit === 'money' ? { currency: 'BRL' } : {}),
  ...extra,
});
const words = (id: string, label: string): Column => ({ id, label, role: 'dimension', type: 'string', unit: 'none', source: id });
const month: Column = { id: 'time', label: 'Month', role: 'time', type: 'date', unit: 'none', grain: 'month' };
const netSales = figure('netSales', 'Net sales', 'money');

const provenance = (given: Partial<Provenance> = {}): Provenance => ({
  tool: 'queryMetrics',
  tableIds: ['t1'],
  definitions: [],
  period: { from: '2026-10-01', to: '2026-10-31' },
  periodLabel: 'Oct 2026',
  timeZone: 'America/Sao_Paulo',
  currency: 'BRL',
  rates: [],
  basis: 'event',
  rowsRead: 1045,
  freshness: [{ connection: 'Main shop', marketplace: 'shopify', asOf: '2026-11-22T05:00:00Z', firstDay: null, lastDay: null }],
  gaps: [],
  ...given,
});

const COURSE = [18_204.5, 17_880.1, 19_450.75, 21_034, 20_410.9, 22_980.35, 24_105.2, 23_320.6, 22_410.05, 23_499.1, 26_411.37];
const PRODUCTS = ['Stoneware mug, sea blue', 'Linen table runner, 180 cm', 'Beeswax candles, set of three', 'Walnut serving board'];

export const MAIL_ANSWERS: readonly Artifact[] = [
  {
    ...newArtifact(
      'answer',
      'Net sales in October',
      'Net sales were [[t1/0/netSales]], up [[t1/0/change]] on September. Returns stayed at [[t1/0/rate]].',
    ),
    tables: [
      {
        id: 't1',
        title: 'Net sales',
        columns: [
          netSales,
          figure('before', 'Sep 2026', 'money', { role: 'derived', derivation: 'comparison' }),
          figure('change', 'Change', 'ratio', { role: 'derived', derivation: 'changePct' }),
          figure('rate', 'Return rate', 'ratio'),
        ],
        rows: [{ netSales: 26_411.37, before: 23_499.1, change: 0.1239, rate: 0.0312 }],
        complete: true,
        totalRows: 1,
      },
    ],
    provenance: [provenance({ comparison: { from: '2026-09-01', to: '2026-09-30' } })],
  },
  {
    ...newArtifact('answer', 'Net sales by month', 'October was the best month of the last eleven: [[t1/10/netSales]].'),
    tables: [
      {
        id: 't1',
        title: 'Net sales by month',
        columns: [month, netSales, figure('orders', 'Orders', 'count')],
        rows: COURSE.map((value, index) => ({
          time: new Date(Date.UTC(2025, 11 + index)).toISOString().slice(0, 7),
          netSales: value,
          orders: Math.round(value / 83),
        })),
        complete: true,
        totalRows: COURSE.length,
        totals: { netSales: 239_706.92, orders: 2888 },
      },
    ],
    charts: [
      {
        id: 'c1',
        kind: 'line',
        title: 'Net sales by month',
        tableId: 't1',
        x: 'time',
        y: ['netSales'],
        alt: 'Net sales rose from December to October.',
      },
    ],
    provenance: [provenance({ period: { from: '2025-12-01', to: '2026-10-31' }, gaps: ['Flipkart has no data before January 5, 2026.'] })],
  },
  {
    ...newArtifact('answer', 'Best products of October', 'The **[[t1/0/product]]** leads with [[t1/0/netSales]].'),
    tables: [
      {
        id: 't1',
        title: 'Net sales by product',
        columns: [
          words('product', 'Product'),
          words('marketplace', 'Marketplace'),
          netSales,
          figure('units', 'Units', 'count'),
          figure('rate', 'Return rate', 'ratio'),
        ],
        rows: Array.from({ length: 20 }, (_, index) => ({
          product: `${PRODUCTS[index % 4]}${index < 4 ? '' : `, no. ${index}`}`,
          marketplace: ['Shopify', 'Etsy', 'Amazon'][index % 3] ?? '',
          netSales: Math.round(410_050 / (index + 1)) / 100,
          units: Math.round(140 / (index + 1)),
          rate: index / 100,
        })),
        complete: true,
        totalRows: 48,
        totals: { netSales: 14_000.25 },
      },
    ],
    charts: [
      {
        id: 'c1',
        kind: 'bar',
        title: 'Best products by net sales',
        tableId: 't1',
        x: 'product',
        y: ['netSales'],
        alt: 'The sea blue mug leads.',
      },
    ],
    provenance: [provenance()],
  },
];
