import { beforeAll, expect, it } from 'vitest';
import { onEveryDatabase } from '~/tests/support/databases';
import { NOW, writeSmallShop } from '~/tests/support/small-shop';
import { createCoverageReader } from '@/store/coverage-reader';
import { createLedgerReader } from '@/store/ledger-reader';
import { createMetricsReader } from '@/store/metrics-reader';
import { explainBases, type ExplainDeps } from './explain-difference';

// January has one order of 30.00; one mug of it (10.00) comes back on Feb 3. On the event basis February bears the return,
// on the order basis January does.
onEveryDatabase('difference between the bases', (get) => {
  let deps: ExplainDeps;
  beforeAll(async () => {
    const { db } = get();
    const workspace = await writeSmallShop(db, 'small-bases');
    const coverage = createCoverageReader(db, workspace.id);
    let tables = 0;
    deps = {
      workspace,
      coverage,
      metrics: createMetricsReader(db, workspace.id, async () => (await coverage.coverage()).currencies),
      ledger: createLedgerReader(db, workspace.id),
      now: () => NOW,
      nextTableId: () => `t${(tables += 1)}`,
    };
  });

  const JANUARY = { from: '2026-01-01', to: '2026-01-31' };
  const FEBRUARY = { from: '2026-02-01', to: '2026-02-28' };

  async function explain(metric: string, period: { from: string; to: string }) {
    const { tables } = await explainBases(deps, { metric, period });
    const [event, order, listed] = tables;
    const effects = (listed?.rows ?? []).map((row) => Number(row['effect']));
    return {
      // No entries on a basis: no row, which is nothing sold.
      event: Number(event?.rows[0]?.[metric] ?? 0),
      order: Number(order?.rows[0]?.[metric] ?? 0),
      sum: effects.reduce((a, b) => a + b, 0),
      rows: listed?.rows ?? [],
    };
  }

  it('is the return for the month it was sold in', async () => {
    const january = await explain('netSales', JANUARY);
    expect(january).toMatchObject({ event: 30, order: 20, sum: 10 });
    expect(january.rows).toEqual([
      {
        order: '#1',
        marketplace: 'Shopify',
        kind: 'return',
        currency: 'USD',
        effect: 10,
        orderDay: '2026-01-10',
        processedDay: '2026-02-03',
      },
    ]);
  });

  it('is the same return, the other way round, for the month it was booked in', async () => {
    expect(await explain('netSales', FEBRUARY)).toMatchObject({ event: 165, order: 175, sum: -10 });
  });

  it('is nothing over a period that holds both days', async () => {
    const both = await explain('netSales', { from: JANUARY.from, to: FEBRUARY.to });
    expect(both).toMatchObject({ event: 195, order: 195, sum: 0, rows: [] });
  });

  it('equals the sum of the entries listed, to the cent, for any days and any sum of money', async () => {
    const days = ['2026-01-09', '2026-01-10', '2026-02-02', '2026-02-03', '2026-02-05', '2026-02-11', '2026-02-20'];
    for (const metric of ['netSales', 'returns']) {
      for (const [index, from] of days.entries()) {
        for (const to of days.slice(index)) {
          const { event, order, sum } = await explain(metric, { from, to });
          expect(Math.round((event - order) * 100), `${metric} ${from} to ${to}`).toBe(Math.round(sum * 100));
        }
      }
    }
  });

  it('is refused for a metric that is no sum of money', async () => {
    await expect(explain('averageOrderValue', JANUARY)).rejects.toMatchObject({ code: 'not_supported', field: 'metric' });
    await expect(explain('profit', JANUARY)).rejects.toMatchObject({ code: 'not_supported' });
  });
});
