import { describe, expect, it } from 'vitest';
import type { FactBatch, OrderFact } from '@/core/model/facts';
import { DEMO_CONNECTIONS, generateDemo, type DemoLabels, type DemoPage } from './generate';
import { seededRandom } from '@/core/math/random';
import { demoRates } from './rates';

const now = new Date('2026-03-10T15:30:00Z');

function generate(scale: number, seed = 5): { pages: DemoPage[]; labels: DemoLabels } {
  const generator = generateDemo({ now, random: seededRandom(seed), scale });
  const pages: DemoPage[] = [];
  for (;;) {
    const next = generator.next();
    if (next.done === true) return { pages, labels: next.value };
    pages.push(next.value);
  }
}

const { pages, labels } = generate(0.4);
const factsOf = (marketplace: string): FactBatch[] =>
  pages.filter((page) => page.connection.marketplace === marketplace).map((page) => page.batch);
const ordersOf = (marketplace: string): OrderFact[] => factsOf(marketplace).flatMap((batch) => batch.orders);
const all = pages.flatMap((page) => page.batch.orders);
const json = (value: unknown): string => JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? `${inner}` : inner));

function bestSellerOf(marketplace: string): string | undefined {
  const units = new Map<string, number>();
  for (const order of ordersOf(marketplace))
    for (const item of order.items) units.set(item.title, (units.get(item.title) ?? 0) + item.quantity);
  const [best, second] = [...units].sort((a, b) => b[1] - a[1]);
  expect(best?.[1]).toBeGreaterThan((second?.[1] ?? 0) * 1.3);
  return best?.[0];
}

function returnRateOf(marketplace: string): number {
  const orders = ordersOf(marketplace).filter((order) => order.status !== 'canceled');
  return orders.filter((order) => order.ledger.some((entry) => entry.sourceEventId.startsWith('refund-'))).length / orders.length;
}

describe('generateDemo', () => {
  it('gives the same shop for the same seed and another for another', () => {
    expect(json(generate(0.02).pages)).toBe(json(generate(0.02).pages));
    expect(json(generate(0.02, 6).pages)).not.toBe(json(generate(0.02).pages));
  });

  it('makes about 25,000 orders at scale one, over two years, newest pages first', () => {
    expect(all.length).toBeGreaterThan(9_700);
    expect(all.length).toBeLessThan(10_300);
    const days = ordersOf('shopify').map((order) => order.ordered.local.slice(0, 10));
    expect([days.reduce((a, b) => (a < b ? a : b)) <= '2024-03-12', days.reduce((a, b) => (a > b ? a : b))]).toEqual([true, '2026-03-10']);
    const firsts = factsOf('amazon').map((batch) => batch.orders[0]?.ordered.local ?? '');
    expect(firsts).toEqual([...firsts].sort().reverse());
  });

  it('lets nothing happen after now, and leaves the last days under way', () => {
    const moments = all.flatMap((order) => [
      order.ordered,
      ...order.ledger.map((entry) => entry.processed),
      ...order.shipments.flatMap((shipment) => [shipment.shipped, shipment.delivered]),
    ]);
    expect(moments.filter((moment) => moment && moment.at > now)).toEqual([]);
    expect(pages.flatMap((page) => page.batch.reviews).filter((review) => review.reviewed.at > now)).toEqual([]);
    const recent = all.filter((order) => now.getTime() - order.ordered.at.getTime() < 2 * 86_400_000).map((order) => order.status);
    expect(recent).toContain('shipped');
    expect(recent.some((status) => status === 'processing' || status === 'pending')).toBe(true);
    const old = all.filter((order) => now.getTime() - order.ordered.at.getTime() > 40 * 86_400_000);
    expect(new Set(old.map((order) => order.status))).toEqual(new Set(['delivered', 'returned', 'canceled']));
  });

  it('has a clear best seller on each marketplace, another on Flipkart than on Shopify', () => {
    expect(bestSellerOf('shopify')).toBe('Speckled Stoneware Mug, 12 oz');
    expect(bestSellerOf('flipkart')).toBe('Handloom Cotton Table Runner');
    expect(bestSellerOf('amazon')).toBe('Soy Candle, Cedar & Fig');
  });

  it('has the most returns on Flipkart and few on Etsy', () => {
    const rates = DEMO_CONNECTIONS.map(({ marketplace }) => ({ marketplace, rate: returnRateOf(marketplace) })).sort(
      (a, b) => b.rate - a.rate,
    );
    expect([rates[0]?.marketplace, rates.at(-1)?.marketplace]).toEqual(['flipkart', 'etsy']);
  });

  it('books every order soundly', () => {
    for (const order of all) {
      const events = order.ledger.map((entry) => entry.sourceEventId);
      expect(new Set(events).size).toBe(events.length);
      const money = order.ledger.filter((entry) => entry.kind !== 'PAYOUT').reduce((sum, entry) => sum + entry.amountMinor, 0n);
      const units = order.ledger.reduce((sum, entry) => sum + entry.quantity, 0);
      expect(units).toBeGreaterThanOrEqual(0);
      if (order.status === 'canceled') expect([money, units]).toEqual([0n, 0]);
      for (const entry of order.ledger)
        expect(['SALE', 'SHIPPING', 'TAX', 'FEE', 'PAYOUT'].includes(entry.kind) || entry.amountMinor <= 0n).toBe(true);
    }
    expect(
      new Set(pages.flatMap((page) => page.batch.orders.map((order) => `${page.connection.marketplace} ${order.externalId}`))).size,
    ).toBe(all.length);
  });

  it('has exchanges on a later day, late parcels, discounts and people who come back', () => {
    const exchanges = all.flatMap((order) =>
      order.ledger.filter((entry) => entry.sourceEventId === 'sale-exchange-1').map((entry) => entry.processed.at > order.ordered.at),
    );
    expect(exchanges.length).toBeGreaterThan(10);
    expect(exchanges.every(Boolean)).toBe(true);
    const late = all
      .flatMap((order) => order.shipments)
      .filter(({ promised, delivered }) => promised && delivered && delivered.local.slice(0, 10) > promised.local.slice(0, 10));
    expect(late.length / all.length).toBeGreaterThan(0.03);
    const buyers = new Map<string, number>();
    for (const order of ordersOf('shopify'))
      buyers.set(order.customerExternalId ?? '', (buyers.get(order.customerExternalId ?? '') ?? 0) + 1);
    expect([...buyers.values()].filter((orders) => orders > 1).length / buyers.size).toBeGreaterThan(0.15);
  });

  it('sells more before the holidays and more in the second year', () => {
    const count = (from: string, to: string) =>
      ordersOf('shopify').filter((order) => order.ordered.local >= from && order.ordered.local < to).length;
    expect(count('2025-11-15', '2025-12-15')).toBeGreaterThan(count('2025-07-15', '2025-08-15') * 1.4);
    expect(count('2025-03-10', '2026-03-10')).toBeGreaterThan(count('2024-03-10', '2025-03-10') * 1.15);
  });

  it('writes thousands of different reviews by buyers, and plants labelled fake ones about products that are listed', () => {
    const reviews = pages.flatMap((page) => page.batch.reviews);
    const labelled = new Set(labels.fakeReviews.map((label) => label.externalId));
    const honest = reviews.filter((review) => !labelled.has(review.externalId));
    const long = honest.flatMap(({ body }) => (body && body.length > 60 ? [body] : []));
    expect(new Set(long).size / long.length).toBeGreaterThan(0.95);
    expect(honest.every((review) => review.orderExternalId && review.verified)).toBe(true);
    const fake = reviews.filter((review) => labelled.has(review.externalId));
    expect(fake).toHaveLength(labelled.size);
    expect(fake.length).toBeGreaterThan(50);
    expect(fake.every((review) => review.verified === false && !review.orderExternalId)).toBe(true);
    const listed = new Set(pages.flatMap(({ batch }) => batch.products.map(({ externalId }) => externalId)));
    expect(fake.filter(({ productExternalId }) => !listed.has(productExternalId ?? ''))).toEqual([]);
  });

  it('has people whose liking comes back, and products that are bought together', () => {
    const orders = ordersOf('shopify').map(({ items }) => items.map(({ title }) => title ?? ''));
    const have = (...titles: string[]): number => orders.filter((order) => titles.every((title) => order.includes(title))).length;
    const lift =
      (have('Dinner Plate, Reactive Blue', 'Side Plate, Reactive Blue') * orders.length) /
      (have('Dinner Plate, Reactive Blue') * have('Side Plate, Reactive Blue'));
    expect(lift).toBeGreaterThan(3);
  });

  it('states stock and prices for what is listed, and no cost', () => {
    const products = factsOf('flipkart').flatMap((batch) => batch.products);
    expect(products.length).toBeGreaterThan(50);
    expect(
      products.every((product) => product.price?.currency === 'INR' && product.price.amountMinor > 0n && product.cost === undefined),
    ).toBe(true);
    expect(factsOf('flipkart').flatMap((batch) => batch.inventoryLevels)).toHaveLength(products.length);
    expect(factsOf('shopify').flatMap((batch) => batch.products)).toHaveLength(80);
  });
});

describe('demoRates', () => {
  it('has a plausible rate for every day of the demo', () => {
    const rates = demoRates('2026-03-10');
    const days = rates.filter((rate) => rate.quote === 'INR').map((rate) => rate.day);
    expect([days[0], days.at(-1)]).toEqual(['2024-02-23', '2026-03-11']);
    for (const { quote, rate } of rates) {
      const level = { USD: 1.09, GBP: 0.855, INR: 91.5 }[quote] ?? 0;
      expect(Math.abs(Number(rate) / level - 1)).toBeLessThan(0.2);
    }
  });
});
