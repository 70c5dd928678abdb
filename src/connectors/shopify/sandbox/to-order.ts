import type { LedgerFact, LedgerKind, Moment, OrderFact, OrderItemFact } from '@/core/model/facts';
import type { ShopOrder } from '../../kit/sandbox/shop';
import { toStamp, toVendorBag } from './money';
import { toSales, type VendorSale } from './to-sales';

/** What the order itself tells; fees and payouts are the payment account's. */
const AGREED: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'DUTY', 'TIP', 'ADJUSTMENT'];

export interface VendorAgreement {
  __typename: string;
  id: string;
  happenedAt: string;
  reason: string;
  sales: VendorSale[];
}

/** An order of the seeded shop as Shopify holds it. Lists are whole; resolvers cut them into pages. */
export function toVendorOrder({ fact, updatedAt }: ShopOrder) {
  const { agreements, originalMinor, currentMinor, refunds } = agreementsOf(fact);
  const isCancelled = fact.status === 'canceled';
  const isShipped = fact.shipments.some(({ shipped }) => shipped);
  return {
    id: `gid://shopify/Order/${fact.externalId}`,
    name: fact.name ?? `#${fact.externalId}`,
    createdAt: toStamp(fact.ordered.at),
    processedAt: toStamp(fact.ordered.at),
    updatedAt: toStamp(updatedAt),
    cancelledAt: isCancelled ? (agreements.at(-1)?.happenedAt ?? toStamp(fact.ordered.at)) : null,
    test: false,
    currencyCode: fact.currency,
    displayFinancialStatus: financialStatus(fact, currentMinor, refunds.length > 0),
    displayFulfillmentStatus: isShipped ? 'FULFILLED' : 'UNFULFILLED',
    originalTotalPriceSet: toVendorBag(originalMinor, fact.currency),
    currentTotalPriceSet: toVendorBag(currentMinor, fact.currency),
    customerId: fact.customerExternalId ?? null,
    address: {
      countryCodeV2: fact.shipCountry ?? null,
      provinceCode: fact.shipRegion ?? null,
      province: null,
      city: fact.shipCity ?? null,
    },
    fulfillments: fact.shipments.flatMap(({ externalId, carrier, promised, shipped, delivered }) =>
      shipped
        ? [
            {
              id: `gid://shopify/Fulfillment/${fact.externalId}-${externalId}`,
              createdAt: toStamp(shipped.at),
              deliveredAt: delivered ? toStamp(delivered.at) : null,
              estimatedDeliveryAt: promised ? toStamp(promised.at) : null,
              status: 'SUCCESS',
              trackingInfo: [{ company: carrier ?? null }],
            },
          ]
        : [],
    ),
    transactions: [
      ...fact.payments.map(({ externalId, method, amountMinor, paid }) =>
        transactionOf(fact, { id: externalId, kind: 'SALE', gateway: method, amountMinor, at: paid ?? fact.ordered }),
      ),
      ...refunds.map(({ at, amountMinor }, index) =>
        transactionOf(fact, { id: `refund-${index + 1}`, kind: 'REFUND', gateway: fact.payments[0]?.method ?? null, amountMinor, at }),
      ),
    ],
    agreements,
  };
}

function transactionOf(
  { externalId, currency }: OrderFact,
  { id, kind, gateway, amountMinor, at }: { id: string; kind: string; gateway: string | null; amountMinor: bigint; at: Moment },
) {
  return {
    id: `gid://shopify/OrderTransaction/${externalId}-${id}`,
    kind,
    status: 'SUCCESS',
    test: false,
    gateway,
    processedAt: toStamp(at.at),
    amountSet: toVendorBag(amountMinor, currency),
  };
}

function financialStatus({ payments }: OrderFact, currentMinor: bigint, isRefunded: boolean): string {
  if (payments.length === 0) return 'PENDING';
  if (!isRefunded) return 'PAID';
  return currentMinor === 0n ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
}

/** One agreement a moment: the first is the order, those that only give back are refunds, the others edits. */
function agreementsOf(fact: OrderFact) {
  const groups = new Map<number, LedgerFact[]>([[fact.ordered.at.getTime(), []]]);
  for (const entry of fact.ledger) {
    if (!AGREED.includes(entry.kind)) continue;
    const time = entry.processed.at.getTime();
    groups.set(time, [...(groups.get(time) ?? []), entry]);
  }
  const lineOf = (item: OrderItemFact): object => toLine(fact, item);
  const refunds: { at: Moment; amountMinor: bigint }[] = [];
  let [originalMinor, currentMinor] = [0n, 0n];
  const agreements = [...groups]
    .sort(([a], [b]) => a - b)
    .map(([time, entries], index): VendorAgreement => {
      const id = `${fact.externalId}-${index + 1}`;
      const { sales, totalMinor } = toSales(fact, entries, { idOf: (sale) => `${id}-${sale + 1}`, lineOf });
      const isOrder = time === fact.ordered.at.getTime();
      const isRefund = !isOrder && totalMinor < 0n && sales.every(({ actionType }) => actionType === 'RETURN');
      currentMinor += totalMinor;
      if (isOrder) originalMinor = totalMinor;
      const [first] = entries;
      if (isRefund && first) refunds.push({ at: first.processed, amountMinor: -totalMinor });
      return {
        __typename: isOrder ? 'OrderAgreement' : isRefund ? 'RefundAgreement' : 'OrderEditAgreement',
        id: `gid://shopify/SalesAgreement/${id}`,
        happenedAt: toStamp(new Date(time)),
        reason: isOrder ? 'ORDER' : isRefund ? 'REFUND' : 'ORDER_EDIT',
        sales,
      };
    });
  return { agreements, originalMinor, currentMinor, refunds };
}

function toLine({ externalId, currency, ledger }: OrderFact, item: OrderItemFact): object {
  const open = ledger.reduce((sum, entry) => sum + (entry.itemExternalId === item.externalId ? entry.quantity : 0), 0);
  return {
    id: `gid://shopify/LineItem/${externalId}-${item.externalId}`,
    name: item.title,
    sku: item.sku ?? null,
    quantity: item.quantity,
    currentQuantity: open,
    originalUnitPriceSet: toVendorBag(item.unitPriceMinor, currency),
    variant: item.productExternalId ? { id: `gid://shopify/ProductVariant/${item.productExternalId}` } : null,
  };
}
