import { momentFromInstant } from '@/core/model/calendar';
import type { OrderLedgerFact } from '@/core/model/facts';
import type { Payout } from '../schema';
import { minorOf } from './money';

/** Set out for the bank, or there. */
const PAID = new Set(['STARTED', 'IN_TRANSIT', 'PAID']);

/** A payout, on the day it set out; one that failed has no entries, so that what was told before is taken back. */
export function mapPayout({ id, currentStatus, statusHistory, amount, creationDate }: Payout, timeZone: string): OrderLedgerFact | null {
  const stamp = creationDate ?? statusHistory[0]?.lastUpdatedDate;
  if (!amount || stamp === undefined) return null;
  const at = momentFromInstant(new Date(stamp), timeZone);
  const amountMinor = minorOf(amount);
  const isPaid = PAID.has(currentStatus) && amountMinor !== 0n;
  return {
    orderExternalId: `payout:${id}`,
    scope: 'payout',
    currency: amount.currencyCode,
    entries: isPaid ? [{ sourceEventId: 'payout', kind: 'PAYOUT', amountMinor, quantity: 0, occurred: at, processed: at }] : [],
  };
}
