import { expect, it } from 'vitest';
import type { Chart, Column, Table } from '@/core/artifact/artifact';
import { toFileName } from '@/core/artifact/file-name';
import { toBigNumber } from './change';
import { formatAgo, oldestSync } from './freshness';
import { sortRows } from './sort-rows';
import { stepLabel } from './steps';

const sales: Column = {
  id: 'netSales',
  label: 'Net sales',
  role: 'metric',
  type: 'number',
  unit: 'money',
  currency: 'USD',
  source: 'netSales',
};
const before: Column = { ...sales, id: 'before', label: 'Sep 2026', role: 'derived', derivation: 'comparison' };
const chart: Chart = { id: 'c', kind: 'number', title: 'Net sales', tableId: 't', y: ['netSales'], compare: 'before', alt: '' };

function numbers(row: Table['rows'][number], columns: Column[] = [sales, before]): Table {
  return { id: 't', title: 'T', columns, rows: [row], complete: true, totalRows: 1 };
}

it('says a change in words and sign', () => {
  const up = toBigNumber(chart, numbers({ netSales: 110, before: 100 }), { locale: 'en-US' });
  expect(up).toMatchObject({
    text: '$110.00',
    change: { direction: 'up', isGood: true, words: 'up 10% from $100.00 (Sep 2026)', short: '+10%' },
  });
  const down = toBigNumber(chart, numbers({ netSales: 90, before: 100 }), { locale: 'en-US' });
  expect(down?.change).toMatchObject({ direction: 'down', isGood: false, short: '−10%' });
});

it('gives rates in points, and an amount where there is no proportion', () => {
  const rate: Column = { ...sales, id: 'netSales', unit: 'ratio', source: 'returnRate' };
  const points = toBigNumber(chart, numbers({ netSales: 0.08, before: 0.05 }, [rate, { ...before, unit: 'ratio' }]), { locale: 'en-US' });
  expect(points?.change).toMatchObject({ short: '+3 points', isGood: false });
  expect(toBigNumber(chart, numbers({ netSales: 5, before: 0 }), { locale: 'en-US' })?.change?.short).toBe('+$5.00');
  expect(toBigNumber(chart, numbers({ netSales: 5, before: null }), { locale: 'en-US' })?.change).toBeNull();
});

it('sorts with missing values last in both directions', () => {
  const table = { ...numbers({}), rows: [{ netSales: 2 }, { netSales: null }, { netSales: 10 }] };
  const order = (direction: 'asc' | 'desc'): unknown[] =>
    sortRows(table, { column: 'netSales', direction }, 'en').map((row) => row['netSales']);
  expect(order('asc')).toEqual([2, 10, null]);
  expect(order('desc')).toEqual([10, 2, null]);
});

it('is as fresh as the stalest source', () => {
  const entry = { connection: 'c', marketplace: 'm', firstDay: null, lastDay: null };
  expect(
    oldestSync([
      { ...entry, asOf: '2026-01-02T00:00:00Z' },
      { ...entry, asOf: '2026-01-01T00:00:00Z' },
    ]),
  ).toBe('2026-01-01T00:00:00Z');
  expect(
    oldestSync([
      { ...entry, asOf: '2026-01-02T00:00:00Z' },
      { ...entry, asOf: null },
    ]),
  ).toBeNull();
  expect(formatAgo('2026-01-01T00:00:00Z', Date.parse('2026-01-01T00:12:00Z'))).toBe('12 min. ago');
});

it('names steps by what they do', () => {
  expect(stepLabel({ tool: 'queryMetrics', input: { metrics: ['netSales'], dimensions: ['marketplace'] } })).toBe(
    'Adding up net sales by marketplace',
  );
  expect(stepLabel({ tool: 'queryMetrics', input: undefined })).toBe('Adding up the numbers');
  expect(stepLabel({ tool: 'somethingNew', input: {} })).toBe('Working on it');
});

it('makes file names of titles', () => {
  expect(toFileName('Net sales by month, Jan – Aug 2018, BRL')).toBe('net-sales-by-month-jan-aug-2018-brl');
  expect(toFileName('***')).toBe('answer');
});
