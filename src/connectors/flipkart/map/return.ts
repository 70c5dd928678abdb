import type { OrderLedgerFact } from '@/core/model/facts';
import type { Return } from '../schema';
import { hasStatus, toEntries, type Draft, type Line } from './lines';
import { CURRENCY, minorOf, shareOf } from './money';

/** Who sends goods back: the buyer, or the courier who could not deliver them. */
export type ReturnSource = 'customer_return' | 'courier_return';

/**
 * What a return takes back, as a list of its own of its order: shipments do not tell of it. It counts on the day it was
 * completed, not when it was asked for, as it may still be called off; until then, and when it was called off, the list is
 * empty. The buyer of goods that come back keeps having paid the shipping charge; of goods that never came, nothing is paid.
 * @throws AppError invalid_input when an amount cannot be read.
 */
export function mapReturn(
  back: Return,
  { line, source, timeZone }: { line: Line; source: ReturnSource; timeZone: string },
): OrderLedgerFact {
  const { returnId, orderId, updatedDate: processed } = back;
  const occurred = back.createdDate ?? processed;
  const { quantity, priceComponents } = line.item;
  const units = Math.min(back.quantity ?? 1, quantity);
  const of = (amount: string | null | undefined): bigint => -shareOf(minorOf(amount), units, quantity);
  const drafts: Draft[] = [
    { event: 'return', kind: 'RETURN', amountMinor: of(priceComponents.sellingPrice), quantity: -units, occurred, processed },
  ];
  if (source === 'courier_return')
    drafts.push({ event: 'shipping', kind: 'SHIPPING', amountMinor: of(priceComponents.shippingCharge), quantity: 0, occurred, processed });
  const entries = isCompleted(back, line) ? toEntries(line, drafts, timeZone) : [];
  return { orderExternalId: orderId, scope: `return:${returnId}`, currency: CURRENCY, entries };
}

/** Words of returns are not documented; those of items are. What was canceled on its way is taken back by its order. */
function isCompleted({ status }: Return, line: Line): boolean {
  if (hasStatus(line, 'CANCELLED') || /cancel|reject/i.test(status ?? '')) return false;
  return hasStatus(line, 'RETURNED') || /^(return_?)?completed?$/i.test(status ?? '');
}
