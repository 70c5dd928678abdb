import { describe, expect, it } from 'vitest';
import { planQuery } from '@/core/query/plan';
import { querySchema } from '@/core/query/query';
import { cohortTable, distributionTable } from './order-shapes';

describe('cohortTable', () => {
  const options = { tableId: 't1', grain: 'month', periods: 12 } as const;

  it('gives shares of the cohort, zero where nobody came back, nothing where the time has not come', () => {
    const table = cohortTable(
      [
        { cohort: '2026-01-01', offset: 0, customers: 8 },
        { cohort: '2026-01-01', offset: 2, customers: 2 },
        { cohort: '2026-02-01', offset: 0, customers: 4 },
        { cohort: '2026-03-01', offset: 0, customers: 5 },
      ],
      options,
    );
    expect(table.rows).toEqual([
      { time: '2026-01', customers: 8, p1: 0, p2: 0.25 },
      { time: '2026-02', customers: 4, p1: 0, p2: null },
      { time: '2026-03', customers: 5, p1: null, p2: null },
    ]);
  });

  it('keeps people who came back in a month that won nobody new', () => {
    const table = cohortTable(
      [
        { cohort: '2025-11-01', offset: 0, customers: 4 },
        { cohort: '2025-11-01', offset: 3, customers: 1 },
        { cohort: '2025-12-01', offset: 0, customers: 2 },
      ],
      options,
    );
    expect(table.rows).toEqual([
      { time: '2025-11', customers: 4, p1: 0, p2: 0, p3: 0.25 },
      { time: '2025-12', customers: 2, p1: 0, p2: 0, p3: null },
    ]);
  });

  it('says so when there are no customers', () => {
    expect(() => cohortTable([], options)).toThrow(/No customers/);
  });
});

describe('distributionTable', () => {
  const workspace = {
    id: 'w',
    slug: 'w',
    name: 'W',
    profile: 'shopify',
    timeZone: 'UTC',
    currency: 'USD',
    locale: 'en-US',
    weekStart: 1,
    isDemo: false,
  } as const;
  const plan = planQuery(querySchema.parse({ metrics: ['netSales'], shape: { kind: 'distribution' } }), workspace);
  const distribute = (values: [minor: bigint, orders: number][]) =>
    distributionTable(
      values.map(([minor, orders]) => ({ minor, orders })),
      { tableId: 't1', title: 'Orders by value', bins: 10, plan },
    );

  it('counts every order once, also outliers', () => {
    const table = distribute([
      [0n, 1],
      [999n, 3],
      [1000n, 2],
      [5000n, 4],
      [9_999_999n, 1],
    ]);
    expect(table.rows.reduce((sum, row) => sum + Number(row['orders']), 0)).toBe(11);
    expect(table.rows.reduce((sum, row) => sum + Number(row['orders_share']), 0)).toBeCloseTo(1, 6);
    expect(table.totals).toMatchObject({ orders: 11 });
  });

  it('says so when there are no orders', () => {
    expect(() => distribute([])).toThrow(/No orders/);
  });
});
