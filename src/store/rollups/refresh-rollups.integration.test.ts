import { beforeEach, expect, it } from 'vitest';
import { onEveryDatabase } from '~/tests/support/databases';
import { toOrder, writeSmallShop } from '~/tests/support/small-shop';
import { emptyBatch, type OrderFact } from '@/core/model/facts';
import type { Workspace } from '@/core/model/workspace';
import { planQuery } from '@/core/query/plan';
import { querySchema, type QueryInput } from '@/core/query/query';
import { listConnections } from '../connections';
import { saveRates } from '../exchange-rates';
import { runPlan } from '../run-plan';
import { updateWorkspace } from '../workspaces';
import { writeFacts } from '../write-facts';
import { readRollupState } from './dirty-days';
import { refreshRollups } from './refresh-rollups';

let number = 0;

onEveryDatabase('rollups', (get) => {
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await writeSmallShop(get().db, `rolled-${(number += 1)}`);
  });

  const dirty = async (): Promise<readonly string[]> =>
    (await get().db.asWorkspace(workspace.id, (tx) => readRollupState(tx, workspace.id))).dirty;

  /** The value of a metric in minor units, and whether a rollup gave it. */
  const ask = async (input: QueryInput): Promise<{ value: string; isRolledUp: boolean }> => {
    const { rows, sql } = await runPlan(get().db, workspace.id, {
      plan: planQuery(querySchema.parse(input), workspace),
      currencies: ['USD'],
    });
    return { value: String((rows[0]?.values['m0'] ?? 0n) / 10n ** 12n), isRolledUp: sql.includes('FROM "Rollup"') };
  };

  const write = async (order: OrderFact): Promise<void> => {
    const [connection] = await listConnections(get().db, workspace.id);
    if (!connection) throw new Error('the small shop has a connection');
    await writeFacts(get().db, { workspaceId: workspace.id, connection }, { ...emptyBatch(), orders: [order] });
  };

  it('are computed once for what was written, and then nothing is left to do', async () => {
    expect((await dirty()).length).toBeGreaterThan(0);
    expect(await refreshRollups(get().db, workspace.id)).toBe(2);
    expect(await dirty()).toEqual([]);
    expect(await refreshRollups(get().db, workspace.id)).toBe(0);
  });

  it('answer for clean days, the base tables for days written since, with one sum', async () => {
    const sales = { metrics: ['netSales'], period: { from: '2026-01-01', to: '2026-02-28' } };
    const before = await ask(sales);
    expect(before.isRolledUp).toBe(true);
    await refreshRollups(get().db, workspace.id);
    expect(await ask(sales)).toEqual(before);
    await write(toOrder({ id: 'late-news', day: '2026-01-20', product: 'mug', priceMinor: 700, quantity: 2, customer: 'ann' }));
    expect(await dirty()).toContain('2026-01-20');
    expect((await ask(sales)).value).toBe(String(Number(before.value) + 1400));
    await refreshRollups(get().db, workspace.id);
    expect((await ask(sales)).value).toBe(String(Number(before.value) + 1400));
  });

  it('follow an order that is canceled later, also on the days of its entries', async () => {
    const order = toOrder({ id: 'wavering', day: '2026-01-20', product: 'mug', priceMinor: 500, quantity: 1, customer: 'ann' });
    await write(order);
    await refreshRollups(get().db, workspace.id);
    const valid = { metrics: ['validSales'], period: { from: '2026-01-01', to: '2026-01-31' } };
    const before = Number((await ask(valid)).value);
    await write({ ...order, status: 'canceled', sourceVersion: order.sourceVersion + 1n });
    expect(Number((await ask(valid)).value)).toBe(before - 500);
    await refreshRollups(get().db, workspace.id);
    expect(Number((await ask(valid)).value)).toBe(before - 500);
  });

  it('are computed again from the day a new exchange rate counts', async () => {
    await updateWorkspace(get().db, workspace.id, { currency: 'EUR' });
    workspace = { ...workspace, currency: 'EUR' };
    await saveRates(get().db, { base: 'EUR', quotes: [{ quote: 'USD', day: '2025-12-01', rate: '2' }], source: 'test' });
    await refreshRollups(get().db, workspace.id);
    const byProduct = { metrics: ['grossSales'], filters: [{ dimension: 'product', op: 'in' as const, values: ['mug'] }] };
    const before = await ask(byProduct);
    expect(before.isRolledUp).toBe(true);
    await saveRates(get().db, { base: 'EUR', quotes: [{ quote: 'USD', day: '2026-01-01', rate: '1' }], source: 'test' });
    expect(await dirty()).toContain('2026-01-01');
    expect(Number((await ask(byProduct)).value)).toBe(2 * Number(before.value));
    await refreshRollups(get().db, workspace.id);
    expect(Number((await ask(byProduct)).value)).toBe(2 * Number(before.value));
    await get().db.shared.exchangeRate.deleteMany();
  });

  it('in another currency than they were converted to are not used', async () => {
    await refreshRollups(get().db, workspace.id);
    const byProduct = { metrics: ['grossSales'], dimensions: ['product'] };
    expect((await ask(byProduct)).isRolledUp).toBe(true);
    await updateWorkspace(get().db, workspace.id, { currency: 'EUR' });
    expect((await ask({ ...byProduct, currency: 'USD' })).isRolledUp).toBe(false);
  });

  it('of one workspace are never read by another', async () => {
    await refreshRollups(get().db, workspace.id);
    const other = await writeSmallShop(get().db, `rolled-${(number += 1)}`);
    const rows = await get().db.asWorkspace(other.id, (tx) => tx.rollup.findMany({ where: { workspaceId: workspace.id } }));
    expect(rows).toEqual([]);
    expect(await get().db.asWorkspace(other.id, (tx) => tx.rollupDirtyDay.count({ where: { workspaceId: workspace.id } }))).toBe(0);
  });
});
