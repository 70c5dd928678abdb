import type { CustomerFact, LedgerFact, OrderFact, OrderStatus, ProductFact, ShipmentFact } from '@/core/model/facts';
import { toMajor } from '@/core/model/money';
import type { Receipt } from '../schema';
import { momentOf } from './draft';
import { hasStatus, ledgerOf, partsOf, totalOf, type ReceiptRecord } from './ledger';
import { minorOf } from './money';
import { lineProduct, productIdOf, titleOf } from './product-id';

export interface MappedReceipt {
  order: OrderFact;
  /** Null where Etsy does not say who bought. */
  customer: CustomerFact | null;
  /** Products that only this receipt names. */
  products: ProductFact[];
}

/**
 * A receipt as facts, in its own currency and on the shop's clock; ids are Etsy's numbers.
 * @throws AppError invalid_input when an amount cannot be read.
 */
export function mapReceipt(record: ReceiptRecord, timeZone: string): MappedReceipt {
  const { receipt } = record;
  const ledger = ledgerOf(record, timeZone);
  const currency = receipt.grandtotal.currency_code;
  const shipments = shipmentsOf(receipt, timeZone);
  const order: OrderFact = {
    externalId: receipt.receipt_id,
    name: receipt.receipt_id,
    status: statusOf(receipt, { ledger, isSent: receipt.is_shipped || shipments.length > 0 }),
    sourceStatus: receipt.status,
    currency,
    ordered: momentOf(receipt.created_timestamp, timeZone),
    customerExternalId: receipt.buyer_user_id ?? null,
    shipCountry: receipt.country_iso || null,
    shipRegion: receipt.state || null,
    shipCity: receipt.city || null,
    items: receipt.transactions.map((line) => ({
      externalId: line.transaction_id,
      productExternalId: productIdOf(line),
      title: titleOf(line),
      sku: line.sku || null,
      quantity: line.quantity,
      unitPriceMinor: minorOf(line.price, currency),
    })),
    ledger,
    payments: receipt.is_paid
      ? [
          {
            externalId: '1',
            method: receipt.payment_method || 'unknown',
            amountMinor: minorOf(receipt.grandtotal, currency),
            paid: momentOf(receipt.transactions[0]?.paid_timestamp ?? receipt.created_timestamp, timeZone),
          },
        ]
      : [],
    shipments,
    sourceVersion: BigInt(receipt.updated_timestamp) * 1000n,
  };
  return { order, customer: customerOf(receipt), products: receipt.transactions.flatMap((line) => lineProduct(line) ?? []) };
}

/** Etsy states no day of delivery: what was sent stays sent. */
function statusOf(receipt: Receipt, { ledger, isSent }: { ledger: readonly LedgerFact[]; isSent: boolean }): OrderStatus {
  if (hasStatus(receipt, 'canceled')) return 'canceled';
  const unitsOf = (kind: LedgerFact['kind']): number => ledger.reduce((sum, entry) => sum + (entry.kind === kind ? entry.quantity : 0), 0);
  if (unitsOf('SALE') > 0 && unitsOf('SALE') + unitsOf('RETURN') <= 0) return 'returned';
  if (isSent || hasStatus(receipt, 'completed')) return 'shipped';
  return receipt.is_paid ? 'approved' : 'pending';
}

function shipmentsOf({ shipments }: Receipt, timeZone: string): ShipmentFact[] {
  return (shipments ?? []).map(({ receipt_shipping_id, carrier_name, shipment_notification_timestamp }, index) => ({
    externalId: receipt_shipping_id ?? `parcel-${index + 1}`,
    carrier: carrier_name || null,
    promised: null,
    shipped: momentOf(shipment_notification_timestamp, timeZone),
    delivered: null,
  }));
}

/** The buyer by the address of the parcel, unless it is a gift: that goes to somebody else. */
function customerOf({ buyer_user_id, buyer_email, is_gift, name, country_iso, state, city }: Receipt): CustomerFact | null {
  if (!buyer_user_id) return null;
  const email = buyer_email ? { email: buyer_email.toLowerCase() } : {};
  if (is_gift) return { externalId: buyer_user_id, ...email };
  // What Etsy withholds leaves what is known.
  const place = country_iso ? { country: country_iso, region: state || null, city: city || null } : {};
  return { externalId: buyer_user_id, ...(name ? { name } : {}), ...email, ...place };
}

/** Whether all lines came: they add up to the price that is stated. */
export function hasAllLines(receipt: Receipt): boolean {
  return partsOf(receipt).linesMinor === minorOf(receipt.total_price, receipt.grandtotal.currency_code);
}

/** What the parts of a receipt come to and what it states, where that is not the same; null where it is. */
export function gapOf(receipt: Receipt): { stated: string; listed: string } | null {
  const { grandtotal } = receipt;
  const statedMinor = minorOf(grandtotal, grandtotal.currency_code);
  const listedMinor = totalOf(partsOf(receipt));
  const text = (minor: bigint): string => `${toMajor(minor, grandtotal.currency_code)} ${grandtotal.currency_code}`;
  return statedMinor === listedMinor ? null : { stated: text(statedMinor), listed: text(listedMinor) };
}
