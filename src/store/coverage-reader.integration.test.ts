import { expect, it } from 'vitest';
import { onEveryDatabase } from '~/tests/support/databases';
import { FLIPKART, NOW, toOrder, writeSmallShop } from '~/tests/support/small-shop';
import { newWorkspace } from '~/tests/support/workspaces';
import { momentFromLocal } from '@/core/model/calendar';
import { UNREAD } from '@/core/sync/stream-plan';
import { ensureConnection, markSynced } from './connections';
import { createCoverageReader } from './coverage-reader';
import { saveConnection } from './manage-connections';
import { commitPage, takeConnection } from './sync-connections';
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
    const workspace = await newWorkspace(db);
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

  it('sees the orders of each page of a sync, of which only the count of pages tells', async () => {
    const { db } = get();
    const { id: workspaceId } = await writeSmallShop(db, 'coverage-pages');
    const account = { marketplace: 'etsy', accountId: 'e', name: 'Etsy', timeZone: 'UTC', currency: 'USD', scopes: [], baseUrl: null };
    const connectionId = await saveConnection(db, workspaceId, { ...account, openedAt: new Date('2025-01-01T00:00:00Z'), now: NOW });
    const taken = await takeConnection(db, { workspaceId, connectionId, reason: 'test', now: NOW });
    if (!taken) throw new Error('nobody else holds the connection');
    const reader = createCoverageReader(db, workspaceId);
    const order = toOrder({ id: '1', day: '2025-11-05', product: 'Oak tray', priceMinor: 3000, quantity: 1, customer: 'ann' });
    const counts: number[] = [(await reader.coverage()).orders];
    for (const externalId of ['1', '2']) {
      const batch = { ...FLIPKART, orders: [{ ...order, externalId }] };
      const page = { connection: taken.connection, stream: 'orders', batch, state: UNREAD, notices: [], now: NOW };
      await commitPage(db, taken.lease, page);
      counts.push((await reader.coverage()).orders);
    }
    expect(counts).toEqual([4, 5, 6]);
  });
});
