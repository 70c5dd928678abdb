import type { LedgerFact, OrderFact } from '@/core/model/facts';
import { allocate } from '@/core/model/money';
import type { Listed } from './lists';
import { atFirst, collectedTax, hasOwnTax, sumOf, toCurrency } from './numbers';
import { placeIn } from './places';
import { soldOf, type Sold } from './to-order';

const DAY_MS = 86_400_000;
/** Money is held back for so long after some shipments. */
const DEFERRED_MS = 7 * DAY_MS;

/** Amounts of one item of a transaction. */
interface Amounts {
  price?: bigint;
  discount?: bigint;
  wrap?: bigint;
  goodwill?: bigint;
  shipping?: bigint;
  tax?: bigint;
  /** Tax that Amazon pays on: it goes through the account in both ways. */
  collected?: bigint;
  fee?: bigint;
}

interface Item extends Amounts {
  sold: Sold | null;
  units: number;
}

interface Posting {
  id: string;
  type: string;
  description: string;
  at: Date;
  items: Item[];
}

/** Facts do not change, they are replaced. Of each, what is listed before and after what it was deferred for is released. */
const made = new WeakMap<OrderFact, Map<boolean, Listed[]>>();

/** Transactions of an order: the shipment with what it costs, and refunds. What was deferred is told again when it is released. */
export function transactionsOf(fact: OrderFact, now: Date): Listed[] {
  const isReleased = fact.ordered.at.getTime() + DEFERRED_MS <= now.getTime();
  const known = made.get(fact) ?? new Map<boolean, Listed[]>();
  const listed = known.get(isReleased) ?? listOf(fact, isReleased);
  made.set(fact, known.set(isReleased, listed));
  return listed;
}

function listOf(fact: OrderFact, isReleased: boolean): Listed[] {
  const postings = [shipmentOf(fact), ...refundsOf(fact)].filter((posting) => posting !== null);
  return postings.flatMap((posting) => {
    const { at, type, id } = posting;
    const isHeld = type === 'Shipment' && Number(fact.externalId.at(-1)) % 3 === 0;
    if (!isHeld) return [toListed(fact, posting, { status: 'RELEASED' })];
    if (!isReleased) return [toListed(fact, posting, { status: 'DEFERRED' })];
    const release = { ...posting, id: `${id}-release`, at: new Date(at.getTime() + DEFERRED_MS) };
    return [
      toListed(fact, posting, { status: 'DEFERRED_RELEASED', RELEASE_TRANSACTION_ID: release.id }),
      toListed(fact, release, { status: 'RELEASED', DEFERRED_TRANSACTION_ID: id }),
    ];
  });
}

function shipmentOf(fact: OrderFact): Posting | null {
  const sold = soldOf(fact);
  const first = atFirst(fact);
  const fees = allocate(
    sumOf(fact, 'FEE', first),
    sold.map(({ grossMinor }) => grossMinor),
  );
  if (sold.length === 0) return null;
  const items = sold.map((line, index): Item => {
    const { grossMinor, discountMinor, wrapMinor, shippingMinor, taxMinor, units } = line;
    const fee = fees[index] ?? 0n;
    // A canceled order was never charged for; only its fee was, and comes back.
    if (fact.status === 'canceled') return { sold: line, units, fee };
    const tax = hasOwnTax(fact) ? { tax: taxMinor } : { collected: taxMinor };
    return { sold: line, units, price: grossMinor, discount: -discountMinor, wrap: wrapMinor, shipping: shippingMinor, fee, ...tax };
  });
  return { id: `${fact.externalId}-shipment`, type: 'Shipment', description: 'Order Payment', at: fact.ordered.at, items };
}

/** What is given back, one transaction for each moment. Of a canceled order only the fee. */
function refundsOf(fact: OrderFact): Posting[] {
  const first = atFirst(fact);
  const kinds = fact.status === 'canceled' ? ['FEE'] : ['RETURN', 'SHIPPING', 'TAX', 'FEE'];
  const moments = new Map<number, LedgerFact[]>();
  for (const entry of fact.ledger) {
    if (first(entry) || !kinds.includes(entry.kind)) continue;
    const ms = entry.processed.at.getTime();
    moments.set(ms, [...(moments.get(ms) ?? []), entry]);
  }
  return [...moments].map(([ms, entries]) => ({
    id: `${fact.externalId}-refund-${ms}`,
    type: 'Refund',
    description: 'Refund Order',
    at: new Date(ms),
    items: itemsBack(fact, entries),
  }));
}

function itemsBack(fact: OrderFact, entries: readonly LedgerFact[]): Item[] {
  const byItem = new Map<string | null, LedgerFact[]>();
  for (const entry of entries) {
    const item = entry.itemExternalId ?? null;
    byItem.set(item, [...(byItem.get(item) ?? []), entry]);
  }
  const sold = soldOf(fact);
  return [...byItem].map(([id, ledger]): Item => {
    const line = sold.find(({ item }) => item.externalId === id) ?? null;
    const returned = sumOf({ ledger }, 'RETURN');
    const units = -ledger.reduce((sum, { kind, quantity }) => (kind === 'RETURN' ? sum + quantity : sum), 0);
    const gross = line && line.units > 0 ? (line.grossMinor * BigInt(units)) / BigInt(line.units) : 0n;
    const beside = { shipping: sumOf({ ledger }, 'SHIPPING'), tax: sumOf({ ledger }, 'TAX'), fee: sumOf({ ledger }, 'FEE') };
    if (units === 0) return { sold: line, units: line?.units ?? 0, goodwill: returned, ...beside };
    const collected = hasOwnTax(fact) ? 0n : -collectedTax(-returned);
    return { sold: line, units, price: -gross, discount: returned + gross, collected, ...beside };
  });
}

type Leaf = readonly [name: string, minor: bigint];

/** Groups of a transaction's amounts; those that are nothing are left out, as Amazon does. */
function groupsOf(item: Amounts): (readonly [name: string, isExpense: boolean, leaves: Leaf[]])[] {
  const { price = 0n, discount = 0n, wrap = 0n, goodwill = 0n, shipping = 0n, tax = 0n, collected = 0n, fee = 0n } = item;
  const commission = (fee * 3n) / 5n;
  const groups: (readonly [string, boolean, Leaf[]])[] = [
    ['ProductCharges', false, [['OurPricePrincipal', price]]],
    ['Promo', false, [['OurPriceDiscount', discount]]],
    ['GiftWrap', false, [['GiftwrapPrincipal', wrap]]],
    ['Goodwill', false, [['GoodwillPrincipal', goodwill]]],
    ['Shipping', false, [['ShippingPrincipal', shipping]]],
    ['Tax', false, [['OurPriceTax', tax + collected]]],
    ['MarketplaceWithheldTax', false, [['MarketplaceFacilitatorTax-Principal', -collected]]],
    [
      'AmazonFees',
      true,
      [
        ['Commission', commission],
        ['FBAPerUnitFulfillmentFee', fee - commission],
      ],
    ],
  ];
  return groups
    .map(([name, isExpense, leaves]) => [name, isExpense, leaves.filter(([, minor]) => minor !== 0n)] as const)
    .filter(([, , leaves]) => leaves.length > 0);
}

const totalOf = (leaves: readonly Leaf[]): bigint => leaves.reduce((sum, [, minor]) => sum + minor, 0n);

function toBreakdown(breakdownType: string, minor: bigint, of: { currency: string; breakdowns?: object[] }): Record<string, unknown> {
  const { currency, breakdowns = [] } = of;
  return { breakdownType, breakdownAmount: toCurrency(minor, currency), breakdowns };
}

function toItem(fact: OrderFact, item: Item): Record<string, unknown> {
  const { currency } = fact;
  const groups = groupsOf(item);
  const { sold, units } = item;
  return {
    description: sold?.item.title ?? '',
    totalAmount: toCurrency(totalOf(groups.flatMap(([, , leaves]) => leaves)), currency),
    relatedIdentifiers: [],
    breakdowns: groups.map(([name, isExpense, leaves]) =>
      toBreakdown(name, totalOf(leaves), {
        currency,
        breakdowns: leaves.map(([leaf, minor]) =>
          toBreakdown(leaf, minor, { currency, breakdowns: isExpense ? [toBreakdown('Base', minor, { currency })] : [] }),
        ),
      }),
    ),
    contexts: sold
      ? [
          {
            contextType: 'ProductContext',
            asin: sold.item.productExternalId ?? 'B000000000',
            ...(sold.item.sku ? { sku: sold.item.sku } : {}),
            quantityShipped: units,
            fulfillmentNetwork: 'AFN',
          },
        ]
      : [],
  };
}

function toListed(fact: OrderFact, posting: Posting, { status, ...related }: Record<string, string>): Listed {
  const { id, type, description, at, items } = posting;
  const { currency } = fact;
  const groups = items.flatMap(groupsOf);
  const sides = [false, true].map((isExpense) => groups.filter((group) => group[1] === isExpense));
  const minorOf = (list: typeof groups): bigint => totalOf(list.flatMap(([, , leaves]) => leaves));
  const place = placeIn(currency);
  const identifiers = { ORDER_ID: fact.externalId, ...related };
  const item = {
    sellingPartnerMetadata: { accountType: 'Standard Orders', marketplaceId: place.id },
    relatedIdentifiers: Object.entries(identifiers).map(([relatedIdentifierName, relatedIdentifierValue]) => ({
      relatedIdentifierName,
      relatedIdentifierValue,
    })),
    transactionType: type,
    transactionId: id,
    transactionStatus: status,
    description,
    postedDate: at.toISOString(),
    totalAmount: toCurrency(minorOf(groups), currency),
    marketplaceDetails: { marketplaceId: place.id, marketplaceName: place.domain },
    items: items.map((each) => toItem(fact, each)),
    contexts: [],
    breakdowns: ['Sales', 'Expenses'].map((name, index) => toBreakdown(name, minorOf(sides[index] ?? []), { currency })),
  };
  return { item, sort: `${at.toISOString()} ${id}` };
}

/** What the account is charged or given besides its orders. */
export interface Charge {
  id: string;
  type: string;
  at: Date;
  breakdownType: string;
  minor: bigint;
  currency: string;
}

export function chargeOf({ id, type, at, breakdownType, minor, currency }: Charge): Listed {
  const place = placeIn(currency);
  const item = {
    relatedIdentifiers: [{ relatedIdentifierName: 'FINANCIAL_EVENT_GROUP_ID', relatedIdentifierValue: 'group-1' }],
    transactionType: type,
    transactionId: id,
    transactionStatus: 'RELEASED',
    description: breakdownType,
    postedDate: at.toISOString(),
    totalAmount: toCurrency(minor, currency),
    marketplaceDetails: { marketplaceId: place.id, marketplaceName: place.domain },
    items: [],
    contexts: [],
    breakdowns: [toBreakdown(breakdownType, minor, { currency })],
  };
  return { item, sort: `${at.toISOString()} ${id}` };
}
