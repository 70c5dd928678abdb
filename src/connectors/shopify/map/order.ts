import { momentFromInstant } from '@/core/model/calendar';
import type { LedgerFact, Moment, OrderFact, OrderItemFact, OrderStatus, PaymentFact, ProductFact, ShipmentFact } from '@/core/model/facts';
import { idOf, type OrderRecord } from '../schema';
import { ledgerOf, linesOf, minorOf } from './ledger';
import { lineProduct, productIdOf } from './line-product';

/** Fulfillments that never came about. */
const VOID_FULFILLMENTS = new Set(['CANCELLED', 'ERROR', 'FAILURE']);

export interface MappedOrder {
  order: OrderFact;
  /** Products that only this order names. */
  products: ProductFact[];
}

/**
 * An order as facts. The shop's currency and the shop's clock; ids are Shopify's numbers.
 * @throws AppError invalid_input when an amount cannot be read.
 */
export function mapOrder(record: OrderRecord, timeZone: string): MappedOrder {
  const momentOf = (stamp: string): Moment => momentFromInstant(new Date(stamp), timeZone);
  const lines = linesOf(record.agreements);
  const ledger = ledgerOf(record, timeZone);
  const shipments = shipmentsOf(record, momentOf);
  const address = record.shippingAddress ?? record.billingAddress;
  const order: OrderFact = {
    externalId: idOf(record.id),
    name: record.name,
    status: statusOf(record, { ledger, shipments }),
    sourceStatus: [record.displayFinancialStatus, record.displayFulfillmentStatus, record.cancelledAt && 'CANCELLED']
      .filter(Boolean)
      .join(' / '),
    currency: record.currencyCode,
    ordered: momentOf(record.processedAt),
    customerExternalId: record.customer ? idOf(record.customer.id) : null,
    shipCountry: address?.countryCodeV2 ?? null,
    shipRegion: address?.provinceCode ?? address?.province ?? null,
    shipCity: address?.city ?? null,
    items: lines.map((line): OrderItemFact => ({
      externalId: idOf(line.id),
      productExternalId: productIdOf(line),
      title: line.name,
      sku: line.sku || null,
      quantity: line.quantity,
      unitPriceMinor: minorOf(line.originalUnitPriceSet, record.currencyCode),
    })),
    ledger,
    payments: paymentsOf(record, momentOf),
    shipments,
    sourceVersion: BigInt(Date.parse(record.updatedAt)),
  };
  return { order, products: lines.flatMap((line) => lineProduct(line) ?? []) };
}

function statusOf(
  { cancelledAt, displayFinancialStatus, displayFulfillmentStatus }: OrderRecord,
  { ledger, shipments }: { ledger: readonly LedgerFact[]; shipments: readonly ShipmentFact[] },
): OrderStatus {
  if (cancelledAt !== null) return 'canceled';
  const unitsOf = (kind: LedgerFact['kind']): number => ledger.reduce((sum, entry) => sum + (entry.kind === kind ? entry.quantity : 0), 0);
  if (unitsOf('SALE') > 0 && unitsOf('SALE') + unitsOf('RETURN') <= 0) return 'returned';
  if (displayFulfillmentStatus === 'FULFILLED') {
    // Handed over is not yet delivered.
    return shipments.length > 0 && shipments.every(({ delivered }) => delivered) ? 'delivered' : 'shipped';
  }
  if (shipments.length > 0) return 'processing';
  return displayFinancialStatus === 'PAID' || displayFinancialStatus === 'PARTIALLY_REFUNDED' ? 'approved' : 'pending';
}

function shipmentsOf({ fulfillments }: OrderRecord, momentOf: (stamp: string) => Moment): ShipmentFact[] {
  return fulfillments
    .filter(({ status }) => !VOID_FULFILLMENTS.has(status))
    .map(({ id, createdAt, deliveredAt, estimatedDeliveryAt, trackingInfo }) => ({
      externalId: idOf(id),
      carrier: trackingInfo[0]?.company ?? null,
      promised: estimatedDeliveryAt ? momentOf(estimatedDeliveryAt) : null,
      shipped: momentOf(createdAt),
      delivered: deliveredAt ? momentOf(deliveredAt) : null,
    }));
}

/** Money received. Change given back at a till is negative; what is only authorized is not received yet. */
function paymentsOf({ transactions, currencyCode }: OrderRecord, momentOf: (stamp: string) => Moment): PaymentFact[] {
  return transactions
    .filter(({ kind, status, test }) => ['SALE', 'CAPTURE', 'CHANGE'].includes(kind) && status === 'SUCCESS' && !test)
    .map(({ id, kind, gateway, processedAt, amountSet }) => {
      const amountMinor = minorOf(amountSet, currencyCode);
      return {
        externalId: idOf(id),
        method: gateway ?? 'unknown',
        amountMinor: kind === 'CHANGE' ? -amountMinor : amountMinor,
        paid: processedAt ? momentOf(processedAt) : null,
      };
    });
}
