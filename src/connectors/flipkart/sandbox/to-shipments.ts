import type { OrderFact, OrderItemFact } from '@/core/model/facts';
import { allocate } from '@/core/model/money';
import type { ShopOrder } from '../../kit/sandbox/shop';
import { amountOf, entriesOf, istOf, itemIdOf, listingIdOf, rupees, shipmentIdOf, unitsOf } from './numbers';

export interface VendorShipment {
  shipmentId: string;
  updatedAt: string;
  orderItems: VendorItem[];
  [field: string]: unknown;
}

interface VendorItem {
  orderItemId: string;
  orderId: string;
  orderDate: string;
  status: string;
  [field: string]: unknown;
}

/** An order of the seeded shop as Flipkart holds it: what was sold later, and what does not fit, is in a shipment of its own. */
export function toShipments({ fact, updatedAt }: ShopOrder, locationId: string): VendorShipment[] {
  const items = fact.items.map((item, index) => toItem(fact, item, index));
  const parcels = [
    items.filter((item, index) => isFirst(fact, item) && index < 2),
    items.filter((item, index) => isFirst(fact, item) && index >= 2),
    ...items.filter((item) => !isFirst(fact, item)).map((item) => [item]),
  ];
  return parcels
    .filter((orderItems) => orderItems.length > 0)
    .map((orderItems, index) => ({
      shipmentId: shipmentIdOf(fact, index + 1),
      dispatchByDate: istOf(fact.ordered.at),
      dispatchAfterDate: istOf(fact.ordered.at),
      updatedAt: istOf(updatedAt),
      locationId,
      hold: false,
      mps: false,
      packagingPolicy: 'DEFAULT',
      subShipments: [{ subShipmentId: 'SS-1', packages: [] }],
      orderItems,
      forms: [],
      shipmentType: 'NORMAL',
    }));
}

const isFirst = ({ ordered }: OrderFact, { orderDate }: VendorItem): boolean => orderDate === istOf(ordered.at);

function toItem(fact: OrderFact, item: OrderItemFact, index: number): VendorItem {
  const sold = entriesOf(fact, 'SALE', item);
  const canceled = fact.status === 'canceled' ? entriesOf(fact, 'RETURN', item)[0] : undefined;
  const [priceMinor, shippingMinor] = [amountOf(sold), shippingOf(fact, index)];
  // What Flipkart gives buyers off and makes good to the seller.
  const givenMinor = priceMinor / 50n;
  return {
    orderItemId: itemIdOf(fact, index),
    orderId: fact.externalId,
    cancellationGroupId: `grp${itemIdOf(fact, index)}`,
    orderDate: istOf((sold[0]?.processed ?? fact.ordered).at),
    ...(canceled ? { cancellationDate: istOf(canceled.processed.at), cancellationReason: 'order_cancelled' } : {}),
    paymentType: fact.payments[0]?.method === 'cod' ? 'COD' : 'PREPAID',
    status: statusOf(fact, item),
    courierReturn: false,
    quantity: unitsOf(sold),
    fsn: item.productExternalId ?? '',
    sku: item.sku ?? '',
    ...(item.productExternalId ? { listingId: listingIdOf(item.productExternalId) } : {}),
    hsn: '6302',
    title: item.title,
    packageIds: [],
    priceComponents: {
      sellingPrice: rupees(priceMinor),
      totalPrice: rupees(priceMinor - givenMinor + shippingMinor),
      shippingCharge: rupees(shippingMinor),
      customerPrice: rupees(priceMinor - givenMinor),
      flipkartDiscount: rupees(givenMinor),
    },
    serviceProfile: profileOf(fact),
    is_replacement: !isSoldAtFirst(fact, item),
  };
}

/** Every fifth order is packed and sent by Flipkart. */
const profileOf = ({ externalId }: OrderFact): string => (Number(externalId.replace(/\D/g, '').slice(-6)) % 5 === 0 ? 'FBF' : 'NON_FBF');

function isSoldAtFirst(fact: OrderFact, item: OrderItemFact): boolean {
  return entriesOf(fact, 'SALE', item).some(({ processed }) => processed.at.getTime() === fact.ordered.at.getTime());
}

/** The charge of the order, spread over the items it came with. */
function shippingOf(fact: OrderFact, index: number): bigint {
  const charged = fact.ledger.filter(({ kind, amountMinor }) => kind === 'SHIPPING' && amountMinor > 0n);
  return (
    allocate(
      amountOf(charged),
      fact.items.map((item) => (isSoldAtFirst(fact, item) ? amountOf(entriesOf(fact, 'SALE', item)) : 0n)),
    )[index] ?? 0n
  );
}

const STATUSES: Readonly<Partial<Record<OrderFact['status'], string>>> = {
  pending: 'APPROVED',
  approved: 'APPROVED',
  processing: 'PACKED',
  shipped: 'SHIPPED',
  canceled: 'CANCELLED',
};

function statusOf(fact: OrderFact, item: OrderItemFact): string {
  const isBack = unitsOf(entriesOf(fact, 'SALE', item)) + unitsOf(entriesOf(fact, 'RETURN', item)) === 0;
  return STATUSES[fact.status] ?? (isBack ? 'RETURNED' : 'DELIVERED');
}

/** Where a shipment goes to, as the answer of that name has it; only what is not about a person. */
export function toAddress({ fact }: ShopOrder, shipmentId: string): Record<string, unknown> {
  return {
    orderId: fact.externalId,
    shipmentId,
    deliveryAddress: { city: fact.shipCity ?? '', state: fact.shipRegion ?? '', pinCode: '000000' },
    subShipments: [
      { subShipmentId: 'SS-1', courierDetails: { deliveryDetails: { vendorName: fact.shipments[0]?.carrier ?? '', trackingId: 'T1' } } },
    ],
  };
}

/** What came back of an order, each a return of its own; what was canceled did not go out. */
export function toReturns({ fact }: ShopOrder, locationId: string): Record<string, unknown>[] {
  if (fact.status === 'canceled') return [];
  return fact.items.flatMap((item, index) =>
    entriesOf(fact, 'RETURN', item).map((entry, number) => {
      const asked = new Date(Math.max(fact.ordered.at.getTime(), entry.processed.at.getTime() - 4 * 86_400_000));
      return {
        returnId: `${itemIdOf(fact, index)}${number + 1}`,
        orderItemId: itemIdOf(fact, index),
        orderId: fact.externalId,
        shipmentId: shipmentIdOf(fact, 1),
        locationId,
        quantity: -entry.quantity,
        orderDate: istOf(fact.ordered.at),
        createdDate: istOf(asked),
        updatedDate: istOf(entry.processed.at),
        status: 'completed',
        type: 'customer_return',
        reason: 'QUALITY_ISSUE',
        courierName: 'Ekart',
        trackingId: 'R1',
        serviceProfile: 'NON_FBF',
      };
    }),
  );
}
