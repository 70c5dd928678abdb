import fc from 'fast-check';
import { addDays, momentFromLocal } from '@/core/model/calendar';
import type { FactBatch, LedgerFact, Moment, OrderFact, OrderStatus } from '@/core/model/facts';
import { emptyBatch, ORDER_STATUSES } from '@/core/model/facts';
import type { RateQuote } from '@/core/model/rates';

/** Generated shops: several connections, currencies and zones, refunds on later days, edits, orders without lines. */

const ZONES = ['UTC', 'America/Sao_Paulo', 'Asia/Kolkata', 'America/New_York'] as const;
const CURRENCIES = ['USD', 'EUR', 'JPY', 'INR'] as const;
const FIRST_DAY = '2025-02-20';
const CATEGORIES = ['mugs', 'lamps', null] as const;
const REGIONS = ['SP', 'RJ', null] as const;

export interface GeneratedConnection {
  marketplace: string;
  name: string;
  timeZone: string;
  currency: string;
  batch: FactBatch;
}

export interface GeneratedShop {
  connections: GeneratedConnection[];
  rates: RateQuote[];
}

const index = (size: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: size - 1 });

const orderSeed = fc.record({
  day: fc.integer({ min: 0, max: 90 }),
  hour: index(24),
  customer: fc.option(index(4)),
  status: fc.constantFrom<OrderStatus[]>(...ORDER_STATUSES),
  region: index(3),
  items: fc.array(
    fc.record({
      product: index(5),
      quantity: fc.integer({ min: 1, max: 4 }),
      price: fc.integer({ min: 0, max: 99_999 }),
      seller: index(2),
    }),
    { maxLength: 3 },
  ),
  discount: fc.integer({ min: 0, max: 3000 }),
  shipping: fc.integer({ min: 0, max: 2000 }),
  tax: fc.integer({ min: 0, max: 2000 }),
  refund: fc.option(
    fc.record({
      afterDays: fc.integer({ min: 0, max: 40 }),
      units: fc.integer({ min: 0, max: 2 }),
      amount: fc.integer({ min: 1, max: 5000 }),
    }),
  ),
  payments: fc.array(
    fc.record({ method: index(3), amount: fc.integer({ min: 0, max: 9999 }), installments: fc.option(fc.integer({ min: 1, max: 12 })) }),
    { maxLength: 2 },
  ),
  shipment: fc.option(
    fc.record({
      shippedAfter: fc.integer({ min: 0, max: 5 }),
      deliveredAfter: fc.option(fc.integer({ min: 0, max: 20 })),
      promisedAfter: fc.integer({ min: 1, max: 12 }),
    }),
  ),
  review: fc.option(
    fc.record({
      score: fc.integer({ min: 1, max: 5 }),
      afterDays: fc.integer({ min: 0, max: 30 }),
      ofProduct: fc.option(index(5)),
      isOrphan: fc.boolean(),
    }),
  ),
});

type OrderSeed = typeof orderSeed extends fc.Arbitrary<infer T> ? T : never;

const connectionSeed = fc.record({
  zone: fc.constantFrom(...ZONES),
  currency: fc.constantFrom(...CURRENCIES),
  orders: fc.array(orderSeed, { maxLength: 12 }),
  stock: fc.array(fc.integer({ min: -2, max: 50 }), { minLength: 5, maxLength: 5 }),
});

/** A whole generated shop. */
export const shopArbitrary: fc.Arbitrary<GeneratedShop> = fc
  .record({
    connections: fc.array(connectionSeed, { minLength: 1, maxLength: 3 }),
    rateSeeds: fc.array(fc.integer({ min: 1, max: 9_999_999 }), { minLength: 9, maxLength: 9 }),
  })
  .map(({ connections, rateSeeds }) => ({
    connections: connections.map((seed, position) => toConnection(seed, position)),
    rates: toRates(rateSeeds),
  }));

/** Three quotes a currency, with gaps between and one day that starts after the first orders for none of them. */
function toRates(seeds: readonly number[]): RateQuote[] {
  return ['USD', 'JPY', 'INR'].flatMap((quote, c) =>
    ['2025-01-01', '2025-03-14', '2025-05-02'].map((day, d) => {
      const scaled = (seeds[c * 3 + d] ?? 1) * (quote === 'JPY' ? 100 : 1);
      return { quote, day, rate: (scaled / 100_000).toFixed(5) };
    }),
  );
}

function toConnection(seed: typeof connectionSeed extends fc.Arbitrary<infer T> ? T : never, position: number): GeneratedConnection {
  const marketplace = ['shopify', 'flipkart', 'etsy'][position] ?? 'ebay';
  const batch: FactBatch = {
    ...emptyBatch(),
    products: Array.from({ length: 5 }, (_, p) => ({
      externalId: `p${p}`,
      title: `Product ${p}`,
      sku: `${marketplace}-${p}`,
      category: CATEGORIES[p % 3] ?? null,
      vendor: p === 4 ? null : 'Clay',
    })),
    customers: Array.from({ length: 4 }, (_, c) => ({ externalId: `c${c}`, name: c === 3 ? null : `Customer ${c}` })),
    orders: seed.orders.map((order, number) => toOrder(order, number, seed)),
    reviews: seed.orders.flatMap((order, number) => (order.review ? [toReview(order, number, seed.zone)] : [])),
    inventoryLevels: seed.stock.map((available, p) => ({
      productExternalId: `p${p}`,
      location: 'main',
      available,
      observed: momentFromLocal(`${FIRST_DAY}T00:00:00`, 'UTC'),
    })),
  };
  return { marketplace, name: `${marketplace} shop`, timeZone: seed.zone, currency: seed.currency, batch };
}

function moment(seed: { day: number; hour: number }, zone: string, afterDays = 0): Moment {
  return momentFromLocal(`${addDays(FIRST_DAY, seed.day + afterDays)}T${String(seed.hour).padStart(2, '0')}:30:00`, zone);
}

function toOrder(seed: OrderSeed, number: number, connection: { zone: string; currency: string }): OrderFact {
  const ordered = moment(seed, connection.zone);
  const entry = (sourceEventId: string, fact: Partial<LedgerFact> & Pick<LedgerFact, 'kind' | 'amountMinor'>): LedgerFact => ({
    sourceEventId,
    quantity: 0,
    occurred: ordered,
    processed: ordered,
    ...fact,
  });
  const first = seed.items[0];
  const ledger: LedgerFact[] = seed.items.map((item, line) =>
    entry(`sale-${line}`, {
      kind: 'SALE',
      amountMinor: BigInt(item.price * item.quantity),
      quantity: item.quantity,
      itemExternalId: `i${line}`,
      productExternalId: `p${item.product}`,
    }),
  );
  if (first && seed.discount > 0)
    ledger.push(
      entry('discount', {
        kind: 'DISCOUNT',
        amountMinor: BigInt(-seed.discount),
        itemExternalId: 'i0',
        productExternalId: `p${first.product}`,
      }),
    );
  if (seed.shipping > 0) ledger.push(entry('shipping', { kind: 'SHIPPING', amountMinor: BigInt(seed.shipping) }));
  if (seed.tax > 0) ledger.push(entry('tax', { kind: 'TAX', amountMinor: BigInt(seed.tax) }));
  if (first && seed.refund) {
    const processed = moment(seed, connection.zone, seed.refund.afterDays);
    ledger.push(
      entry('return', {
        kind: 'RETURN',
        amountMinor: BigInt(-seed.refund.amount),
        quantity: -seed.refund.units,
        itemExternalId: 'i0',
        productExternalId: `p${first.product}`,
        occurred: processed,
        processed,
      }),
    );
  }
  return {
    externalId: `o${number}`,
    status: seed.status,
    sourceStatus: seed.status,
    currency: connection.currency,
    ordered,
    customerExternalId: seed.customer === null ? null : `c${seed.customer}`,
    shipCountry: 'BR',
    shipRegion: REGIONS[seed.region] ?? null,
    items: seed.items.map((item, line) => ({
      externalId: `i${line}`,
      productExternalId: `p${item.product}`,
      title: `Product ${item.product}`,
      quantity: item.quantity,
      unitPriceMinor: BigInt(item.price),
      sellerExternalId: `s${item.seller}`,
      sellerRegion: item.seller === 0 ? 'SP' : null,
    })),
    ledger,
    payments: seed.payments.map((payment, line) => ({
      externalId: `pay${line}`,
      method: ['card', 'boleto', 'voucher'][payment.method] ?? 'card',
      amountMinor: BigInt(payment.amount),
      installments: payment.installments,
      paid: line === 0 ? moment(seed, connection.zone, 1) : null,
    })),
    shipments: seed.shipment
      ? [
          {
            externalId: 's0',
            carrier: number % 2 === 0 ? 'DHL' : null,
            promised: moment(seed, connection.zone, seed.shipment.promisedAfter),
            shipped: moment(seed, connection.zone, seed.shipment.shippedAfter),
            delivered: seed.shipment.deliveredAfter === null ? null : moment(seed, connection.zone, seed.shipment.deliveredAfter),
          },
        ]
      : [],
    sourceVersion: 1n,
  };
}

function toReview(seed: OrderSeed, number: number, zone: string): FactBatch['reviews'][number] {
  const review = seed.review ?? { score: 3, afterDays: 0, ofProduct: null, isOrphan: false };
  return {
    externalId: `r${number}`,
    orderExternalId: review.isOrphan ? null : `o${number}`,
    productExternalId: review.ofProduct === null ? null : `p${review.ofProduct}`,
    score: review.score,
    reviewed: moment(seed, zone, review.afterDays),
  };
}
