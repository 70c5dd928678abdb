import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentFromLocal } from '@/core/model/calendar';
import { bookOrder, type OrderParts } from './book-order';

const ordered = momentFromLocal('2026-03-01T10:00:00', 'UTC');
const later = momentFromLocal('2026-03-09T10:00:00', 'UTC');

function parts(change: Partial<OrderParts> = {}): OrderParts {
  return {
    ordered,
    lines: [
      { externalId: '1', productExternalId: 'mug', quantity: 2, grossMinor: 2_000n, discountMinor: 0n },
      { externalId: '2', productExternalId: 'jar', quantity: 1, grossMinor: 1_000n, discountMinor: 100n },
    ],
    orderDiscountMinor: 290n,
    shippingMinor: 500n,
    taxMinor: 261n,
    dutyMinor: 0n,
    isTaxIncluded: false,
    totalMinor: null,
    refund: null,
    canceled: null,
    ...change,
  };
}

const summary = (input: OrderParts) =>
  bookOrder(input).map((entry) => [entry.kind, entry.amountMinor, entry.quantity, entry.itemExternalId]);
const total = (input: OrderParts) => bookOrder(input).reduce((sum, entry) => sum + entry.amountMinor, 0n);

describe('bookOrder', () => {
  it('spreads the order discount over the lines by their value', () => {
    expect(summary(parts())).toEqual([
      ['SALE', 2_000n, 2, '1'],
      ['DISCOUNT', -200n, 0, '1'],
      ['SALE', 1_000n, 1, '2'],
      ['DISCOUNT', -190n, 0, '2'],
      ['SHIPPING', 500n, 0, null],
      ['TAX', 261n, 0, null],
    ]);
  });

  it('takes included tax out of lines and shipping', () => {
    const input = parts({
      lines: parts().lines.slice(0, 1),
      orderDiscountMinor: 0n,
      shippingMinor: 500n,
      taxMinor: 250n,
      isTaxIncluded: true,
    });
    expect(summary(input)).toEqual([
      ['SALE', 1_800n, 2, '1'],
      ['SHIPPING', 450n, 0, null],
      ['TAX', 250n, 0, null],
    ]);
  });

  it('books what the parts do not explain as an adjustment', () => {
    expect(summary(parts({ totalMinor: 3_400n })).at(-1)).toEqual(['ADJUSTMENT', 29n, 0, null]);
  });

  it('gives a part refund back on the goods alone, without units', () => {
    const back = bookOrder(parts({ refund: { amountMinor: 1_000n, at: later } })).filter((entry) => entry.processed === later);
    expect(back.map((entry) => [entry.kind, entry.amountMinor, entry.quantity])).toEqual([
      ['RETURN', -690n, 0],
      ['RETURN', -310n, 0],
    ]);
  });

  it('gives a whole refund back with units, shipping and tax, and books what is above as an adjustment', () => {
    const back = bookOrder(parts({ refund: { amountMinor: 4_000n, at: later } })).filter((entry) => entry.processed === later);
    expect(back.map((entry) => [entry.kind, entry.amountMinor, entry.quantity])).toEqual([
      ['RETURN', -1_800n, -2],
      ['RETURN', -810n, -1],
      ['SHIPPING', -500n, 0],
      ['TAX', -261n, 0],
      ['ADJUSTMENT', -629n, 0],
    ]);
  });

  it('nets a canceled order to nothing, money and units, whatever it held', () => {
    const amount = fc.bigInt(0n, 10_000n);
    const line = fc.record({ grossMinor: amount, quantity: fc.integer({ min: 0, max: 5 }), discount: fc.integer({ min: 0, max: 100 }) });
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 4 }),
        amount,
        amount,
        amount,
        fc.boolean(),
        (lines, shippingMinor, taxMinor, orderDiscountMinor, isTaxIncluded) => {
          const input = parts({
            lines: lines.map(({ grossMinor, quantity, discount }, index) => ({
              externalId: `${index}`,
              productExternalId: null,
              quantity,
              grossMinor,
              discountMinor: (grossMinor * BigInt(discount)) / 100n,
            })),
            shippingMinor,
            taxMinor,
            orderDiscountMinor,
            isTaxIncluded,
            canceled: later,
          });
          const ledger = bookOrder(input);
          expect(ledger.reduce((sum, entry) => sum + entry.amountMinor, 0n)).toBe(0n);
          expect(ledger.reduce((sum, entry) => sum + entry.quantity, 0)).toBe(0);
          expect(new Set(ledger.map((entry) => entry.sourceEventId)).size).toBe(ledger.length);
        },
      ),
    );
  });

  it('always adds up to the stated total less the refund', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 20_000n), fc.bigInt(1n, 20_000n), fc.boolean(), (totalMinor, refunded, isTaxIncluded) => {
        expect(total(parts({ totalMinor, isTaxIncluded, refund: { amountMinor: refunded, at: later } }))).toBe(totalMinor - refunded);
      }),
    );
  });
});
