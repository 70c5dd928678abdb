import { describe, expect, it } from 'vitest';
import { toMajor } from '@/core/model/money';
import type { Payment, Receipt } from '../schema';
import { adjustment, DAY, line, money, ORDERED, payment, receipt } from './receipt.fixture';
import { gapOf, hasAllLines, mapReceipt } from './receipt';

const map = (record: Receipt, payments: Payment[] = []) => mapReceipt({ receipt: record, payments }, 'America/New_York');

/** Entries as "day KIND amount xunits #line". */
function ledgerOf(record: Receipt, payments: Payment[] = []): string[] {
  const { order } = map(record, payments);
  return order.ledger.map(({ kind, amountMinor, quantity, itemExternalId, processed }) => {
    const units = quantity === 0 ? '' : ` x${quantity}`;
    return `${processed.local.slice(0, 10)} ${kind} ${toMajor(amountMinor, order.currency)}${units}${itemExternalId ? ` #${itemExternalId}` : ''}`;
  });
}

/** Three cups at 24.00 and a bowl at 30.00, 10.20 off, 7.90 shipping, 5.00 wrapping, 6.43 tax: 111.13. */
const large = (more: Record<string, unknown> = {}): Receipt =>
  receipt({
    transactions: [line(1, { quantity: 3, price: money(2400), shop_coupon: 7.2 }), line(2, { price: money(3000), shop_coupon: 3 })],
    total_price: money(10_200),
    discount_amt: money(1020),
    total_shipping_cost: money(790),
    gift_wrap_price: money(500),
    total_tax_cost: money(643),
    grandtotal: money(11_113),
    ...more,
  });

const SOLD = [
  '2026-03-08 SALE 72 x3 #1',
  '2026-03-08 DISCOUNT -7.2 #1',
  '2026-03-08 SALE 30 x1 #2',
  '2026-03-08 DISCOUNT -3 #2',
  '2026-03-08 SALE 5',
  '2026-03-08 SHIPPING 7.9',
  '2026-03-08 TAX 6.43',
];

describe('the ledger of a receipt', () => {
  it('has lines before coupons, wrapping, shipping and tax, on the day of the shop', () => {
    expect(ledgerOf(large())).toEqual(SOLD);
    expect(map(large()).order.ordered.local).toBe('2026-03-08T01:30:00');
    expect([hasAllLines(large()), gapOf(large())]).toEqual([true, null]);
  });

  it('spreads a discount over the lines by value where their coupons do not come to it', () => {
    const transactions = [
      line(1, { price: money(1000), shop_coupon: null }),
      line(2, { price: money(1000), shop_coupon: 0.5 }),
      line(3, { price: money(1000) }),
    ];
    const record = receipt({ transactions, total_price: money(3000), discount_amt: money(100), grandtotal: money(2900) });
    expect(ledgerOf(record).filter((entry) => entry.includes('DISCOUNT'))).toEqual([
      '2026-03-08 DISCOUNT -0.34 #1',
      '2026-03-08 DISCOUNT -0.33 #2',
      '2026-03-08 DISCOUNT -0.33 #3',
    ]);
  });

  it('books value-added tax only where the total says that it was paid on top', () => {
    const onTop = receipt({ total_vat_cost: money(400), grandtotal: money(2400) });
    const within = receipt({ total_vat_cost: money(333) });
    expect(ledgerOf(onTop)).toEqual(['2026-03-08 SALE 20 x1 #1', '2026-03-08 TAX 4']);
    expect(ledgerOf(within)).toEqual(['2026-03-08 SALE 20 x1 #1']);
    expect([gapOf(onTop), gapOf(within)]).toEqual([null, null]);
  });

  it('reads amounts in whatever parts they come', () => {
    const yen = (amount: number, divisor: number) => money(amount, 'JPY', divisor);
    const record = receipt({
      transactions: [line(1, { price: yen(150_000, 100) })],
      grandtotal: yen(1500, 1),
      total_price: yen(1500, 1),
      total_shipping_cost: yen(0, 1),
      total_tax_cost: yen(0, 1),
      discount_amt: yen(0, 1),
    });
    const { order } = map(record);
    expect([order.currency, order.items[0]?.unitPriceMinor, order.ledger[0]?.amountMinor]).toEqual(['JPY', 1500n, 1500n]);
    const split = receipt({ transactions: [line(1, { price: yen(150_050, 100) })], grandtotal: yen(1500, 1) });
    expect(() => map(split)).toThrow(/no amount of JPY/);
  });

  it('is refused when an amount is in another currency than its order', () => {
    expect(() => map(receipt({ total_shipping_cost: money(700, 'USD') }))).toThrow(/USD/);
  });

  it('has an item that went out later on its own day', () => {
    const transactions = [line(1), line(2, { created_timestamp: ORDERED + 9 * DAY })];
    expect(ledgerOf(receipt({ transactions, total_price: money(4000), grandtotal: money(4000) }))).toEqual([
      '2026-03-08 SALE 20 x1 #1',
      '2026-03-17 SALE 20 x1 #2',
    ]);
  });
});

describe('refunds', () => {
  const back = (...adjustments: object[]): string[] =>
    ledgerOf(large({ status: 'partially refunded', refunds: [{ amount: money(1), created_timestamp: ORDERED }] }), [
      payment(adjustments),
    ]).slice(SOLD.length);

  it('are of a line, with as many units as the money is worth, on their own day', () => {
    // Two cups less their share of the coupon: 2 x 21.60.
    expect(back(adjustment(10, [['TRANS', 4320, 1]]))).toEqual(['2026-03-18 RETURN -43.2 x-2 #1', '2026-03-18 REFUND_TENDER -43.2']);
  });

  it('of a part of a price bring no unit back', () => {
    expect(back(adjustment(10, [['TRANS', 500, 1]]))[0]).toBe('2026-03-18 RETURN -5 #1');
  });

  it('take no unit twice', () => {
    const one = (days: number) => adjustment(days, [['TRANS', 2700, 2]]);
    expect(back(one(10), one(11)).filter((entry) => entry.includes('RETURN'))).toEqual([
      '2026-03-18 RETURN -27 x-1 #2',
      '2026-03-19 RETURN -27 #2',
    ]);
  });

  it('give shipping and tax back apart from the goods, and goodwill without a line', () => {
    const entries = back(
      adjustment(3, [
        ['TRANS', 2700, 2],
        ['SHIP', 790],
        ['TAX', 189],
        [null, 150],
      ]),
    );
    expect(entries).toEqual([
      '2026-03-11 RETURN -27 x-1 #2',
      '2026-03-11 SHIPPING -7.9',
      '2026-03-11 TAX -1.89',
      '2026-03-11 RETURN -1.5',
      '2026-03-11 REFUND_TENDER -38.29',
    ]);
  });

  it('come to their total, whatever their items say', () => {
    expect(back(adjustment(3, [['TRANS', 2700, 2]], { shop_total_adjustment_amount: 3000 }))).toEqual([
      '2026-03-11 RETURN -27 x-1 #2',
      '2026-03-11 RETURN -3',
      '2026-03-11 REFUND_TENDER -30',
    ]);
  });

  it('that failed are none', () => {
    // Nothing was paid back, so what the receipt says of refunds is all there is.
    expect(back(adjustment(3, [['TRANS', 2700, 2]], { is_success: false }))).toEqual([
      '2026-03-08 RETURN -0.01',
      '2026-03-08 REFUND_TENDER -0.01',
    ]);
  });

  it('are in the currency of the shop where the buyer paid in another', () => {
    const item = { payment_adjustment_item_id: 1, adjustment_type: 'TRANS', amount: 2160, shop_amount: 2000, transaction_id: 1 };
    const paid = payment(
      [adjustment(3, [], { shop_total_adjustment_amount: 2000, total_adjustment_amount: 2160, payment_adjustment_items: [item] })],
      {
        amount_gross: money(2160, 'USD'),
        currency: 'USD',
      },
    );
    expect(ledgerOf(receipt(), [paid]).slice(1)).toEqual(['2026-03-11 RETURN -20 x-1 #1', '2026-03-11 REFUND_TENDER -20']);
    const strange = payment([adjustment(3, [['TRANS', 2000, 1]])], { currency: 'USD', shop_currency: 'GBP' });
    expect(() => map(receipt(), [strange])).toThrow(/USD/);
  });

  it('without a payment of Etsy are sums without a line', () => {
    const record = large({ status: 'partially refunded', refunds: [{ amount: money(1234), created_timestamp: ORDERED + 2 * DAY }] });
    expect(ledgerOf(record).slice(SOLD.length)).toEqual(['2026-03-10 RETURN -12.34', '2026-03-10 REFUND_TENDER -12.34']);
  });

  it('of everything leave nothing, line by line, though only a sum is told', () => {
    const record = large({ status: 'fully refunded', refunds: [{ amount: money(11_113), created_timestamp: ORDERED + 2 * DAY }] });
    const sums = new Map<string, bigint>();
    const { ledger, status } = map(record).order;
    for (const { kind, amountMinor, itemExternalId } of ledger) {
      if (kind === 'REFUND_TENDER') continue;
      const key = ['SALE', 'DISCOUNT', 'RETURN'].includes(kind) ? `goods ${itemExternalId ?? ''}` : kind;
      sums.set(key, (sums.get(key) ?? 0n) + amountMinor);
    }
    expect(Object.fromEntries(sums)).toEqual({ 'goods 1': 0n, 'goods 2': 0n, 'goods ': 0n, SHIPPING: 0n, TAX: 0n });
    expect(ledger.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(0);
    expect(status).toBe('returned');
  });

  it('of a canceled order are not taken back twice', () => {
    const refund = adjustment(1, [
      ['TRANS', 6480, 1],
      ['TRANS', 2700, 2],
      ['SHIP', 790],
      ['TAX', 643],
      [null, 500],
    ]);
    const { order } = map(large({ status: 'Canceled' }), [payment([refund])]);
    expect(order.status).toBe('canceled');
    const returned = order.ledger.filter(({ kind }) => kind === 'RETURN').reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
    expect(returned).toBe(-9680n);
    expect(order.ledger.filter(({ sourceEventId }) => sourceEventId.startsWith('canceled:'))).toEqual([]);
  });

  it('of an order that was canceled before it was paid are of the day it was canceled', () => {
    const record = receipt({ status: 'canceled', is_paid: false });
    expect(ledgerOf(record)).toEqual(['2026-03-08 SALE 20 x1 #1', '2026-03-12 RETURN -20 x-1 #1']);
    expect(map(record).order.payments).toEqual([]);
  });

  it('name their events once each, and the same whenever they are read', () => {
    const payments = [payment([adjustment(3, [['TRANS', 4320, 1]]), adjustment(5, [['SHIP', 790]])])];
    const idsOf = (list: Payment[]): string[] => map(large(), list).order.ledger.map(({ sourceEventId }) => sourceEventId);
    const ids = idsOf(payments);
    expect(new Set(ids).size).toBe(ids.length);
    const reversed = payments.map((each) => ({ ...each, payment_adjustments: [...(each.payment_adjustments ?? [])].reverse() }));
    expect(idsOf(reversed)).toEqual(ids);
  });
});

describe('an order', () => {
  it('keeps the numbers of Etsy as text, whatever their size', () => {
    const { order, customer } = map(
      receipt({ receipt_id: '9007199254740993', transactions: [line(1, { transaction_id: '9007199254740995' })] }),
    );
    expect(order).toMatchObject({
      externalId: '9007199254740993',
      customerExternalId: '700000012',
      shipCountry: 'FR',
      shipCity: 'Lyon',
      sourceVersion: BigInt(ORDERED + 4 * DAY) * 1000n,
      items: [{ externalId: '9007199254740995', productExternalId: '901' }],
      payments: [{ method: 'cc', amountMinor: 2000n, paid: { local: '2026-03-08T01:31:00' } }],
    });
    expect(customer).toEqual({ externalId: '700000012', name: 'Ada Example', country: 'FR', region: null, city: 'Lyon' });
  });

  it('does not take the address of a gift for that of its buyer, and keeps what it knows when Etsy withholds it', () => {
    expect(map(receipt({ is_gift: true, buyer_email: 'Ada@Example.com' })).customer).toEqual({
      externalId: '700000012',
      email: 'ada@example.com',
    });
    expect(map(receipt({ name: null, country_iso: null, city: null })).customer).toEqual({ externalId: '700000012' });
    expect(map(receipt({ buyer_user_id: null })).customer).toBeNull();
  });

  const parcel = { receipt_shipping_id: 5, shipment_notification_timestamp: ORDERED + DAY, carrier_name: 'DHL' };

  it.each([
    ['pending', { is_paid: false, status: 'payment processing' }],
    ['approved', { status: 'paid' }],
    ['shipped', { status: 'paid', is_shipped: true }],
    ['shipped', { status: 'Completed' }],
    ['shipped', { shipments: [parcel] }],
    ['canceled', { status: 'Canceled' }],
  ] as const)('is %s', (status, more) => {
    expect(map(receipt(more)).order.status).toBe(status);
  });

  it('has its parcels', () => {
    expect(map(receipt({ shipments: [parcel, { ...parcel, receipt_shipping_id: null, carrier_name: '' }] })).order.shipments).toMatchObject(
      [
        { externalId: '5', carrier: 'DHL', shipped: { local: '2026-03-09T02:30:00' }, delivered: null },
        { externalId: 'parcel-2', carrier: null },
      ],
    );
  });

  it('names what was bought by its listing and the values chosen, not by numbers that change with the stock', () => {
    const size = { property_id: 100, values: ['Large'] };
    const color = { property_id: 200, values: ['Oiled', 'Oak'] };
    const idOf = (more: Record<string, unknown>) => map(receipt({ transactions: [line(1, more)] })).order.items[0]?.productExternalId;
    expect(idOf({ product_data: [color, size], product_id: 5 })).toBe('901:Large/Oiled+Oak');
    expect(idOf({ product_data: [size, color], product_id: 6 })).toBe('901:Large/Oiled+Oak');
    expect(idOf({ product_data: null })).toBe('901');
  });

  it('names products whose listing is gone by their SKU, else by their name', () => {
    const transactions = [line(1, { listing_id: null }), line(2, { listing_id: null, sku: '', title: 'Engraving' }), line(3)];
    const { order, products } = map(receipt({ transactions }));
    expect(order.items.map(({ productExternalId }) => productExternalId)).toEqual(['line:SKU-1', 'line:Engraving', '903']);
    expect(products).toEqual([
      { externalId: 'line:SKU-1', title: 'Mug', sku: 'SKU-1' },
      { externalId: 'line:Engraving', title: 'Engraving', sku: null },
    ]);
  });

  it('whose lines are cut off is known by its price, and a sum that is not its parts by its total', () => {
    expect(hasAllLines(large({ transactions: [line(2, { price: money(3000) })] }))).toBe(false);
    expect(gapOf(large({ grandtotal: money(11_213) }))).toEqual({ stated: '112.13 EUR', listed: '111.13 EUR' });
  });
});
