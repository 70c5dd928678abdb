import { AppError } from '@/core/errors';
import { momentFromInstant } from '@/core/model/calendar';
import type { LedgerFact, LedgerKind, Moment } from '@/core/model/facts';
import { parseMoney } from '@/core/model/money';
import { idOf, typedIdOf, type Agreement, type Bag, type OrderRecord, type Sale } from '../schema';
import { productIdOf } from './line-product';

/** A sale's line type where it is no product: what its amount without tax is booked as. */
const KINDS: Readonly<Record<string, LedgerKind>> = {
  SHIPPING: 'SHIPPING',
  TIP: 'TIP',
  DUTY: 'DUTY',
  // The difference between what came back and what was paid back: part of Shopify's own returns.
  ADJUSTMENT: 'RETURN',
  // Gift cards are owed to whoever holds them, not sold; fees charged to the buyer are no sales either.
  GIFT_CARD: 'ADJUSTMENT',
  FEE: 'ADJUSTMENT',
  ADDITIONAL_FEE: 'ADJUSTMENT',
};

interface Parts {
  kind: LedgerKind;
  amountMinor: bigint;
  quantity?: number;
}

/**
 * The ledger of an order: Shopify's own dated agreements (the sale, edits, exchanges, returns, refunds), each a list of
 * sales. A sale of goods of 110 with 10 tax and 5 discount is SALE 105, DISCOUNT -5, TAX 10, whether prices contain the
 * tax or not. Money paid back is REFUND_TENDER.
 */
export function ledgerOf(order: OrderRecord, timeZone: string): LedgerFact[] {
  const momentOf = (stamp: string): Moment => momentFromInstant(new Date(stamp), timeZone);
  const agreements = [...order.agreements].sort((a, b) => Date.parse(a.happenedAt) - Date.parse(b.happenedAt));
  const first = agreements.find(({ reason }) => reason === 'ORDER');
  const ledger = agreements.flatMap((agreement) => {
    // Orders brought in from elsewhere are agreed when they are brought in, but count on the day they were made.
    const at = momentOf(agreement === first ? order.processedAt : agreement.happenedAt);
    return agreement.sales.flatMap((sale) => entriesOf(sale, { at, currency: order.currencyCode }));
  });
  if (order.cancelledAt !== null) ledger.push(...takenBack(order, { ledger, at: momentOf(order.cancelledAt) }));
  for (const { id, kind, status, test, amountSet, processedAt } of order.transactions) {
    if (kind !== 'REFUND' || status !== 'SUCCESS' || test) continue;
    const at = momentOf(processedAt ?? order.updatedAt);
    const entry = { kind: 'REFUND_TENDER', amountMinor: -minorOf(amountSet, order.currencyCode), quantity: 0 } as const;
    ledger.push({ sourceEventId: `${typedIdOf(id)}:refund`, ...entry, itemExternalId: null, productExternalId: null, ...both(at) });
  }
  return ledger;
}

/** Amount in the shop's currency, minor units. @throws AppError invalid_input when it is in another currency, or no amount. */
export function minorOf({ shopMoney }: Bag, currency: string): bigint {
  if (shopMoney.currencyCode === currency) return parseMoney(shopMoney.amount, currency);
  throw new AppError('invalid_input', `An amount is in ${shopMoney.currencyCode}, its order in ${currency}.`, { field: 'currency' });
}

const both = (at: Moment): Pick<LedgerFact, 'occurred' | 'processed'> => ({ occurred: at, processed: at });

function entriesOf(sale: Sale, { at, currency }: { at: Moment; currency: string }): LedgerFact[] {
  const line = sale.lineItem ?? null;
  const taxMinor = minorOf(sale.totalTaxAmount, currency);
  const parts = [...partsOf(sale, currency), { kind: 'TAX', amountMinor: taxMinor } as const];
  return parts
    .filter(({ amountMinor, quantity = 0 }: Parts) => amountMinor !== 0n || quantity !== 0)
    .map(({ kind, amountMinor, quantity = 0 }: Parts) => ({
      sourceEventId: `${typedIdOf(sale.id)}:${kind.toLowerCase()}`,
      kind,
      amountMinor,
      quantity,
      itemExternalId: line ? idOf(line.id) : null,
      productExternalId: line ? productIdOf(line) : null,
      ...both(at),
    }));
}

function partsOf(sale: Sale, currency: string): Parts[] {
  const netMinor = minorOf(sale.totalAmount, currency) - minorOf(sale.totalTaxAmount, currency);
  if (sale.lineType !== 'PRODUCT') return [{ kind: KINDS[sale.lineType] ?? 'ADJUSTMENT', amountMinor: netMinor }];
  // A change of price or tax brings no units.
  const units = sale.actionType === 'UPDATE' ? 0 : Math.abs(sale.quantity ?? 0);
  if (sale.actionType === 'RETURN') return [{ kind: 'RETURN', amountMinor: netMinor, quantity: units === 0 ? 0 : -units }];
  const discountMinor = minorOf(sale.totalDiscountAmountBeforeTaxes, currency);
  return [
    { kind: 'SALE', amountMinor: netMinor + discountMinor, quantity: units },
    { kind: 'DISCOUNT', amountMinor: -discountMinor },
  ];
}

/**
 * What a canceled order leaves open. Shopify books most cancellations as refunds, and then nothing is open; where it
 * does not (nothing was paid, nothing restocked), the lines that nobody gets any more go back on the day of the
 * cancellation, and all else where the order is worth nothing any more.
 */
function takenBack(order: OrderRecord, { ledger, at }: { ledger: readonly LedgerFact[]; at: Moment }): LedgerFact[] {
  const isWorthless = minorOf(order.currentTotalPriceSet, order.currencyCode) === 0n;
  const gone = new Set(linesOf(order.agreements).flatMap(({ id, currentQuantity }) => (currentQuantity === 0 ? [idOf(id)] : [])));
  const open = new Map<string, LedgerFact>();
  for (const entry of ledger) {
    const item = entry.itemExternalId ?? null;
    if (!isWorthless && (item === null || !gone.has(item))) continue;
    const kind = entry.kind === 'SALE' || entry.kind === 'DISCOUNT' ? 'RETURN' : entry.kind;
    const sourceEventId = `cancel:${item ?? ''}:${kind.toLowerCase()}`;
    const before = open.get(sourceEventId) ?? { ...entry, sourceEventId, kind, amountMinor: 0n, quantity: 0, ...both(at) };
    open.set(sourceEventId, {
      ...before,
      amountMinor: before.amountMinor - entry.amountMinor,
      quantity: before.quantity - entry.quantity,
    });
  }
  return [...open.values()].filter(({ amountMinor, quantity }) => amountMinor !== 0n || quantity !== 0);
}

/** Lines of an order by what was agreed on, each once, those first that were sold first. */
export function linesOf(agreements: readonly Agreement[]): NonNullable<Sale['lineItem']>[] {
  const lines = agreements.flatMap(({ sales }) => sales.flatMap(({ lineItem }) => lineItem ?? []));
  return [...new Map(lines.map((line) => [line.id, line])).values()];
}
