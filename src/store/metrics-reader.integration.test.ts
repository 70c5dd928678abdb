import { beforeAll, expect, it } from 'vitest';
import { onEveryDatabase } from '~/tests/support/databases';
import { writeSmallShop } from '~/tests/support/small-shop';
import type { Workspace } from '@/core/model/workspace';
import type { MetricsReader } from '@/core/ports';
import { planQuery, type Plan } from '@/core/query/plan';
import { querySchema, type QueryInput } from '@/core/query/query';
import { createCoverageReader } from './coverage-reader';
import { createMetricsReader } from './metrics-reader';

// The small shop, by hand. ann orders on Jan 10 and Feb 20 at Shopify (3 mugs of 10.00 each, one mug of January returned on
// Feb 3), bob on Feb 5 at Shopify (a tray of 25.00). Flipkart has a customer bob of its own: four trays of 30.00 on Feb 11.
onEveryDatabase('metrics reader', (get) => {
  let workspace: Workspace;
  let reader: MetricsReader;
  beforeAll(async () => {
    const { db } = get();
    workspace = await writeSmallShop(db, 'small-metrics');
    const coverage = createCoverageReader(db, workspace.id);
    reader = createMetricsReader(db, workspace.id, async () => (await coverage.coverage()).currencies);
  });
  const plan = (input: QueryInput): Plan => planQuery(querySchema.parse(input), workspace);

  it('puts people into the month of their first order and follows them', async () => {
    const { cells, rowsRead } = await reader.cohorts({ plan: plan({ metrics: ['customers'] }), grain: 'month', periods: 12 });
    expect(cells).toEqual([
      { cohort: '2026-01-01', offset: 0, customers: 1 },
      { cohort: '2026-01-01', offset: 1, customers: 1 },
      { cohort: '2026-02-01', offset: 0, customers: 2 },
    ]);
    expect(rowsRead).toBe(4);
  });

  it('counts cohorts by week from the day weeks begin', async () => {
    const { cells } = await reader.cohorts({ plan: plan({ metrics: ['customers'] }), grain: 'week', periods: 12 });
    expect(cells).toEqual([
      { cohort: '2026-01-05', offset: 0, customers: 1 },
      { cohort: '2026-01-05', offset: 6, customers: 1 },
      { cohort: '2026-02-02', offset: 0, customers: 1 },
      { cohort: '2026-02-09', offset: 0, customers: 1 },
    ]);
  });

  it('counts cohorts by quarter', async () => {
    const { cells } = await reader.cohorts({ plan: plan({ metrics: ['customers'] }), grain: 'quarter', periods: 4 });
    expect(cells).toEqual([{ cohort: '2026-01-01', offset: 0, customers: 3 }]);
  });

  it('limits cohorts by the first order, and still follows later orders outside the period', async () => {
    const january = plan({ metrics: ['customers'], period: { from: '2026-01-01', to: '2026-01-31' } });
    const { cells } = await reader.cohorts({ plan: january, grain: 'month', periods: 12 });
    expect(cells).toEqual([
      { cohort: '2026-01-01', offset: 0, customers: 1 },
      { cohort: '2026-01-01', offset: 1, customers: 1 },
    ]);
  });

  it('makes the first order under the filters the first order', async () => {
    const washington = plan({ metrics: ['customers'], filters: [{ dimension: 'customerRegion', op: 'in', values: ['WA'] }] });
    const { cells } = await reader.cohorts({ plan: washington, grain: 'month', periods: 12 });
    expect(cells).toEqual([{ cohort: '2026-02-01', offset: 0, customers: 1 }]);
  });

  it('drops what lies beyond the periods asked', async () => {
    const { cells } = await reader.cohorts({ plan: plan({ metrics: ['customers'] }), grain: 'week', periods: 5 });
    expect(cells.map((cell) => cell.offset)).toEqual([0, 0, 0]);
  });

  const sorted = (values: { minor: bigint; orders: number }[]): [number, number][] =>
    values.map(({ minor, orders }): [number, number] => [Number(minor), orders]).sort((a, b) => a[0] - b[0]);

  it('gives the value of each order in minor units, returns taken off', async () => {
    const { values } = await reader.orderValues(plan({ metrics: ['netSales'] }));
    expect(sorted(values)).toEqual([
      [2000, 1],
      [2500, 1],
      [3000, 1],
      [12_000, 1],
    ]);
    const gross = await reader.orderValues(plan({ metrics: ['grossSales'] }));
    expect(sorted(gross.values)).toEqual([
      [2500, 1],
      [3000, 2],
      [12_000, 1],
    ]);
  });

  it('keeps filters and the period in the values of orders', async () => {
    const { values } = await reader.orderValues(
      plan({
        metrics: ['grossSales'],
        period: { from: '2026-02-01', to: '2026-02-28' },
        filters: [{ dimension: 'marketplace', op: 'in', values: ['Shopify'] }],
      }),
    );
    expect(sorted(values)).toEqual([
      [2500, 1],
      [3000, 1],
    ]);
  });

  it('refuses a distribution of what is no amount of an order', async () => {
    await expect(reader.orderValues(plan({ metrics: ['reviewCount'] }))).rejects.toMatchObject({ code: 'not_supported' });
  });
});
