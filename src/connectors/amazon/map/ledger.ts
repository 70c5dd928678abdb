import { momentFromInstant } from '@/core/model/calendar';
import type { LedgerFact, LedgerKind, Moment } from '@/core/model/facts';
import { placeOf } from '../regions';
import type { Item, Order } from '../schema';
import { absOf, minorIn } from './money';

/** An entry in the making. */
interface Draft {
  /** Unique within the order. */
  event: string;
  kind: LedgerKind;
  amountMinor: bigint;
  quantity: number;
  /** Null for what belongs to no line. */
  item: Item | null;
  at: Moment;
}

export const statusOf = ({ fulfillment }: Order): string => fulfillment?.fulfillmentStatus ?? '';

/** Until the payment is authorized there are no prices, and what there is may still change: nothing is sold yet. */
export const isPending = (order: Order): boolean => ['PENDING', 'PENDING_AVAILABILITY'].includes(statusOf(order));

/** The currency of its first amount, else that of its marketplace. */
export function currencyOf({ orderItems, salesChannel }: Order, fallback: string): string {
  const amounts = orderItems.flatMap(({ proceeds, product }) => [proceeds?.breakdowns?.[0]?.subtotal, product.price?.unitPrice]);
  return amounts.find((money) => money != null)?.currencyCode ?? placeOf(salesChannel.marketplaceId)?.currency ?? fallback;
}

/** The seller's own name of a listing; the shared page's where Amazon does not say it. */
export const productIdOf = ({ product }: Pick<Item, 'product'>): string | null => product.sellerSku || product.asin || null;

/** Price of all units of a line, as it was shown; null where there is none (yet). */
export function priceOf({ proceeds, product, quantityOrdered }: Item, currency: string): bigint | null {
  const stated = proceeds?.breakdowns?.find(({ type }) => type === 'ITEM')?.subtotal;
  if (stated) return minorIn(currency, stated);
  const unit = product.price?.unitPrice;
  return unit && quantityOrdered > 0 ? minorIn(currency, unit) * BigInt(quantityOrdered) : null;
}

/**
 * The ledger of an order: what was sold, on the day of the order. What is given back after it was shipped comes with the
 * finances, on the day it is posted. A canceled order goes back on the day it last changed, which is when it was canceled.
 * Tax that Amazon collects and pays itself is not the seller's money and is booked nowhere; other tax is booked as TAX,
 * and taken out of the prices where these contain it.
 */
export function ledgerOf(order: Order, { currency, timeZone }: { currency: string; timeZone: string }): LedgerFact[] {
  if (isPending(order)) return [];
  const at = momentFromInstant(new Date(order.createdTime), timeZone);
  const isOnTop = placeOf(order.salesChannel.marketplaceId)?.isTaxOnTop ?? true;
  const sold = [...order.orderItems.flatMap((item) => draftsOf(item, { currency, at, isOnTop })), ...tipsOf(order, { currency, at })];
  const moved = sold.filter(isMovement);
  const canceledAt = momentFromInstant(new Date(order.lastUpdatedTime), timeZone);
  const back = statusOf(order) === 'CANCELLED' ? takenBack(moved, canceledAt) : [];
  return [...moved, ...back].map(toEntry);
}

function draftsOf(item: Item, { currency, at, isOnTop }: { currency: string; at: Moment; isOnTop: boolean }): Draft[] {
  const { subtotal, part } = readerOf(item, currency);
  const price = priceOf(item, currency);
  if (price === null) return [];
  const tax = subtotal('TAX');
  const shippingTax = isOnTop ? 0n : part('TAX', 'SHIPPING');
  const wrapTax = isOnTop ? 0n : part('TAX', 'GIFT_WRAP');
  // What promotions took of the tax is within the tax of the goods.
  const goodsTax = isOnTop ? 0n : tax - shippingTax - wrapTax;
  const shippingDiscount = absOf(part('DISCOUNT', 'SHIPPING'));
  const discount = absOf(subtotal('DISCOUNT')) - shippingDiscount;
  const draft = (name: string, kind: LedgerKind, amountMinor: bigint, quantity = 0): Draft => ({
    event: `${item.orderItemId}:${name}`,
    kind,
    amountMinor,
    quantity,
    item,
    at,
  });
  return [
    draft('sale', 'SALE', price - goodsTax, item.quantityOrdered),
    // Wrapping is sold, though it is no unit of anything.
    draft('gift-wrap', 'SALE', subtotal('GIFT_WRAP') - wrapTax),
    draft('discount', 'DISCOUNT', -discount),
    draft('shipping', 'SHIPPING', subtotal('SHIPPING') - shippingDiscount - shippingTax),
    draft('tax', 'TAX', isFacilitated(item) ? 0n : tax),
    draft('other', 'ADJUSTMENT', subtotal('COD_FEE') + subtotal('OTHER')),
  ];
}

const isFacilitated = ({ tax }: Item): boolean => tax?.taxCollections?.some(({ model }) => model === 'MARKETPLACE_FACILITATOR') ?? false;

/** Amounts of a line by type, and of their parts by what they are of. Discounts were seen with either sign. */
function readerOf({ proceeds }: Item, currency: string) {
  const ofType = (type: string) => (proceeds?.breakdowns ?? []).filter((breakdown) => breakdown.type === type);
  return {
    subtotal: (type: string): bigint => ofType(type).reduce((sum, { subtotal }) => sum + minorIn(currency, subtotal), 0n),
    part: (type: string, subtype: string): bigint =>
      ofType(type)
        .flatMap(({ detailedBreakdowns }) => detailedBreakdowns ?? [])
        .reduce((sum, detail) => (detail.subtype === subtype && detail.value ? sum + minorIn(currency, detail.value) : sum), 0n),
  };
}

/** Tips are of the whole order, and are charged some time after it. */
function tipsOf({ proceeds }: Order, { currency, at }: { currency: string; at: Moment }): Draft[] {
  return (proceeds?.breakdowns ?? [])
    .filter(({ type, status }) => type === 'DELIVERY_TIP' && status !== 'PENDING')
    .map(({ subtotal }, index) => ({
      event: `tip:${index + 1}`,
      kind: 'TIP',
      amountMinor: minorIn(currency, subtotal),
      quantity: 0,
      item: null,
      at,
    }));
}

function takenBack(drafts: readonly Draft[], at: Moment): Draft[] {
  const back = new Map<string, Draft>();
  for (const draft of drafts) {
    const kind = draft.kind === 'SALE' || draft.kind === 'DISCOUNT' ? 'RETURN' : draft.kind;
    const event = `canceled:${draft.item?.orderItemId ?? ''}:${kind.toLowerCase()}`;
    const before = back.get(event) ?? { ...draft, event, kind, at, amountMinor: 0n, quantity: 0 };
    back.set(event, { ...before, amountMinor: before.amountMinor - draft.amountMinor, quantity: before.quantity - draft.quantity });
  }
  return [...back.values()].filter(isMovement);
}

const isMovement = ({ amountMinor, quantity }: Draft): boolean => amountMinor !== 0n || quantity !== 0;

const toEntry = ({ event, kind, amountMinor, quantity, item, at }: Draft): LedgerFact => ({
  sourceEventId: event,
  kind,
  amountMinor,
  quantity,
  itemExternalId: item?.orderItemId ?? null,
  productExternalId: item ? productIdOf(item) : null,
  occurred: at,
  processed: at,
});
