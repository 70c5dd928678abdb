import { createHash } from 'node:crypto';
import { AppError } from '@/core/errors';
import type { LedgerFact, Moment, OrderFact, OrderItemFact, PaymentFact, ShipmentFact } from '@/core/model/facts';
import { assertKey } from './fact-rows';

/** @throws AppError invalid_input when ids of the order's parts repeat, or an id is empty or too long. */
export function assertOrder(order: OrderFact): void {
  assertKey(order.externalId, 'order');
  assertDistinct(
    order,
    'line',
    order.items.map((item) => item.externalId),
  );
  assertDistinct(
    order,
    'ledger event',
    order.ledger.map((entry) => entry.sourceEventId),
  );
  assertDistinct(
    order,
    'payment',
    order.payments.map((payment) => payment.externalId),
  );
  assertDistinct(
    order,
    'shipment',
    order.shipments.map((shipment) => shipment.externalId),
  );
  if (!/^[A-Z]{3}$/.test(order.currency)) {
    throw new AppError('invalid_input', `Order ${order.externalId} has the currency "${order.currency}".`, {
      field: 'currency',
      remedy: 'Use an ISO 4217 code, like USD.',
    });
  }
}

function assertDistinct(order: OrderFact, part: string, externalIds: string[]): void {
  const seen = new Set<string>();
  for (const externalId of externalIds) {
    assertKey(externalId, `${part} of order ${order.externalId}`);
    if (seen.has(externalId)) {
      throw new AppError('invalid_input', `Order ${order.externalId} has the ${part} ${externalId} twice.`, {
        field: part,
        remedy: 'Give each its own id.',
      });
    }
    seen.add(externalId);
  }
}

/** A part of an order whose every field is named: a field added to the facts must be hashed too. */
type Nothing = Record<string, never>;

/**
 * SHA-256 over the canonical JSON of an order: fields in a fixed order, parts sorted, absent equal to null. Two
 * readings of the same state have one hash whatever order the source listed things in.
 */
export function hashOrder(order: OrderFact): string {
  const { externalId, name, status, sourceStatus, currency, ordered, customerExternalId, shipCountry, shipRegion, shipCity, ...more } =
    order;
  const { items, ledger, payments, shipments, sourceVersion, ...rest } = more;
  rest satisfies Nothing;
  const canonical = [
    [
      externalId,
      name,
      status,
      sourceStatus,
      currency,
      momentText(ordered),
      customerExternalId,
      shipCountry,
      shipRegion,
      shipCity,
      String(sourceVersion),
    ],
    sortedById(items.map(itemValues)),
    sortedById(ledger.map(ledgerValues)),
    sortedById(payments.map(paymentValues)),
    sortedById(shipments.map(shipmentValues)),
  ];
  // An absent value becomes null inside a JSON array.
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex');
}

type Values = [id: string, ...values: (string | number | null | undefined)[]];

function itemValues({
  externalId,
  productExternalId,
  title,
  sku,
  quantity,
  unitPriceMinor,
  sellerExternalId,
  sellerRegion,
  ...rest
}: OrderItemFact): Values {
  rest satisfies Nothing;
  return [externalId, productExternalId, title, sku, quantity, String(unitPriceMinor), sellerExternalId, sellerRegion];
}

function ledgerValues({
  sourceEventId,
  kind,
  amountMinor,
  quantity,
  itemExternalId,
  productExternalId,
  occurred,
  processed,
  ...rest
}: LedgerFact): Values {
  rest satisfies Nothing;
  return [
    sourceEventId,
    kind,
    String(amountMinor),
    quantity,
    itemExternalId,
    productExternalId,
    momentText(occurred),
    momentText(processed),
  ];
}

function paymentValues({ externalId, method, amountMinor, installments, paid, ...rest }: PaymentFact): Values {
  rest satisfies Nothing;
  return [externalId, method, String(amountMinor), installments, momentText(paid)];
}

function shipmentValues({ externalId, carrier, promised, shipped, delivered, ...rest }: ShipmentFact): Values {
  rest satisfies Nothing;
  return [externalId, carrier, momentText(promised), momentText(shipped), momentText(delivered)];
}

function momentText(moment: Moment | null | undefined): string | null {
  return moment ? `${moment.at.getTime()} ${moment.local}` : null;
}

function sortedById(list: Values[]): Values[] {
  return list.sort(([a], [b]) => (a < b ? -1 : 1));
}
