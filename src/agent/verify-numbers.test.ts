import { describe, expect, it } from 'vitest';
import { newArtifact, type Artifact, type Column } from '@/core/artifact/artifact';
import { UNVERIFIED, verifyNumbers } from './verify-numbers';

const column = (id: string, extra: Partial<Column>): Column => ({ id, label: id, role: 'metric', type: 'number', unit: 'none', ...extra });

function artifact(prose: string): Artifact {
  return {
    ...newArtifact('answer', 'Test', prose),
    tables: [
      {
        id: 't1',
        title: 'Test',
        columns: [
          column('time', { role: 'time', type: 'date', grain: 'quarter' }),
          column('product', { role: 'dimension', type: 'string' }),
          column('netSales', { unit: 'money', currency: 'USD' }),
          column('orders', { unit: 'count' }),
          column('returnRate', { unit: 'ratio' }),
          column('deliveryDays', { unit: 'days' }),
        ],
        rows: [
          { time: '2018-Q1', product: 'Mug 350 ml', netSales: 1234.56, orders: 77, returnRate: 0.1234, deliveryDays: 12.51 },
          { time: '2018-Q2', product: 'Tray', netSales: -2_450_000, orders: 9, returnRate: null, deliveryDays: null },
        ],
        complete: true,
        totalRows: 2,
        totals: { netSales: -2_448_765.44, orders: 86 },
      },
    ],
    provenance: [
      {
        tool: 'queryMetrics',
        tableIds: ['t1'],
        definitions: [],
        period: { from: '2018-01-01', to: '2018-06-30' },
        periodLabel: 'Jan 1 \u2013 Jun 30, 2018',
        timeZone: 'UTC',
        currency: 'USD',
        rates: [],
        basis: 'event',
        rowsRead: 86,
        freshness: [],
        gaps: ['The data ends on 2018-06-28.'],
      },
    ],
  };
}

const check = (prose: string, question = 'Net sales in the first half of 2018, top 5?'): { prose: string; removed: number } =>
  verifyNumbers(artifact(prose), question);

describe('verifyNumbers keeps', () => {
  it.each([
    ['a value as it is', 'Sales were $1,234.56.'],
    ['a value without its currency mark', 'Sales were 1234.56 dollars.'],
    ['a value rounded as written', 'About $1,235, or $1.2k.'],
    ['millions', 'A loss of $2.45M.'],
    ['a negative with either minus', 'Sales were -$2,450,000 or \u2212$2,450,000.'],
    ['a percentage of a ratio', 'The return rate was 12.34%, about 12.3% or 12 %.'],
    ['a count', 'There were 77 orders.'],
    ['a total', 'There were 86 orders in all.'],
    ['days', 'Delivery took 12.5 days.'],
    ['the dates of the period', 'From January 1 to June 30, 2018.'],
    ['a span of days with a hyphen', 'The last part, June 1-30, was best.'],
    ['an ISO date', 'The data ends on 2018-06-28.'],
    ['a date of a gap', 'The data ends on June 28.'],
    ['numbers inside labels', 'The Mug 350 ml sold best in Q1 2018.'],
    ['a number of the question', 'Here are the top 5.'],
    ['cell references', 'Sales were [[t1/0/netSales]].'],
  ])('%s', (_, prose) => {
    expect(check(prose)).toEqual({ prose, removed: 0 });
  });

  it('a number of the question written with groups', () => {
    expect(check('No state has over 1,000 orders.', 'Which states have over 1,000 orders?').removed).toBe(0);
  });
});

describe('verifyNumbers takes out', () => {
  it.each([
    ['a number that is in no result', 'Sales were $1,334.56.'],
    ['a number off by a cent', 'Sales were $1,234.57.'],
    ['a rounding that is wrong', 'Sales were about $1,234.'],
    ['swapped digits', 'Sales were $1,243.56.'],
    ['thousands for units', 'Sales were $1,234.56k.'],
    ['a count as a percentage', 'The rate was 77%.'],
    ['a percentage as a count', 'There were 12.34 orders.'],
    ['a fraction without its percent sign', 'The rate was 0.12.'],
    ['a count as money', 'Sales were $77.'],
    ['a percentage as money', 'Sales were $12.34.'],
    ['days as money', 'Shipping cost $12.51.'],
    ['another currency', 'Sales were \u20ac1,234.56.'],
    ['a date number as a percentage', 'Sales grew by 30%.'],
    ['a date number as money', 'Sales were $2,018.'],
    ['a date number in thousands', 'Sales were 30k.'],
    ['a number of a label as a percentage', 'Sales grew by 350%.'],
    ['a positive amount for a negative one', 'Sales were \u2212$1,234.56.'],
    ['a sum the model made itself', 'The two together made 154 orders.'],
  ])('%s', (_, prose) => {
    const checked = check(prose);
    expect(checked.prose).toContain(UNVERIFIED);
    expect(checked.removed).toBe(1);
  });

  it('only what is wrong, and leaves the rest of the sentence', () => {
    expect(check('77 orders brought $9.99 in Q1 2018.')).toEqual({ prose: `77 orders brought ${UNVERIFIED} in Q1 2018.`, removed: 1 });
  });

  it('a number of the question that comes back as another quantity', () => {
    expect(check('Sales grew by 5%.').removed).toBe(1);
    expect(check('Sales grew by 5%.', 'Did sales grow by 5% in 2018?').removed).toBe(0);
  });
});
