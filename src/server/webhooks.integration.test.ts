import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { NO_FAULTS, type Faults } from '@/connectors/kit/sandbox/faults';
import { serveSandbox, type Sandbox } from '@/connectors/kit/sandbox/server';
import { CONNECTORS } from '@/connectors/registry';
import { SANDBOX_APP } from '@/connectors/sandboxes';
import { ENTERPRISE } from '@/connectors/shopify/sandbox/cost';
import { ShopifyVendor } from '@/connectors/shopify/sandbox/vendor';
import type { LedgerKind } from '@/core/model/facts';
import { createVault } from '@/platform/vault';
import { ensureWorkspace } from '@/store/workspaces';
import { TestClock } from '~/tests/support/connector-session';
import { onEmbeddedDatabase } from '~/tests/support/databases';
import { storedLedger } from '~/tests/support/stored-ledger';
import { connectSandbox, seedShop } from './sandbox';
import { syncConnection, type SyncDeps } from './sync';
import { processDeliveries, receiveDelivery } from './webhooks';

const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX'];
const HOUR_MS = 3_600_000;

let closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
});

onEmbeddedDatabase('webhooks of a shop', (get) => {
  const open = async () => {
    const { db } = get();
    const clock = new TestClock('2026-03-10T15:30:00Z');
    const shop = seedShop('shopify', { now: clock.now(), scale: 0.004 });
    const vendor = new ShopifyVendor({ shop, app: SANDBOX_APP, clock: clock.now, plan: ENTERPRISE });
    const sandbox: Sandbox = await serveSandbox(vendor);
    closing.push(() => sandbox.close());
    const deps: SyncDeps = {
      db,
      vault: createVault('a secret of at least thirty-two characters'),
      connectors: CONNECTORS,
      credentialsOf: (_, baseUrl) => (baseUrl === null ? null : SANDBOX_APP),
      publicUrl: 'http://127.0.0.1:3000',
      now: clock.now,
      sleep: clock.sleep,
      random: () => 0.5,
      fetch,
    };
    const settings = {
      name: 'S',
      profile: 'shopify',
      timeZone: 'UTC',
      currency: 'USD',
      locale: 'en-US',
      weekStart: 1,
      isDemo: false,
    } as const;
    const workspace = await ensureWorkspace(db, randomUUID(), settings);
    const connectionId = await connectSandbox(deps, { workspaceId: workspace.id, marketplace: 'shopify', origin: sandbox.origin });
    const key = { workspaceId: workspace.id, connectionId };
    const sync = () => syncConnection(deps, { ...key, reason: 'person', until: 'complete', budgetMs: 24 * HOUR_MS });
    await sync();
    const taken: number[] = [];
    const url = await listen(async (headers, body) => {
      const connections = await receiveDelivery(deps, 'shopify', { headers, body, url: '/', method: 'POST' });
      taken.push(connections.length);
      for (const { workspaceId, id: connectionId } of connections) await processDeliveries(deps, { workspaceId, connectionId });
    });
    const refundOne = (): string => {
      const found = shop.byCreation().find(({ fact }) => fact.status === 'delivered' && fact.ledger.every(({ kind }) => kind !== 'RETURN'));
      const [item] = found?.fact.items ?? [];
      if (!found || !item) throw new Error('the seeded shop has no order to refund');
      vendor.refund(found.fact.externalId, { item: item.externalId, units: 1, now: clock.now() });
      return found.fact.externalId;
    };
    const deliver = (faults: Partial<Faults> = {}) => vendor.deliverWebhooks(url, { ...NO_FAULTS, ...faults });
    const ledger = () => storedLedger(db, key, KINDS);
    return { db, clock, shop, vendor, deps, key, sync, taken, url, refundOne, deliver, ledger };
  };

  async function listen(take: (headers: Record<string, string>, body: Uint8Array) => Promise<void>): Promise<string> {
    const server: Server = createServer((request, answer) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        take(request.headers as Record<string, string>, Buffer.concat(chunks)).then(
          () => answer.writeHead(200).end(),
          (error: { code?: string }) => answer.writeHead(400).end(error.code),
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it('bring a refund at once, to the cent', async () => {
    const test = await open();
    await test.clock.sleep(HOUR_MS / 2);
    test.refundOne();
    await test.deliver();
    expect(await test.ledger()).toEqual(test.shop.ledger(KINDS));
  });

  it('that come twice and in the wrong order count once', async () => {
    const test = await open();
    await test.clock.sleep(HOUR_MS / 2);
    test.refundOne();
    await test.deliver({ duplicateWebhooks: true, reorderWebhooks: true });
    expect(test.taken).toEqual([1, 0, 1, 0]);
    expect(await test.ledger()).toEqual(test.shop.ledger(KINDS));
  });

  it('that are lost are made up for by the next sync', async () => {
    const test = await open();
    await test.clock.sleep(2 * HOUR_MS);
    test.refundOne();
    await test.deliver({ loseWebhooks: 1 });
    expect(test.taken).toEqual([]);
    await test.sync();
    expect(await test.ledger()).toEqual(test.shop.ledger(KINDS));
  });

  it('take out an order that was deleted, which no list tells of', async () => {
    const test = await open();
    const [first] = test.shop.byCreation();
    test.vendor.deleteOrder(first?.fact.externalId ?? '', test.clock.now());
    await test.deliver();
    expect(await test.ledger()).toEqual(test.shop.ledger(KINDS));
  });

  it('with another signature change nothing', async () => {
    const test = await open();
    const before = await test.ledger();
    const headers = {
      'x-shopify-topic': 'orders/delete',
      'x-shopify-shop-domain': 'juniper-and-clay.myshopify.com',
      'x-shopify-webhook-id': '1',
    };
    const [first] = test.shop.byCreation();
    const body = JSON.stringify({ id: first?.fact.externalId });
    const answers = await Promise.all(
      ['', 'AAAA', Buffer.alloc(32).toString('base64')].map((signature) =>
        fetch(test.url, { method: 'POST', headers: { ...headers, 'x-shopify-hmac-sha256': signature }, body }).then((answer) =>
          answer.text(),
        ),
      ),
    );
    expect(answers).toEqual(['unauthenticated', 'unauthenticated', 'unauthenticated']);
    expect(await test.ledger()).toEqual(before);
  });

  it('of a removed app end the permission and keep what was read', async () => {
    const test = await open();
    const session = await test.db.asWorkspace(test.key.workspaceId, (tx) => tx.connectionSecret.count());
    expect(session).toBe(1);
    test.vendor.uninstall(test.clock.now());
    await test.deliver();
    const connection = await test.db.asWorkspace(test.key.workspaceId, (tx) => tx.marketplaceConnection.findFirstOrThrow());
    expect(connection).toMatchObject({ status: 'error', errorCode: 'authorization_lost' });
    expect(await test.db.asWorkspace(test.key.workspaceId, (tx) => tx.connectionSecret.count())).toBe(0);
    expect(await test.ledger()).toEqual(test.shop.ledger(KINDS));
  });
});
