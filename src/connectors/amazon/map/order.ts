import { momentFromInstant } from '@/core/model/calendar';
import type { OrderFact, OrderItemFact, OrderStatus, PaymentFact, ShipmentFact } from '@/core/model/facts';
import type { Item, Order } from '../schema';
import { currencyOf, isPending, ledgerOf, priceOf, productIdOf, statusOf } from './ledger';
import { minorIn, minorOf } from './money';

/**
 * An order as facts, on the account's clock. Who bought is not asked for. Null for what is no order of this marketplace:
 * replacements, which cost nothing, and parcels that Amazon sends for the seller's other shops, which are sold there.
 * @throws AppError, RangeError when an amount cannot be read.
 */
export function mapOrder(order: Order, account: { timeZone: string; currency: string }): OrderFact | null {
  if (isReplacement(order) || order.salesChannel.channelName === 'NON_AMAZON') return null;
  const { timeZone } = account;
  const currency = currencyOf(order, account.currency);
  return {
    externalId: order.orderId,
    name: order.orderId,
    status: stateOf(order),
    sourceStatus: statusOf(order) || 'unknown',
    currency,
    ordered: momentFromInstant(new Date(order.createdTime), timeZone),
    items: isPending(order) ? [] : order.orderItems.flatMap((item) => toItem(item, currency) ?? []),
    ledger: ledgerOf(order, { currency, timeZone }),
    payments: paymentsOf(order, currency, timeZone),
    shipments: shipmentsOf(order, timeZone),
    sourceVersion: BigInt(Date.parse(order.lastUpdatedTime)),
  };
}

const isReplacement = ({ associatedOrders }: Order): boolean =>
  associatedOrders?.some(({ associationType }) => associationType === 'REPLACEMENT_ORIGINAL_ID') ?? false;

const STATES: Readonly<Record<string, OrderStatus>> = {
  PENDING_AVAILABILITY: 'pending',
  PENDING: 'pending',
  UNSHIPPED: 'processing',
  PARTIALLY_SHIPPED: 'processing',
  SHIPPED: 'shipped',
  CANCELLED: 'canceled',
  UNFULFILLABLE: 'unavailable',
};

/** Amazon tells of a delivery only for parcels that the seller sent. */
function stateOf(order: Order): OrderStatus {
  const state = STATES[statusOf(order)] ?? 'approved';
  const parcels = order.packages ?? [];
  const isDelivered = parcels.length > 0 && parcels.every(({ packageStatus }) => packageStatus?.status === 'DELIVERED');
  return state === 'shipped' && isDelivered ? 'delivered' : state;
}

/** Null for a line without a price: it was canceled before it had one. */
function toItem(item: Item, currency: string): OrderItemFact | null {
  const { orderItemId, product, quantityOrdered } = item;
  const price = priceOf(item, currency);
  if (price === null) return null;
  const unit = product.price?.unitPrice;
  const sku = product.sellerSku || null;
  return {
    externalId: orderItemId,
    productExternalId: productIdOf(item),
    title: product.title || sku || product.asin || orderItemId,
    sku,
    quantity: quantityOrdered,
    unitPriceMinor: unit ? minorIn(currency, unit) : quantityOrdered > 0 ? price / BigInt(quantityOrdered) : price,
  };
}

/** How a buyer paid is told in few countries only. */
function paymentsOf({ payment, createdTime }: Order, currency: string, timeZone: string): PaymentFact[] {
  return (payment?.paymentExecutions ?? []).flatMap(({ paymentMethod, paymentAmount }, index) =>
    paymentAmount?.currencyCode === currency
      ? [
          {
            externalId: String(index + 1),
            method: paymentMethod || 'unknown',
            amountMinor: minorOf(paymentAmount),
            paid: momentFromInstant(new Date(createdTime), timeZone),
          },
        ]
      : [],
  );
}

/** Parcels that the seller sent; of those that Amazon sends nothing is told. */
function shipmentsOf({ packages, fulfillment }: Order, timeZone: string): ShipmentFact[] {
  const toMoment = (stamp: string | null | undefined) => (stamp ? momentFromInstant(new Date(stamp), timeZone) : null);
  return (packages ?? [])
    .filter(({ packageStatus }) => packageStatus?.status !== 'CANCELLED')
    .map(({ packageReferenceId, carrier, shipTime }) => ({
      externalId: packageReferenceId,
      carrier: carrier || null,
      promised: toMoment(fulfillment?.deliverByWindow?.latestDateTime),
      shipped: toMoment(shipTime),
      delivered: null,
    }));
}
