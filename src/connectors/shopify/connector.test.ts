import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { merged, readToEnd, withFaults } from '~/tests/support/connector-session';
import { openShop, type OpenShop } from '~/tests/support/shopify-shop';
import { withParts } from '~/tests/support/pages';
import type { Page, StreamId } from '@/connectors/kit/contract';
import type { Faults } from '@/connectors/kit/sandbox/faults';
import { ledgerLines } from '@/connectors/kit/sandbox/shop';
import { addDays, dayOf, momentFromInstant, type Day } from '@/core/model/calendar';
import type { LedgerKind } from '@/core/model/facts';
import { SCOPES } from './auth';
import { shopify } from './connector';
import { NO_PAYMENTS_ACCOUNT } from './notices';

let at: OpenShop;
beforeEach(async () => {
  at = await openShop();
});
afterEach(() => at.sandbox.close());

const HARD: Partial<Faults> = { throttle: 5, unavailable: 4, cut: 7, expire: 11, inclusive: true, truncate: 3, schema: 'more' };

function read(id: StreamId, faults: Partial<Faults> = {}): Promise<Page[]> {
  const stream = shopify.streams.find((each) => each.id === id);
  if (!stream) throw new Error(`no stream ${id}`);
  const window = stream.by === 'snapshot' ? null : at.window;
  return withFaults(at.sandbox, faults, () => readToEnd(stream, at, { window, mode: 'backfill' }));
}

describe.each<[string, Partial<Faults>]>([
  ['that answers', {}],
  ['that fails in many ways', HARD],
])('a shop %s', (_name, faults) => {
  it('has the known ledger, fees included', async () => {
    const kinds: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'FEE'];
    const pages = [...(await read('orders', faults)), ...(await read('finances', faults))];
    const lines = ledgerLines(withParts(merged(pages)), kinds);
    expect(lines).toEqual(at.shop.ledger(kinds));
    expect(lines.filter(({ kind }) => kind === 'FEE').length).toBeGreaterThan(100);
    expect(pages.flatMap(({ notices }) => notices)).toEqual([]);
  });

  it('is paid out what it was paid out, day by day', async () => {
    const byDay = new Map<Day, bigint>();
    for (const { amountMinor, day } of at.shop.ledger(['PAYOUT'])) byDay.set(day, (byDay.get(day) ?? 0n) + amountMinor);
    const { orderLedgers } = merged(await read('payouts', faults));
    const paid = orderLedgers.flatMap(({ entries }) =>
      entries.map(({ amountMinor, processed }) => [dayOf(processed), amountMinor] as const),
    );
    expect(paid.length).toBeGreaterThan(50);
    expect(new Map(paid)).toEqual(new Map([...byDay].filter(([, minor]) => minor !== 0n)));
    expect(orderLedgers.every(({ orderExternalId, scope }) => orderExternalId.startsWith('payout:') && scope === 'payout')).toBe(true);
  });

  it('has its products, one for each variant, however many those are', async () => {
    const [mug] = at.shop.products;
    if (!mug) throw new Error('no product');
    for (let size = 1; size <= 130; size += 1) {
      at.shop.products.push({ ...mug, externalId: `77${size}`, sku: `T-${size}`, title: `Tea towel - ${size} cm`, parentExternalId: '77' });
    }
    const { products } = merged(await read('products', faults));
    const seen = new Map(products.map((product) => [product.externalId, product]));
    expect(seen.size).toBe(at.shop.products.length);
    for (const product of at.shop.products) {
      const { externalId, title, sku, category, vendor, description, price } = product;
      const parentExternalId = product.parentExternalId ?? `1${externalId}`;
      expect(seen.get(externalId)).toEqual({ externalId, title, sku, category, vendor, description, price, cost: null, parentExternalId });
    }
  });

  it('has its stock, at however many locations', async () => {
    const [level] = at.shop.inventory;
    if (!level) throw new Error('no stock');
    for (let shelf = 1; shelf <= 60; shelf += 1) at.shop.inventory.push({ ...level, location: `Shelf ${shelf}`, available: shelf - 3 });
    const { inventoryLevels } = merged(await read('inventory', faults));
    const text = ({ productExternalId, location, available }: (typeof inventoryLevels)[number]): string =>
      `${productExternalId} ${location} ${available}`;
    expect(inventoryLevels.map(text).sort()).toEqual(at.shop.inventory.map(text).sort());
    expect(inventoryLevels[0]?.observed).toEqual(level.observed);
  });

  it('has its customers', async () => {
    const { customers } = merged(await read('customers', faults));
    expect(customers.length).toBeGreaterThan(50);
    const byId = new Map(customers.map((customer) => [customer.externalId, customer]));
    expect(byId).toEqual(new Map(at.shop.customers.map((customer) => [customer.externalId, { email: null, ...customer }])));
  });

  it('counts the orders of each day as we do, also where a day has 23 hours', async () => {
    const { orders } = merged(await read('orders'));
    const from = '2026-01-28';
    const to = dayOf(momentFromInstant(at.clock.now(), at.session.timeZone));
    const totals = await withFaults(at.sandbox, faults, () => shopify.dailyTotals?.(at.session, { from, to }) ?? Promise.resolve([]));
    expect(totals.map(({ day }) => day)).toEqual(Array.from({ length: 42 }, (_, index) => addDays(from, index)));
    for (const { day, orders: count, salesMinor } of totals) {
      expect([day, count, salesMinor]).toEqual([day, orders.filter(({ ordered }) => dayOf(ordered) === day).length, null]);
    }
    expect(totals.reduce((sum, total) => sum + total.orders, 0)).toBeGreaterThan(5);
  });
});

describe('what is not permitted', () => {
  const reopen = async (without: string): Promise<void> => {
    await at.sandbox.close();
    at = await openShop({ app: { clientId: 'client-1', clientSecret: 'hush', grants: SCOPES.filter((scope) => scope !== without) } });
  };

  it.each<[StreamId, string]>([
    ['products', 'read_products'],
    ['customers', 'read_customers'],
    ['finances', 'read_shopify_payments_accounts'],
    ['payouts', 'read_shopify_payments_accounts'],
  ])('%s without %s is said to be so', async (stream, scope) => {
    await reopen(scope);
    await expect(read(stream)).rejects.toMatchObject({ code: 'scope_missing' });
  });

  it('is told apart from a shop without Shopify Payments', async () => {
    await at.sandbox.close();
    at = await openShop({ hasPayments: false });
    const pages = await read('finances');
    expect(pages.map(({ facts, notices }) => [facts.orderLedgers, notices])).toEqual([[[], [NO_PAYMENTS_ACCOUNT]]]);
  });
});
