import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openShop, type OpenShop } from '~/tests/support/amazon-shop';
import { NOW } from '~/tests/support/seeded-shop';
import { noticesOf, rewritten, withParts } from '~/tests/support/pages';
import { merged, readStretch, withFaults } from '~/tests/support/connector-session';
import { OpenApi, recorder, type Exchange } from '~/tests/support/openapi';
import { fromSwagger, type SwaggerDocument } from '~/tests/support/swagger';
import type { Page, StreamId } from '@/connectors/kit/contract';
import type { Faults } from '@/connectors/kit/sandbox/faults';
import { ledgerLines, SandboxShop } from '@/connectors/kit/sandbox/shop';
import { dayOf, momentFromInstant, type Day } from '@/core/model/calendar';
import { emptyBatch, type FactBatch, type LedgerKind, type OrderFact } from '@/core/model/facts';
import { amazon } from './connector';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'FEE'];

let at: OpenShop;
beforeEach(async () => {
  at = await openShop();
});
afterEach(() => at.sandbox.close());

const reopen = async (...given: Parameters<typeof openShop>): Promise<void> => {
  await at.sandbox.close();
  at = await openShop(...given);
};

const HARD: Partial<Faults> = { throttle: 5, unavailable: 4, cut: 7, expire: 11, inclusive: true, skewMs: 90_000, schema: 'more' };

const streamOf = (id: StreamId) => {
  const stream = amazon.streams.find((each) => each.id === id);
  if (!stream) throw new Error(`no stream ${id}`);
  return stream;
};

/** Read a stream over a stretch, all time when absent. */
const read = (id: StreamId, faults: Partial<Faults> = {}, stretch = at.window): Promise<Page[]> =>
  withFaults(at.sandbox, faults, () => readStretch(streamOf(id), at, stretch));

const linesOf = (pages: readonly Page[]) => ledgerLines(withParts(merged(pages)), KINDS);

describe.each<[string, Partial<Faults>]>([
  ['that answers', {}],
  ['that fails in many ways', HARD],
])('a shop %s', (_name, faults) => {
  it('has the known ledger: sales by its orders, fees and refunds by its account', async () => {
    const pages = [...(await read('orders', faults)), ...(await read('finances', faults))];
    const lines = linesOf(pages);
    expect(lines).toEqual(at.shop.ledger(KINDS));
    for (const kind of ['SALE', 'RETURN', 'SHIPPING', 'FEE'] as const)
      expect(lines.filter((line) => line.kind === kind).length).toBeGreaterThan(15);
    // Amazon collected tax on all of it.
    expect(lines.filter(({ kind }) => kind === 'TAX')).toEqual([]);
    expect(noticesOf(pages)).toEqual([expect.stringMatching(/two years/)]);
  });

  it('is paid out what it is owed, and nothing on days on which more was taken back than came', async () => {
    const owed = new Map<Day, bigint>();
    for (const { amountMinor, day } of at.shop.ledger(['PAYOUT'])) owed.set(day, (owed.get(day) ?? 0n) + amountMinor);
    const { orderLedgers } = merged(await read('payouts', faults));
    const paid = orderLedgers.flatMap(({ entries }) =>
      entries.map(({ amountMinor, processed }) => [dayOf(processed), amountMinor] as const),
    );
    const paidOn = new Map(paid);
    expect(paidOn.size).toBe(paid.length);
    expect(paid.length).toBeGreaterThan(50);
    let open = 0n;
    let carried = 0;
    for (const day of [...owed.keys()].sort()) {
      open += owed.get(day) ?? 0n;
      if (open <= 0n) carried += 1;
      expect([day, paidOn.get(day) ?? 0n]).toEqual([day, open > 0n ? open : 0n]);
      if (open > 0n) open = 0n;
    }
    expect(carried).toBeGreaterThan(0);
    expect(orderLedgers.every(({ orderExternalId, scope }) => orderExternalId.startsWith('payout:') && scope === 'payout')).toBe(true);
  });

  it('has its listings by SKU, parents and variations included', async () => {
    addTowels(30);
    const pages = await read('products', faults);
    const seen = new Map(merged(pages).products.map((product) => [product.externalId, product]));
    expect(seen.size).toBe(at.shop.products.length);
    for (const { title, sku, vendor, description, price, parentExternalId } of at.shop.products)
      expect(seen.get(sku ?? '')).toMatchObject({ title, sku, vendor, description, price, parentExternalId: parentExternalId ?? null });
    expect(seen.values().next().value?.category).toMatch(/^[A-Z][a-z ]+$/);
    expect(noticesOf(pages)).toEqual([]);
  });

  it('has its stock, with Amazon and its own, also of what is sold out', async () => {
    addTowels(30);
    const [first] = at.shop.inventory;
    if (first) first.available = 0;
    const { inventoryLevels } = merged(await read('inventory', faults));
    const skuOf = (id: string): string => at.shop.products.find(({ externalId }) => externalId === id)?.sku ?? '';
    const expected = at.shop.inventory.map(({ productExternalId, available }) => {
      const sku = skuOf(productExternalId);
      return `${sku} ${sku.endsWith('-FBA') ? 'Amazon US' : 'Own stock'} ${available}`;
    });
    expect(inventoryLevels.map((level) => `${level.productExternalId} ${level.location} ${level.available}`).sort()).toEqual(
      expected.sort(),
    );
  });
});

/** Many sizes, sent out by the seller; their stock is none, one, two, … */
function addTowels(count: number): void {
  const [mug] = at.shop.products;
  const [level] = at.shop.inventory;
  if (!mug || !level) throw new Error('no product');
  for (let size = 1; size <= count; size += 1) {
    const externalId = `B0TOWEL${size}`;
    at.shop.products.push({ ...mug, externalId, sku: `T/${size}, cm`, title: `Tea towel, ${size} cm`, parentExternalId: 'T-PARENT' });
    at.shop.inventory.push({ ...level, productExternalId: externalId, available: size % 4 });
  }
}

describe('a catalog beyond what one search shows', () => {
  it('is read whole, by when listings were made', { timeout: 30_000 }, async () => {
    await reopen({ pageSize: 20 });
    addTowels(2100);
    const pages = await read('products');
    expect(new Set(merged(pages).products.map(({ externalId }) => externalId)).size).toBe(at.shop.products.length);
    expect(noticesOf(pages)).toEqual([]);
  });
});

function newestOrder(): OrderFact {
  const newest = at.shop.byCreation().at(-1);
  if (!newest) throw new Error('no order');
  return newest.fact;
}

/** The newest order again, under another id at another time; with its fee or without. */
function freshOrder(id: string, ms: number, { hasFee = false } = {}): OrderFact {
  const fact = newestOrder();
  const ordered = momentFromInstant(new Date(ms), at.session.timeZone);
  const ledger = fact.ledger
    .filter(({ kind, processed }) => (hasFee || kind !== 'FEE') && processed.at.getTime() === fact.ordered.at.getTime())
    .map((entry) => ({ ...entry, occurred: ordered, processed: ordered }));
  return { ...fact, externalId: id, name: id, status: 'processing', ordered, ledger, sourceVersion: BigInt(ms) };
}

describe('an order', () => {
  it('whose payment is not authorized is no sale yet, and one with its prices afterwards', async () => {
    const now = at.clock.now().getTime();
    const from = new Date(now - HOUR_MS);
    const fact = freshOrder('112-0000001-0000001', now - HOUR_MS / 2);
    at.vendor.order(fact);
    const idOf = ({ externalId }: OrderFact): boolean => externalId === fact.externalId;
    const before = merged(await read('orders', {}, { from, to: new Date(now) })).orders.find(idOf);
    expect(before).toMatchObject({ status: 'pending', sourceStatus: 'PENDING', ledger: [], items: [], currency: 'USD' });
    at.vendor.authorize(fact.externalId, new Date(now - HOUR_MS / 4));
    const after = merged(await read('orders', {}, { from, to: new Date(now) })).orders.find(idOf);
    expect(after?.status).toBe('processing');
    expect(ledgerLines(after ? [after] : [], KINDS)).toEqual(ledgerLines([fact], KINDS));
  });

  it('of the last two minutes comes with the next reading, and one of just before them at once', async () => {
    const now = at.clock.now().getTime();
    at.shop.add(freshOrder('112-0000001-0000001', now - 60_000));
    at.shop.add(freshOrder('112-0000001-0000002', now - 150_000));
    const stream = streamOf('orders');
    const first = await read('orders', {}, { from: new Date(now - HOUR_MS), to: new Date(now - (stream.lagMs ?? 0)) });
    const ids = (pages: readonly Page[]) => merged(pages).orders.map(({ externalId }) => externalId);
    expect(ids(first)).toEqual(['112-0000001-0000002']);
    const newest = first.map((page) => page.newest?.getTime() ?? 0).reduce((a, b) => Math.max(a, b), 0);
    await at.clock.sleep(HOUR_MS);
    const to = new Date(at.clock.now().getTime() - (stream.lagMs ?? 0));
    expect(ids(await read('orders', {}, { from: new Date(newest - stream.overlapMs), to })).sort()).toEqual([
      '112-0000001-0000001',
      '112-0000001-0000002',
    ]);
  });

  it('of the time before Amazon ends the past is said to be missing where there are orders of its edge', async () => {
    const readSince = async (days: number): Promise<string[]> => {
      const from = new Date(Date.parse(NOW) - days * DAY_MS);
      return noticesOf(await read('orders', {}, { from, to: new Date(from.getTime() + 60 * DAY_MS) }));
    };
    expect(await readSince(762)).toEqual(['Amazon shows no orders that are more than two years old.']);
    expect(await readSince(730)).toEqual([]);
    // Nothing was sold by then.
    expect(await readSince(1000)).toEqual([]);
    at = { ...at, session: { ...at.session, timeZone: 'Asia/Tokyo' } };
    expect(await readSince(762)).toEqual([]);
  });

  it('that is given back while the account is read is known with the next reading', async () => {
    const pages = [...(await read('orders', { drift: 3 })), ...(await read('finances'))];
    await at.clock.sleep(HOUR_MS);
    const to = new Date(at.clock.now().getTime() - (streamOf('finances').lagMs ?? 0));
    pages.push(...(await read('finances', {}, { from: new Date(Date.parse(NOW) - (streamOf('finances').overlapMs ?? 0)), to })));
    expect(linesOf(pages)).toEqual(at.shop.ledger(KINDS));
    expect(at.shop.ledger(['RETURN']).filter(({ day }) => day === '2026-03-10').length).toBeGreaterThan(3);
  });
});

describe('the account', () => {
  it('is told by the way back, its clock and currency by the marketplace at home', async () => {
    expect(await amazon.identify(at.session)).toEqual({
      id: 'A2JUNIPERCLAY',
      name: 'Juniper & Clay on Amazon.com',
      timeZone: 'America/Los_Angeles',
      currency: 'USD',
      openedAt: new Date(Date.parse(NOW) - 762 * DAY_MS),
      scopes: [],
    });
  });

  it('may sell at several marketplaces, each in its own currency, also in one without decimals', async () => {
    const ledgerOf = (currency: string, id: string): OrderFact => {
      return { ...newestOrder(), externalId: id, name: id, currency };
    };
    const orders = [ledgerOf('JPY', '250-0000001-0000001'), ledgerOf('USD', '112-0000001-0000001'), ledgerOf('EUR', '302-0000001-0000001')];
    const account = { ...at.shop.account, currency: 'JPY', timeZone: 'Asia/Tokyo' };
    await reopen({
      shop: new SandboxShop(account, { ...emptyBatch(), orders, products: at.shop.products, inventoryLevels: at.shop.inventory }),
    });
    expect(await amazon.identify(at.session)).toMatchObject({
      timeZone: 'Asia/Tokyo',
      currency: 'JPY',
      openedAt: new Date('2016-01-01T00:00:00Z'),
    });
    const pages = [...(await read('orders')), ...(await read('finances'))];
    expect(
      merged(pages)
        .orders.map(({ currency }) => currency)
        .sort(),
    ).toEqual(['EUR', 'JPY', 'USD']);
    const amounts = (lines: ReturnType<typeof linesOf>) => lines.map(({ order, kind, amountMinor }) => `${order} ${kind} ${amountMinor}`);
    expect(amounts(linesOf(pages))).toEqual(amounts(at.shop.ledger(KINDS)));
    const locations = merged(await read('inventory')).inventoryLevels.map(({ location }) => location);
    expect(new Set(locations)).toEqual(new Set(['Amazon US', 'Amazon EU', 'Amazon JP']));
  });

  it('is charged for more than orders, each a document of its own; what only moves money is none', async () => {
    const charge = { at: new Date('2026-03-01T10:00:00Z'), currency: 'USD' };
    await reopen({
      charges: [
        { ...charge, id: 'fee-1', type: 'ServiceFee', breakdownType: 'Subscription', minor: -3999n },
        { ...charge, id: 'ads-1', type: 'ProductAdsPayment', breakdownType: 'AdvertisingFee', minor: -54_468n },
        { ...charge, id: 'lost-1', type: 'FBAInventoryReimbursement', breakdownType: 'FBAInventoryReimbursement', minor: 4288n },
        { ...charge, id: 'new-1', type: 'NeverSeen', breakdownType: 'Whatever', minor: -7n },
        { ...charge, id: 'hold-1', type: 'Adjustment', breakdownType: 'ReserveDebit', minor: -1_785_610n },
        { ...charge, id: 'bank-1', type: 'Transfer', breakdownType: 'FundTransfer', minor: -2_116_388n },
      ],
    });
    const pages = await read('finances');
    const own = merged(pages).orderLedgers.filter(({ orderExternalId }) => orderExternalId.startsWith('account:'));
    const told = own.flatMap(({ orderExternalId, entries }) =>
      entries.map(({ kind, amountMinor }) => [orderExternalId, kind, amountMinor]),
    );
    expect(told.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))).toEqual([
      ['account:ads-1', 'FEE', -54_468n],
      ['account:fee-1', 'FEE', -3999n],
      ['account:lost-1', 'ADJUSTMENT', 4288n],
      ['account:new-1', 'ADJUSTMENT', -7n],
    ]);
    expect(own.map(({ scope }) => scope)).toContain('transaction:hold-1');
  });

  it('of which some transactions are listed two days late is complete with the next reading', async () => {
    await reopen({ financeLagMs: 47 * HOUR_MS });
    const now = at.clock.now().getTime();
    at.shop.add(freshOrder('112-0000001-0000001', now - 46 * HOUR_MS, { hasFee: true }));
    at.shop.add(freshOrder('112-0000001-0000002', now - HOUR_MS, { hasFee: true }));
    const first = await read('finances');
    const orders = await read('orders');
    expect(linesOf([...orders, ...first])).not.toEqual(at.shop.ledger(KINDS));
    const newest = first.map((page) => page.newest?.getTime() ?? 0).reduce((one, other) => Math.max(one, other), 0);
    expect(newest).toBe(now - HOUR_MS);
    await at.clock.sleep(48 * HOUR_MS);
    const { overlapMs, lagMs = 0 } = streamOf('finances');
    const late = await read('finances', {}, { from: new Date(newest - overlapMs), to: new Date(at.clock.now().getTime() - lagMs) });
    expect(linesOf([...orders, ...first, ...late])).toEqual(at.shop.ledger(KINDS));
  });

  it('is not doubled by what was deferred and is released later', async () => {
    const deferred = merged(await read('finances'));
    await at.clock.sleep(10 * DAY_MS);
    const released = merged(await read('finances', {}, { from: at.window.from, to: at.clock.now() }));
    const scopes = (batch: FactBatch) => batch.orderLedgers.map(({ orderExternalId, scope }) => `${orderExternalId} ${scope}`).sort();
    expect(scopes(released)).toEqual(scopes(deferred));
  });
});

describe('the limits of an operation', () => {
  it('are kept, however many pages there are, and pages of orders wait for minutes', { timeout: 30_000 }, async () => {
    const statuses: number[] = [];
    const watched: typeof fetch = async (input, init) => {
      const reply = await fetch(input, init);
      statuses.push(reply.status);
      return reply;
    };
    await reopen({ pageSize: 5 }, { fetch: watched });
    const started = at.clock.now().getTime();
    const pages = await read('orders');
    expect(pages.length).toBeGreaterThan(40);
    expect(statuses.filter((status) => status === 429)).toEqual([]);
    expect(at.clock.now().getTime() - started).toBeGreaterThan((pages.length - 21) * 178_000);
    expect(merged(pages).orders.length).toBe(at.shop.byCreation().length);
  });
});

describe('a record that makes no sense', () => {
  it.each<[StreamId, RegExp, string]>([
    ['orders', /("type":"ITEM","subtotal":\{"amount":"[\d.]+","currencyCode":")USD/, '$1EUR'],
    ['orders', /"createdTime":"[^"]+"/, '"createdTime":"yesterday"'],
    ['finances', /("currencyAmount":-?[\d.]+)/, '"currencyAmount":"much"'],
    ['payouts', /"currencyCode":"USD"/, '"currencyCode":"Dollar"'],
    ['products', /"amount":"[\d.]+"/, '"amount":"dear"'],
    ['inventory', /"fulfillableQuantity":\d+/, '"fulfillableQuantity":"many"'],
  ])('is said and does not stop the others: %s', async (id, from, to) => {
    await reopen({}, { fetch: rewritten(from, to) });
    const pages = await read(id);
    const notices = pages.flatMap((page) => page.notices).filter(({ code }) => code !== 'truncated');
    expect(notices.length).toBeGreaterThan(0);
    for (const notice of notices)
      expect(notice).toEqual({
        code: 'unreadable',
        text: expect.stringMatching(/Amazon/) as string,
        externalId: expect.any(String) as string,
      });
    const { orders, products, inventoryLevels, orderLedgers } = merged(pages);
    expect(orders.length + products.length + inventoryLevels.length + orderLedgers.length).toBeGreaterThan(10);
  });

  it.each<StreamId>(['orders', 'finances', 'payouts', 'products', 'inventory'])(
    'in the whole of %s is a change of the source',
    async (id) => {
      await expect(read(id, { schema: 'less' })).rejects.toMatchObject({ code: 'source_changed' });
    },
  );
});

describe('what is not permitted', () => {
  it.each<[StreamId, string]>([
    ['orders', 'searchOrders'],
    ['finances', 'listTransactions'],
    ['payouts', 'listPayouts'],
    ['products', 'searchListingsItems'],
    ['inventory', 'getInventorySummaries'],
  ])('%s without a role for it is said to be so', async (stream, operation) => {
    await reopen({ forbidden: [operation] });
    await expect(read(stream)).rejects.toMatchObject({ code: 'scope_missing' });
  });

  it('and a permission that was taken back are told apart', async () => {
    at.vendor.revoke();
    await expect(amazon.identify(at.session)).rejects.toMatchObject({ code: 'authorization_lost' });
  });
});

/** The vendor's models are not part of this repository: without them, what depends on them is skipped. */
const FOLDER = path.resolve(import.meta.dirname, '../../../../shared/specs/amazon-sp-api');
const FILES = ['orders_2026-01-01', 'finances_2024-06-19', 'transfers_2024-06-01', 'listingsItems_2021-08-01', 'fbaInventory', 'sellers'];

/** What a call has that the model it is of has not. */
function problemsWith(models: readonly OpenApi[], call: Exchange): string[] {
  const told = models.map((model) => model.problems(call));
  return told.find((problems) => problems.every((text) => !text.endsWith('is no operation'))) ?? told[0] ?? [];
}

const readModels = (): OpenApi[] =>
  FILES.map((name) => new OpenApi(fromSwagger(JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), 'utf8')) as SwaggerDocument)));

describe.skipIf(!existsSync(FOLDER))('against amazon-sp-api, skipped without ../shared/specs', () => {
  it('every request and every answer of the sandbox is as documented', { timeout: 60_000 }, async () => {
    const exchanges: Exchange[] = [];
    await reopen(
      {
        charges: [
          {
            id: 'fee-1',
            type: 'ServiceFee',
            at: new Date('2026-03-01T10:00:00Z'),
            breakdownType: 'Subscription',
            minor: -3999n,
            currency: 'USD',
          },
        ],
      },
      { fetch: recorder(exchanges) },
    );
    addTowels(30);
    await amazon.identify(at.session);
    for (const { id } of amazon.streams) await read(id, { throttle: 9 });
    const models = readModels();
    const calls = exchanges.filter(({ url }) => !url.includes('/auth/') && !url.includes('/apps/'));
    expect([...new Set(calls.flatMap((call) => problemsWith(models, call)))]).toEqual([]);
    expect(new Set(calls.map(({ status }) => status))).toEqual(new Set([200, 429]));
    const paths = new Set(calls.map(({ url }) => new URL(url).pathname));
    expect([...paths].sort()).toEqual([
      '/fba/inventory/v1/summaries',
      '/finances/2024-06-19/transactions',
      '/finances/transfers/2024-06-01/payouts',
      '/listings/2021-08-01/items/A2JUNIPERCLAY',
      '/orders/2026-01-01/orders',
      '/sellers/v1/account',
      '/sellers/v1/marketplaceParticipations',
    ]);
  });

  it('a misspelled field, parameter and path are found', () => {
    const models = readModels();
    const get = (rest: string, body: unknown) =>
      problemsWith(models, { method: 'GET', url: `https://x.amazon.com${rest}`, status: 200, body });
    expect(get('/orders/2026-01-01/orders?lastUpdatedAfter=2026-01-01T00:00:00Z', { orders: [] })).toEqual([]);
    expect(get('/orders/2026-01-01/orders?lastUpdateAfter=2026-01-01T00:00:00Z', { orders: [] })).toEqual([
      expect.stringMatching(/unknown query/),
    ]);
    expect(get('/orders/2026-01-01/orders?includedData=PROCEEDS,PROFIT', { orders: [] })).toHaveLength(1);
    expect(get('/orders/2026-01-01/orders', { orders: [{ orderId: '1' }] })).toHaveLength(4);
    expect(
      get('/finances/2024-06-19/transactions', { payload: { transactions: [{ totalAmount: { currencyAmount: '1' } }] } }),
    ).toHaveLength(1);
    expect(get('/finances/2024-06-19/transactions', { payload: { transactions: [{ contexts: [{ sku: 'A' }] }] } })).toHaveLength(1);
    expect(get('/order/2026-01-01/orders', {})).toEqual([expect.stringMatching(/no operation/)]);
  });
});
