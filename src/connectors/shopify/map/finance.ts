import { z } from 'zod';
import { momentFromInstant } from '@/core/model/calendar';
import type { LedgerFact, LedgerKind, OrderLedgerFact } from '@/core/model/facts';
import { parseMoney } from '@/core/model/money';
import { amountSchema, idOf, idSchema, stampSchema } from '../schema';

export const balanceTransactionSchema = z.object({
  id: idSchema,
  type: z.string(),
  test: z.boolean(),
  transactionDate: stampSchema,
  amount: amountSchema,
  net: amountSchema,
  associatedOrder: z.object({ id: idSchema }).nullish(),
});
export type BalanceTransaction = z.infer<typeof balanceTransactionSchema>;

/** Money of orders on its way in and out: the orders tell of it themselves. */
const OF_ORDERS = new Set(['CHARGE', 'REFUND']);

/**
 * What a movement of the Shopify Payments balance cost: the difference between what was moved and what was left of it.
 * Movements that are neither payments nor payouts (disputes, labels, corrections) are adjustments besides. Each is a
 * scope of its own, because those of one order come at different times. Amounts are in the currency of the payouts.
 */
export function mapBalanceTransaction(transaction: BalanceTransaction, timeZone: string): OrderLedgerFact | null {
  const { id, type, test, transactionDate, amount, net, associatedOrder } = transaction;
  const number = idOf(id);
  const currency = amount.currencyCode;
  // Payouts are read by themselves.
  if (test || type.startsWith('TRANSFER')) return null;
  const at = momentFromInstant(new Date(transactionDate), timeZone);
  const amountMinor = parseMoney(amount.amount, currency);
  const parts: [LedgerKind, bigint][] = [['FEE', parseMoney(net.amount, currency) - amountMinor]];
  if (!OF_ORDERS.has(type)) parts.push(['ADJUSTMENT', amountMinor]);
  return {
    orderExternalId: associatedOrder ? idOf(associatedOrder.id) : `payments:${number}`,
    scope: `balance:${number}`,
    currency,
    entries: parts
      .filter(([, minor]) => minor !== 0n)
      .map(([kind, minor]): LedgerFact => ({
        sourceEventId: `balance:${number}:${kind.toLowerCase()}`,
        kind,
        amountMinor: minor,
        quantity: 0,
        occurred: at,
        processed: at,
      })),
  };
}

export const payoutSchema = z.object({
  id: idSchema,
  status: z.string(),
  transactionType: z.string(),
  issuedAt: stampSchema,
  net: amountSchema,
});

/** Money that reached the bank, or was taken from it. A payout that is on its way, failed or was canceled is none (yet). */
export function mapPayout({ id, status, transactionType, issuedAt, net }: z.infer<typeof payoutSchema>, timeZone: string): OrderLedgerFact {
  const at = momentFromInstant(new Date(issuedAt), timeZone);
  const stated = parseMoney(net.amount, net.currencyCode);
  const size = stated < 0n ? -stated : stated;
  const entry: LedgerFact = {
    sourceEventId: 'payout',
    kind: 'PAYOUT',
    amountMinor: transactionType === 'WITHDRAWAL' ? -size : size,
    quantity: 0,
    occurred: at,
    processed: at,
  };
  return { orderExternalId: `payout:${idOf(id)}`, scope: 'payout', currency: net.currencyCode, entries: status === 'PAID' ? [entry] : [] };
}
