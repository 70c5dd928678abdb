import { beforeAll, expect, it } from 'vitest';
import { onEveryDatabase } from '~/tests/support/databases';
import { NOW, writeSmallShop } from '~/tests/support/small-shop';
import type { QueryInput } from '@/core/query/query';
import { querySchema } from '@/core/query/query';
import { createCoverageReader } from '@/store/coverage-reader';
import { createMetricsReader } from '@/store/metrics-reader';
import { runQuery, type QueryDeps } from './run-query';
import { supposeChange } from './what-if';

// One order in January (30.00), three in February (25.00, 30.00 and 120.00 on Flipkart); 10.00 come back on Feb 3.
onEveryDatabase('results that are more than sums', (get) => {
  let deps: QueryDeps;
  beforeAll(async () => {
    const { db } = get();
    const workspace = await writeSmallShop(db, 'small-results');
    const coverage = createCoverageReader(db, workspace.id);
    deps = {
      workspace,
      coverage,
      metrics: createMetricsReader(db, workspace.id, async () => (await coverage.coverage()).currencies),
      now: () => NOW,
    };
  });

  const BOTH = { from: '2026-01-01', to: '2026-02-28' };
  const FEBRUARY = { from: '2026-02-01', to: '2026-02-28' };

  async function tableOf(query: QueryInput) {
    const { tables } = await runQuery(deps, { query: querySchema.parse(query), tableId: 't1', tool: 'queryMetrics' });
    return tables[0] ?? { rows: [], columns: [] };
  }

  it('divides one figure by another, the greatest group first', async () => {
    const query = { metrics: ['grossSales', 'orders'], period: BOTH, shape: { kind: 'quotient' as const } };
    expect((await tableOf(query)).rows).toEqual([{ grossSales: 205, orders: 4, quotient: 51.25 }]);
    expect((await tableOf({ ...query, dimensions: ['marketplace'] })).rows).toEqual([
      { marketplace: 'Flipkart', grossSales: 120, orders: 1, quotient: 120 },
      { marketplace: 'Shopify', grossSales: 85, orders: 3, quotient: 28.33 },
    ]);
  });

  it('takes what is booked negative by its size as a part of something', async () => {
    const table = await tableOf({ metrics: ['returns', 'grossSales'], period: BOTH, shape: { kind: 'quotient' } });
    expect(table.rows).toEqual([{ returns: -10, grossSales: 205, quotient: 0.04878049 }]);
    expect(table.columns.find((column) => column.id === 'quotient')?.unit).toBe('ratio');
  });

  it('divides no rate by anything', async () => {
    await expect(tableOf({ metrics: ['returnRate', 'orders'], shape: { kind: 'quotient' } })).rejects.toMatchObject({
      code: 'not_supported',
    });
  });

  it('says by how much one of two members lies above the other', async () => {
    const query: QueryInput = {
      metrics: ['grossSales'],
      dimensions: ['marketplace'],
      period: BOTH,
      filters: [{ dimension: 'marketplace', values: ['flipkart', 'shopify'] }],
      shape: { kind: 'gap' },
    };
    expect((await tableOf(query)).rows).toEqual([
      { marketplace: 'Flipkart', grossSales: 120, other: 'Shopify', otherValue: 85, gap: 35, gapPct: 0.41176471 },
    ]);
    const turned = { ...query, filters: [{ dimension: 'marketplace', values: ['shopify', 'etsy'] }] };
    expect((await tableOf(turned)).rows).toMatchObject([{ marketplace: 'Shopify', grossSales: 85, otherValue: 0, gap: 85, gapPct: null }]);
    await expect(tableOf({ ...query, filters: [] })).rejects.toMatchObject({ code: 'not_supported' });
  });

  it('compares a month with the mean of months', async () => {
    const table = await tableOf({ metrics: ['grossSales'], period: FEBRUARY, compare: { ...BOTH, per: 'month' } });
    expect(table.rows).toMatchObject([{ grossSales: 175, grossSales_previous: 102.5, grossSales_change: 72.5 }]);
  });

  it('counts a person in every month of a monthly mean', async () => {
    const table = await tableOf({ metrics: ['customers'], period: BOTH, shape: { kind: 'perBucket', grain: 'month' } });
    // One in January; two on Shopify and one on Flipkart in February.
    expect(table.rows).toEqual([{ customers: 2, buckets: 2 }]);
  });

  it('adds up halves of the year', async () => {
    const table = await tableOf({ metrics: ['grossSales'], period: { from: '2025-07-01', to: '2026-06-30' }, grain: 'half' });
    expect(table.rows.filter((row) => row['grossSales'] !== 0)).toEqual([{ time: '2026-H1', grossSales: 205 }]);
  });

  it('counts the members of a group that did one thing and not another', async () => {
    const conditions = [
      { is: 'some' as const, period: FEBRUARY },
      { is: 'none' as const, period: { from: '2026-01-01', to: '2026-01-31' } },
    ];
    const query = { metrics: ['orders'], dimensions: ['customer'], shape: { kind: 'members' as const, conditions } };
    const [row] = (await tableOf(query)).rows;
    const list = await tableOf({ ...query, shape: { ...query.shape, list: true } });
    expect(row).toMatchObject({ members: list.rows.length });
    const inBoth = [{ is: 'everyBucket' as const, grain: 'month' as const }];
    const every = await tableOf({ ...query, period: BOTH, shape: { kind: 'members', conditions: inBoth } });
    expect(Number(every.rows[0]?.['members']) + list.rows.length).toBe(row?.['base']);
  });

  it('counts the members of one group only', async () => {
    const shape = { kind: 'members' as const, conditions: [{ is: 'some' as const }] };
    await expect(tableOf({ metrics: ['orders'], shape })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('takes the part of a longer period', async () => {
    const share = { kind: 'share' as const, metric: 'grossSales', ofPeriod: BOTH };
    expect((await tableOf({ metrics: ['grossSales'], period: FEBRUARY, transforms: [share] })).rows).toEqual([
      { grossSales: 175, grossSales_share: 0.85365854 },
    ]);
  });

  it('takes the part of each group of its own whole', async () => {
    const table = await tableOf({
      metrics: ['orders'],
      dimensions: ['marketplace'],
      filters: [{ dimension: 'orderStatus', op: 'notIn', values: ['unavailable'] }],
      transforms: [{ kind: 'share', metric: 'orders', of: 'orderStatus' }],
      period: BOTH,
    });
    expect(table.rows.map((each) => each['orders_share'])).toEqual([1, 1]);
  });

  it('counts days without anything among the days answered', async () => {
    const table = await tableOf({
      metrics: ['orders'],
      grain: 'day',
      period: FEBRUARY,
      having: [{ metric: 'orders', op: 'eq', value: 0 }],
      shape: { kind: 'countGroups' },
    });
    const withSome = await tableOf({ metrics: ['orders'], grain: 'day', period: FEBRUARY });
    expect(Number(table.rows[0]?.['groups']) + withSome.rows.length).toBe(table.rows[0]?.['all']);
  });

  it('supposes another value of every order, all else as it was', async () => {
    const suppose = async (amount: { to: number } | { by: number }) => {
      const changes = [{ lever: 'orderValue' as const, change: 0, amount }];
      const answer = await supposeChange(deps, { metric: 'grossSales', changes, period: BOTH, filters: [], nextTableId: () => 't1' });
      return answer.tables[0]?.rows[0];
    };
    expect(await suppose({ to: 100 })).toMatchObject({ now: 205, supposed: 400, difference: 195 });
    expect(await suppose({ by: 10 })).toMatchObject({ now: 205, supposed: 245, difference: 40 });
  });

  it('supposes to the cent: what was converted is rounded once, at the end', async () => {
    const suppose = async (change: number) => {
      const changes = [{ lever: 'returns' as const, change }];
      const answer = await supposeChange(deps, { metric: 'netSales', changes, period: BOTH, filters: [], nextTableId: () => 't1' });
      return answer.tables[0]?.rows[0]?.['supposed'];
    };
    const sum = async (metric: string) => (await tableOf({ metrics: [metric], period: BOTH })).rows[0]?.[metric] ?? 0;
    expect(await suppose(0)).toBe(await sum('netSales'));
    expect(await suppose(-1)).toBe(Math.round((Number(await sum('grossSales')) + Number(await sum('discounts'))) * 100) / 100);
  });

  it('counts customers who have not ordered for some days', async () => {
    const lapsed = async (more: Partial<QueryInput>) =>
      (await tableOf({ metrics: ['customers'], shape: { kind: 'lapsed', days: 10 }, ...more })).rows[0];
    // The last order is of Feb 20: ann's. Both customers bob ordered before: on Feb 5, and at Flipkart on Feb 11.
    expect(await lapsed({})).toMatchObject({ lapsed: 1, customers: 3, asOf: '2026-02-20' });
    expect(await lapsed({ shape: { kind: 'lapsed', days: 9 } })).toMatchObject({ lapsed: 2, customers: 3 });
    expect(await lapsed({ filters: [{ dimension: 'marketplace', values: ['Flipkart'] }] })).toMatchObject({ lapsed: 0, customers: 1 });
    // Up to a day with orders after it: whoever ordered since has not gone.
    expect(await lapsed({ period: { from: '2026-01-01', to: '2026-02-04' } })).toMatchObject({ lapsed: 0, customers: 3 });
  });

  it('measures the time from first to second order', async () => {
    const gap = async (more: Partial<QueryInput>) =>
      (await tableOf({ metrics: ['customers'], shape: { kind: 'orderGap' }, ...more })).rows[0];
    expect(await gap({})).toMatchObject({ meanDays: 41, medianDays: 41, customers: 1, within30: 0, within90: 1 });
    await expect(gap({ filters: [{ dimension: 'customerRegion', values: ['OR'] }] })).rejects.toMatchObject({ code: 'no_data' });
    await expect(gap({ period: FEBRUARY })).rejects.toMatchObject({ code: 'no_data' });
  });
});
