import { describe, expect, it } from 'vitest';
import { toMajor } from '@/core/model/money';
import type { OrderRecord } from '../schema';
import { agreement, bag, line, order, ordered, sale, transaction } from './order.fixture';
import { mapOrder } from './order';

const map = (record: OrderRecord) => mapOrder(record, 'America/New_York');

/** Entries as "day KIND amount xunits item". */
function ledgerOf(record: OrderRecord): string[] {
  return map(record).order.ledger.map(({ kind, amountMinor, quantity, itemExternalId, processed }) => {
    const units = quantity === 0 ? '' : ` x${quantity}`;
    return `${processed.local.slice(0, 10)} ${kind} ${toMajor(amountMinor, record.currencyCode)}${units}${itemExternalId ? ` #${itemExternalId}` : ''}`;
  });
}

const mug = line(1);

describe('the ledger of an order', () => {
  it('has goods before discounts and without tax, on the day of the shop', () => {
    const record = order([
      ordered(
        sale('ProductSale', { total: '38.52', tax: '2.52', discount: '4.00', units: 2, of: line(1, { units: 2 }) }),
        sale('ShippingLineSale', { total: '7.44', tax: '0.49' }),
      ),
    ]);
    expect(ledgerOf(record)).toEqual([
      '2026-03-08 SALE 40 x2 #1',
      '2026-03-08 DISCOUNT -4 #1',
      '2026-03-08 TAX 2.52 #1',
      '2026-03-08 SHIPPING 6.95',
      '2026-03-08 TAX 0.49',
    ]);
    expect(map(record).order.ordered.local).toBe('2026-03-08T01:30:00');
  });

  it('is the same where prices contain the tax', () => {
    // 24.00 each with 20 % in it, less a tenth: 21.60, of which 3.60 are tax.
    const record = order([
      ordered(sale('ProductSale', { total: '21.60', tax: '3.60', discount: '2.00', units: 1, of: line(1, { price: '24.00' }) })),
    ]);
    expect(ledgerOf(record)).toEqual(['2026-03-08 SALE 20 x1 #1', '2026-03-08 DISCOUNT -2 #1', '2026-03-08 TAX 3.6 #1']);
  });

  it('is in the currency of the shop, whatever the buyer paid in', () => {
    const record = order(
      [
        ordered(
          sale('ProductSale', { total: '3000', units: 1, of: { ...mug, originalUnitPriceSet: bag('3000', 'JPY') }, currency: 'JPY' }),
        ),
      ],
      {
        currencyCode: 'JPY',
      },
    );
    const { order: fact } = map(record);
    expect([fact.currency, fact.ledger[0]?.amountMinor, fact.items[0]?.unitPriceMinor]).toEqual(['JPY', 3000n, 3000n]);
  });

  it('is refused when an amount is in another currency than its order', () => {
    expect(() => map(order([ordered(sale('ProductSale', { total: '1.00', units: 1, of: mug, currency: 'EUR' }))]))).toThrow(/EUR/);
  });

  it('takes back part of a line on the day of the refund', () => {
    const cups = line(1, { units: 3, left: 2 });
    const record = order([
      ordered(sale('ProductSale', { total: '64.20', tax: '4.20', units: 3, of: cups })),
      agreement('2026-03-12T03:59:59Z', 'REFUND', [
        sale('ProductSale', { total: '-21.40', tax: '-1.40', units: -1, action: 'RETURN', of: cups }),
      ]),
    ]);
    // The discount of what comes back is within the return.
    expect(ledgerOf(record).slice(2)).toEqual(['2026-03-11 RETURN -20 x-1 #1', '2026-03-11 TAX -1.4 #1']);
    expect(map(record).order.status).toBe('approved');
  });

  it('counts units of returns as going back, with whatever sign they are stated', () => {
    const record = order([
      ordered(sale('ProductSale', { total: '20.00', units: 1, of: mug })),
      agreement('2026-03-12T16:00:00Z', 'RETURN', [sale('ProductSale', { total: '-20.00', units: 1, action: 'RETURN', of: mug })]),
    ]);
    expect(map(record).order.ledger[1]?.quantity).toBe(-1);
    expect(map(record).order.status).toBe('returned');
  });

  it('has a refund without lines among the returns, and what was paid back', () => {
    const record = order(
      [
        ordered(sale('ProductSale', { total: '20.00', units: 1, of: mug })),
        agreement('2026-03-12T16:00:00Z', 'REFUND', [sale('AdjustmentSale', { total: '-5.35', tax: '-0.35', action: 'RETURN' })]),
      ],
      { transactions: [transaction('REFUND', '5.35', { processedAt: '2026-03-12T16:00:01Z' })] },
    );
    expect(ledgerOf(record).slice(1)).toEqual(['2026-03-12 RETURN -5', '2026-03-12 TAX -0.35', '2026-03-12 REFUND_TENDER -5.35']);
  });

  it('has what was kept of a return, a restocking fee, besides it', () => {
    const record = order([
      ordered(sale('ProductSale', { total: '20.00', units: 1, of: mug })),
      agreement('2026-03-12T16:00:00Z', 'RETURN', [
        sale('ProductSale', { total: '-20.00', units: -1, action: 'RETURN', of: mug }),
        sale('FeeSale', { total: '3.00' }),
      ]),
    ]);
    expect(ledgerOf(record).slice(1)).toEqual(['2026-03-12 RETURN -20 x-1 #1', '2026-03-12 ADJUSTMENT 3']);
  });

  it('books an edit on its own day: a line added, one removed, one made cheaper', () => {
    const [bowl, vase] = [line(2, { name: 'Bowl', units: 1, left: 0 }), line(3, { name: 'Vase', price: '50.00' })];
    const record = order([
      ordered(sale('ProductSale', { total: '20.00', units: 1, of: mug }), sale('ProductSale', { total: '30.00', units: 1, of: bowl })),
      agreement('2026-03-09T16:00:00Z', 'ORDER_EDIT', [
        sale('ProductSale', { total: '50.00', units: 1, of: vase }),
        sale('ProductSale', { total: '-30.00', units: -1, action: 'RETURN', of: bowl }),
        sale('ProductSale', { total: '-2.00', discount: '2.00', units: 1, action: 'UPDATE', of: mug }),
      ]),
    ]);
    expect(ledgerOf(record)).toEqual([
      '2026-03-08 SALE 20 x1 #1',
      '2026-03-08 SALE 30 x1 #2',
      '2026-03-09 SALE 50 x1 #3',
      '2026-03-09 RETURN -30 x-1 #2',
      '2026-03-09 DISCOUNT -2 #1',
    ]);
    expect(map(record).order.items.map(({ externalId, quantity }) => [externalId, quantity])).toEqual([
      ['1', 1],
      ['2', 1],
      ['3', 1],
    ]);
  });

  it('books an exchange: one comes back and another goes out', () => {
    const [old, fresh] = [line(1, { left: 0 }), line(2, { name: 'Bowl', price: '25.00' })];
    const record = order([
      ordered(sale('ProductSale', { total: '20.00', units: 1, of: old })),
      agreement('2026-03-15T16:00:00Z', 'RETURN', [
        sale('ProductSale', { total: '-20.00', units: -1, action: 'RETURN', of: old }),
        sale('ProductSale', { total: '25.00', units: 1, of: fresh }),
      ]),
    ]);
    expect(ledgerOf(record).slice(1)).toEqual(['2026-03-15 RETURN -20 x-1 #1', '2026-03-15 SALE 25 x1 #2']);
    expect(map(record).order.status).toBe('approved');
  });

  it('keeps tips, duties and fees apart from sales', () => {
    const record = order([
      ordered(
        sale('ProductSale', { total: '20.00', units: 1, of: mug }),
        sale('TipSale', { total: '3.00' }),
        sale('DutySale', { total: '4.20', tax: '0.20' }),
        sale('AdditionalFeeSale', { total: '1.00' }),
      ),
    ]);
    expect(ledgerOf(record).slice(1)).toEqual(['2026-03-08 TIP 3', '2026-03-08 DUTY 4', '2026-03-08 TAX 0.2', '2026-03-08 ADJUSTMENT 1']);
  });

  it('holds a gift card as owed, not as sold', () => {
    const card = line(7, { name: 'Gift card', price: '50.00' });
    const { order: fact } = map(order([ordered(sale('GiftCardSale', { total: '50.00', units: 1, of: card }))]));
    expect(fact.ledger.map(({ kind, amountMinor, quantity }) => [kind, amountMinor, quantity])).toEqual([['ADJUSTMENT', 5000n, 0]]);
    expect(fact.items).toHaveLength(1);
  });

  it('takes everything back on the day of the cancellation when nothing else does', () => {
    const record = order(
      [
        ordered(
          sale('ProductSale', { total: '19.26', tax: '1.26', discount: '2.00', units: 1, of: line(1, { left: 0 }) }),
          sale('ShippingLineSale', { total: '7.00' }),
          sale('TipSale', { total: '1.00' }),
        ),
      ],
      { cancelledAt: '2026-03-10T02:00:00Z', displayFinancialStatus: 'VOIDED', currentTotalPriceSet: bag('0.00') },
    );
    expect(ledgerOf(record).slice(5)).toEqual([
      '2026-03-09 RETURN -18 x-1 #1',
      '2026-03-09 TAX -1.26 #1',
      '2026-03-09 SHIPPING -7',
      '2026-03-09 TIP -1',
    ]);
    expect(map(record).order.status).toBe('canceled');
  });

  it('takes nothing back twice when the cancellation was booked as a refund', () => {
    const gone = line(1, { left: 0 });
    const record = order(
      [
        ordered(sale('ProductSale', { total: '20.00', units: 1, of: gone }), sale('ShippingLineSale', { total: '7.00' })),
        agreement('2026-03-10T02:00:01Z', 'REFUND', [sale('ProductSale', { total: '-20.00', units: -1, action: 'RETURN', of: gone })]),
      ],
      // The shipping was kept.
      { cancelledAt: '2026-03-10T02:00:00Z', currentTotalPriceSet: bag('7.00') },
    );
    expect(ledgerOf(record)).toEqual(['2026-03-08 SALE 20 x1 #1', '2026-03-08 SHIPPING 7', '2026-03-09 RETURN -20 x-1 #1']);
  });

  it('counts an order that was brought in later on the day it was made', () => {
    const record = order([agreement('2026-04-01T12:00:00Z', 'ORDER', [sale('ProductSale', { total: '20.00', units: 1, of: mug })])]);
    expect(ledgerOf(record)).toEqual(['2026-03-08 SALE 20 x1 #1']);
  });

  it('names its events once each, and the same whenever it is read', () => {
    const record = order([
      ordered(
        sale('ProductSale', { total: '38.52', tax: '2.52', discount: '4.00', units: 2, of: line(1, { units: 2 }) }),
        sale('ShippingLineSale', { total: '7.44', tax: '0.49' }),
      ),
    ]);
    const ids = map(record).order.ledger.map(({ sourceEventId }) => sourceEventId);
    expect(new Set(ids).size).toBe(ids.length);
    const later = map({
      ...record,
      updatedAt: '2027-01-01T00:00:00Z',
      agreements: record.agreements.map((each) => ({ ...each, sales: [...each.sales].reverse() })),
    });
    expect(new Set(later.order.ledger.map(({ sourceEventId }) => sourceEventId))).toEqual(new Set(ids));
  });
});

describe('an order', () => {
  const sold = [ordered(sale('ProductSale', { total: '20.00', units: 1, of: mug }))];
  const parcel = (more: object) => ({
    id: 'gid://shopify/Fulfillment/5',
    createdAt: '2026-03-09T12:00:00Z',
    status: 'SUCCESS',
    trackingInfo: [{ company: 'UPS' }],
    ...more,
  });

  it('keeps the numbers of Shopify as text, whatever their size', () => {
    const { order: fact } = map(order(sold));
    expect(fact).toMatchObject({
      externalId: '820982911946154508',
      name: '#1051',
      customerExternalId: '115310627314723954',
      shipCountry: 'US',
      shipRegion: 'NY',
      shipCity: 'Buffalo',
      sourceStatus: 'PAID / UNFULFILLED',
      sourceVersion: BigInt(Date.parse('2026-03-12T09:00:00Z')),
    });
  });

  it('is without people where Shopify withholds them, and at the payer where nothing is sent', () => {
    const { order: fact } = map(order(sold, { customer: null, shippingAddress: null, billingAddress: null }));
    expect([fact.customerExternalId, fact.shipCountry, fact.shipRegion, fact.shipCity]).toEqual([null, null, null, null]);
    expect(map(order(sold, { shippingAddress: null })).order).toMatchObject({ shipCountry: 'CA', shipRegion: 'ON', shipCity: 'Toronto' });
  });

  it.each([
    ['pending', { displayFinancialStatus: 'PENDING' }],
    ['approved', { displayFinancialStatus: 'PAID' }],
    ['processing', { displayFulfillmentStatus: 'PARTIALLY_FULFILLED', fulfillments: [parcel({})] }],
    // Handed over to the carrier is not delivered.
    ['shipped', { displayFulfillmentStatus: 'FULFILLED', fulfillments: [parcel({})] }],
    ['shipped', { displayFulfillmentStatus: 'FULFILLED', fulfillments: [] }],
    ['shipped', { displayFulfillmentStatus: 'FULFILLED', fulfillments: [parcel({ deliveredAt: '2026-03-11T12:00:00Z' }), parcel({})] }],
    ['delivered', { displayFulfillmentStatus: 'FULFILLED', fulfillments: [parcel({ deliveredAt: '2026-03-11T12:00:00Z' })] }],
    ['approved', { fulfillments: [parcel({ status: 'CANCELLED' })] }],
    ['canceled', { cancelledAt: '2026-03-10T12:00:00Z' }],
  ] as const)('is %s', (status, more) => {
    expect(map(order(sold, more as unknown as Partial<OrderRecord>)).order.status).toBe(status);
  });

  it('has the payments that were received, the change given back, and no others', () => {
    const { order: fact } = map(
      order(sold, {
        transactions: [
          transaction('AUTHORIZATION', '20.00'),
          transaction('CAPTURE', '12.00'),
          transaction('SALE', '10.00', { gateway: 'cash' }),
          transaction('CHANGE', '2.00', { gateway: 'cash' }),
          transaction('SALE', '20.00', { status: 'FAILURE' }),
          transaction('SALE', '20.00', { test: true }),
          transaction('REFUND', '1.00', { status: 'PENDING' }),
        ],
      }),
    );
    expect(fact.payments.map(({ method, amountMinor }) => [method, amountMinor])).toEqual([
      ['shopify_payments', 1200n],
      ['cash', 1000n],
      ['cash', -200n],
    ]);
    expect(fact.payments[0]?.paid?.local).toBe('2026-03-08T01:59:30');
    expect(fact.ledger.some(({ kind }) => kind === 'REFUND_TENDER')).toBe(false);
  });

  it('names products that are no longer in the catalog by their SKU, else by their name', () => {
    const lines = [line(1, { variant: null }), line(2, { variant: null, sku: '', name: 'Engraving' }), line(3)];
    const { order: fact, products } = map(
      order([ordered(...lines.map((each) => sale('ProductSale', { total: '20.00', units: 1, of: each })))]),
    );
    expect(fact.items.map(({ productExternalId }) => productExternalId)).toEqual(['line:SKU-1', 'line:Engraving', '903']);
    expect(products).toEqual([
      { externalId: 'line:SKU-1', title: 'Mug', sku: 'SKU-1' },
      { externalId: 'line:Engraving', title: 'Engraving', sku: null },
    ]);
  });
});
