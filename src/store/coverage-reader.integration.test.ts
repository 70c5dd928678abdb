import { expect, it } from 'vitest';
import { onEveryDatabase } from '~/tests/support/databases';
import { FLIPKART, NOW, writeSmallShop } from '~/tests/support/small-shop';
import { momentFromLocal } from '@/core/model/calendar';
import { ensureConnection, markSynced } from './connections';
import { createCoverageReader } from './coverage-reader';
import { ensureWorkspace } from './workspaces';
import { writeFacts } from './write-facts';

onEveryDatabase('coverage reader', (get) => {
  it('says what each connection holds and how fresh it is', async () => {
    const { db } = get();
    const workspace = await writeSmallShop(db, 'coverage-all');
    const coverage = await createCoverageReader(db, workspace.id).coverage();
    expect(coverage).toMatchObject({ orders: 4, firstDay: '2026-01-10', lastDay: '2026-02-20', currencies: ['USD'] });
    expect(coverage.connections).toMatchObject([
      { name: 'flipkart shop', marketplace: 'flipkart', orders: 1, firstDay: '2026-02-11', lastDay: '2026-02-11', asOf: NOW },
      { name: 'shopify shop', marketplace: 'shopify', orders: 3, firstDay: '2026-01-10', lastDay: '2026-02-20', asOf: NOW },
    ]);
  });

  it('names a connection without data, and a workspace without any', async () => {
    const { db } = get();
    const settings = { name: 'Empty', profile: 'shopify', timeZone: 'UTC', currency: 'USD', locale: 'en-US', isDemo: false } as const;
    const workspace = await ensureWorkspace(db, 'coverage-empty', { ...settings, weekStart: 1 });
    const reader = createCoverageReader(db, workspace.id);
    expect(await reader.coverage()).toEqual({ connections: [], currencies: [], firstDay: null, lastDay: null, orders: 0 });
    await ensureConnection(db, workspace.id, { marketplace: 'etsy', accountId: 'e', name: 'Etsy', timeZone: 'UTC', currency: 'EUR' });
    expect((await reader.coverage()).connections).toMatchObject([{ marketplace: 'etsy', orders: 0, firstDay: null, asOf: null }]);
  });

  it('sees new orders once an import is marked as done, and no other workspace ever', async () => {
    const { db } = get();
    const workspace = await writeSmallShop(db, 'coverage-grows');
    const reader = createCoverageReader(db, workspace.id);
    expect((await reader.coverage()).orders).toBe(4);
    const identity = { marketplace: 'flipkart', accountId: 'flipkart-1', name: 'flipkart shop', timeZone: 'UTC', currency: 'USD' };
    const connection = await ensureConnection(db, workspace.id, identity);
    const [order] = FLIPKART.orders;
    if (!order) throw new Error('the small shop has an order');
    const ordered = momentFromLocal('2026-03-01T10:00:00', 'UTC');
    const ledger = order.ledger.map((entry) => ({ ...entry, occurred: ordered, processed: ordered }));
    await writeFacts(
      db,
      { workspaceId: workspace.id, connection },
      { ...FLIPKART, orders: [{ ...order, externalId: '2', name: '#2', ordered, ledger }] },
    );
    await markSynced(db, workspace.id, connection.id, new Date(NOW.getTime() + 60_000));
    expect(await reader.coverage()).toMatchObject({ orders: 5, lastDay: '2026-03-01' });
  });
});
