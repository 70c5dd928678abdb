import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Column, Table } from './artifact';
import { toCsv } from './csv';
import { formatBucket, formatCell, formatPeriod } from './format';
import { cellReference, renderProse, splitProse } from './prose';

const column = (id: string, extra: Partial<Column> = {}): Column => ({
  id,
  label: id,
  role: 'metric',
  type: 'number',
  unit: 'none',
  ...extra,
});
const money = (currency: string): Column => column('netSales', { label: 'Net sales', unit: 'money', currency });
const ratio = column('share', { unit: 'ratio' });

const table: Table = {
  id: 't1',
  title: 'Test',
  columns: [column('product', { label: 'Product', role: 'dimension', type: 'string' }), money('USD'), ratio],
  rows: [
    { product: 'Mug, "blue"', netSales: -1234.5, share: 0.125 },
    { product: '=HYPERLINK("http://x")', netSales: 0, share: null },
    { product: 'two\nlines', netSales: 1_000_000, share: 1 },
  ],
  complete: true,
  totalRows: 3,
  totals: { netSales: 998_765.5 },
};

describe('toCsv', () => {
  it('quotes marks, quotes and line breaks so that a parser gets the cells back', () => {
    const rows = parse(toCsv(table)) as string[][];
    expect(rows[0]).toEqual(['Product', 'Net sales (USD)', 'share']);
    expect(rows[1]).toEqual(['Mug, "blue"', '-1234.5', '0.125']);
    expect(rows[3]).toEqual(['two\nlines', '1000000', '1']);
    expect(toCsv(table).endsWith('\r\n')).toBe(true);
  });

  it('leaves an undefined value empty', () => {
    expect((parse(toCsv(table)) as string[][])[2]?.[2]).toBe('');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('keeps %j from running as a formula', (text) => {
    const rows = parse(toCsv({ ...table, rows: [{ product: text, netSales: 1, share: null }] }), {
      record_delimiter: '\r\n',
    }) as string[][];
    expect(rows[1]?.[0]).toBe(`'${text}`);
  });

  it('leaves negative numbers numbers', () => {
    expect((parse(toCsv(table)) as string[][])[1]?.[1]).toBe('-1234.5');
  });

  it('guards labels of columns too', () => {
    const named = { ...table, columns: [column('x', { label: '=cmd' })], rows: [{ x: 1 }] };
    expect((parse(toCsv(named)) as string[][])[0]?.[0]).toBe("'=cmd");
  });
});

describe('formatCell', () => {
  it.each([
    [1234.5, money('USD'), '$1,234.50'],
    [-1234.5, money('USD'), '\u2212$1,234.50'],
    [1234, money('JPY'), '\u00a51,234'],
    [1.234, money('KWD'), 'KWD\u00a01.234'],
    [0, money('USD'), '$0.00'],
    [0.12345, ratio, '12.35%'],
    [0.1, ratio, '10%'],
    [-0.05, ratio, '\u22125%'],
    [12_345.678, column('n', { unit: 'count' }), '12,345.68'],
    [4.2, column('s', { unit: 'score' }), '4.20'],
    [12.34, column('d', { unit: 'days' }), '12.3\u202fdays'],
    [null, money('USD'), '\u2013'],
    [true, column('b'), 'yes'],
  ])('%s reads as people write it', (value, of, expected) => {
    expect(formatCell(value, of, 'en-US')).toBe(expected);
  });

  it('follows the locale', () => {
    expect(formatCell(1234.5, money('BRL'), 'pt-BR')).toBe('R$\u00a01.234,50');
    expect(formatCell(1_234_567, money('INR'), 'en-IN')).toBe('\u20b912,34,567.00');
  });

  it('is short on axes', () => {
    expect(formatCell(12_400, money('USD'), 'en-US', 'short')).toBe('$12.4K');
  });

  it('names buckets and periods, whatever the zone of the machine', () => {
    expect(formatBucket('2018-Q1', 'quarter', 'en-US')).toBe('Q1 2018');
    expect(formatBucket('2018-03', 'month', 'en-US')).toBe('Mar 2018');
    expect(formatBucket('2018-03-05', 'week', 'en-US')).toBe('week of Mar 5, 2018');
    expect(formatBucket('2018', 'year', 'en-US')).toBe('2018');
    expect(formatPeriod({ from: '2026-11-01', to: '2026-11-01' }, 'en-US')).toBe('Nov 1, 2026');
    expect(formatPeriod({ from: '2026-11-01', to: '2026-11-20' }, 'en-US')).toMatch(/^Nov 1\s–\s20, 2026$/);
  });
});

describe('prose', () => {
  it('fills every reference with its formatted cell', () => {
    const prose = `Sales were **${cellReference('t1', 0, 'netSales')}**, in all ${cellReference('t1', 'total', 'netSales')}.`;
    expect(renderProse({ prose, tables: [table] }, 'en-US')).toBe('Sales were **\u2212$1,234.50**, in all $998,765.50.');
  });

  it('shows a dash for a reference to nothing, never the mark-up', () => {
    for (const reference of ['[[t9/0/netSales]]', '[[t1/7/netSales]]', '[[t1/0/profit]]', '[[t1/total/share]]'])
      expect(renderProse({ prose: reference, tables: [table] }, 'en-US')).toBe('\u2013');
  });

  it('keeps the words around references in their order', () => {
    expect(splitProse('a [[t1/0/x]][[t1/total/y]] b')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'cell', tableId: 't1', row: 0, column: 'x' },
      { kind: 'cell', tableId: 't1', row: 'total', column: 'y' },
      { kind: 'text', text: ' b' },
    ]);
  });

  it('does not take other brackets for references', () => {
    expect(splitProse('see [[t1/x]] and [link](y)')).toEqual([{ kind: 'text', text: 'see [[t1/x]] and [link](y)' }]);
  });
});
