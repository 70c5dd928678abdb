import { momentFromInstant } from '@/core/model/calendar';
import type { LedgerFact, LedgerKind, OrderLedgerFact } from '@/core/model/facts';
import type { Transaction } from '../schema';
import { partsOf, type Parts } from './breakdowns';
import { minorIn, minorOf, sumOf } from './money';

/** Types of which the money of the goods goes back. */
const REFUNDS = new Set(['Refund', 'Chargeback', 'GuaranteeClaim']);

interface Line {
  parts: Parts;
  product: string | null;
  units: number;
}

interface Movement {
  kind: LedgerKind;
  amountMinor: bigint;
  quantity?: number;
}

/**
 * A transaction of the account, at the order it is of or, as a document of its own, at the account. Of a shipment only
 * what it costs: the order tells what was sold. Each is a scope of its own, so that what is corrected later under the same
 * id is corrected. Null for the release of a deferred transaction, which repeats it: that one stays, on its own day.
 */
export function mapTransaction(transaction: Transaction, timeZone: string): OrderLedgerFact | null {
  const { transactionId, totalAmount } = transaction;
  if (idOf(transaction, 'DEFERRED_TRANSACTION_ID') !== null) return null;
  const order = idOf(transaction, 'ORDER_ID');
  return {
    orderExternalId: order ?? `account:${transactionId}`,
    scope: `transaction:${transactionId}`,
    currency: totalAmount.currencyCode,
    entries: linesOf(transaction).flatMap((line, index) => entriesOf(transaction, line, { index, isOfOrder: order !== null, timeZone })),
  };
}

const idOf = ({ relatedIdentifiers }: Transaction, name: string): string | null =>
  relatedIdentifiers?.find(({ relatedIdentifierName }) => relatedIdentifierName === name)?.relatedIdentifierValue || null;

/** Its items where they make up all of it, else the whole. */
function linesOf({ items, totalAmount, breakdowns }: Transaction): Line[] {
  const currency = totalAmount.currencyCode;
  const minor = minorOf(totalAmount);
  const told = (items ?? []).filter((item) => item.totalAmount && (item.breakdowns?.length ?? 0) > 0);
  const [only, ...others] = items ?? [];
  if (told.length > 0 && sumOf(told.map((item) => (item.totalAmount ? minorIn(currency, item.totalAmount) : 0n))) === minor)
    return told.map((item) => ({
      ...productOf(item),
      parts: partsOf(item.breakdowns, { minor: item.totalAmount ? minorIn(currency, item.totalAmount) : 0n, currency }),
    }));
  const product = only && others.length === 0 ? productOf(only) : { product: null, units: 0 };
  return [{ ...product, parts: partsOf(breakdowns, { minor, currency }) }];
}

function productOf({ contexts }: NonNullable<Transaction['items']>[number]): Omit<Line, 'parts'> {
  const context = contexts?.find(({ sku, asin }) => sku || asin);
  return { product: context?.sku || context?.asin || null, units: Math.abs(context?.quantityShipped ?? 0) };
}

function movementsOf({ parts, units }: Line, { type, isOfOrder }: { type: string; isOfOrder: boolean }): Movement[] {
  const { price, goods, shipping, tax, fee, other } = parts;
  const costs: Movement[] = [{ kind: 'FEE', amountMinor: fee }];
  if (isOfOrder && type === 'Shipment') return [...costs, { kind: 'ADJUSTMENT', amountMinor: other }];
  if (!isOfOrder || !REFUNDS.has(type)) return [...costs, { kind: 'ADJUSTMENT', amountMinor: price + goods + shipping + tax + other }];
  return [
    // What is given back out of goodwill, or for the parcel alone, takes no units back.
    { kind: 'RETURN', amountMinor: price + goods, quantity: price < 0n ? -units : 0 },
    { kind: 'SHIPPING', amountMinor: shipping },
    { kind: 'TAX', amountMinor: tax },
    { kind: 'ADJUSTMENT', amountMinor: other },
    ...costs,
  ];
}

function entriesOf(
  { transactionType, postedDate }: Transaction,
  line: Line,
  { index, isOfOrder, timeZone }: { index: number; isOfOrder: boolean; timeZone: string },
): LedgerFact[] {
  const at = momentFromInstant(new Date(postedDate), timeZone);
  return movementsOf(line, { type: transactionType, isOfOrder })
    .filter(({ amountMinor, quantity = 0 }) => amountMinor !== 0n || quantity !== 0)
    .map(({ kind, amountMinor, quantity = 0 }) => ({
      sourceEventId: `${index + 1}:${kind.toLowerCase()}`,
      kind,
      amountMinor,
      quantity,
      productExternalId: line.product,
      occurred: at,
      processed: at,
    }));
}
