import type { CustomerFact, OrderFact, OrderItemFact, ProductFact } from '@/core/model/facts';
import { toMajor } from '@/core/model/money';
import type { ShopOrder } from '../../kit/sandbox/shop';
import { atFirst, buyerIdOf, lineIdOf, receiptIdOf, secondsOf, sumOf, toVendorMoney, unitsOf } from './numbers';
import { optionOf } from './options';
import { refundsOf } from './to-payment';

/** What a receipt is made of besides its order. */
export interface ReceiptContext {
  sellerId: number;
  customers: ReadonlyMap<string, CustomerFact>;
  products: ReadonlyMap<string, ProductFact>;
}

/** An order of the seeded shop as Etsy holds it. */
export function toReceipt({ fact, updatedAt }: ShopOrder, context: ReceiptContext): Record<string, unknown> {
  const { currency } = fact;
  const money = (minor: bigint) => toVendorMoney(minor, currency);
  const first = atFirst(fact);
  const lines = fact.items.map((item, index) => toLine(fact, { item, index }, context));
  const goodsMinor = sumOf(fact, 'SALE', ({ itemExternalId }) => Boolean(itemExternalId));
  const wrapMinor = sumOf(fact, 'SALE') - goodsMinor;
  const discountMinor = -sumOf(fact, 'DISCOUNT');
  const [shippingMinor, taxMinor] = [sumOf(fact, 'SHIPPING', first), sumOf(fact, 'TAX', first)];
  const totalMinor = goodsMinor - discountMinor + wrapMinor + shippingMinor + taxMinor;
  const refunds = refundsOf(fact);
  const refundedMinor = refunds.reduce((sum, refund) => sum + refund.totalMinor, 0n);
  const buyer = context.customers.get(fact.customerExternalId ?? '');
  const [created, updated] = [secondsOf(fact.ordered.at), secondsOf(updatedAt)];
  return {
    receipt_id: receiptIdOf(fact),
    receipt_type: 0,
    seller_user_id: context.sellerId,
    seller_email: null,
    ...(fact.customerExternalId ? { buyer_user_id: buyerIdOf(fact.customerExternalId) } : {}),
    buyer_email: null,
    name: buyer?.name ?? '',
    first_line: null,
    second_line: null,
    city: fact.shipCity ?? null,
    state: fact.shipRegion ?? null,
    zip: null,
    country_iso: fact.shipCountry ?? null,
    status: statusOf(fact, { totalMinor, refundedMinor }),
    payment_method: fact.payments[0]?.method ?? 'other',
    is_paid: fact.payments.length > 0,
    is_shipped: fact.shipments.some(({ shipped }) => shipped),
    create_timestamp: created,
    created_timestamp: created,
    update_timestamp: updated,
    updated_timestamp: updated,
    is_gift: false,
    gift_message: '',
    grandtotal: money(totalMinor),
    subtotal: money(goodsMinor - discountMinor),
    total_price: money(goodsMinor),
    total_shipping_cost: money(shippingMinor),
    total_tax_cost: money(taxMinor),
    total_vat_cost: money(0n),
    discount_amt: money(discountMinor),
    gift_wrap_price: money(wrapMinor),
    shipments: fact.shipments.flatMap(({ carrier, shipped }, index) =>
      shipped
        ? [
            {
              receipt_shipping_id: lineIdOf(fact, index),
              shipment_notification_timestamp: secondsOf(shipped.at),
              carrier_name: carrier ?? '',
              tracking_code: '',
            },
          ]
        : [],
    ),
    transactions: lines,
    refunds: refunds.map(({ at, totalMinor: amount }) => ({
      amount: money(amount),
      created_timestamp: secondsOf(at.at),
      reason: null,
      note_from_issuer: null,
      status: 'settled',
    })),
  };
}

function toLine(
  fact: OrderFact,
  { item, index }: { item: OrderItemFact; index: number },
  { sellerId, products }: ReceiptContext,
): Record<string, unknown> {
  const isOf = ({ itemExternalId }: { itemExternalId?: string | null }): boolean => itemExternalId === item.externalId;
  const sold = fact.ledger.find((entry) => entry.kind === 'SALE' && isOf(entry))?.processed ?? fact.ordered;
  const { listingId, properties } = optionOf(products.get(item.productExternalId ?? ''), item.productExternalId ?? null);
  const stamp = secondsOf(sold.at);
  return {
    transaction_id: lineIdOf(fact, index),
    title: item.title,
    description: null,
    seller_user_id: sellerId,
    create_timestamp: stamp,
    created_timestamp: stamp,
    paid_timestamp: fact.payments.length > 0 ? stamp : null,
    shipped_timestamp: null,
    quantity: unitsOf(fact, 'SALE', isOf),
    receipt_id: receiptIdOf(fact),
    is_digital: false,
    file_data: '',
    listing_id: listingId,
    transaction_type: 'listing',
    // Another one after each change of the stock.
    product_id: stamp,
    sku: item.sku ?? null,
    price: toVendorMoney(item.unitPriceMinor, fact.currency),
    shipping_cost: toVendorMoney(0n, fact.currency),
    variations: [],
    product_data: properties,
    buyer_coupon: 0,
    shop_coupon: toMajor(-sumOf(fact, 'DISCOUNT', isOf), fact.currency),
  };
}

function statusOf({ status, shipments }: OrderFact, { totalMinor, refundedMinor }: { totalMinor: bigint; refundedMinor: bigint }): string {
  if (status === 'canceled') return 'canceled';
  if (refundedMinor > 0n) return refundedMinor === totalMinor ? 'fully refunded' : 'partially refunded';
  if (shipments.some(({ shipped }) => shipped)) return 'completed';
  return status === 'pending' ? 'payment processing' : 'paid';
}
