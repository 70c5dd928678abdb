import { describe, expect, it } from 'vitest';
import type { Column, Row, Table } from '@/core/artifact/artifact';
import { chartsFor, type ChartWish } from './charts';
import { querySchema, type QueryInput } from './query';

const COLUMNS: Record<string, Column> = {
  time: { id: 'time', label: 'Month', role: 'time', type: 'date', unit: 'none', grain: 'month' },
  category: { id: 'category', label: 'Category', role: 'dimension', type: 'string', unit: 'none' },
  marketplace: { id: 'marketplace', label: 'Marketplace', role: 'dimension', type: 'string', unit: 'none' },
  netSales: { id: 'netSales', label: 'Net sales', role: 'metric', type: 'number', unit: 'money', currency: 'USD' },
  returns: { id: 'returns', label: 'Returns', role: 'metric', type: 'number', unit: 'money', currency: 'USD' },
  orders: { id: 'orders', label: 'Orders', role: 'metric', type: 'number', unit: 'count' },
  netSales_previous: {
    id: 'netSales_previous',
    label: 'Before',
    role: 'derived',
    type: 'number',
    unit: 'money',
    currency: 'USD',
    derivation: 'comparison',
  },
  netSales_cumulative: {
    id: 'netSales_cumulative',
    label: 'Running total',
    role: 'derived',
    type: 'number',
    unit: 'money',
    currency: 'USD',
    derivation: 'cumulative',
  },
};

function chart(ids: string[], input: { rows?: number; wish?: ChartWish; query?: Partial<QueryInput>; partial?: string } = {}) {
  const columns = ids.flatMap((id) => COLUMNS[id] ?? []);
  const rows = Array.from({ length: input.rows ?? 3 }, (_, index): Row => {
    const cell = (column: Column): Row[string] =>
      column.role === 'time' ? `2026-0${index + 1}` : column.role === 'dimension' ? `${column.id} ${index}` : (index + 1) * 10;
    return Object.fromEntries(columns.map((column) => [column.id, cell(column)]));
  });
  const table: Table = { id: 't1', title: 'Net sales', columns, rows, complete: true, totalRows: rows.length };
  const query = querySchema.parse({ metrics: ['netSales'], ...input.query });
  return chartsFor({ query, table, wish: input.wish, partial: input.partial, locale: 'en-US' });
}

describe('chartsFor', () => {
  it('draws nothing for an empty table', () => {
    expect(chart(['category', 'netSales'], { rows: 0 })).toEqual([]);
  });

  it('shows one row as a big number, with the value before when there is one', () => {
    expect(chart(['netSales'], { rows: 1 })).toMatchObject([{ kind: 'number', y: ['netSales'] }]);
    expect(chart(['netSales', 'netSales_previous'], { rows: 1 })).toMatchObject([{ kind: 'number', compare: 'netSales_previous' }]);
  });

  it('draws time as a line and groups as bars', () => {
    expect(chart(['time', 'netSales'], { partial: '2026-03' })).toMatchObject([
      { kind: 'line', x: 'time', y: ['netSales'], partial: '2026-03' },
    ]);
    expect(chart(['category', 'netSales'])).toMatchObject([{ kind: 'bar', x: 'category', y: ['netSales'] }]);
  });

  it('draws a dimension over time as series', () => {
    expect(chart(['time', 'category', 'netSales'])).toMatchObject([{ kind: 'line', x: 'time', series: 'category', y: ['netSales'] }]);
  });

  it('draws two dimensions as grouped bars, stacked when asked', () => {
    expect(chart(['marketplace', 'category', 'netSales'])).toMatchObject([{ kind: 'groupedBar', x: 'marketplace', series: 'category' }]);
    expect(chart(['marketplace', 'category', 'netSales'], { wish: 'stackedBar' })).toMatchObject([{ kind: 'stackedBar' }]);
  });

  it('draws several metrics on one axis only when they share a unit', () => {
    expect(chart(['category', 'netSales', 'returns'])).toMatchObject([{ kind: 'groupedBar', y: ['netSales', 'returns'] }]);
    expect(chart(['category', 'netSales', 'orders'])).toMatchObject([{ kind: 'bar', y: ['netSales'] }]);
  });

  it('draws a pie only when asked and when the slices can be told apart', () => {
    expect(chart(['category', 'netSales'], { rows: 6, wish: 'pie' })).toMatchObject([{ kind: 'pie' }]);
    expect(chart(['category', 'netSales'], { rows: 7, wish: 'pie' })).toMatchObject([{ kind: 'bar' }]);
  });

  it('draws the running total in place of the values', () => {
    expect(chart(['time', 'netSales', 'netSales_cumulative'])).toMatchObject([{ kind: 'line', y: ['netSales_cumulative'] }]);
  });

  it('honours a wish for bars or areas over time', () => {
    expect(chart(['time', 'netSales'], { wish: 'bar' })).toMatchObject([{ kind: 'bar' }]);
    expect(chart(['time', 'netSales'], { wish: 'area' })).toMatchObject([{ kind: 'area' }]);
  });

  it('says the extremes for people who cannot see it', () => {
    expect(chart(['category', 'netSales'])[0]?.alt).toBe('Net sales. 3 values; highest category 2 $30.00, lowest category 0 $10.00.');
  });
});
