import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { EtsyVendor } from '@/connectors/etsy/sandbox/vendor';
import { NO_FAULTS } from '@/connectors/kit/sandbox/faults';
import { serveSandbox } from '@/connectors/kit/sandbox/server';
import { CONNECTORS } from '@/connectors/registry';
import { SANDBOX_APP, SANDBOX_WEBHOOK_SECRETS } from '@/connectors/sandboxes';
import { momentFromInstant } from '@/core/model/calendar';
import type { LedgerKind } from '@/core/model/facts';
import { createVault } from '@/platform/vault';
import { ensureWorkspace } from '@/store/workspaces';
import { TestClock } from '~/tests/support/connector-session';
import { onEmbeddedDatabase } from '~/tests/support/databases';
import { storedLedger } from '~/tests/support/stored-ledger';
import { connectSandbox, seedShop } from './sandbox';
import { syncConnection, type SyncDeps } from './sync';
import { processDeliveries, receiveDelivery } from './webhooks';

const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'FEE'];
const HOUR_MS = 3_600_000;
const webhookSecret = SANDBOX_WEBHOOK_SECRETS['etsy'] ?? '';

let closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
});

onEmbeddedDatabase('an Etsy shop that was read', (get) => {
  const open = async () => {
    const { db } = get();
    const clock = new TestClock('2026-03-10T15:30:00Z');
    const shop = seedShop('etsy', { now: clock.now(), scale: 0.01 });
    const vendor = new EtsyVendor({ shop, app: SANDBOX_APP, webhookSecret, clock: clock.now });
    const sandbox = await serveSandbox(vendor);
    closing.push(() => sandbox.close());
    const deps: SyncDeps = {
      db,
      vault: createVault('a secret of at least thirty-two characters'),
      connectors: CONNECTORS,
      credentialsOf: () => ({ ...SANDBOX_APP, webhookSecret }),
      publicUrl: 'http://127.0.0.1:3000',
      now: clock.now,
      sleep: clock.sleep,
      random: () => 0.5,
      fetch,
    };
    const { timeZone, currency } = shop.account;
    const settings = { name: 'S', profile: 'shopify', timeZone, currency, locale: 'de-DE', weekStart: 1, isDemo: false } as const;
    const workspace = await ensureWorkspace(db, randomUUID(), settings);
    const connectionId = await connectSandbox(deps, { workspaceId: workspace.id, marketplace: 'etsy', origin: sandbox.origin });
    const key = { workspaceId: workspace.id, connectionId };
    const sync = (until: 'fresh' | 'complete') => syncConnection(deps, { ...key, reason: 'person', until, budgetMs: 24 * HOUR_MS });
    expect(await sync('complete')).toMatchObject({ state: 'done', error: null });
    return { clock, shop, vendor, deps, key, sync, ledger: () => storedLedger(db, key, KINDS) };
  };

  it('finds a refund that no receipt tells of by its stamp, however old the order', async () => {
    const { clock, shop, vendor, sync, ledger } = await open();
    const old = shop.byCreation().find(({ fact }) => fact.status === 'delivered' && fact.ledger.every(({ kind }) => kind !== 'RETURN'));
    vendor.refund(old?.fact.externalId ?? '', { item: '1', units: 1, now: clock.now(), isSilent: true });
    expect(await ledger()).not.toEqual(shop.ledger(KINDS));
    await clock.sleep(2 * HOUR_MS);
    expect(await sync('fresh')).toMatchObject({ state: 'done' });
    expect(await ledger()).toEqual(shop.ledger(KINDS));
  });

  it('has a new order at once, by a delivery that is signed with the secret of the endpoint', async () => {
    const { clock, shop, vendor, deps, key, ledger } = await open();
    await clock.sleep(HOUR_MS);
    const outcomes: string[] = [];
    const listener = createServer((request, answer) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const headers = request.headers as Record<string, string>;
        receiveDelivery(deps, 'etsy', { headers, body: Buffer.concat(chunks), url: '/', method: 'POST' })
          .then(async (connections) => {
            // The shop of the test before is another connection of the same account.
            const own = connections.filter((connection) => connection.workspaceId === key.workspaceId);
            for (const { workspaceId, id: connectionId } of own) await processDeliveries(deps, { workspaceId, connectionId });
            outcomes.push(`taken ${own.length}`);
          })
          .catch((error: { code?: string }) => outcomes.push(error.code ?? 'failed'))
          .finally(() => answer.end());
      });
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    closing.push(() => listener.close());
    const ordered = momentFromInstant(clock.now(), shop.account.timeZone);
    const [first] = shop.byCreation();
    if (!first) throw new Error('no order');
    const sold = first.fact.ledger.filter(({ kind }) => kind === 'SALE' || kind === 'FEE');
    const sourceEntries = sold
      .filter(({ processed }) => processed.at.getTime() === first.fact.ordered.at.getTime())
      .map((entry) => ({ ...entry, occurred: ordered, processed: ordered }));
    const fact = { ...first.fact, externalId: '3999999999', ordered, ledger: sourceEntries, sourceVersion: BigInt(ordered.at.getTime()) };
    vendor.sell(fact, clock.now());
    const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
    await vendor.deliverWebhooks(url, { ...NO_FAULTS, duplicateWebhooks: true });
    expect(outcomes).toEqual(['taken 1', 'taken 0']);
    expect(await ledger()).toEqual(shop.ledger(KINDS));
    await fetch(url, {
      method: 'POST',
      headers: { 'webhook-id': 'msg_9', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' },
      body: '{"event_type":"order.paid","shop_id":"48210377"}',
    });
    expect(outcomes.at(-1)).toBe('unauthenticated');
  });
});
