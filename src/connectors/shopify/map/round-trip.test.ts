import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrderDraft } from '~/tests/support/order-draft';
import { ledgerLines } from '@/connectors/kit/sandbox/shop';
import type { LedgerKind, OrderFact } from '@/core/model/facts';
import { isWhole } from '../read-order';
import { toVendorOrder } from '../sandbox/to-order';
import { agreementSchema, orderHeadSchema, saleSchema, type OrderRecord } from '../schema';
import { mapOrder } from './order';

/** All that an order itself tells. */
const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'DUTY', 'TIP', 'ADJUSTMENT'];

const minor = (max: number) => fc.bigInt({ min: 0n, max: BigInt(max) });

const lineSeed = fc.record({
  units: fc.integer({ min: 1, max: 4 }),
  price: minor(99_999),
  discountPercent: fc.integer({ min: 0, max: 100 }),
  tax: minor(3000),
  /** Hours after the order, units, and tax, of a return. */
  back: fc.option(fc.record({ hours: fc.integer({ min: 1, max: 2000 }), units: fc.integer({ min: 1, max: 4 }), tax: minor(900) })),
  /** Bought by an edit, so many hours after the order. */
  addedAfter: fc.option(fc.integer({ min: 1, max: 500 }), { freq: 4 }),
});

const orderSeed = fc.record({
  zone: fc.constantFrom('America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC'),
  currency: fc.constantFrom('USD', 'JPY', 'KWD'),
  second: fc.integer({ min: 0, max: 63_000_000 }),
  lines: fc.array(lineSeed, { minLength: 1, maxLength: 4 }),
  shipping: minor(2500),
  orderTax: minor(2500),
  tip: minor(900),
  duty: minor(900),
  fee: minor(300),
  goodwill: fc.option(fc.record({ hours: fc.integer({ min: 1, max: 2000 }), amount: minor(2000), tax: minor(300) })),
  shippingBack: fc.option(fc.integer({ min: 1, max: 2000 })),
});
type OrderSeed = typeof orderSeed extends fc.Arbitrary<infer T> ? T : never;

function toFact(seed: OrderSeed): OrderFact {
  const draft = new OrderDraft(seed);
  for (const { units, price, discountPercent, tax, back, addedAfter } of seed.lines) {
    const item = draft.addItem({ units, price, productPrefix: 'p' });
    const hours = addedAfter ?? 0;
    const gross = price * BigInt(units);
    draft.add('SALE', gross, { hours, quantity: units, item });
    draft.add('DISCOUNT', -((gross * BigInt(discountPercent)) / 100n), { hours, item });
    draft.add('TAX', tax, { hours, item });
    if (!back) continue;
    const gone = Math.min(units, back.units);
    draft.add('RETURN', -(price * BigInt(gone)), { hours: hours + back.hours, quantity: -gone, item });
    draft.add('TAX', -back.tax, { hours: hours + back.hours, item });
  }
  draft.add('TAX', seed.orderTax);
  draft.add('SHIPPING', seed.shipping);
  draft.add('TIP', seed.tip);
  draft.add('DUTY', seed.duty);
  draft.add('ADJUSTMENT', seed.fee);
  if (seed.goodwill) {
    draft.add('RETURN', -seed.goodwill.amount, seed.goodwill);
    draft.add('TAX', -seed.goodwill.tax, seed.goodwill);
  }
  if (seed.shippingBack !== null) draft.add('SHIPPING', -seed.shipping, { hours: seed.shippingBack });
  return draft.toFact({
    externalId: '1051',
    status: 'approved',
    sourceStatus: 'paid',
    currency: seed.currency,
  });
}

/** An order of the sandbox, read as one of Shopify's. */
function toRecord(fact: OrderFact): OrderRecord {
  const vendor = toVendorOrder({ fact, updatedAt: fact.ordered.at });
  const count = (list: readonly unknown[]) => ({ count: list.length });
  const head = { ...vendor, fulfillmentsCount: count(vendor.fulfillments), transactionsCount: count(vendor.transactions) };
  const agreements = vendor.agreements.map((agreement) => ({
    ...agreementSchema.parse(agreement),
    sales: agreement.sales.map((sale) => saleSchema.parse(sale)),
  }));
  return { ...orderHeadSchema.parse(head), agreements };
}

describe('random orders written as Shopify writes them', () => {
  it('are read with the same ledger, units included', () => {
    let lines = 0;
    fc.assert(
      fc.property(orderSeed, (seed) => {
        const fact = toFact(seed);
        const { order } = mapOrder(toRecord(fact), seed.zone);
        const expected = ledgerLines([fact], KINDS);
        lines += expected.length;
        expect(ledgerLines([order], KINDS)).toEqual(expected);
        const priceOf = ({ items }: OrderFact): bigint =>
          items.reduce((sum, item) => sum + item.unitPriceMinor * BigInt(item.quantity), 0n);
        expect([order.items.length, priceOf(order)]).toEqual([fact.items.length, priceOf(fact)]);
      }),
      { numRuns: 500 },
    );
    expect(lines).toBeGreaterThan(2000);
  });

  it('add up to the totals they state, and no longer when a sale is missing', () => {
    fc.assert(
      fc.property(orderSeed, (seed) => {
        const record = toRecord(toFact(seed));
        expect(isWhole(record)).toBe(true);
        const [first, ...rest] = record.agreements;
        const dear = first?.sales.findIndex(({ totalAmount }) => Number(totalAmount.shopMoney.amount) > 0) ?? -1;
        if (!first || dear < 0) return;
        const sales = first.sales.filter((_, index) => index !== dear);
        expect(isWhole({ ...record, agreements: [{ ...first, sales }, ...rest] })).toBe(false);
      }),
    );
  });
});
