import type { LedgerKind } from '@/core/model/facts';
import type { Adjustment, Payment, Receipt, Transaction } from '../schema';
import { isMovement, type Draft } from './draft';
import { minorOf, minorOfParts } from './money';

/** What an item of a refund pays back, by Etsy's word for it. Anything else is goodwill: part of the returns. */
const KINDS: Readonly<Record<string, LedgerKind>> = { TRANS: 'RETURN', SHIP: 'SHIPPING', TAX: 'TAX' };

type Items = NonNullable<Adjustment['payment_adjustment_items']>;

/** An adjustment with its amounts in minor units of the order. */
interface Refund {
  id: string;
  at: number;
  items: { item: Items[number]; minor: bigint }[];
  totalMinor: bigint;
}

/** What can come back of a line. */
interface Left {
  line: Transaction;
  /** Paid for all its units. */
  netMinor: bigint;
  units: number;
}

/**
 * What refunds took back, from the adjustments of the payments, which tell of what; a receipt alone tells sums. Where a
 * payment was not made with Etsy Payments there are only the sums.
 */
export function refundsOf(receipt: Receipt, payments: readonly Payment[], sold: readonly Draft[]): Draft[] {
  const currency = receipt.grandtotal.currency_code;
  const refunds = payments
    .flatMap((payment) => (payment.payment_adjustments ?? []).map((adjustment) => ({ payment, adjustment })))
    // Null: it is under way and likely to succeed.
    .filter(({ adjustment }) => adjustment.is_success !== false)
    .sort((a, b) => a.adjustment.created_timestamp - b.adjustment.created_timestamp)
    .map(({ payment, adjustment }) => toRefund(adjustment, payment, currency));
  if (refunds.length === 0) return sumsOf(receipt, currency);
  const left = leftOf(receipt, sold);
  return refunds.flatMap((refund) => [...entriesOf(refund, left), tender(`adjustment:${refund.id}`, refund)]).filter(isMovement);
}

function sumsOf({ refunds }: Receipt, currency: string): Draft[] {
  return (refunds ?? []).flatMap(({ amount, created_timestamp: at }, index) => {
    const totalMinor = minorOf(amount, currency);
    const event = `refund:${index + 1}`;
    return [loose(event, { at, amountMinor: -totalMinor }), tender(event, { at, totalMinor })].filter(isMovement);
  });
}

/** Amounts are in the currency of the shop and in that of the payment, in parts as the payment's own amount is. */
function toRefund(adjustment: Adjustment, payment: Payment, currency: string): Refund {
  const isOfShop = (payment.shop_currency ?? payment.currency) === currency;
  const minor = (shop: number | null | undefined, own: number | null | undefined): bigint | null => {
    const amount = isOfShop ? (shop ?? own) : own;
    return amount === null || amount === undefined ? null : minorOfParts(amount, payment.amount_gross.divisor, currency);
  };
  if (!isOfShop && payment.currency !== currency) minorOf({ ...payment.amount_gross, currency_code: payment.currency }, currency);
  const items = (adjustment.payment_adjustment_items ?? []).map((item) => ({ item, minor: minor(item.shop_amount, item.amount) ?? 0n }));
  const totalMinor =
    minor(adjustment.shop_total_adjustment_amount, adjustment.total_adjustment_amount) ?? items.reduce((sum, each) => sum + each.minor, 0n);
  return { id: adjustment.payment_adjustment_id, at: adjustment.created_timestamp, items, totalMinor };
}

function leftOf({ transactions }: Receipt, sold: readonly Draft[]): Map<string, Left> {
  const netOf = (line: Transaction): bigint =>
    sold.reduce((sum, draft) => (draft.line?.transaction_id === line.transaction_id ? sum + draft.amountMinor : sum), 0n);
  return new Map(transactions.map((line) => [line.transaction_id, { line, netMinor: netOf(line), units: line.quantity }]));
}

function entriesOf({ id, at, items, totalMinor }: Refund, left: ReadonlyMap<string, Left>): Draft[] {
  const entries = items.map(({ item, minor }): Draft => {
    const kind = KINDS[item.adjustment_type ?? ''] ?? 'RETURN';
    const of = kind === 'RETURN' ? left.get(item.transaction_id ?? '') : undefined;
    const units = of ? unitsOf(minor, of) : 0;
    if (of) of.units -= units;
    const event = `adjustment:${id}:${item.payment_adjustment_item_id}`;
    return { event, kind, amountMinor: -minor, quantity: units === 0 ? 0 : -units, line: of?.line ?? null, at };
  });
  const namedMinor = items.reduce((sum, { minor }) => sum + minor, 0n);
  return [...entries, loose(`adjustment:${id}:rest`, { at, amountMinor: namedMinor - totalMinor })];
}

/**
 * Units that came back: Etsy tells only money, so it is the number of units whose share of what the line cost this is,
 * within a minor unit of rounding; part of a price is no unit.
 */
function unitsOf(minor: bigint, { line, netMinor, units }: Left): number {
  const whole = BigInt(line.quantity);
  for (let count = 1; count <= units; count += 1) {
    const apart = minor * whole - netMinor * BigInt(count);
    if ((apart < 0n ? -apart : apart) < whole) return count;
  }
  return 0;
}

/** Paid back without a line: part of the returns. */
const loose = (event: string, { at, amountMinor }: { at: number; amountMinor: bigint }): Draft => ({
  event,
  kind: 'RETURN',
  amountMinor,
  quantity: 0,
  line: null,
  at,
});

const tender = (event: string, { at, totalMinor }: { at: number; totalMinor: bigint }): Draft => ({
  ...loose(`${event}:tender`, { at, amountMinor: -totalMinor }),
  kind: 'REFUND_TENDER',
});
