import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { merged, readToEnd, withFaults } from '~/tests/support/connector-session';
import { daySumsOf } from '~/tests/support/day-sums';
import { openShop, type OpenShop } from '~/tests/support/shopify-shop';
import { OPENED } from '~/tests/support/seeded-shop';
import { readDay, withParts } from '~/tests/support/pages';
import type { Page, StreamId } from '@/connectors/kit/contract';
import type { Faults } from '@/connectors/kit/sandbox/faults';
import { ledgerLines } from '@/connectors/kit/sandbox/shop';
import { addDays, dayOf, eachDay, momentFromInstant, type Day } from '@/core/model/calendar';
import type { LedgerKind } from '@/core/model/facts';
import { SCOPES } from './auth';
import { shopify } from './connector';
import { dailyTotals, dailyTotalsOf } from './daily-totals';
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

  it('tells the orders of each day, and what they come to, as we have read them, also where a day has 23 hours', async () => {
    const sums = daySumsOf(merged(await read('orders')).orders);
    const to = dayOf(momentFromInstant(at.clock.now(), at.session.timeZone));
    const from = addDays(to, -799);
    const told = await withFaults(at.sandbox, faults, () => dailyTotals.of(at.session, { from, to }));
    expect(told).toEqual(eachDay({ from, to }).map((day) => ({ day, ...(sums.get(day) ?? { orders: 0, totalMinor: 0n }) })));
    expect(told.filter(({ totalMinor }) => totalMinor !== 0n).length).toBeGreaterThan(100);
  });

  it('gives the orders of a day by when they were made, and one by itself', async () => {
    const { orders } = merged(await read('orders'));
    const day = dayOf(orders.find(({ status }) => status === 'returned' || status === 'canceled')?.ordered ?? { at: OPENED, local: '' });
    const found = await withFaults(at.sandbox, faults, () => readDay(dailyTotals, at, day));
    const expected = orders.filter(({ ordered }) => dayOf(ordered) === day);
    expect(expected.length).toBeGreaterThan(0);
    // The second in which a day ends may be told with it.
    expect(found.filter(({ ordered }) => dayOf(ordered) === day)).toEqual(expect.arrayContaining(expected));
    const [first] = expected;
    expect((await dailyTotals.readOne(at.session, first?.externalId ?? ''))?.facts.orders).toEqual([first]);
    at.shop.delete(first?.externalId ?? '');
    expect(await dailyTotals.readOne(at.session, first?.externalId ?? '')).toBeNull();
  });
});

it('where there are too many orders to add up, they are counted', async () => {
  const period = { from: '2026-01-01', to: '2026-02-09' };
  const sums = daySumsOf(merged(await read('orders')).orders);
  const days = eachDay(period).map((day) => ({ day, ...(sums.get(day) ?? { orders: 0, totalMinor: 0n }) }));
  const orders = days.reduce((sum, total) => sum + total.orders, 0);
  expect(await dailyTotalsOf(orders).of(at.session, period)).toEqual(days);
  expect(await dailyTotalsOf(orders - 1).of(at.session, period)).toEqual(days.map((total) => ({ ...total, totalMinor: null })));
  expect(orders).toBeGreaterThan(2);
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
