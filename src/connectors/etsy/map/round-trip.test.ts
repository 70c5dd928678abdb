import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrderDraft } from '~/tests/support/order-draft';
import { ledgerLines } from '@/connectors/kit/sandbox/shop';
import type { LedgerKind, OrderFact } from '@/core/model/facts';
import { toPayment } from '../sandbox/to-payment';
import { toReceipt } from '../sandbox/to-receipt';
import { paymentSchema, receiptSchema } from '../schema';
import { gapOf, hasAllLines, mapReceipt } from './receipt';

/** All that an order itself tells. */
const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX'];

const minor = (max: number) => fc.bigInt({ min: 0n, max: BigInt(max) });

const lineSeed = fc.record({
  units: fc.integer({ min: 1, max: 4 }),
  price: fc.bigInt({ min: 200n, max: 99_999n }),
  discountPercent: fc.integer({ min: 0, max: 90 }),
  /** Hours after the order, units, and tax, of a return. */
  back: fc.option(fc.record({ hours: fc.integer({ min: 1, max: 2000 }), units: fc.integer({ min: 1, max: 4 }), tax: minor(900) })),
  /** Sent out later, so many hours after the order. */
  addedAfter: fc.option(fc.integer({ min: 1, max: 500 }), { freq: 4 }),
});

const orderSeed = fc.record({
  zone: fc.constantFrom('America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC'),
  currency: fc.constantFrom('USD', 'JPY', 'KWD'),
  second: fc.integer({ min: 0, max: 63_000_000 }),
  lines: fc.array(lineSeed, { minLength: 1, maxLength: 4 }),
  shipping: minor(2500),
  tax: minor(2500),
  wrap: minor(900),
  goodwill: fc.option(fc.record({ hours: fc.integer({ min: 1, max: 2000 }), amount: minor(2000) })),
  shippingBack: fc.option(fc.integer({ min: 1, max: 2000 })),
});
type OrderSeed = typeof orderSeed extends fc.Arbitrary<infer T> ? T : never;

function toFact(seed: OrderSeed): OrderFact {
  const draft = new OrderDraft(seed);
  for (const { units, price, discountPercent, back, addedAfter } of seed.lines) {
    const item = draft.addItem({ units, price, productPrefix: '16000000' });
    const hours = addedAfter ?? 0;
    const gross = price * BigInt(units);
    // Coupons are of the day of the order.
    const discount = addedAfter === null ? (gross * BigInt(discountPercent)) / 100n : 0n;
    draft.add('SALE', gross, { hours, quantity: units, item });
    draft.add('DISCOUNT', -discount, { item });
    if (!back) continue;
    const gone = Math.min(units, back.units);
    draft.add('RETURN', -(((gross - discount) * BigInt(gone)) / BigInt(units)), { hours: hours + back.hours, quantity: -gone, item });
    draft.add('TAX', -back.tax, { hours: hours + back.hours, item });
  }
  draft.add('TAX', seed.tax);
  draft.add('SHIPPING', seed.shipping);
  draft.add('SALE', seed.wrap);
  if (seed.goodwill) draft.add('RETURN', -seed.goodwill.amount, seed.goodwill);
  if (seed.shippingBack !== null) draft.add('SHIPPING', -seed.shipping, { hours: seed.shippingBack });
  return draft.toFact({
    externalId: '3200000013',
    status: 'approved',
    sourceStatus: 'paid',
    currency: seed.currency,
  });
}

/** An order of the sandbox, read as one of Etsy's. */
function toRecord(fact: OrderFact) {
  const context = { sellerId: 1, customers: new Map(), products: new Map() };
  const receipt = receiptSchema.parse(toReceipt({ fact, updatedAt: fact.ordered.at }, context));
  return { receipt, payments: [paymentSchema.parse(toPayment(fact, 1))] };
}

describe('random orders written as Etsy writes them', () => {
  it('are read with the same ledger, units included', () => {
    let lines = 0;
    fc.assert(
      fc.property(orderSeed, (seed) => {
        const fact = toFact(seed);
        const { order } = mapReceipt(toRecord(fact), seed.zone);
        const expected = ledgerLines([fact], KINDS);
        lines += expected.length;
        expect(ledgerLines([order], KINDS)).toEqual(expected);
        const paidBack = order.ledger.filter(({ kind }) => kind === 'REFUND_TENDER').reduce((sum, entry) => sum + entry.amountMinor, 0n);
        const later = fact.ledger.filter(({ kind, processed }) => kind !== 'SALE' && processed.at > fact.ordered.at);
        expect(paidBack).toBe(later.reduce((sum, entry) => sum + entry.amountMinor, 0n));
      }),
      { numRuns: 500 },
    );
    expect(lines).toBeGreaterThan(2000);
  });

  it('add up to what they state, and no longer when a line is missing', () => {
    fc.assert(
      fc.property(orderSeed, (seed) => {
        const { receipt } = toRecord(toFact(seed));
        expect([hasAllLines(receipt), gapOf(receipt)]).toEqual([true, null]);
        expect(hasAllLines({ ...receipt, transactions: receipt.transactions.slice(1) })).toBe(false);
      }),
    );
  });
});
