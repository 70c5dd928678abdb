import { afterEach, expect, it } from 'vitest';
import type { Delivery } from '@/connectors/kit/contract';
import { NO_FAULTS, type Faults } from '@/connectors/kit/sandbox/faults';
import { serveSandbox, type SandboxVendor } from '@/connectors/kit/sandbox/server';
import type { SandboxShop } from '@/connectors/kit/sandbox/shop';
import { SANDBOX_APP } from '@/connectors/sandboxes';
import { momentFromInstant } from '@/core/model/calendar';
import type { LedgerKind, OrderFact } from '@/core/model/facts';
import { seedShop } from '@/server/sandbox';
import type { AppCredentials } from '@/server/sync';
import { processDeliveries, receiveDelivery } from '@/server/webhooks';
import { TestClock } from './connector-session';
import { onEmbeddedDatabase } from './databases';
import { listenForDeliveries } from './delivery-listener';
import { connectAccount, testSyncDeps } from './sync-deps';

const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'FEE'];
const HOUR_MS = 3_600_000;

/** A vendor that sends deliveries, and that takes back what its lists do not tell of. */
interface NewsVendor extends SandboxVendor {
  refund(order: string, back: { item: string; units: number; now: Date; isSilent: boolean }): void;
  sell(fact: OrderFact, now: Date): void;
  deliverWebhooks(url: string, faults: Faults): Promise<void>;
}

export interface NewsOf {
  marketplace: string;
  locale: string;
  credentials?: Partial<AppCredentials>;
  vendorOf(shop: SandboxShop, clock: () => Date): NewsVendor;
  /** What differs in a new order from the oldest one, and which of that one's entries it has. */
  sold: Partial<OrderFact> & { externalId: string };
  soldKinds: readonly LedgerKind[];
  /** Where the vendor delivers to. */
  addressOf(publicUrl: string, shop: SandboxShop): string;
  /** A delivery with a signature of somebody else. */
  forged(now: Date): { headers: Record<string, string>; body: string };
}

/** What happens at a shop after it was read, and its lists do not tell at once, or not at all. */
export function onLateNews(title: string, told: NewsOf, names: { refund: string; delivery: string }): void {
  let closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing) await close();
    closing = [];
  });

  onEmbeddedDatabase(title, (get) => {
    const open = async (publicUrl = 'http://127.0.0.1:3000') => {
      const { marketplace, locale, credentials = {} } = told;
      const clock = new TestClock('2026-03-10T15:30:00Z');
      const shop = seedShop(marketplace, { now: clock.now(), scale: 0.01 });
      const vendor = told.vendorOf(shop, clock.now);
      const sandbox = await serveSandbox(vendor);
      closing.push(() => sandbox.close());
      const deps = testSyncDeps(get().db, clock, { publicUrl, credentialsOf: () => ({ ...SANDBOX_APP, ...credentials }) });
      const { timeZone, currency } = shop.account;
      const account = await connectAccount(deps, { marketplace, origin: sandbox.origin, timeZone, currency, locale });
      expect(await account.sync()).toMatchObject({ state: 'done', error: null });
      return { clock, shop, vendor, deps, ...account };
    };

    it(names.refund, async () => {
      const { clock, shop, vendor, sync, ledger } = await open();
      const old = shop.byCreation().find(({ fact }) => fact.status === 'delivered' && fact.ledger.every(({ kind }) => kind !== 'RETURN'));
      vendor.refund(old?.fact.externalId ?? '', { item: '1', units: 1, now: clock.now(), isSilent: true });
      expect(await ledger(KINDS)).not.toEqual(shop.ledger(KINDS));
      await clock.sleep(2 * HOUR_MS);
      expect(await sync('fresh')).toMatchObject({ state: 'done' });
      expect(await ledger(KINDS)).toEqual(shop.ledger(KINDS));
    });

    it(names.delivery, async () => {
      const outcomes: string[] = [];
      let take: (delivery: Delivery) => Promise<string> = () => Promise.resolve('too early');
      const listener = await listenForDeliveries(async (delivery) => {
        // The address the vendor knows is another than the one that is listened at, as behind a proxy.
        const inner = { ...delivery, url: `http://an.inner.host:8080${delivery.url}` };
        outcomes.push(await take(inner).catch((error: { code?: string }) => error.code ?? 'failed'));
      });
      closing.push(listener.close);
      const { clock, shop, vendor, deps, key, ledger } = await open(listener.url);
      take = async (delivery) => {
        // The shop of the test before is another connection of the same account.
        const own = (await receiveDelivery(deps, told.marketplace, delivery)).filter(({ workspaceId }) => workspaceId === key.workspaceId);
        for (const { workspaceId, id: connectionId } of own) await processDeliveries(deps, { workspaceId, connectionId });
        return `taken ${own.length}`;
      };
      await clock.sleep(HOUR_MS);
      vendor.sell(newOrder(shop, told, clock.now()), clock.now());
      const address = told.addressOf(listener.url, shop);
      await vendor.deliverWebhooks(address, { ...NO_FAULTS, duplicateWebhooks: true });
      expect(outcomes).toEqual(['taken 1', 'taken 0']);
      expect(await ledger(KINDS)).toEqual(shop.ledger(KINDS));
      await fetch(address, { method: 'POST', ...told.forged(clock.now()) });
      expect(outcomes.at(-1)).toBe('unauthenticated');
    });
  });
}

/** The oldest order once more, as it was when it was placed. */
function newOrder(shop: SandboxShop, { sold, soldKinds }: NewsOf, now: Date): OrderFact {
  const [first] = shop.byCreation();
  if (!first) throw new Error('no order');
  const ordered = momentFromInstant(now, shop.account.timeZone);
  const placed = first.fact.ordered.at.getTime();
  const ledger = first.fact.ledger
    .filter(({ kind, processed }) => soldKinds.includes(kind) && processed.at.getTime() === placed)
    .map((entry) => ({ ...entry, occurred: ordered, processed: ordered }));
  return { ...first.fact, ordered, ledger, sourceVersion: BigInt(now.getTime()), ...sold };
}
