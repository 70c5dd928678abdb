import type { LedgerFact, LedgerKind, OrderLedgerFact } from '@/core/model/facts';
import type { AccountEntry } from '../schema';
import { momentOf } from './draft';

/** What an entry of the payment account is. Orders tell of sales and refunds themselves, and of the tax in them. */
export type EntryMeaning = 'fee' | 'adjustment' | 'payout' | 'refund' | 'told' | 'unknown';

/** What Etsy charges, by its words; a charge that is given back has the same word and "_refund". */
const FEES = new Set([
  'transaction',
  'transaction_quantity',
  'shipping_transaction',
  'gift_wrap_fees',
  'listing',
  'listing_private',
  'renew',
  'renew_sold',
  'renew_sold_auto',
  'renew_expired',
  'auto_renew_expired',
  'payment_processing_fee',
  'refund_processing_fee',
  'deposit_fee',
  'regulatory_operating_fee',
  'vat_on_processing_fees',
  'vat_seller_services',
  'offsite_ads_fee',
  'prolist',
  'subscription',
  'seller_onboarding_fee',
  // A share of the fees that comes back for buyers the shop brought itself.
  'seller_driven_traffic_credit',
]);

/** Bought or given, but no fee: postage, and credits of goodwill. */
const ADJUSTMENTS = new Set([
  'shipping_label',
  'shipping_labels',
  'shipping_label_usps_adjustment',
  'shipping_label_usps_adjustment_credit',
  'seller_credit',
]);

/** Money of buyers on its way in, and what Etsy takes of it for the tax office and for itself from the buyer. */
const TOLD = new Set(['payment', 'payment_gross', 'sales_tax', 'buyer_fee']);

/** To the bank, back from it, and bills paid by card. */
const PAYOUT_REFERENCES = new Set(['disbursement', 'recoupment', 'billing_payment']);

export const wordOf = ({ ledger_type, description }: AccountEntry): string => ledger_type || description || '';

export function meaningOf(entry: AccountEntry): EntryMeaning {
  const word = wordOf(entry).toLowerCase();
  if (PAYOUT_REFERENCES.has(entry.reference_type ?? '') || /^(disburse|recoup|billing_payment)/.test(word)) return 'payout';
  const name = word.replace(/_refund$/, '');
  if (FEES.has(name)) return 'fee';
  if (ADJUSTMENTS.has(name)) return 'adjustment';
  if (TOLD.has(name)) return 'told';
  return /^refund(_gross)?(_|$)/.test(word) ? 'refund' : 'unknown';
}

const KINDS: Readonly<Partial<Record<EntryMeaning, LedgerKind>>> = { fee: 'FEE', adjustment: 'ADJUSTMENT', unknown: 'ADJUSTMENT' };

/**
 * What an entry costs or brings the seller, at the order it is of or, as a document of its own, at the account. Each is a
 * scope of its own, as those of one order come at different times. Null for entries that others tell of.
 */
export function mapCharge(entry: AccountEntry, order: string | null, timeZone: string): OrderLedgerFact | null {
  const kind = KINDS[meaningOf(entry)];
  if (!kind) return null;
  const { entry_id: id, amount, currency } = entry;
  const scope = `entry:${id}`;
  return {
    orderExternalId: order ?? `account:${id}`,
    scope,
    currency,
    entries: entriesOf(entry, { kind, amountMinor: BigInt(amount), timeZone }),
  };
}

/** What reached the bank, positive, or was taken from it: the account's entries are the other way round. Null for all else. */
export function mapDeposit(entry: AccountEntry, timeZone: string): OrderLedgerFact | null {
  if (meaningOf(entry) !== 'payout') return null;
  const { entry_id: id, amount, currency } = entry;
  const entries = entriesOf(entry, { kind: 'PAYOUT', amountMinor: -BigInt(amount), timeZone });
  return { orderExternalId: `payout:${id}`, scope: 'payout', currency, entries };
}

function entriesOf(
  { created_timestamp }: AccountEntry,
  { kind, amountMinor, timeZone }: { kind: LedgerKind; amountMinor: bigint; timeZone: string },
): LedgerFact[] {
  const at = momentOf(created_timestamp, timeZone);
  return amountMinor === 0n ? [] : [{ sourceEventId: kind.toLowerCase(), kind, amountMinor, quantity: 0, occurred: at, processed: at }];
}
