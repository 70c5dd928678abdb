import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { merged, readStretch, readToEnd, withFaults } from '~/tests/support/connector-session';
import { daySumsOf } from '~/tests/support/day-sums';
import { APP, openShop, type OpenShop } from '~/tests/support/etsy-shop';
import { OPENED } from '~/tests/support/seeded-shop';
import { noticesOf, readDay, rewritten, withParts } from '~/tests/support/pages';
import { OpenApi, recorder, type Exchange, type OpenApiDocument } from '~/tests/support/openapi';
import type { Page, StreamId } from '@/connectors/kit/contract';
import type { Faults } from '@/connectors/kit/sandbox/faults';
import { ledgerLines } from '@/connectors/kit/sandbox/shop';
import { addDays, dayOf, eachDay, momentFromInstant, type Day } from '@/core/model/calendar';
import type { LedgerKind } from '@/core/model/facts';
import { SCOPES } from './auth';
import { etsy } from './connector';
import { dailyTotals, dailyTotalsOf } from './daily-totals';
import { buyerIdOf } from './sandbox/numbers';
import { lineOf } from './sandbox/catalog';

let at: OpenShop;
beforeEach(async () => {
  at = await openShop();
});
afterEach(() => at.sandbox.close());

const HARD: Partial<Faults> = { throttle: 5, unavailable: 4, cut: 7, expire: 11, inclusive: true, truncate: 3, schema: 'more' };

const streamOf = (id: StreamId) => {
  const stream = etsy.streams.find((each) => each.id === id);
  if (!stream) throw new Error(`no stream ${id}`);
  return stream;
};

const read = (id: StreamId, faults: Partial<Faults> = {}): Promise<Page[]> =>
  withFaults(at.sandbox, faults, () => readStretch(streamOf(id), at, at.window));

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
    expect(noticesOf(pages)).toEqual([]);
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
    expect(paid.some(([, minor]) => minor < 0n)).toBe(true);
    expect(orderLedgers.every(({ orderExternalId, scope }) => orderExternalId.startsWith('payout:') && scope === 'payout')).toBe(true);
  });

  it('has its products, one for each listing and each variation, however many those are', async () => {
    addTowels();
    const pages = await read('products', faults);
    const { products } = merged(pages);
    const seen = new Map(products.map((product) => [product.externalId, product]));
    // The listing of the variations is a product, too.
    expect(seen.size).toBe(at.shop.products.length + 1);
    expect(seen.get('77')).toMatchObject({ title: 'Tea towel', sku: null });
    for (const { externalId, title, sku, category, description, price, parentExternalId } of at.shop.products) {
      const parent = parentExternalId ? { parentExternalId } : {};
      expect(seen.get(externalId)).toEqual({ externalId, title, sku, category, description, price, ...parent });
    }
    expect(noticesOf(pages)).toEqual([]);
  });

  it('has its stock, also of what is sold out', async () => {
    addTowels();
    const [first] = at.shop.inventory;
    if (first) first.available = 0;
    const { inventoryLevels } = merged(await read('inventory', faults));
    const text = ({ productExternalId, available }: { productExternalId: string; available: number }): string =>
      `${productExternalId} ${available}`;
    expect(inventoryLevels.map(text).sort()).toEqual(at.shop.inventory.map(text).sort());
    expect(new Set(inventoryLevels.map(({ location }) => location))).toEqual(new Set(['Etsy']));
  });

  it('has its buyers, by what they bought', async () => {
    const { customers } = merged(await read('orders', faults));
    const byId = new Map(customers.map((customer) => [customer.externalId, customer]));
    expect(byId.size).toBeGreaterThan(50);
    for (const { externalId, name, country, city } of at.shop.customers)
      expect(byId.get(String(buyerIdOf(externalId)))).toMatchObject({ name, country, city });
  });

  it('has its reviews, each of a line', async () => {
    const pages = await read('reviews', faults);
    const reviews = pages.flatMap(({ facts }) => facts.reviews);
    const seen = new Map(reviews.map((review) => [review.externalId, review]));
    expect(seen.size).toBe(at.shop.reviews.length);
    expect(seen.size).toBeGreaterThan(15);
    for (const { externalId, productExternalId, score, body, reviewed } of at.shop.reviews) {
      const review = seen.get(String(lineOf(externalId)));
      expect(review).toMatchObject({ productExternalId, score, body, verified: true });
      expect(review?.reviewed.local).toBe(reviewed.local.slice(0, 19));
    }
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

describe('a record that makes no sense', () => {
  it.each<[StreamId, RegExp, string]>([
    ['orders', /"divisor":100/, '"divisor":999983'],
    ['products', /("is_deleted":false,"price":\{"amount":\d+,"divisor":)100/, '$17'],
    ['inventory', /"quantity":\d+/, '"quantity":"many"'],
    ['reviews', /"rating":\d/, '"rating":6'],
    ['finances', /"currency":"EUR"/, '"currency":"Euro"'],
  ])('is said and does not stop the others: %s', async (id, from, to) => {
    await at.sandbox.close();
    at = await openShop({}, { fetch: rewritten(from, to) });
    const pages = await read(id);
    const notices = pages.flatMap((page) => page.notices);
    expect(notices.length).toBeGreaterThan(0);
    expect(notices).toEqual(
      notices.map(() => ({ code: 'unreadable', text: expect.any(String) as string, externalId: expect.stringMatching(/^\d+$/) as string })),
    );
    const { orders, products, inventoryLevels, orderLedgers } = merged(pages);
    expect(
      orders.length + products.length + inventoryLevels.length + orderLedgers.length + pages.flatMap(({ facts }) => facts.reviews).length,
    ).toBeGreaterThan(10);
  });
});

/** A listing of thirty sizes. */
function addTowels(): void {
  const [mug] = at.shop.products;
  const [level] = at.shop.inventory;
  if (!mug || !level) throw new Error('no product');
  for (let size = 1; size <= 30; size += 1) {
    const externalId = `77:${size} cm`;
    at.shop.products.push({ ...mug, externalId, sku: `T-${size}`, title: `Tea towel - ${size} cm`, parentExternalId: '77' });
    at.shop.inventory.push({ ...level, productExternalId: externalId, available: size % 4 });
  }
}

describe('the account', () => {
  it('is told by the shop', async () => {
    expect(await etsy.identify(at.session)).toEqual({
      id: '48210377',
      name: 'JuniperAndClayEU',
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
      openedAt: OPENED,
      scopes: SCOPES,
    });
  });

  it('is charged for more than orders: listings, ads and postage, each a document of its own', async () => {
    await at.sandbox.close();
    const charge = { at: new Date('2026-03-01T10:00:00Z'), reference_id: '5' };
    at = await openShop({
      charges: [
        { ...charge, entry_id: 71, amount: -20, ledger_type: 'listing', reference_type: 'listing' },
        { ...charge, entry_id: 72, amount: -1826, ledger_type: 'prolist', reference_type: 'prolist' },
        { ...charge, entry_id: 73, amount: -510, ledger_type: 'shipping_labels', reference_type: 'shipping_label' },
        { ...charge, entry_id: 74, amount: -99, ledger_type: 'tomorrow', reference_type: 'etsy' },
        // A line nobody knows (any more).
        { ...charge, entry_id: 75, amount: -7, ledger_type: 'transaction', reference_type: 'transaction' },
      ],
    });
    const pages = await read('finances');
    const own = merged(pages).orderLedgers.filter(({ orderExternalId }) => orderExternalId.startsWith('account:'));
    expect(own.map(({ orderExternalId, entries }) => [orderExternalId, entries[0]?.kind, entries[0]?.amountMinor])).toEqual([
      ['account:71', 'FEE', -20n],
      ['account:72', 'FEE', -1826n],
      ['account:73', 'ADJUSTMENT', -510n],
      ['account:74', 'ADJUSTMENT', -99n],
      ['account:75', 'FEE', -7n],
    ]);
    expect(noticesOf(pages)).toEqual([expect.stringMatching(/"tomorrow"/)]);
  });

  it('with more entries in a window than offsets reach is read whole', { timeout: 60_000 }, async () => {
    await at.sandbox.close();
    const charges = Array.from({ length: 12_345 }, (_, index) => ({
      entry_id: 1000 + index,
      amount: -1,
      ledger_type: 'listing',
      reference_type: 'listing',
      reference_id: '5',
      at: new Date(Date.parse('2026-02-10T00:00:00Z') + index * 60_000),
    }));
    at = await openShop({ charges, pageSize: 100, plan: { perSecond: 1000, perDay: 100_000 } });
    const window = { from: new Date('2026-02-08T00:00:00Z'), to: new Date('2026-03-10T00:00:00Z') };
    const { orderLedgers } = merged(await readToEnd(streamOf('finances'), at, { window, mode: 'backfill' }));
    expect(orderLedgers.filter(({ orderExternalId }) => orderExternalId.startsWith('account:'))).toHaveLength(12_345);
  });

  it('is no longer open to us once the permission has ended', async () => {
    at.vendor.revoke();
    await expect(etsy.identify(at.session)).rejects.toMatchObject({ code: 'authorization_lost' });
  });

  it('is not open to an app that sends half of its key', async () => {
    await at.sandbox.close();
    at = await openShop({ app: { ...APP, clientSecret: 'another' } });
    await expect(etsy.identify(at.session)).rejects.toMatchObject({ code: 'scope_missing' });
  });
});

describe('what is not permitted', () => {
  it.each<[StreamId, string]>([
    ['products', 'listings_r'],
    ['inventory', 'listings_r'],
    ['orders', 'transactions_r'],
    ['finances', 'transactions_r'],
    ['payouts', 'transactions_r'],
  ])('%s without %s is said to be so', async (stream, scope) => {
    await at.sandbox.close();
    at = await openShop({ app: { ...APP, grants: SCOPES.filter((each) => each !== scope) } });
    await expect(read(stream)).rejects.toMatchObject({ code: 'scope_missing' });
  });
});

describe('the limits of an app', () => {
  it('of a second are kept, so that nothing is refused, and those of a day end the sync until they are there again', async () => {
    await at.sandbox.close();
    at = await openShop({ plan: { perSecond: 5, perDay: 60 } });
    const statuses: number[] = [];
    const send = at.session.http.send.bind(at.session.http);
    const watched = {
      ...at.session,
      http: { send: (request: Parameters<typeof send>[0]) => send(request).then((answer) => (statuses.push(answer.status), answer)) },
    };
    const reading = readToEnd(
      streamOf('finances'),
      { ...at, session: watched },
      { window: { from: new Date('2026-02-08T00:00:00Z'), to: at.window.to }, mode: 'backfill' },
    );
    await reading;
    expect(statuses.every((status) => status === 200)).toBe(true);
    for (let count = statuses.length; count < 60; count += 1) await etsy.identify(at.session).catch(() => null);
    await expect(etsy.identify(at.session)).rejects.toMatchObject({
      code: 'source_throttled',
      retry: { afterMs: expect.any(Number) as number },
    });
  });
});

/** The vendor's document is not part of this repository: without it, what depends on it is skipped. */
const FILE = path.resolve(import.meta.dirname, '../../../../shared/specs/etsy/etsy-openapi-3.0.0.json');
const document = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as OpenApiDocument) : null;

describe.skipIf(!document)(`against ${path.basename(FILE)}, skipped without ../shared/specs`, () => {
  it('every request and every answer of the sandbox is as documented', { timeout: 60_000 }, async () => {
    await at.sandbox.close();
    const exchanges: Exchange[] = [];
    at = await openShop({}, { fetch: recorder(exchanges) });
    await etsy.identify(at.session);
    addTowels();
    for (const { id } of etsy.streams) await read(id, { truncate: 1 });
    await dailyTotals.of(at.session, { from: '2026-03-01', to: '2026-03-02' });
    const api = new OpenApi(document ?? { paths: {}, components: { schemas: {} } });
    const calls = exchanges.filter(({ url }) => url.includes('/v3/application/'));
    expect([...new Set(calls.flatMap((call) => api.problems(call)))]).toEqual([]);
    expect(calls.length).toBeGreaterThan(100);
    const paths = new Set(calls.map(({ url }) => new URL(url).pathname.replace(/\/\d+/g, '/1')));
    expect([...paths].sort()).toEqual([
      '/v3/application/listings/1/inventory',
      '/v3/application/shops/1',
      '/v3/application/shops/1/listings',
      '/v3/application/shops/1/payment-account/ledger-entries',
      '/v3/application/shops/1/payment-account/ledger-entries/1',
      '/v3/application/shops/1/payments',
      '/v3/application/shops/1/receipts',
      '/v3/application/shops/1/receipts/1',
      '/v3/application/shops/1/receipts/1/payments',
      '/v3/application/shops/1/reviews',
      '/v3/application/shops/1/sections',
      '/v3/application/shops/1/transactions/1',
      '/v3/application/users/me',
    ]);
  });

  it('a misspelled field, parameter and path are found', () => {
    const api = new OpenApi(document ?? { paths: {}, components: { schemas: {} } });
    const get = (path_: string, body: unknown) =>
      api.problems({ method: 'GET', url: `https://api.etsy.com/v3/application${path_}`, status: 200, body });
    expect(get('/users/me', { user_id: 1, shop_id: 1 })).toEqual([]);
    expect(get('/users/me', { user_id: 1, shopid: 1 })).toEqual([expect.stringMatching(/shopid is unknown/)]);
    expect(get('/users/me', { shop_id: 'x' })).toEqual([expect.stringMatching(/no integer/)]);
    expect(get('/users/you', {})).toEqual([expect.stringMatching(/user_id is no integer/)]);
    expect(get('/user/me', {})).toEqual([expect.stringMatching(/no operation/)]);
    expect(get('/shops/1/receipts?sort_on=changed&limit=101&sorted=1', { count: 0, results: [] })).toHaveLength(3);
    expect(get('/shops/1/payment-account/ledger-entries?min_created=946684800', { count: 0, results: [{ balance: null }] })).toHaveLength(
      2,
    );
  });
});
