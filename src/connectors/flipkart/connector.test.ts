import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { merged, readToEnd, withFaults } from '~/tests/support/connector-session';
import { LOCATION, openShop, type OpenShop } from '~/tests/support/flipkart-shop';
import { rewritten } from '~/tests/support/pages';
import { OpenApi, recorder, type Exchange, type OpenApiDocument } from '~/tests/support/openapi';
import type { Page, StreamId } from '@/connectors/kit/contract';
import type { Faults } from '@/connectors/kit/sandbox/faults';
import { flipkart } from './connector';

let at: OpenShop;
beforeEach(async () => {
  at = await openShop();
});
afterEach(() => at.sandbox.close());

const HARD: Partial<Faults> = { throttle: 5, unavailable: 4, cut: 7, expire: 11, schema: 'more' };

async function read(id: StreamId, faults: Partial<Faults> = {}): Promise<Page[]> {
  const stream = flipkart.streams.find((each) => each.id === id);
  if (!stream) throw new Error(`no stream ${id}`);
  const window = stream.by === 'snapshot' ? null : at.window;
  return withFaults(at.sandbox, faults, () => readToEnd(stream, at, { window, mode: 'backfill' }));
}

const noticesOf = (pages: readonly Page[]) => pages.flatMap(({ notices }) => notices);

/** So many more listings, with names that an address must hide. */
function addListings(count: number): void {
  const [first] = at.shop.products;
  const [level] = at.shop.inventory;
  if (!first || !level) throw new Error('no product');
  for (let number = 1; number <= count; number += 1) {
    const externalId = `MORE${String(number).padStart(12, '0')}`;
    at.shop.products.push({ ...first, externalId, sku: `M ${number}/ä,${number}`, title: `More ${number}` });
    at.shop.inventory.push({ ...level, productExternalId: externalId, available: number % 3 });
  }
}

describe.each<[string, Partial<Faults>]>([
  ['that answers', {}],
  ['that fails in many ways', HARD],
])('a shop %s', (_name, faults) => {
  it('has its products, one for each listing, however many those are', async () => {
    addListings(700);
    const pages = await read('products', faults);
    const products = new Map(merged(pages).products.map((product) => [product.externalId, product]));
    expect(products.size).toBe(at.shop.products.length);
    for (const { externalId, title, sku, price } of at.shop.products)
      expect(products.get(`LST${externalId}`)).toEqual({ externalId: `LST${externalId}`, title, sku, price });
    expect(noticesOf(pages)).toEqual([]);
    expect(pages.length).toBeGreaterThan(7);
  });

  it('has its stock, as of now, also of what is sold out', async () => {
    addListings(30);
    const { inventoryLevels } = merged(await read('inventory', faults));
    const text = (id: string, available: number): string => `${id} ${available}`;
    expect(inventoryLevels.map((level) => text(level.productExternalId, level.available)).sort()).toEqual(
      at.shop.inventory.map((level) => text(`LST${level.productExternalId}`, level.available)).sort(),
    );
    expect(new Set(inventoryLevels.map(({ location }) => location))).toEqual(new Set([LOCATION]));
    expect(inventoryLevels.every(({ observed }) => observed.at <= at.clock.now())).toBe(true);
  });

  it('sells what it lists', async () => {
    const listed = new Set(merged(await read('products', faults)).products.map(({ externalId }) => externalId));
    const { orders } = merged(await read('orders', faults));
    const sold = orders.flatMap(({ items }) => items.map(({ productExternalId }) => productExternalId));
    expect(sold.length).toBeGreaterThan(100);
    expect(sold.filter((id) => !listed.has(id ?? ''))).toEqual([]);
  });
});

describe('a record that makes no sense', () => {
  it.each<[StreamId, string, RegExp, string]>([
    ['orders', 'order', /"sellingPrice":[\d.]+/, '"sellingPrice":"free"'],
    ['orders', 'order', /"quantity":\d+(,"fsn")/, '"quantity":0$1'],
    ['orders', 'return', /("returnId":"\d+",)"orderItemId":"\d+"/, '$1"orderItemId":"1"'],
    ['orders', 'return', /("returnId":"\d+".*?"updatedDate":)"[^"]+"/, '$1"soon"'],
    ['products', 'listing', /"currency":"INR"/, '"currency":"Rs."'],
    ['inventory', 'listing', /"inventory":\d+/, '"inventory":"many"'],
  ])('is said and does not stop the others: %s, a %s', async (id, what, from, to) => {
    await at.sandbox.close();
    at = await openShop({}, { fetch: rewritten(from, to) });
    const pages = await read(id);
    const notices = noticesOf(pages);
    expect(notices.length).toBeGreaterThan(0);
    // A return cannot be counted where its order cannot be read.
    const texts = ['order', 'return', 'listing'].map(
      (name) => `One ${name} could not be read: Flipkart sent it in a form that was not expected.`,
    );
    expect(notices.map(({ text }) => text)).toContain(texts.find((text) => text.includes(` ${what} `)));
    expect(notices.every(({ code, text }) => code === 'unreadable' && texts.includes(text))).toBe(true);
    expect(notices.every(({ externalId }) => externalId)).toBe(true);
    const { orders, products, inventoryLevels } = merged(pages);
    expect(orders.length + products.length + inventoryLevels.length).toBeGreaterThan(10);
  });

  it('makes no order of the rest of its shipments', async () => {
    const found = at.shop.byCreation().find(({ fact }) => fact.items.length > 2 && fact.status === 'delivered');
    const id = found?.fact.externalId ?? '';
    const second = new RegExp(`("shipmentId":"shp-${id.replace(/\D/g, '')}-2".*?"updatedAt":)"[^"]+"`);
    await at.sandbox.close();
    at = await openShop({}, { fetch: rewritten(second, '$1"never"') });
    const pages = await read('orders');
    expect(merged(pages).orders.some(({ externalId }) => externalId === id)).toBe(false);
    expect(noticesOf(pages).map(({ externalId }) => externalId)).toContain(id);
  });
});

describe('the account', () => {
  it('is known by where its oldest order is sent from', async () => {
    expect(await flipkart.identify(at.session)).toEqual({
      id: LOCATION,
      name: `Flipkart ${LOCATION}`,
      timeZone: 'Asia/Kolkata',
      currency: 'INR',
      openedAt: new Date('2013-01-31T18:30:00Z'),
      scopes: ['Seller_Api'],
    });
  });

  it('is known by a listing before it has an order, and not at all before that', async () => {
    for (const { fact } of at.shop.byCreation()) at.shop.delete(fact.externalId);
    expect(await flipkart.identify(at.session)).toMatchObject({ id: LOCATION });
    at.shop.products.length = 0;
    await expect(flipkart.identify(at.session)).rejects.toMatchObject({ code: 'not_supported', remedy: expect.any(String) as string });
  });

  it('is no longer open to us once the permission has ended', async () => {
    at.vendor.revoke();
    await expect(flipkart.identify(at.session)).rejects.toMatchObject({ code: 'authorization_lost' });
  });

  it('says what Flipkart does not offer, and why', () => {
    const offered = flipkart.streams.map(({ id }) => id as string);
    expect([...offered, ...Object.keys(flipkart.notOffered)].sort()).toEqual(
      ['customers', 'finances', 'inventory', 'orders', 'payouts', 'products', 'reviews'].sort(),
    );
    expect(flipkart.notOffered.finances).toMatch(/fees and taxes only in reports/);
  });
});

/** The vendor's document is not part of this repository: without it, what depends on it is skipped. */
const FILE = path.resolve(import.meta.dirname, '../../../../shared/specs/flipkart/flipkart-seller-v3.docs.openapi.json');
const document = existsSync(FILE) ? amended(JSON.parse(readFileSync(FILE, 'utf8')) as OpenApiDocument) : null;

/** The document, with what the vendor's own pages say otherwise. */
function amended(given: OpenApiDocument): OpenApiDocument {
  const answerOf = (method: string, name: string) => {
    const content = given.paths[name]?.[method]?.responses['200']?.content?.['application/json'];
    if (!content) throw new Error(`no ${name}`);
    return content;
  };
  // "In a batch of 500", where the form shows one.
  const batch = answerOf('post', '/sellers/listings/v3/search').schema.properties ?? {};
  batch['listings'] = { type: 'array', items: batch['listings'] ?? {} };
  // Its example has a title, its form has none.
  const listing = answerOf('get', '/sellers/listings/v3/{skuIds}').schema.properties?.['available']?.additionalProperties?.properties ?? {};
  listing['product_title'] = { type: 'string' };
  // The form is that of another answer: addresses and couriers are described in words.
  answerOf('get', '/sellers/v3/shipments/{shipmentIds}').schema = {
    type: 'object',
    properties: { shipments: { type: 'array', items: {} } },
  };
  // The address of the next page is Flipkart's own affair.
  given.paths['/sellers/v2/returns']?.['get']?.parameters?.push({ name: 'next_token', in: 'query', schema: { type: 'string' } });
  return given;
}

describe.skipIf(!document)(`against ${path.basename(FILE)}, skipped without ../shared/specs`, () => {
  const api = new OpenApi(document ?? { paths: {} });

  it('every request and every answer of the sandbox is as documented', async () => {
    await at.sandbox.close();
    const exchanges: Exchange[] = [];
    at = await openShop({ pageSize: 7 }, { fetch: recorder(exchanges) });
    const together = new Date(at.clock.now().getTime() - 86_400_000);
    const returned = at.shop
      .byCreation()
      .filter(({ fact }) => fact.status === 'delivered' && fact.ledger.every(({ kind }) => kind !== 'RETURN'));
    for (const { fact } of returned.slice(0, 9)) at.shop.refund(fact.externalId, { item: '1', units: 1, at: together });
    for (const { fact } of returned.slice(9, 18)) at.shop.touch(fact.externalId, together);
    await flipkart.identify(at.session);
    for (const { id } of flipkart.streams) await read(id);
    const calls = exchanges.filter(({ url }) => url.includes('/sellers/'));
    expect([...new Set(calls.flatMap((call) => api.problems(call)))]).toEqual([]);
    expect(calls.length).toBeGreaterThan(100);
    const names = new Set(
      calls.map(({ method, url }) => `${method} ${new URL(url).pathname.replace(/(shipments|v3)\/(shp|FK).*/, '$1/1')}`),
    );
    expect([...names].sort()).toEqual([
      'GET /sellers/listings/v3/1',
      'GET /sellers/v2/returns',
      'GET /sellers/v3/shipments',
      'GET /sellers/v3/shipments/1',
      'GET /sellers/v3/shipments/filter',
      'POST /sellers/listings/v3/search',
      'POST /sellers/v3/shipments/filter',
    ]);
    expect(calls.some(({ url }) => url.includes('/v2/returns?next_token='))).toBe(true);
  });

  it('a misspelled field, parameter, word and path are found', () => {
    const post = (name: string, sent: unknown, body: unknown) =>
      api.problems({ method: 'POST', url: `https://api.flipkart.net/sellers${name}`, status: 200, body, sent });
    const page = { shipments: [], hasMore: false };
    const filter = { type: 'cancelled', cancellationType: 'buyerCancellation' };
    expect(post('/v3/shipments/filter', { filter }, page)).toEqual([]);
    expect(post('/v3/shipments/filter', { filter: { ...filter, type: 'canceled' } }, page)).toEqual([
      expect.stringMatching(/none of preDispatch/),
    ]);
    expect(post('/v3/shipments/filter', { filters: filter }, page)).toEqual([expect.stringMatching(/filters is unknown/)]);
    expect(post('/v3/shipments/filter', { filter: {} }, { ...page, hasmore: true })).toHaveLength(2);
    expect(post('/v3/shipment/filter', {}, page)).toEqual([expect.stringMatching(/no operation/)]);
    const get = (name: string) => api.problems({ method: 'GET', url: `https://api.flipkart.net/sellers${name}`, status: 200, body: {} });
    expect(get('/v2/returns?modifiedSince=1')).toEqual([expect.stringMatching(/modifiedSince/)]);
  });
});
