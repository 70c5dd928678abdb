import { paymentSchema, receiptSchema, type Payment, type Receipt } from '../schema';

/** Receipts as Etsy writes them, made short: of one mug unless a test says otherwise. */

export const money = (amount: number, currency_code = 'EUR', divisor = 100) => ({ amount, divisor, currency_code });

/** 8 March 2026, 01:30 in New York, half an hour before its clocks went forward. */
export const ORDERED = Date.parse('2026-03-08T06:30:00Z') / 1000;
export const DAY = 86_400;

export const line = (id: number, more: Record<string, unknown> = {}) => ({
  transaction_id: id,
  title: 'Mug',
  sku: `SKU-${id}`,
  quantity: 1,
  price: money(2000),
  created_timestamp: ORDERED,
  paid_timestamp: ORDERED + 60,
  listing_id: 900 + id,
  product_data: [],
  shop_coupon: 0,
  ...more,
});

export function receipt(more: Record<string, unknown> = {}): Receipt {
  return receiptSchema.parse({
    receipt_id: 3200000013,
    status: 'paid',
    is_paid: true,
    is_shipped: false,
    is_gift: false,
    buyer_user_id: 700000012,
    buyer_email: null,
    name: 'Ada Example',
    city: 'Lyon',
    state: null,
    country_iso: 'FR',
    payment_method: 'cc',
    created_timestamp: ORDERED,
    updated_timestamp: ORDERED + 4 * DAY,
    grandtotal: money(2000),
    total_price: money(2000),
    total_shipping_cost: money(0),
    total_tax_cost: money(0),
    total_vat_cost: money(0),
    discount_amt: money(0),
    gift_wrap_price: money(0),
    transactions: [line(1)],
    shipments: [],
    refunds: [],
    ...more,
  });
}

let count = 0;

/** A refund of a payment, so many days after the order. Items are [type, amount, transaction]. */
export function adjustment(
  days: number,
  items: readonly (readonly [type: string | null, amount: number, transaction?: number])[],
  more: Record<string, unknown> = {},
) {
  count += 1;
  const total = items.reduce((sum, [, amount]) => sum + amount, 0);
  return {
    payment_adjustment_id: count,
    payment_id: 77,
    is_success: true,
    created_timestamp: ORDERED + days * DAY,
    total_adjustment_amount: total,
    shop_total_adjustment_amount: total,
    payment_adjustment_items: items.map(([adjustment_type, amount, transaction_id = null], index) => ({
      payment_adjustment_item_id: count * 10 + index,
      adjustment_type,
      amount,
      shop_amount: amount,
      transaction_id,
    })),
    ...more,
  };
}

export const payment = (adjustments: readonly object[], more: Record<string, unknown> = {}): Payment =>
  paymentSchema.parse({
    payment_id: 77,
    receipt_id: 3200000013,
    amount_gross: money(2000),
    currency: 'EUR',
    shop_currency: 'EUR',
    payment_adjustments: adjustments,
    ...more,
  });
