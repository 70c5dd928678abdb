import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connect, merged, readToEnd, TestClock, withFaults, type Connected } from '~/tests/support/connector-session';
import { generateDemo } from '@/connectors/demo/generate';
import { seededRandom } from '@/connectors/demo/random';
import type { AppConfig, Page } from '@/connectors/kit/contract';
import type { Faults } from '@/connectors/kit/sandbox/faults';
import { serveSandbox, type Sandbox } from '@/connectors/kit/sandbox/server';
import { ledgerLines, SandboxShop } from '@/connectors/kit/sandbox/shop';
import { emptyBatch, type FactBatch, type LedgerKind } from '@/core/model/facts';
import { shopify } from './connector';
import { ShopifyVendor } from './sandbox/vendor';
import { ordersStream } from './streams/orders';

const NOW = '2026-03-10T15:30:00Z';
const OPENED = new Date('2024-01-01T00:00:00Z');
const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX'];
const ACCOUNT = { accountId: 'juniper-and-clay', timeZone: 'America/New_York', currency: 'USD' };
const APP = { clientId: 'client-1', clientSecret: 'hush' };

/** The demo seller's Shopify shop: two years of orders with returns, exchanges and cancellations. */
function seededShop(): SandboxShop {
  const facts = emptyBatch();
  for (const { connection, batch } of generateDemo({ now: new Date(NOW), random: seededRandom(7), scale: 0.03 })) {
    if (connection.marketplace !== 'shopify') continue;
    for (const part of Object.keys(facts) as (keyof FactBatch)[]) (facts[part] as unknown[]).push(...batch[part]);
  }
  return new SandboxShop(
    { id: ACCOUNT.accountId, name: 'Juniper & Clay', timeZone: ACCOUNT.timeZone, currency: ACCOUNT.currency, openedAt: OPENED, scopes: [] },
    facts,
  );
}

let shop: SandboxShop;
let clock: TestClock;
let sandbox: Sandbox;
let connected: Connected;

async function open(options: Partial<ConstructorParameters<typeof ShopifyVendor>[0]> = {}): Promise<void> {
  shop = seededShop();
  clock = new TestClock(NOW);
  sandbox = await serveSandbox(new ShopifyVendor({ shop, app: APP, clock: clock.now, ...options }));
  const config: AppConfig = {
    ...APP,
    baseUrl: sandbox.origin,
    authorizeUrl: `${sandbox.origin}/admin/oauth/authorize`,
    tokenUrl: `${sandbox.origin}/admin/oauth/access_token`,
    redirectUrl: 'https://shopiq.example/api/connections/callback',
  };
  connected = await connect(shopify, { config, clock, account: ACCOUNT, timeoutMs: 400 });
}

const everything = (): { from: Date; to: Date } => ({ from: OPENED, to: clock.now() });

describe('orders of a seeded shop', () => {
  beforeAll(() => open());
  afterAll(() => sandbox.close());

  it('come to the known ledger, page by page', async () => {
    const pages = await readToEnd(ordersStream, { session: connected.session, clock }, { window: everything(), mode: 'delta' });
    const { orders } = merged(pages);
    expect(orders.length).toBeGreaterThan(200);
    expect(ledgerLines(orders, KINDS)).toEqual(shop.ledger(KINDS));
    expect(pages.flatMap(({ notices }) => notices)).toEqual([]);
  });

  it('are the account they were read from', async () => {
    expect(await shopify.identify(connected.session)).toMatchObject({
      id: 'juniper-and-clay',
      timeZone: 'America/New_York',
      currency: 'USD',
      openedAt: OPENED,
    });
  });
});

describe('orders of a vendor that fails', () => {
  afterEach(() => sandbox.close());

  const read = async (mode: 'backfill' | 'delta', faults: Partial<Faults>): Promise<Page[]> =>
    withFaults(sandbox, faults, () => readToEnd(ordersStream, { session: connected.session, clock }, { window: everything(), mode }));
  /** What changed since the newest stamp that was read, as the sync asks for it. */
  const readOn = (pages: readonly Page[], faults: Partial<Faults> = {}): Promise<Page[]> => {
    const newest = Math.max(...pages.map((page) => page.newest?.getTime() ?? 0));
    const window = { from: new Date(newest - ordersStream.overlapMs), to: new Date(clock.now().getTime() + 3_600_000) };
    return withFaults(sandbox, faults, () => readToEnd(ordersStream, { session: connected.session, clock }, { window, mode: 'delta' }));
  };

  const faults: [name: string, faults: Partial<Faults>][] = [
    ['slows it down', { throttle: 3 }],
    ['is unavailable now and then', { unavailable: 3 }],
    ['does not answer now and then', { timeout: 9 }],
    ['is cut off in the middle', { cut: 4 }],
    ['refuses its tokens again and again', { expire: 5 }],
    ['repeats records and holds those of the end', { inclusive: true }],
    ['cuts nested lists without a word', { truncate: 1 }],
    ['has a clock that is ahead', { skewMs: 7 * 60_000 }],
    ['sends fields nobody knows', { schema: 'more' }],
    ['does all of it at once', { throttle: 7, unavailable: 11, cut: 13, expire: 5, inclusive: true, truncate: 2, schema: 'more' }],
  ];

  it.each(faults)('come to the known ledger when it %s', async (_name, switched) => {
    await open();
    const pages = await read('delta', switched);
    expect(ledgerLines(merged(pages).orders, KINDS)).toEqual(shop.ledger(KINDS));
    expect(pages.flatMap(({ notices }) => notices)).toEqual([]);
  });

  it('come to the known ledger when refunds happen while it is read, with the next reading', async () => {
    await open();
    const before = shop.ledger(KINDS);
    const pages = await read('delta', { drift: 2, skewMs: 60_000 });
    const later = await readOn(pages, { skewMs: 60_000 });
    expect(shop.ledger(KINDS)).not.toEqual(before);
    expect(ledgerLines(merged([...pages, ...later]).orders, KINDS)).toEqual(shop.ledger(KINDS));
  });

  it('are refused, not guessed, when a field is gone that was always there', async () => {
    await open();
    await expect(read('delta', { schema: 'less' })).rejects.toMatchObject({ code: 'source_changed' });
  });

  it('are read in smaller pages when a page is too dear', async () => {
    await open({ maxCost: 90 });
    const pages = await read('delta', {});
    expect(ledgerLines(merged(pages).orders, KINDS)).toEqual(shop.ledger(KINDS));
    expect(Math.max(...pages.map(({ facts }) => facts.orders.length))).toBeLessThan(10);
  });
});
