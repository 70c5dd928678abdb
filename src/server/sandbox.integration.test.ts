import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import type { LedgerKind } from '@/core/model/facts';
import { createVault } from '@/platform/vault';
import { disconnect } from '@/store/manage-connections';
import { ensureWorkspace } from '@/store/workspaces';
import { onEveryDatabase } from '~/tests/support/databases';
import { storedLedger } from '~/tests/support/stored-ledger';
import { TestClock } from '~/tests/support/connector-session';
import { CONNECTORS } from '@/connectors/registry';
import { SANDBOX_APP } from '@/connectors/sandboxes';
import type { Database } from '@/store/client';
import { beginConnection, finishConnection } from './connect';
import { connectSandbox, serveMarketplace, type ServedShop } from './sandbox';
import { syncConnection, type SyncDeps } from './sync';

const NOW = '2026-03-10T15:30:00Z';
/** What every marketplace tells of an order. */
const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'FEE'];

function depsOn(db: Database, clock: TestClock): SyncDeps {
  return {
    db,
    vault: createVault('a secret of at least thirty-two characters'),
    connectors: CONNECTORS,
    credentialsOf: () => SANDBOX_APP,
    publicUrl: 'http://127.0.0.1:3000',
    now: clock.now,
    sleep: clock.sleep,
    random: () => 0.5,
    fetch,
  };
}

let served: ServedShop | null = null;
afterEach(() => served?.close());

onEveryDatabase('a shop at a sandbox', (get) => {
  const open = async (marketplace: string) => {
    const { db } = get();
    const clock = new TestClock(NOW);
    served = await serveMarketplace(marketplace, { now: clock.now, scale: 0.01 });
    const { shop, origin } = served;
    const settings = {
      name: 'S',
      profile: 'shopify',
      timeZone: shop.account.timeZone,
      currency: 'USD',
      locale: 'en-US',
      weekStart: 1,
      isDemo: false,
    } as const;
    const workspace = await ensureWorkspace(db, randomUUID(), settings);
    const deps = depsOn(db, clock);
    const connectionId = await connectSandbox(deps, { workspaceId: workspace.id, marketplace, origin });
    const key = { workspaceId: workspace.id, connectionId };
    const sync = () => syncConnection(deps, { ...key, reason: 'person', until: 'complete', budgetMs: 24 * 3_600_000 });
    return { db, clock, deps, shop, origin, key, sync };
  };

  it.each(CONNECTORS.map(({ id }) => id))('is connected and read by its own connector, to the cent: %s', async (marketplace) => {
    const { db, shop, key, sync } = await open(marketplace);
    expect(await sync()).toMatchObject({ state: 'done', error: null });
    expect(await storedLedger(db, key, KINDS)).toEqual(shop.ledger(KINDS));
  });

  it.each(CONNECTORS.map(({ id }) => id))('that is connected again doubles nothing: %s', async (marketplace) => {
    const { db, deps, shop, origin, key, sync } = await open(marketplace);
    await sync();
    expect(await connectSandbox(deps, { workspaceId: key.workspaceId, marketplace, origin })).toBe(key.connectionId);
    await sync();
    expect(await storedLedger(db, key, KINDS)).toEqual(shop.ledger(KINDS));
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
