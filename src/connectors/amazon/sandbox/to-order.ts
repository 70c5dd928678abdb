import type { OrderFact, OrderItemFact } from '@/core/model/facts';
import { allocate } from '@/core/model/money';
import type { ShopOrder } from '../../kit/sandbox/shop';
import { originalOf } from './exchanges';
import { atFirst, collectedTax, hasOwnTax, itemIdOf, sumOf, toMoney, unitsOf } from './numbers';
import { placeIn } from './places';

/** What a line was sold for, with its share of what belongs to the whole order. */
export interface Sold {
  item: OrderItemFact;
  index: number;
  units: number;
  grossMinor: bigint;
  discountMinor: bigint;
  wrapMinor: bigint;
  shippingMinor: bigint;
  taxMinor: bigint;
}

export function soldOf(fact: OrderFact): Sold[] {
  const first = atFirst(fact);
  const ofItem = (item: OrderItemFact | null, kind: 'SALE' | 'DISCOUNT' | 'TAX' | 'SHIPPING'): bigint =>
    sumOf(fact, kind, (entry) => first(entry) && (entry.itemExternalId ?? null) === (item?.externalId ?? null));
  const gross = fact.items.map((item) => ofItem(item, 'SALE'));
  const shared = (kind: 'SALE' | 'TAX' | 'SHIPPING'): bigint[] => allocate(ofItem(null, kind), gross);
  const [wrap, tax, shipping] = [shared('SALE'), shared('TAX'), shared('SHIPPING')];
  return fact.items.map((item, index): Sold => {
    const sold = { grossMinor: gross[index] ?? 0n, discountMinor: -ofItem(item, 'DISCOUNT') };
    const own = ofItem(item, 'TAX') + (tax[index] ?? 0n);
    return {
      item,
      index,
      ...sold,
      units: unitsOf(fact, 'SALE', (entry) => first(entry) && entry.itemExternalId === item.externalId),
      wrapMinor: wrap[index] ?? 0n,
      shippingMinor: ofItem(item, 'SHIPPING') + (shipping[index] ?? 0n),
      taxMinor: hasOwnTax(fact) ? own : collectedTax(sold.grossMinor - sold.discountMinor),
    };
  });
}

const STATUSES: Readonly<Partial<Record<OrderFact['status'], string>>> = {
  canceled: 'CANCELLED',
  shipped: 'SHIPPED',
  delivered: 'SHIPPED',
  returned: 'SHIPPED',
  unavailable: 'UNFULFILLABLE',
};

/** An order as Amazon writes it, with the data sets that were asked for; one whose payment is not authorized has no prices. */
export function toVendorOrder(
  { fact, updatedAt }: ShopOrder,
  { isPending = false, included }: { isPending?: boolean; included: readonly string[] },
): Record<string, unknown> {
  const place = placeIn(fact.currency);
  const sold = soldOf(fact);
  const hasPrices = !isPending && included.includes('PROCEEDS');
  const lines = sold.map((line) => toItem(fact, line, { hasPrices, hasTax: included.includes('TAX') && !isPending }));
  const original = originalOf(fact);
  const total = sold.map((line) => partsOf(fact, line).reduce((sum, { minor }) => sum + minor, 0n)).reduce((a, b) => a + b, 0n);
  return {
    orderId: fact.externalId,
    orderAliases: [],
    createdTime: fact.ordered.at.toISOString(),
    lastUpdatedTime: updatedAt.toISOString(),
    programs: ['PRIME'],
    associatedOrders: original === null ? [] : [{ orderId: original, associationType: 'EXCHANGE_ORIGINAL_ID' }],
    salesChannel: { channelName: 'AMAZON', marketplaceId: place.id, marketplaceName: place.domain },
    ...(hasPrices ? { proceeds: { grandTotal: toMoney(total, fact.currency) } } : {}),
    ...(included.includes('PAYMENT') && !isPending ? { payment: paymentOf(fact) } : {}),
    ...(included.includes('FULFILLMENT') ? { fulfillment: fulfillmentOf(fact, isPending) } : {}),
    orderItems: lines,
    ...(included.includes('PACKAGES') && !isSentByAmazon(fact) ? { packages: packagesOf(fact) } : {}),
  };
}

const isSentByAmazon = ({ items }: OrderFact): boolean => items.every(({ sku }) => sku?.endsWith('-FBA') ?? false);

interface Part {
  type: string;
  minor: bigint;
  details?: { subtype: string; minor: bigint }[];
}

/** Amounts of a line by type. Where prices contain the tax, that of the goods is within theirs. */
function partsOf(fact: OrderFact, { grossMinor, discountMinor, wrapMinor, shippingMinor, taxMinor }: Sold): Part[] {
  const included = placeIn(fact.currency).isTaxOnTop ? 0n : taxMinor;
  const parts: Part[] = [
    { type: 'ITEM', minor: grossMinor + included },
    { type: 'SHIPPING', minor: shippingMinor },
    { type: 'GIFT_WRAP', minor: wrapMinor },
    { type: 'DISCOUNT', minor: -discountMinor, details: [{ subtype: 'ITEM', minor: -discountMinor }] },
    { type: 'TAX', minor: taxMinor, details: [{ subtype: 'ITEM', minor: taxMinor }] },
  ];
  return parts.filter(({ type, minor }) => type === 'ITEM' || minor !== 0n);
}

function toItem(fact: OrderFact, line: Sold, { hasPrices, hasTax }: { hasPrices: boolean; hasTax: boolean }): Record<string, unknown> {
  const { item, index, units } = line;
  const { currency } = fact;
  const parts = partsOf(fact, line);
  const total = parts.reduce((sum, { minor }) => sum + minor, 0n);
  const isFacilitated = !hasOwnTax(fact) && line.taxMinor !== 0n;
  return {
    orderItemId: itemIdOf(fact, index),
    quantityOrdered: units,
    product: {
      asin: item.productExternalId ?? 'B000000000',
      title: item.title,
      ...(item.sku ? { sellerSku: item.sku } : {}),
      ...(hasPrices && placeIn(currency).isTaxOnTop ? { price: { unitPrice: toMoney(item.unitPriceMinor, currency) } } : {}),
    },
    ...(hasPrices
      ? {
          proceeds: {
            proceedsTotal: toMoney(total, currency),
            breakdowns: parts.map(({ type, minor, details }) => ({
              type,
              subtotal: toMoney(minor, currency),
              ...(details
                ? { detailedBreakdowns: details.map((each) => ({ subtype: each.subtype, value: toMoney(each.minor, currency) })) }
                : {}),
            })),
          },
        }
      : {}),
    ...(hasTax && isFacilitated
      ? { tax: { taxCollections: [{ model: 'MARKETPLACE_FACILITATOR', responsibleParty: 'Amazon Services, Inc.' }] } }
      : {}),
  };
}

function paymentOf({ payments, currency }: OrderFact): Record<string, unknown> {
  return {
    paymentExecutions: payments.map(({ method, amountMinor }) => ({
      paymentMethod: method,
      paymentAmount: toMoney(amountMinor, currency),
    })),
  };
}

function fulfillmentOf(fact: OrderFact, isPending: boolean): Record<string, unknown> {
  const promised = fact.shipments[0]?.promised?.at;
  return {
    fulfillmentStatus: isPending ? 'PENDING' : (STATUSES[fact.status] ?? 'UNSHIPPED'),
    fulfilledBy: isSentByAmazon(fact) ? 'AMAZON' : 'MERCHANT',
    fulfillmentServiceLevel: 'STANDARD',
    ...(promised ? { deliverByWindow: { earliestDateTime: fact.ordered.at.toISOString(), latestDateTime: promised.toISOString() } } : {}),
  };
}

function packagesOf({ shipments }: OrderFact): Record<string, unknown>[] {
  return shipments.flatMap(({ externalId, carrier, shipped, delivered }) =>
    shipped
      ? [
          {
            packageReferenceId: externalId,
            createdTime: shipped.at.toISOString(),
            packageStatus: { status: delivered ? 'DELIVERED' : 'IN_TRANSIT' },
            ...(carrier ? { carrier } : {}),
            shipTime: shipped.at.toISOString(),
          },
        ]
      : [],
  );
}
