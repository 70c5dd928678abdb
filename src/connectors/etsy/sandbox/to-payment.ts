import type { LedgerFact, LedgerKind, Moment, OrderFact } from '@/core/model/facts';
import { momentsOf } from '../../kit/sandbox/shop';
import { atFirst, buyerIdOf, lineIdOf, paymentIdOf, receiptIdOf, secondsOf, sumOf, toVendorMoney } from './numbers';

/** What was paid back at one moment. */
export interface VendorRefund {
  id: number;
  at: Moment;
  totalMinor: bigint;
  entries: readonly LedgerFact[];
}

const TYPES: Readonly<Partial<Record<LedgerKind, string>>> = { SHIPPING: 'SHIP', TAX: 'TAX' };

export function refundsOf(fact: OrderFact): VendorRefund[] {
  return momentsOf(fact, ['RETURN', 'SHIPPING', 'TAX']).map(({ at, entries }, index) => ({
    id: receiptIdOf(fact) * 1000 + 500 + index,
    at,
    totalMinor: -entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
    entries,
  }));
}

export const paidMinorOf = (fact: OrderFact): bigint =>
  (['SALE', 'DISCOUNT', 'SHIPPING', 'TAX'] as const).reduce((sum, kind) => sum + sumOf(fact, kind, atFirst(fact)), 0n);

export function toAdjustment(fact: OrderFact, { id, at, totalMinor, entries }: VendorRefund): Record<string, unknown> {
  const stamp = secondsOf(at.at);
  const stamps = { created_timestamp: stamp, updated_timestamp: stamp };
  const lineOf = (item: string): number | null => {
    const index = fact.items.findIndex(({ externalId }) => externalId === item);
    return index < 0 ? null : lineIdOf(fact, index);
  };
  const amount = Number(totalMinor);
  return {
    payment_adjustment_id: id,
    payment_id: paymentIdOf(fact),
    status: 'COMPLETED',
    is_success: true,
    reason_code: 'OTHER',
    total_adjustment_amount: amount,
    shop_total_adjustment_amount: amount,
    buyer_total_adjustment_amount: amount,
    total_fee_adjustment_amount: 0,
    create_timestamp: stamp,
    update_timestamp: stamp,
    ...stamps,
    payment_adjustment_items: entries.map(({ kind, itemExternalId, amountMinor }, index) => ({
      payment_adjustment_id: id,
      payment_adjustment_item_id: id * 100 + index + 1,
      adjustment_type: TYPES[kind] ?? (itemExternalId ? 'TRANS' : null),
      amount: Number(-amountMinor),
      shop_amount: Number(-amountMinor),
      transaction_id: itemExternalId ? lineOf(itemExternalId) : null,
      bill_payment_id: null,
      ...stamps,
    })),
  };
}

export function toPayment(fact: OrderFact, shopId: number): Record<string, unknown> {
  const { currency } = fact;
  const [grossMinor, feeMinor] = [paidMinorOf(fact), -sumOf(fact, 'FEE', atFirst(fact))];
  const created = secondsOf(fact.ordered.at);
  return {
    payment_id: paymentIdOf(fact),
    ...(fact.customerExternalId ? { buyer_user_id: buyerIdOf(fact.customerExternalId) } : {}),
    shop_id: shopId,
    receipt_id: receiptIdOf(fact),
    amount_gross: toVendorMoney(grossMinor, currency),
    amount_fees: toVendorMoney(feeMinor, currency),
    amount_net: toVendorMoney(grossMinor - feeMinor, currency),
    currency,
    shop_currency: currency,
    buyer_currency: currency,
    status: 'settled',
    create_timestamp: created,
    created_timestamp: created,
    update_timestamp: created,
    updated_timestamp: created,
    payment_adjustments: refundsOf(fact).map((refund) => toAdjustment(fact, refund)),
  };
}
