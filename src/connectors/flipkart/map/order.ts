import { momentFromInstant } from '@/core/model/calendar';
import type { LedgerFact, OrderFact, OrderStatus, ProductFact, ShipmentFact } from '@/core/model/facts';
import { toMajor } from '@/core/model/money';
import type { Shipment, ShipmentAddress } from '../schema';
import { hasStatus, linesOf, productIdOf, titleOf, toEntries, type Draft, type Line } from './lines';
import { CURRENCY, minorOf } from './money';

/** An order as Flipkart tells it: the shipments it is split over, all of them. */
export interface OrderRecord {
  id: string;
  shipments: readonly Shipment[];
  /** By shipment; those that are not known are absent. */
  addresses: ReadonlyMap<string, ShipmentAddress>;
}

/**
 * An order as a fact.
 * @throws AppError invalid_input when an amount cannot be read, or there is no line.
 */
export function mapOrder({ id, shipments, addresses }: OrderRecord, timeZone: string): { order: OrderFact; products: ProductFact[] } {
  const lines = linesOf(id, shipments);
  const momentOf = (ms: number) => momentFromInstant(new Date(ms), timeZone);
  const ordered = momentOf(lines.reduce((first, { item }) => Math.min(first, item.orderDate), Infinity));
  const address = shipments.map(({ shipmentId }) => addresses.get(shipmentId)?.deliveryAddress).find(Boolean);
  const paidMinor = lines.reduce((sum, line) => sum + paidOf(line), 0n);
  const isPrepaid = lines.every(({ item }) => item.paymentType?.toUpperCase() === 'PREPAID');
  const order: OrderFact = {
    externalId: id,
    name: id,
    status: statusOf(lines),
    sourceStatus: [...new Set(lines.map(({ item }) => item.status))].sort().join(', '),
    currency: CURRENCY,
    ordered,
    // Flipkart does not say who bought.
    customerExternalId: null,
    shipCountry: 'IN',
    shipRegion: address?.state || null,
    shipCity: address?.city || null,
    items: lines.map(({ item }) => ({
      externalId: item.orderItemId,
      productExternalId: productIdOf(item),
      title: titleOf(item),
      sku: item.sku || null,
      quantity: item.quantity,
      unitPriceMinor: minorOf(item.priceComponents.sellingPrice) / BigInt(item.quantity),
    })),
    ledger: lines.flatMap((line) => ledgerOf(line, timeZone)),
    // Cash is paid on a day that is not told.
    payments: [{ externalId: '1', method: isPrepaid ? 'prepaid' : 'cod', amountMinor: paidMinor, paid: isPrepaid ? ordered : null }],
    shipments: shipmentsOf(lines, addresses),
    sourceVersion: BigInt(Math.max(...shipments.map(({ updatedAt }) => updatedAt))),
  };
  const nameless = lines.filter(({ item }) => !item.listingId);
  return { order, products: nameless.map(({ item }) => ({ externalId: productIdOf(item), title: titleOf(item), sku: item.sku || null })) };
}

/**
 * Lines at what the seller gets for them, and the shipping charge, on the day of the order; of canceled ones both go back
 * on the day they were canceled. Returns have entries of their own (map/return.ts).
 *
 * What the shipment does not tell is not booked: prices are after the seller's own discounts and with the goods and
 * services tax in them, so there is no DISCOUNT and no TAX. What Flipkart gives buyers off is not the seller's: Flipkart
 * makes it good.
 */
function ledgerOf(line: Line, timeZone: string): LedgerFact[] {
  const { item, shipment } = line;
  const { orderItemId: id, orderDate, quantity } = item;
  const [priceMinor, shippingMinor] = [minorOf(item.priceComponents.sellingPrice), minorOf(item.priceComponents.shippingCharge)];
  const sold = { occurred: orderDate, processed: orderDate };
  const drafts: Draft[] = [
    { ...sold, event: `${id}:sale`, kind: 'SALE', amountMinor: priceMinor, quantity },
    { ...sold, event: `${id}:shipping`, kind: 'SHIPPING', amountMinor: shippingMinor, quantity: 0 },
  ];
  if (hasStatus(line, 'CANCELLED')) {
    const at = item.cancellationDate ?? shipment.updatedAt;
    const back = { occurred: at, processed: at };
    drafts.push({ ...back, event: `${id}:canceled`, kind: 'RETURN', amountMinor: -priceMinor, quantity: -quantity });
    drafts.push({ ...back, event: `${id}:canceled-shipping`, kind: 'SHIPPING', amountMinor: -shippingMinor, quantity: 0 });
  }
  return toEntries(line, drafts, timeZone);
}

/** What an order is while the line that is least far on is at this: what is asked back is still with the buyer. */
const STAGES: readonly [status: OrderStatus, words: readonly string[]][] = [
  ['approved', ['APPROVED']],
  ['processing', ['PACKING_IN_PROGRESS', 'FORM_FAILED', 'PACKED', 'READY_TO_DISPATCH']],
  ['shipped', ['PICKUP_COMPLETE', 'SHIPPED']],
  ['delivered', ['DELIVERED', 'COMPLETED', 'RETURN_REQUESTED']],
];

function statusOf(lines: readonly Line[]): OrderStatus {
  const live = lines.filter((line) => !hasStatus(line, 'CANCELLED'));
  if (live.length === 0) return 'canceled';
  const kept = live.filter((line) => !hasStatus(line, 'RETURNED'));
  if (kept.length === 0) return 'returned';
  if (kept.some((line) => line.shipment.hold && hasStatus(line, 'APPROVED'))) return 'pending';
  // A word nobody knows is somewhere on the way.
  return STAGES.find(([, words]) => kept.some((line) => hasStatus(line, ...words)))?.[0] ?? 'processing';
}

/** Shipments of an order; neither when they were sent nor when they came is told. */
function shipmentsOf(lines: readonly Line[], addresses: OrderRecord['addresses']): ShipmentFact[] {
  const sent = lines.filter((line) => !hasStatus(line, 'CANCELLED')).map(({ shipment }) => shipment.shipmentId);
  return [...new Set(sent)].map((externalId) => ({
    externalId,
    carrier: carrierOf(addresses.get(externalId)),
    promised: null,
    shipped: null,
    delivered: null,
  }));
}

function carrierOf(address: ShipmentAddress | undefined): string | null {
  return address?.subShipments?.map(({ courierDetails }) => courierDetails?.deliveryDetails?.vendorName).find(Boolean) ?? null;
}

const partsOf = ({ item: { priceComponents: price } }: Line): bigint =>
  minorOf(price.sellingPrice) + minorOf(price.shippingCharge) - minorOf(price.flipkartDiscount);

/** What the buyer pays for a line. */
const paidOf = (line: Line): bigint =>
  line.item.priceComponents.totalPrice ? minorOf(line.item.priceComponents.totalPrice) : partsOf(line);

/** What the parts of an order come to and what it states, where that is not the same; null where it is. */
export function gapOf({ id, shipments }: OrderRecord): { stated: string; listed: string } | null {
  const lines = linesOf(id, shipments);
  const sumOf = (amountOf: (line: Line) => bigint): bigint => lines.reduce((sum, line) => sum + amountOf(line), 0n);
  const [stated, listed] = [sumOf(paidOf), sumOf(partsOf)];
  const text = (minor: bigint): string => `${toMajor(minor, CURRENCY)} ${CURRENCY}`;
  return stated === listed ? null : { stated: text(stated), listed: text(listed) };
}
