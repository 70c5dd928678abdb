import { afterEach, expect, it } from 'vitest';
import { NO_FAULTS, type Faults } from '@/connectors/kit/sandbox/faults';
import { serveSandbox, type Sandbox } from '@/connectors/kit/sandbox/server';
import { SANDBOX_APP } from '@/connectors/sandboxes';
import { ENTERPRISE } from '@/connectors/shopify/sandbox/cost';
import { ShopifyVendor } from '@/connectors/shopify/sandbox/vendor';
import type { LedgerKind } from '@/core/model/facts';
import { TestClock } from '~/tests/support/connector-session';
import { onEmbeddedDatabase } from '~/tests/support/databases';
import { listenForDeliveries } from '~/tests/support/delivery-listener';
import { connectAccount, testSyncDeps } from '~/tests/support/sync-deps';
import { seedShop } from './sandbox';
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
    const deps = testSyncDeps(db, clock, { credentialsOf: (_, baseUrl) => (baseUrl === null ? null : SANDBOX_APP) });
    const account = await connectAccount(deps, { marketplace: 'shopify', origin: sandbox.origin });
    const { key, sync } = account;
    await sync();
    const taken: number[] = [];
    const { url, close } = await listenForDeliveries(async (delivery) => {
      const connections = await receiveDelivery(deps, 'shopify', delivery);
      taken.push(connections.length);
      for (const { workspaceId, id: connectionId } of connections) await processDeliveries(deps, { workspaceId, connectionId });
    });
    closing.push(close);
    const refundOne = (): string => {
      const found = shop.byCreation().find(({ fact }) => fact.status === 'delivered' && fact.ledger.every(({ kind }) => kind !== 'RETURN'));
      const [item] = found?.fact.items ?? [];
      if (!found || !item) throw new Error('the seeded shop has no order to refund');
      vendor.refund(found.fact.externalId, { item: item.externalId, units: 1, now: clock.now() });
      return found.fact.externalId;
    };
    const deliver = (faults: Partial<Faults> = {}) => vendor.deliverWebhooks(url, { ...NO_FAULTS, ...faults });
    const ledger = () => account.ledger(KINDS);
    return { db, clock, shop, vendor, deps, key, sync, taken, url, refundOne, deliver, ledger };
  };

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
