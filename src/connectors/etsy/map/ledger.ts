import type { LedgerFact } from '@/core/model/facts';
import { allocate } from '@/core/model/money';
import type { Payment, Receipt } from '../schema';
import { isMovement, toEntry, type Draft } from './draft';
import { minorOf, minorOfUnits } from './money';
import { refundsOf } from './refunds';

/** A receipt with what its payments tell of refunds; none are read where nothing was paid back. */
export interface ReceiptRecord {
  receipt: Receipt;
  payments: readonly Payment[];
}

export const hasStatus = ({ status }: Pick<Receipt, 'status'>, ...words: readonly string[]): boolean =>
  words.includes(status.toLowerCase());

/**
 * The ledger of a receipt: its lines at their prices, the shop's coupons, shipping and gift wrap on the day of the order,
 * and refunds on their own days. Sales tax is booked as TAX on the day of the order, as what buyers paid beside the
 * price, whoever pays it on: in most places Etsy keeps it and takes it out of the payment account again, which is no
 * cost of the seller and booked nowhere.
 */
export function ledgerOf({ receipt, payments }: ReceiptRecord, timeZone: string): LedgerFact[] {
  const sold = soldOf(receipt);
  const drafts = [...sold, ...refundsOf(receipt, payments, sold)];
  if (hasStatus(receipt, 'canceled', 'fully refunded')) drafts.push(...takenBack(receipt, drafts));
  return drafts.map((draft) => toEntry(draft, timeZone));
}

function soldOf(receipt: Receipt): Draft[] {
  const { created_timestamp: at, transactions } = receipt;
  const discounts = discountsOf(receipt);
  const lines = transactions.flatMap((line, index): Draft[] => {
    const of = { quantity: 0, line, at };
    return [
      {
        ...of,
        event: `${line.transaction_id}:sale`,
        kind: 'SALE',
        amountMinor: grossOf(receipt, index),
        quantity: line.quantity,
        at: line.created_timestamp,
      },
      { ...of, event: `${line.transaction_id}:discount`, kind: 'DISCOUNT', amountMinor: -(discounts[index] ?? 0n) },
    ];
  });
  const { wrapMinor, shippingMinor, taxMinor } = partsOf(receipt);
  const beside = { quantity: 0, line: null, at };
  const others: Draft[] = [
    // Wrapping is sold, though it is no unit of anything.
    { ...beside, event: 'gift-wrap', kind: 'SALE', amountMinor: wrapMinor },
    { ...beside, event: 'shipping', kind: 'SHIPPING', amountMinor: shippingMinor },
    { ...beside, event: 'tax', kind: 'TAX', amountMinor: taxMinor },
  ];
  return [...lines, ...others].filter(isMovement);
}

function grossOf({ grandtotal, transactions }: Receipt, index: number): bigint {
  const line = transactions[index];
  return line ? minorOf(line.price, grandtotal.currency_code) * BigInt(line.quantity) : 0n;
}

/** The shop's coupons by line; by value where the lines' own do not come to the sum of the receipt. */
function discountsOf(receipt: Receipt): bigint[] {
  const { discount_amt, grandtotal, transactions } = receipt;
  const currency = grandtotal.currency_code;
  const totalMinor = minorOf(discount_amt, currency);
  const own = transactions.map(({ shop_coupon }) => minorOfUnits(shop_coupon ?? 0, currency) ?? 0n);
  if (sumOf(own) === totalMinor) return own;
  return allocate(
    totalMinor,
    transactions.map((_, index) => grossOf(receipt, index)),
  );
}

interface Parts {
  linesMinor: bigint;
  discountMinor: bigint;
  wrapMinor: bigint;
  shippingMinor: bigint;
  /** Sales tax, and value-added tax where the total says that it was paid on top. */
  taxMinor: bigint;
}

export function partsOf(receipt: Receipt): Parts {
  const { grandtotal, discount_amt, gift_wrap_price, total_shipping_cost, total_tax_cost, total_vat_cost } = receipt;
  const currency = grandtotal.currency_code;
  const parts: Parts = {
    linesMinor: sumOf(receipt.transactions.map((_, index) => grossOf(receipt, index))),
    discountMinor: minorOf(discount_amt, currency),
    wrapMinor: gift_wrap_price ? minorOf(gift_wrap_price, currency) : 0n,
    shippingMinor: minorOf(total_shipping_cost, currency),
    taxMinor: minorOf(total_tax_cost, currency),
  };
  const vatMinor = total_vat_cost ? minorOf(total_vat_cost, currency) : 0n;
  const isOnTop = totalOf(parts) + vatMinor === minorOf(grandtotal, currency);
  return isOnTop ? { ...parts, taxMinor: parts.taxMinor + vatMinor } : parts;
}

export const totalOf = ({ linesMinor, discountMinor, wrapMinor, shippingMinor, taxMinor }: Parts): bigint =>
  linesMinor - discountMinor + wrapMinor + shippingMinor + taxMinor;

/**
 * What refunds leave open of an order of which nothing is left: everything goes back on the day of the last refund, or
 * when nothing was paid back on the day the receipt was last changed, which is when it was canceled.
 */
function takenBack(receipt: Receipt, drafts: readonly Draft[]): Draft[] {
  const refunded = drafts.filter(({ kind }) => kind === 'REFUND_TENDER').map(({ at }) => at);
  const at = refunded.length > 0 ? Math.max(...refunded) : receipt.updated_timestamp;
  const open = new Map<string, Draft>();
  for (const draft of drafts) {
    if (draft.kind === 'REFUND_TENDER') continue;
    const kind = draft.kind === 'SALE' || draft.kind === 'DISCOUNT' ? 'RETURN' : draft.kind;
    const event = `canceled:${draft.line?.transaction_id ?? ''}:${kind.toLowerCase()}`;
    const before = open.get(event) ?? { ...draft, event, kind, at, amountMinor: 0n, quantity: 0 };
    open.set(event, { ...before, amountMinor: before.amountMinor - draft.amountMinor, quantity: before.quantity - draft.quantity });
  }
  return [...open.values()].filter(isMovement);
}

const sumOf = (list: readonly bigint[]): bigint => list.reduce((sum, minor) => sum + minor, 0n);
