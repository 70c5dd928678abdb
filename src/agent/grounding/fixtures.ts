import type { Column, Provenance, Row, Table } from '@/core/artifact/artifact';
import { querySchema, type QueryInput } from '@/core/query/query';
import type { Evidence } from './contract';

/** Results of an invented shop in Brazil, as the query tool gives them, for the tests of the rules. */

const metric = (id: string, extra: Partial<Column> = {}): Column => ({
  id,
  label: id,
  role: 'metric',
  type: 'number',
  unit: 'count',
  source: id,
  ...extra,
});
const money = (id: string, extra: Partial<Column> = {}): Column => metric(id, { unit: 'money', currency: 'BRL', ...extra });
const dimension = (id: string): Column => ({ id, label: id, role: 'dimension', type: 'string', unit: 'none', source: id });
const time = (grain: string): Column => ({ id: 'time', label: grain, role: 'time', type: 'date', unit: 'none', grain });
const derived = (id: string, source: string, derivation: NonNullable<Column['derivation']>, unit: Column['unit'] = 'ratio'): Column => ({
  id,
  label: derivation,
  role: 'derived',
  type: 'number',
  unit,
  source,
  derivation,
  ...(unit === 'money' ? { currency: 'BRL' } : {}),
});

function table(id: string, columns: Column[], rows: Row[], extra: Partial<Table> = {}): Table {
  return { id, title: `Table ${id}`, columns, rows, complete: true, totalRows: rows.length, ...extra };
}

function provenance(tableId: string, query: QueryInput, extra: Partial<Provenance> = {}): Provenance {
  return {
    tool: 'queryMetrics',
    tableIds: [tableId],
    query: querySchema.parse(query),
    definitions: [],
    period: { from: '2018-01-01', to: '2018-06-30' },
    periodLabel: 'Jan 1 – Jun 30, 2018',
    timeZone: 'America/Sao_Paulo',
    currency: 'BRL',
    rates: [],
    basis: 'order',
    rowsRead: 900,
    freshness: [
      { connection: 'Olist store', marketplace: 'Olist', asOf: '2018-09-01T00:00:00Z', firstDay: '2017-01-05', lastDay: '2018-08-29' },
    ],
    gaps: ['The data ends on 2018-08-29: days after it are not in the answer.'],
    ...extra,
  };
}

/** Sales, orders and return rate by state; SP leads. */
export const STATES = table(
  't1',
  [
    dimension('customerRegion'),
    money('netSales'),
    metric('orders'),
    metric('returnRate', { unit: 'ratio' }),
    derived('netSales_share', 'netSales', 'share'),
  ],
  [
    { customerRegion: 'SP', netSales: 4000.5, orders: 80, returnRate: 0.05, netSales_share: 0.50006 },
    { customerRegion: 'RJ', netSales: 3000, orders: 77, returnRate: 0.12, netSales_share: 0.375 },
    { customerRegion: 'MG', netSales: 999.5, orders: 23, returnRate: 0.08, netSales_share: 0.12494 },
  ],
  { totals: { netSales: 8000, orders: 180, returnRate: 0.0833 } },
);

/** Sales by month with growth; May is the best, January the worst. */
export const MONTHS = table(
  't2',
  [time('month'), money('netSales'), derived('netSales_growth', 'netSales', 'growth')],
  [
    { time: '2018-01', netSales: 900, netSales_growth: null },
    { time: '2018-02', netSales: 1100, netSales_growth: 0.2222 },
    { time: '2018-03', netSales: 1300, netSales_growth: 0.1818 },
    { time: '2018-04', netSales: 1250, netSales_growth: -0.0385 },
    { time: '2018-05', netSales: 2000, netSales_growth: 0.6 },
    { time: '2018-06', netSales: 1450, netSales_growth: -0.275 },
  ],
  { totals: { netSales: 8000 } },
);

/** One figure against the half year before: it fell. */
export const CHANGE = table(
  't3',
  [
    money('netSales'),
    derived('netSales_previous', 'netSales', 'comparison', 'money'),
    derived('netSales_change', 'netSales', 'change', 'money'),
    derived('netSales_changePct', 'netSales', 'changePct'),
    metric('orders'),
    metric('deliveryDays', { unit: 'days' }),
  ],
  [{ netSales: 8000, netSales_previous: 10000, netSales_change: -2000, netSales_changePct: -0.2, orders: 180, deliveryDays: 12.51 }],
);

/** The first three of 412 products. */
export const PRODUCTS = table(
  't4',
  [dimension('product'), metric('unitsSold')],
  [
    { product: 'Mug, 12 oz', unitsSold: 60 },
    { product: 'Oak tray', unitsSold: 41 },
    { product: 'Set of 3 bowls', unitsSold: 40 },
  ],
  { complete: false, totalRows: 412, totals: { unitsSold: 950 } },
);

export const EVIDENCE: Evidence = {
  tables: [STATES, MONTHS, CHANGE, PRODUCTS],
  provenance: [
    provenance('t1', { metrics: ['netSales', 'orders', 'returnRate'], dimensions: ['customerRegion'] }),
    provenance('t2', { metrics: ['netSales'], grain: 'month' }),
    provenance(
      't3',
      { metrics: ['netSales', 'orders', 'deliveryDays'], compare: 'previousPeriod' },
      { comparison: { from: '2017-07-04', to: '2017-12-31' } },
    ),
    provenance('t4', { metrics: ['unitsSold'], dimensions: ['product'], limit: 3, orderBy: { by: 'unitsSold', direction: 'desc' } }),
  ],
  kind: 'answer',
  question: 'How did we do in the first half of 2018?',
  locale: 'en-US',
  today: '2018-09-03',
  weekStart: 1,
  instructions: 'Every number comes from a tool result. Write a number only as a reference to its cell, never digits of your own.',
  names: [{ dimension: 'marketplace', value: 'Etsy' }],
};
