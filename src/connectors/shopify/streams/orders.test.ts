import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { merged, readToEnd, withFaults } from '~/tests/support/connector-session';
import { APP, openShop, type OpenShop } from '~/tests/support/shopify-shop';
import { failures, noticesOf } from '~/tests/support/pages';
import { OPENED } from '~/tests/support/seeded-shop';
import type { Page, Stream } from '@/connectors/kit/contract';
import type { Faults } from '@/connectors/kit/sandbox/faults';
import { ledgerLines } from '@/connectors/kit/sandbox/shop';
import { momentFromInstant } from '@/core/model/calendar';
import type { LedgerFact, LedgerKind, OrderFact } from '@/core/model/facts';
import { SCOPES } from '../auth';
import { startBulk } from '../bulk';
import { shopify } from '../connector';
import { API_PATH, bulkOrders, UNINSTALL } from '../documents';
import { ordersStream, ordersStreamOf } from './orders';

const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX'];

let at: OpenShop;
const open = async (...options: Parameters<typeof openShop>): Promise<void> => {
  at = await openShop(...options);
};
const close = (): Promise<void> => at.sandbox.close();

/** Pieces of the file that hold a few orders each, and one that is smaller than most orders. */
const inPieces = ordersStreamOf(40_000);
const inCrumbs = ordersStreamOf(500);

const read = (faults: Partial<Faults>, { mode, stream = inPieces }: { mode: 'backfill' | 'delta'; stream?: Stream }): Promise<Page[]> =>
  withFaults(at.sandbox, faults, () => readToEnd(stream, at, { window: at.window, mode }));

/** What changed since the newest stamp that was read, as the sync asks for it. */
function readOn(pages: readonly Page[], faults: Partial<Faults> = {}): Promise<Page[]> {
  const newest = Math.max(...pages.map((page) => page.newest?.getTime() ?? 0));
  const window = { from: new Date(newest - ordersStream.overlapMs), to: new Date(at.clock.now().getTime() + 3_600_000) };
  return withFaults(at.sandbox, faults, () => readToEnd(ordersStream, at, { window, mode: 'delta' }));
}

/** 120 lines, of which one came back on each of twelve days, a payment for each of twelve parts. */
function largeOrder(now: Date): OrderFact {
  const momentAt = (hours: number) => momentFromInstant(new Date(now.getTime() - hours * 3_600_000), 'America/New_York');
  const ledger: LedgerFact[] = [];
  const add = (
    kind: LedgerKind,
    amountMinor: bigint,
    { item, quantity, hours }: { item: string; quantity: number; hours: number },
  ): void => {
    const at = momentAt(hours);
    ledger.push({ sourceEventId: `${ledger.length}`, kind, amountMinor, quantity, itemExternalId: item, occurred: at, processed: at });
  };
  const items = Array.from({ length: 120 }, (_, index) => ({
    externalId: `${index + 1}`,
    productExternalId: `p${index}`,
    title: `Part ${index}`,
    quantity: 2,
    unitPriceMinor: 1000n,
  }));
  for (const { externalId: item } of items) {
    add('SALE', 2000n, { item, quantity: 2, hours: 500 });
    add('TAX', 140n, { item, quantity: 0, hours: 500 });
  }
  for (let day = 1; day <= 12; day += 1) add('RETURN', -1000n, { item: `${day}`, quantity: -1, hours: 500 - day * 24 });
  const payments = Array.from({ length: 12 }, (_, index) => ({
    externalId: `${index + 1}`,
    method: 'card',
    amountMinor: 21_400n,
    paid: momentAt(500),
  }));
  return {
    externalId: '99001',
    status: 'approved',
    sourceStatus: 'paid',
    currency: 'USD',
    ordered: momentAt(500),
    items,
    ledger,
    payments,
    shipments: [],
    sourceVersion: BigInt(momentAt(100).at.getTime()),
  };
}

describe.each(['backfill', 'delta'] as const)('orders of a seeded shop whose vendor fails, %s', (mode) => {
  afterEach(close);

  it.each(failures(6))('come to the known ledger: it %s', async (_name, faults) => {
    // Small pages, so that every fault strikes.
    await open(mode === 'delta' ? { maxCost: 12 } : {}, faults.timeout ? { timeoutMs: 1500 } : {});
    const pages = await read(faults, { mode });
    const { orders } = merged(pages);
    expect(orders.length).toBeGreaterThan(100);
    expect(ledgerLines(orders, KINDS)).toEqual(at.shop.ledger(KINDS));
    expect(noticesOf(pages)).toEqual([]);
    expect(at.sandbox.requests).toBeGreaterThan(13);
    if (faults.expire) expect(at.tokens.renewals).toBeGreaterThan(0);
  });

  it('come to the known ledger when refunds happen meanwhile, with the next reading', async () => {
    await open();
    const before = at.shop.ledger(KINDS);
    const pages = await read({ drift: 1, skewMs: 60_000 }, { mode });
    const later = await readOn(pages, { skewMs: 60_000 });
    expect(at.shop.ledger(KINDS)).not.toEqual(before);
    expect(ledgerLines(merged([...pages, ...later]).orders, KINDS)).toEqual(at.shop.ledger(KINDS));
  });

  it('come to the known ledger when an order has more than fits its place', async () => {
    await open();
    at.shop.add(largeOrder(at.clock.now()));
    const pages = await read({}, { mode });
    expect(ledgerLines(merged(pages).orders, KINDS)).toEqual(at.shop.ledger(KINDS));
    expect(merged(pages).orders.find(({ externalId }) => externalId === '99001')).toMatchObject({
      items: { length: 120 },
      ledger: { length: 264 },
    });
    expect(noticesOf(pages)).toEqual([]);
  });

  it('are refused, not guessed, when a field is gone that was always there', async () => {
    await open();
    await expect(read({ schema: 'less' }, { mode })).rejects.toMatchObject({ code: 'source_changed' });
  });

  it('come without people where Shopify withholds them, and the seller is told', async () => {
    await open({ isWithheld: true });
    const pages = await read({}, { mode });
    const { orders } = merged(pages);
    expect(ledgerLines(orders, KINDS)).toEqual(at.shop.ledger(KINDS));
    expect(new Set(orders.map(({ customerExternalId, shipCity }) => customerExternalId ?? shipCity))).toEqual(new Set([null]));
    expect(new Set(noticesOf(pages))).toEqual(new Set([expect.stringMatching(/withholds who bought/)]));
  });
});

describe('orders by a bulk operation', () => {
  afterEach(close);

  it('come to the known ledger when a piece is smaller than an order, and each piece is one order or more', async () => {
    await open();
    const pages = await read({}, { mode: 'backfill', stream: inCrumbs });
    expect(ledgerLines(merged(pages).orders, KINDS)).toEqual(at.shop.ledger(KINDS));
    expect(pages.filter(({ facts }) => facts.orders.length === 1).length).toBeGreaterThan(50);
  });

  it('come whole in one piece, too', async () => {
    await open();
    const pages = await read({}, { mode: 'backfill', stream: ordersStreamOf(100_000_000) });
    expect(pages.filter(({ facts }) => facts.orders.length > 0)).toHaveLength(1);
    expect(ledgerLines(merged(pages).orders, KINDS)).toEqual(at.shop.ledger(KINDS));
  });

  it('go on at the cursor after a restart, with nothing lost', async () => {
    await open();
    const request = { window: at.window, mode: 'backfill' } as const;
    const pages: Page[] = [];
    let cursor: string | null = null;
    do {
      const page: Page = await inPieces.read(at.session, { ...request, cursor });
      // Each page is asked for twice: the first answer was lost with the process.
      const again = await ordersStreamOf(40_000).read(at.session, { ...request, cursor });
      if (cursor !== null) expect(again).toEqual(page);
      pages.push(again);
      await at.clock.sleep(again.waitMs ?? 0);
      cursor = again.next;
    } while (cursor !== null);
    expect(ledgerLines(merged(pages).orders, KINDS)).toEqual(at.shop.ledger(KINDS));
  });

  it('are read page by page when the operation fails', async () => {
    await open({ failsBulk: true });
    const pages = await read({}, { mode: 'backfill' });
    expect(ledgerLines(merged(pages).orders, KINDS)).toEqual(at.shop.ledger(KINDS));
  });

  it('wait for their turn when as many run as may', async () => {
    await open();
    for (let running = 0; running < 5; running += 1) await startBulk(at.session, bulkOrders('test:false'));
    const pages = await read({}, { mode: 'backfill' });
    expect(pages[0]).toMatchObject({ waitMs: 30_000, next: '{"kind":"start"}' });
    expect(ledgerLines(merged(pages).orders, KINDS)).toEqual(at.shop.ledger(KINDS));
  });

  it('are nothing for a window without any', async () => {
    await open();
    const window = { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2020-02-01T00:00:00Z') };
    const pages = await readToEnd(inPieces, at, { window, mode: 'backfill' });
    expect(merged(pages).orders).toEqual([]);
  });
});

describe('orders by pages', () => {
  afterEach(close);

  it('are smaller pages when a page is too dear', async () => {
    await open({ maxCost: 10 });
    const pages = await read({}, { mode: 'delta' });
    expect(ledgerLines(merged(pages).orders, KINDS)).toEqual(at.shop.ledger(KINDS));
    expect(Math.max(...pages.map(({ facts }) => facts.orders.length))).toBeLessThan(20);
  });

  it('are those of 60 days without leave to read all, and the seller is told', async () => {
    await open({ app: { ...APP, grants: SCOPES.filter((scope) => scope !== 'read_all_orders') } });
    const pages = await read({}, { mode: 'backfill' });
    const { orders } = merged(pages);
    const oldest = Math.min(...orders.map(({ ordered }) => ordered.at.getTime()));
    expect(orders.length).toBeGreaterThan(5);
    expect(at.clock.now().getTime() - oldest).toBeLessThan(60 * 86_400_000 + 60_000);
    expect(noticesOf(pages)).toEqual([expect.stringMatching(/last 60 days/)]);
  });

  it('need the permission to read orders', async () => {
    await open({ app: { ...APP, grants: ['read_products'] } });
    await expect(read({}, { mode: 'delta' })).rejects.toMatchObject({ code: 'scope_missing' });
  });
});

describe('the account', () => {
  beforeAll(() => open());
  afterAll(close);

  it('is told by the shop', async () => {
    expect(await shopify.identify(at.session)).toEqual({
      id: 'juniper-and-clay',
      name: 'Juniper & Clay',
      timeZone: 'America/New_York',
      currency: 'USD',
      openedAt: OPENED,
      scopes: [...SCOPES],
    });
  });

  it('is no longer open to us once the permission was taken back', async () => {
    const { http } = at.session;
    await http.send({ method: 'POST', path: API_PATH, body: { query: UNINSTALL }, bucket: 'graphql' });
    await expect(shopify.identify(at.session)).rejects.toMatchObject({ code: 'authorization_lost' });
  });
});
