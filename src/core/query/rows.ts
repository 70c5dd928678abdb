import { dayPartOf } from '@/core/dimensions/define-dimension';
import type { AttributeId, FactId, FieldId } from '@/core/metrics/define-metric';
import { dayOf, daysInclusive, isoWeekday } from '@/core/model/calendar';
import {
  soldLines,
  soldProducts,
  soldUnits,
  type FactBatch,
  type Moment,
  type OrderFact,
  type ProductFact,
  type ReviewFact,
  type ShipmentFact,
} from '@/core/model/facts';
import { deliveryStatus, isStanding, mainPaymentMethod } from '@/core/model/order-state';
import type { RateQuote } from '@/core/model/rates';
import type { Basis } from './query';

/** A whole shop in memory: what the reference evaluator reads. */
export interface ShopData {
  connections: { id: string; name: string; marketplace: string; batch: FactBatch }[];
  rates: RateQuote[];
}

export type AttributeValue = string | number | null;
export type Attributes = Partial<Record<AttributeId, AttributeValue>>;

/** One row of a fact with everything reachable from it. */
export interface FactRow {
  day: Record<Basis, string | null>;
  currency: string;
  orderKey: string | null;
  customerKey: string | null;
  productKey: string | null;
  fields: Partial<Record<FieldId, bigint>>;
  attributes: Attributes;
  /** Attributes of each line behind the row, for facts that reach products through lines. */
  lines: Attributes[];
  /** Attributes that depend on the basis: weekday and hour. */
  clock: Record<Basis, Attributes>;
}

interface OrderContext {
  connection: ShopData['connections'][number];
  order: OrderFact;
  products: Map<string, ProductFact>;
  attributes: Attributes;
  lines: Attributes[];
  orderKey: string;
  customerKey: string | null;
}

/** A line of something ordered: credit notes and stock movements have none. */
const holdsGoods = (order: OrderFact): boolean => soldLines(order) > 0;

/** The rows of a fact, built the slow and obvious way. */
export function factRows(shop: ShopData, fact: FactId): FactRow[] {
  const contexts = orderContexts(shop);
  switch (fact) {
    case 'ledger':
      return contexts.flatMap(ledgerRows);
    case 'orders':
      return contexts.map((context) => row(context, context.order.ordered, {}, {}));
    case 'payments':
      return contexts.flatMap((context) =>
        context.order.payments.map((payment) =>
          row(
            context,
            payment.paid ?? context.order.ordered,
            { amount: payment.amountMinor, ...(payment.installments == null ? {} : { installments: BigInt(payment.installments) }) },
            { paymentMethod: payment.method, installments: payment.installments ?? null },
          ),
        ),
      );
    case 'shipments':
      return contexts.flatMap((context) => context.order.shipments.map((shipment) => shipmentRow(context, shipment)));
    case 'reviews':
      return shop.connections.flatMap((connection) => reviewRows(connection, contexts));
    case 'inventory':
      return shop.connections.flatMap((connection) => inventoryRows(connection));
  }
}

function orderContexts(shop: ShopData): OrderContext[] {
  const contexts: OrderContext[] = [];
  for (const connection of shop.connections) {
    const products = new Map(connection.batch.products.map((product) => [product.externalId, product]));
    const customers = new Map(connection.batch.customers.map((customer) => [customer.externalId, customer]));
    for (const order of connection.batch.orders) {
      const customer = customers.get(order.customerExternalId ?? '');
      const label =
        order.customerExternalId == null
          ? null
          : customer?.name
            ? `${customer.name} (${order.customerExternalId})`
            : order.customerExternalId;
      contexts.push({
        connection,
        order,
        products,
        orderKey: `${connection.id}/${order.externalId}`,
        customerKey: order.customerExternalId == null ? null : `${connection.id}/${order.customerExternalId}`,
        attributes: {
          marketplace: connection.marketplace,
          connection: connection.name,
          customer: label,
          customerCountry: order.shipCountry ?? null,
          customerRegion: order.shipRegion ?? null,
          customerCity: order.shipCity ?? null,
          orderStatus: order.status,
          currency: order.currency,
          lineCount: soldLines(order),
          productCount: soldProducts(order),
          unitCount: soldUnits(order),
          hasItems: holdsGoods(order) ? 1 : 0,
          paymentMethod: mainPaymentMethod(order),
          deliveryStatus: deliveryStatus(order),
        },
        lines: order.items.map((item) => ({
          ...productAttributes(products.get(item.productExternalId ?? '')),
          seller: item.sellerExternalId ?? null,
          sellerRegion: item.sellerRegion ?? null,
        })),
      });
    }
  }
  markCustomerHistory(contexts);
  return contexts;
}

function productAttributes(product: ProductFact | undefined): Attributes {
  return {
    product: product?.title ?? null,
    sku: product?.sku ?? null,
    category: product?.category ?? null,
    vendor: product?.vendor ?? null,
  };
}

/** First and later orders of a person, and orders ever. */
function markCustomerHistory(contexts: OrderContext[]): void {
  const byCustomer = new Map<string | null, OrderContext[]>();
  for (const context of contexts) byCustomer.set(context.customerKey, [...(byCustomer.get(context.customerKey) ?? []), context]);
  for (const [customer, orders] of byCustomer) {
    const standing = orders
      .filter((context) => isStanding(context.order))
      .sort((a, b) => a.order.ordered.at.getTime() - b.order.ordered.at.getTime() || (a.order.externalId < b.order.externalId ? -1 : 1));
    for (const context of orders) {
      const position = standing.indexOf(context);
      context.attributes.newReturning = customer === null || position < 0 ? null : position === 0 ? 'new' : 'returning';
      context.attributes.customerOrdersEver = customer === null ? null : orders.length;
    }
  }
}

function clockOf(moment: Moment): Attributes {
  const date = dayOf(moment);
  const weekday = isoWeekday(date);
  const hour = Number(moment.local.slice(11, 13));
  return { date, weekday, hour, dayPart: dayPartOf(hour), dayKind: weekday >= 6 ? 'weekend' : 'weekday' };
}

function row(context: OrderContext, event: Moment, fields: FactRow['fields'], attributes: Attributes): FactRow {
  return {
    day: { event: dayOf(event), order: dayOf(context.order.ordered) },
    currency: context.order.currency,
    orderKey: context.orderKey,
    customerKey: context.customerKey,
    productKey: null,
    fields,
    attributes: { ...context.attributes, ...attributes },
    lines: context.lines,
    clock: { event: clockOf(event), order: clockOf(context.order.ordered) },
  };
}

function ledgerRows(context: OrderContext): FactRow[] {
  const items = new Map(context.order.items.map((item) => [item.externalId, item]));
  return context.order.ledger.map((entry) => {
    const item = items.get(entry.itemExternalId ?? '');
    const base = row(
      context,
      entry.processed,
      { amount: entry.amountMinor, quantity: BigInt(entry.quantity) },
      {
        kind: entry.kind,
        ...productAttributes(context.products.get(entry.productExternalId ?? '')),
        seller: item?.sellerExternalId ?? null,
        sellerRegion: item?.sellerRegion ?? null,
      },
    );
    return { ...base, productKey: entry.productExternalId == null ? null : `${context.connection.id}/${entry.productExternalId}` };
  });
}

function shipmentRow(context: OrderContext, shipment: ShipmentFact): FactRow {
  const seconds = (to: Moment): bigint => BigInt(Math.round((to.at.getTime() - context.order.ordered.at.getTime()) / 1000));
  const event = shipment.delivered ?? context.order.ordered;
  const late = shipment.delivered && shipment.promised ? daysInclusive(dayOf(shipment.promised), dayOf(shipment.delivered)) - 1 : null;
  return row(
    context,
    event,
    {
      ...(shipment.delivered ? { deliveryDays: seconds(shipment.delivered) } : {}),
      ...(shipment.shipped ? { handlingDays: seconds(shipment.shipped) } : {}),
      ...(shipment.shipped && shipment.delivered ? { transitDays: seconds(shipment.delivered) - seconds(shipment.shipped) } : {}),
      ...(late !== null && late > 0 ? { lateDays: BigInt(late * 86_400) } : {}),
    },
    { carrier: shipment.carrier ?? null, daysLate: late },
  );
}

function reviewRows(connection: ShopData['connections'][number], contexts: readonly OrderContext[]): FactRow[] {
  const orders = new Map(
    contexts.filter((context) => context.connection === connection).map((context) => [context.order.externalId, context]),
  );
  const products = new Map(connection.batch.products.map((product) => [product.externalId, product]));
  return connection.batch.reviews.map((review) => reviewRow(connection, review, orders.get(review.orderExternalId ?? ''), products));
}

function reviewRow(
  connection: ShopData['connections'][number],
  review: ReviewFact,
  context: OrderContext | undefined,
  products: ReadonlyMap<string, ProductFact>,
): FactRow {
  const own = review.productExternalId == null ? null : [productAttributes(products.get(review.productExternalId))];
  const day = dayOf(review.reviewed);
  return {
    day: { event: day, order: day },
    currency: context?.order.currency ?? '',
    orderKey: context?.orderKey ?? null,
    customerKey: context?.customerKey ?? null,
    productKey: null,
    fields: { score: BigInt(review.score) },
    attributes: { ...context?.attributes, marketplace: connection.marketplace, connection: connection.name, reviewScore: review.score },
    lines: own ?? context?.lines ?? [],
    clock: { event: clockOf(review.reviewed), order: clockOf(review.reviewed) },
  };
}

function inventoryRows(connection: ShopData['connections'][number]): FactRow[] {
  const products = new Map(connection.batch.products.map((product) => [product.externalId, product]));
  return connection.batch.inventoryLevels.map((level) => ({
    day: { event: null, order: null },
    currency: '',
    orderKey: null,
    customerKey: null,
    productKey: `${connection.id}/${level.productExternalId}`,
    fields: { available: BigInt(level.available) },
    attributes: {
      marketplace: connection.marketplace,
      connection: connection.name,
      ...productAttributes(products.get(level.productExternalId)),
    },
    lines: [],
    clock: { event: {}, order: {} },
  }));
}
