import { createHash } from 'node:crypto';
import { AppError } from '@/core/errors';
import type { OrderFact } from '@/core/model/facts';
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

/**
 * SHA-256 over the canonical JSON of an order: keys and parts sorted, absent equal to null. Two readings of the same
 * state have one hash whatever order the source listed things in.
 */
export function hashOrder(order: OrderFact): string {
  const sorted = {
    ...order,
    items: sortedBy(order.items, (item) => item.externalId),
    ledger: sortedBy(order.ledger, (entry) => entry.sourceEventId),
    payments: sortedBy(order.payments, (payment) => payment.externalId),
    shipments: sortedBy(order.shipments, (shipment) => shipment.externalId),
  };
  return createHash('sha256')
    .update(JSON.stringify(canonical(sorted)))
    .digest('hex');
}

function sortedBy<T>(list: readonly T[], keyOf: (entry: T) => string): T[] {
  return [...list].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function canonical(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(canonical);
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => [name, canonical(inner)]));
}
