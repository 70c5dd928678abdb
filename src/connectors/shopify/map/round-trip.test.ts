import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ledgerLines } from '@/connectors/kit/sandbox/shop';
import { momentFromInstant } from '@/core/model/calendar';
import type { LedgerFact, LedgerKind, OrderFact, OrderItemFact } from '@/core/model/facts';
import { isWhole } from '../read-order';
import { toVendorOrder } from '../sandbox/to-order';
import { agreementSchema, orderHeadSchema, saleSchema, type OrderRecord } from '../schema';
import { mapOrder } from './order';

/** All that an order itself tells. */
const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'DUTY', 'TIP', 'ADJUSTMENT'];
const HOUR_MS = 3_600_000;

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
  const start = Date.parse('2025-01-01T00:00:00Z') + seed.second * 1000;
  const momentAt = (hours: number) => momentFromInstant(new Date(start + hours * HOUR_MS), seed.zone);
  const items: OrderItemFact[] = [];
  const ledger: LedgerFact[] = [];
  const add = (kind: LedgerKind, amountMinor: bigint, { hours = 0, quantity = 0, item = null as string | null } = {}): void => {
    if (amountMinor === 0n && quantity === 0) return;
    const at = momentAt(hours);
    ledger.push({ sourceEventId: `e${ledger.length}`, kind, amountMinor, quantity, itemExternalId: item, occurred: at, processed: at });
  };
  for (const [index, { units, price, discountPercent, tax, back, addedAfter }] of seed.lines.entries()) {
    const item = String(index + 1);
    const hours = addedAfter ?? 0;
    items.push({ externalId: item, productExternalId: `p${item}`, title: `Product ${item}`, quantity: units, unitPriceMinor: price });
    const gross = price * BigInt(units);
    add('SALE', gross, { hours, quantity: units, item });
    add('DISCOUNT', -((gross * BigInt(discountPercent)) / 100n), { hours, item });
    add('TAX', tax, { hours, item });
    if (!back) continue;
    const gone = Math.min(units, back.units);
    add('RETURN', -(price * BigInt(gone)), { hours: hours + back.hours, quantity: -gone, item });
    add('TAX', -back.tax, { hours: hours + back.hours, item });
  }
  add('TAX', seed.orderTax);
  add('SHIPPING', seed.shipping);
  add('TIP', seed.tip);
  add('DUTY', seed.duty);
  add('ADJUSTMENT', seed.fee);
  if (seed.goodwill) {
    add('RETURN', -seed.goodwill.amount, seed.goodwill);
    add('TAX', -seed.goodwill.tax, seed.goodwill);
  }
  if (seed.shippingBack !== null) add('SHIPPING', -seed.shipping, { hours: seed.shippingBack });
  return {
    externalId: '1051',
    status: 'approved',
    sourceStatus: 'paid',
    currency: seed.currency,
    ordered: momentAt(0),
    items,
    ledger,
    payments: [],
    shipments: [],
    sourceVersion: BigInt(start),
  };
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
