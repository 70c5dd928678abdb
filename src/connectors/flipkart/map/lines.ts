import { momentFromInstant } from '@/core/model/calendar';
import type { LedgerFact, LedgerKind } from '@/core/model/facts';
import type { Item, Shipment } from '../schema';

/** An item of an order, and the shipment it is in. */
export interface Line {
  item: Item;
  shipment: Shipment;
}

/** Lines of an order over all its shipments. An item that went over into another shipment is of the newest. */
export function linesOf(order: string, shipments: readonly Shipment[]): Line[] {
  const lines = new Map<string, Line>();
  for (const shipment of [...shipments].sort((a, b) => a.updatedAt - b.updatedAt || (a.shipmentId < b.shipmentId ? -1 : 1)))
    for (const item of shipment.orderItems) if (item.orderId === order) lines.set(item.orderItemId, { item, shipment });
  return [...lines.values()].sort((a, b) => (a.item.orderItemId < b.item.orderItemId ? -1 : 1));
}

/** What a line sells: the listing, else what the seller or Flipkart calls it. */
export const productIdOf = ({ listingId, sku, title, orderItemId }: Item): string =>
  (listingId || `line:${sku || title || orderItemId}`).slice(0, 300);

export const titleOf = ({ title, sku, orderItemId }: Item): string => title || sku || orderItemId;

export const hasStatus = ({ item }: Line, ...words: readonly string[]): boolean => words.includes(item.status.toUpperCase());

/** An entry in the making. */
export interface Draft {
  /** Unique within the order or the return. */
  event: string;
  kind: LedgerKind;
  amountMinor: bigint;
  quantity: number;
  /** Epoch milliseconds. */
  occurred: number;
  processed: number;
}

/** Entries of a line, of the drafts that move something. */
export function toEntries({ item }: Line, drafts: readonly Draft[], timeZone: string): LedgerFact[] {
  return drafts
    .filter(({ amountMinor, quantity }) => amountMinor !== 0n || quantity !== 0)
    .map(({ event, kind, amountMinor, quantity, occurred, processed }) => ({
      sourceEventId: event,
      kind,
      amountMinor,
      quantity,
      itemExternalId: item.orderItemId,
      productExternalId: productIdOf(item),
      occurred: momentFromInstant(new Date(occurred), timeZone),
      processed: momentFromInstant(new Date(processed), timeZone),
    }));
}
