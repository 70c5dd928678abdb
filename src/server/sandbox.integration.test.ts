import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import type { LedgerKind } from '@/core/model/facts';
import { disconnect } from '@/store/manage-connections';
import { onEveryDatabase } from '~/tests/support/databases';
import { TestClock } from '~/tests/support/connector-session';
import { connectAccount, testSyncDeps } from '~/tests/support/sync-deps';
import { CONNECTORS } from '@/connectors/registry';
import { beginConnection, finishConnection } from './connect';
import { connectSandbox, serveMarketplace, type ServedShop } from './sandbox';

const NOW = '2026-03-10T15:30:00Z';
/** What every marketplace tells of an order. */
const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'FEE'];

let served: ServedShop | null = null;
afterEach(() => served?.close());

onEveryDatabase('a shop at a sandbox', (get) => {
  const open = async (marketplace: string) => {
    const { db } = get();
    const clock = new TestClock(NOW);
    served = await serveMarketplace(marketplace, { now: clock.now, scale: 0.01 });
    const { shop, origin } = served;
    const deps = testSyncDeps(db, clock);
    const { key, sync, ledger } = await connectAccount(deps, { marketplace, origin, timeZone: shop.account.timeZone });
    return { db, clock, deps, shop, origin, key, sync, ledger };
  };

  it.each(CONNECTORS.map(({ id }) => id))('is connected and read by its own connector, to the cent: %s', async (marketplace) => {
    const { shop, sync, ledger } = await open(marketplace);
    expect(await sync()).toMatchObject({ state: 'done', error: null });
    expect(await ledger(KINDS)).toEqual(shop.ledger(KINDS));
  });

  it.each(CONNECTORS.map(({ id }) => id))('that is connected again doubles nothing: %s', async (marketplace) => {
    const { deps, shop, origin, key, sync, ledger } = await open(marketplace);
    await sync();
    expect(await connectSandbox(deps, { workspaceId: key.workspaceId, marketplace, origin })).toBe(key.connectionId);
    await sync();
    expect(await ledger(KINDS)).toEqual(shop.ledger(KINDS));
  });

  it('that is disconnected with its data leaves nothing behind', async () => {
    const { db, clock, key, sync } = await open('shopify');
    await sync();
    await disconnect(db, { ...key, removesData: true, now: clock.now() });
    const left = await db.asWorkspace(key.workspaceId, (tx) =>
      tx.$queryRawUnsafe<{ rows: number }[]>(
        [
          'LedgerEntry',
          'UnifiedOrder',
          'UnifiedOrderItem',
          'Payment',
          'Shipment',
          'UnifiedProduct',
          'UnifiedCustomer',
          'InventoryLevel',
          'SyncRun',
          'SyncStream',
          'ConnectionSecret',
        ]
          .map((table) => `SELECT count(*)::int AS rows FROM "${table}"`)
          .join(' UNION ALL '),
      ),
    );
    expect(left.map(({ rows }) => rows)).toEqual(left.map(() => 0));
    expect(await db.shared.accountRoute.count({ where: { workspaceId: key.workspaceId } })).toBe(0);
  });

  it('is not connected by a way back that belongs to another way there', async () => {
    const { deps, origin, key } = await open('shopify');
    const mine = beginConnection(deps, { workspaceId: key.workspaceId, marketplace: 'shopify', baseUrl: origin });
    const others = beginConnection(deps, { workspaceId: key.workspaceId, marketplace: 'shopify', baseUrl: origin });
    const consent = await fetch(others.url, { redirect: 'manual' });
    const query = new URL(consent.headers.get('location') ?? '').searchParams;
    await expect(finishConnection(deps, { pending: mine.pending, query, workspaceId: key.workspaceId })).rejects.toMatchObject({
      code: 'invalid_input',
      field: 'state',
    });
    await expect(finishConnection(deps, { pending: others.pending, query, workspaceId: randomUUID() })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    query.set('code', 'guessed');
    await expect(finishConnection(deps, { pending: others.pending, query, workspaceId: key.workspaceId })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});
