import { dayOf } from './calendar';
import { soldLines, type OrderFact } from './facts';

/** What is said of an order because of its parts. Stored with it, so that no question has to read the parts again. */

/** Placed, with a line that was sold, and neither canceled nor unavailable. */
export function isStanding(order: Pick<OrderFact, 'status' | 'items' | 'ledger'>): boolean {
  return order.status !== 'canceled' && order.status !== 'unavailable' && soldLines(order) > 0;
}

/** The method that paid the largest part; ties go to the first name in the alphabet. */
export function mainPaymentMethod({ payments }: Pick<OrderFact, 'payments'>): string | null {
  const best = [...payments].sort((a, b) =>
    a.amountMinor === b.amountMinor ? (a.method < b.method ? -1 : 1) : a.amountMinor > b.amountMinor ? -1 : 1,
  )[0];
  return best?.method ?? null;
}

/** Late or on time for delivered orders, else how far the parcel came. An order with several parcels is as late as its last. */
export function deliveryStatus({ status, shipments }: Pick<OrderFact, 'status' | 'shipments'>): string {
  const delivered = shipments.filter((shipment) => shipment.delivered);
  if (status === 'delivered' && delivered.length > 0) {
    const isLate = delivered.some(
      (shipment) => shipment.delivered && shipment.promised && dayOf(shipment.delivered) > dayOf(shipment.promised),
    );
    return isLate ? 'late' : 'on time';
  }
  return shipments.some((shipment) => shipment.shipped) ? 'in transit' : 'not shipped';
}
