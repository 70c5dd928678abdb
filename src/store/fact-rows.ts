import { AppError } from '@/core/errors';
import {
  soldLines,
  soldProducts,
  soldUnits,
  type CustomerFact,
  type InventoryLevelFact,
  type LedgerFact,
  type Moment,
  type OrderFact,
  type ProductFact,
  type ReviewFact,
} from '@/core/model/facts';
import { deliveryStatus, mainPaymentMethod } from '@/core/model/order-state';
import type { Row } from './bulk-upsert';
import type { FactIds } from './fact-ids';

/** Facts as rows of the tables in fact-tables.ts. Pure; refuses what the database cannot hold, naming the fact. */
export interface RowContext {
  ids: FactIds;
  connectionId: string;
}

const MAX_INTEGER = 2_147_483_647;
const MAX_BIGINT = 9_223_372_036_854_775_807n;
/** Longer keys do not fit an index page. No marketplace has ids near it. */
const MAX_KEY_LENGTH = 500;

export function productRow({ ids, connectionId }: RowContext, fact: ProductFact): Row {
  const field = `product ${fact.externalId}`;
  if (fact.price && fact.cost && fact.price.currency !== fact.cost.currency) {
    throw new AppError('invalid_input', `The price of ${field} is in ${fact.price.currency} but its cost in ${fact.cost.currency}.`, {
      field,
      remedy: 'Give both in one currency.',
    });
  }
  const stated = fact.price ?? fact.cost;
  return {
    id: ids.product(assertKey(fact.externalId, 'product')),
    connectionId,
    externalId: fact.externalId,
    title: fact.title,
    sku: fact.sku,
    category: fact.category,
    vendor: fact.vendor,
    description: fact.description,
    priceMinor: fact.price && amount(fact.price.amountMinor, field),
    costMinor: fact.cost && amount(fact.cost.amountMinor, field),
    currency: stated?.currency,
    parentId: fact.parentExternalId && ids.product(fact.parentExternalId),
  };
}

export function customerRow({ ids, connectionId }: RowContext, fact: CustomerFact): Row {
  const { externalId, name, email, country, region, city } = fact;
  return { id: ids.customer(assertKey(externalId, 'customer')), connectionId, externalId, name, email, country, region, city };
}

export function reviewRow({ ids, connectionId }: RowContext, fact: ReviewFact): Row {
  const field = `review ${fact.externalId}`;
  if (!Number.isInteger(fact.score) || fact.score < 1 || fact.score > 5) {
    throw new AppError('invalid_input', `The score of ${field} is ${fact.score}.`, {
      field,
      remedy: 'A score is a whole number from 1 to 5.',
    });
  }
  return {
    id: ids.review(assertKey(fact.externalId, 'review')),
    connectionId,
    externalId: fact.externalId,
    orderId: reference(fact.orderExternalId, ids.order),
    productId: reference(fact.productExternalId, ids.product),
    customerId: reference(fact.customerExternalId, ids.customer),
    score: fact.score,
    title: fact.title,
    body: fact.body,
    verified: fact.verified,
    reviewedAt: instant(fact.reviewed, field),
    reviewedDay: day(fact.reviewed),
    reviewedHour: hour(fact.reviewed),
  };
}

export function inventoryRow({ ids }: RowContext, fact: InventoryLevelFact): Row {
  const field = `stock of product ${fact.productExternalId}`;
  return {
    productId: ids.product(assertKey(fact.productExternalId, 'product')),
    location: assertKey(fact.location, 'location'),
    available: integer(fact.available, field),
    observedAt: instant(fact.observed, field),
  };
}

export function orderRow({ ids, connectionId }: RowContext, fact: OrderFact, factsHash: string): Row {
  const field = `order ${fact.externalId}`;
  return {
    id: ids.order(fact.externalId),
    connectionId,
    externalId: fact.externalId,
    name: fact.name,
    status: fact.status,
    sourceStatus: fact.sourceStatus,
    currency: fact.currency,
    customerId: reference(fact.customerExternalId, ids.customer),
    orderedAt: instant(fact.ordered, field),
    orderedDay: day(fact.ordered),
    orderedHour: hour(fact.ordered),
    shipCountry: fact.shipCountry,
    shipRegion: fact.shipRegion,
    shipCity: fact.shipCity,
    // Lines sold: what a credit note takes back and what stock loses or finds is no order.
    itemCount: soldLines(fact),
    productCount: soldProducts(fact),
    unitCount: soldUnits(fact),
    paymentMethod: mainPaymentMethod(fact),
    deliveryStatus: deliveryStatus(fact),
    sourceVersion: amount(fact.sourceVersion, field),
    factsHash,
  };
}

export function itemRows({ ids }: RowContext, order: OrderFact): Row[] {
  const orderId = ids.order(order.externalId);
  return order.items.map((item) => ({
    id: ids.item(orderId, item.externalId),
    orderId,
    productId: reference(item.productExternalId, ids.product),
    externalId: item.externalId,
    title: item.title,
    sku: item.sku,
    quantity: integer(item.quantity, `order ${order.externalId}`),
    unitPriceMinor: amount(item.unitPriceMinor, `order ${order.externalId}`),
    sellerId: item.sellerExternalId,
    sellerRegion: item.sellerRegion,
  }));
}

export function paymentRows({ ids }: RowContext, order: OrderFact): Row[] {
  const orderId = ids.order(order.externalId);
  return order.payments.map((payment) => ({
    id: ids.payment(orderId, payment.externalId),
    orderId,
    externalId: payment.externalId,
    method: payment.method,
    amountMinor: amount(payment.amountMinor, `order ${order.externalId}`),
    currency: order.currency,
    installments: payment.installments,
    paidAt: payment.paid && instant(payment.paid, `order ${order.externalId}`),
    paidDay: payment.paid && day(payment.paid),
    countedDay: day(payment.paid ?? order.ordered),
    paidHour: payment.paid && hour(payment.paid),
  }));
}

export function shipmentRows({ ids }: RowContext, order: OrderFact): Row[] {
  const orderId = ids.order(order.externalId);
  const field = `order ${order.externalId}`;
  return order.shipments.map(({ externalId, carrier, promised, shipped, delivered }) => ({
    id: ids.shipment(orderId, externalId),
    orderId,
    externalId,
    carrier,
    promisedAt: promised && instant(promised, field),
    shippedAt: shipped && instant(shipped, field),
    deliveredAt: delivered && instant(delivered, field),
    promisedDay: promised && day(promised),
    shippedDay: shipped && day(shipped),
    deliveredDay: delivered && day(delivered),
    countedDay: day(delivered ?? order.ordered),
    deliveredHour: delivered && hour(delivered),
  }));
}

/** What entries belong to: an order, or a document of the account. */
export type LedgerDocument = Pick<OrderFact, 'externalId' | 'currency' | 'ordered'>;

/** What an entry of the ledger says, without its identity (id and version): equal text means nothing to correct. */
export function ledgerContent({ ids, connectionId }: RowContext, order: LedgerDocument, entry: LedgerFact) {
  const orderId = ids.order(order.externalId);
  const field = `entry ${entry.sourceEventId} of order ${order.externalId}`;
  return {
    connectionId,
    orderId,
    itemId: reference(entry.itemExternalId, (externalId) => ids.item(orderId, externalId)),
    productId: reference(entry.productExternalId, ids.product),
    kind: entry.kind,
    amountMinor: amount(entry.amountMinor, field),
    quantity: integer(entry.quantity, field),
    currency: order.currency,
    occurredAt: instant(entry.occurred, field),
    processedAt: instant(entry.processed, field),
    orderAt: instant(order.ordered, field),
    occurredDay: day(entry.occurred),
    processedDay: day(entry.processed),
    orderDay: day(order.ordered),
    processedHour: hour(entry.processed),
    orderHour: hour(order.ordered),
  };
}

function reference(externalId: string | null | undefined, idOf: (externalId: string) => string): string | null {
  return externalId === null || externalId === undefined || externalId === '' ? null : idOf(externalId);
}

/** @returns the id, when it can be one.
 * @throws AppError invalid_input when it is empty or too long for an index. */
export function assertKey(externalId: string, what: string): string {
  if (externalId === '' || externalId.length > MAX_KEY_LENGTH) {
    throw new AppError(
      'invalid_input',
      `The id of a ${what} is ${externalId === '' ? 'empty' : `longer than ${MAX_KEY_LENGTH} characters`}.`,
      {
        field: what,
        remedy: 'Correct it in the source.',
      },
    );
  }
  return externalId;
}

function amount(value: bigint, field: string): string {
  if (value > MAX_BIGINT || value < -MAX_BIGINT) throw tooLarge(field, value);
  return value.toString();
}

function integer(value: number, field: string): number {
  if (!Number.isInteger(value) || Math.abs(value) > MAX_INTEGER) throw tooLarge(field, value);
  return value;
}

function tooLarge(field: string, value: bigint | number): AppError {
  return new AppError('invalid_input', `${value} in ${field} is not a number that can be stored.`, {
    field,
    remedy: 'Correct it in the source.',
  });
}

function instant(moment: Moment, field: string): string {
  if (Number.isNaN(moment.at.getTime()) || !/^\d{4}-\d{2}-\d{2}T\d{2}:/.test(moment.local)) {
    throw new AppError('invalid_input', `A date of ${field} is not a real moment.`, { field, remedy: 'Correct it in the source.' });
  }
  return moment.at.toISOString();
}

function day(moment: Moment): string {
  return moment.local.slice(0, 10);
}

function hour(moment: Moment): number {
  return Number(moment.local.slice(11, 13));
}
