/**
 * Unified facts: what every connector and importer produces and the store writes.
 * Facts name things by the source's own ids; the store derives stable ids from
 * (workspace, marketplace, account, external id), so writing the same facts twice changes nothing.
 */

/** Kinds of ledger entry. Signs: income is positive, what goes back or out is negative. */
export const LEDGER_KINDS = [
  'SALE',
  'DISCOUNT',
  'RETURN',
  'SHIPPING',
  'TAX',
  'DUTY',
  'TIP',
  'FEE',
  'ADJUSTMENT',
  'REFUND_TENDER',
  'PAYOUT',
] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

/** State of an order across all marketplaces. `canceled` and `unavailable` orders are not valid orders. */
export const ORDER_STATUSES = [
  'pending',
  'approved',
  'invoiced',
  'processing',
  'shipped',
  'delivered',
  'canceled',
  'unavailable',
  'returned',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/**
 * A moment with its local reading. `at` is the instant; `local` the wall clock of the shop at that instant
 * ("YYYY-MM-DDTHH:MM:SS"), kept because a source may state wall time that no zone conversion restores.
 */
export interface Moment {
  at: Date;
  local: string;
}

export interface ProductFact {
  externalId: string;
  title: string;
  sku?: string | null;
  category?: string | null;
  vendor?: string | null;
  description?: string | null;
  price?: { amountMinor: bigint; currency: string } | null;
  /** Unit cost of goods where the source states it. */
  cost?: { amountMinor: bigint; currency: string } | null;
  parentExternalId?: string | null;
}

export interface CustomerFact {
  /** The person, not the order: the same buyer has one id per account. */
  externalId: string;
  name?: string | null;
  email?: string | null;
  country?: string | null;
  region?: string | null;
  city?: string | null;
}

export interface OrderItemFact {
  externalId: string;
  productExternalId?: string | null;
  title: string;
  sku?: string | null;
  quantity: number;
  unitPriceMinor: bigint;
  sellerExternalId?: string | null;
  sellerRegion?: string | null;
}

/** One movement of money or goods. `sourceEventId` is unique within its order. */
export interface LedgerFact {
  sourceEventId: string;
  kind: LedgerKind;
  /** Signed minor units of the order's currency. */
  amountMinor: bigint;
  /** Signed units: positive on SALE, negative on RETURN, 0 elsewhere. */
  quantity: number;
  itemExternalId?: string | null;
  productExternalId?: string | null;
  /** When it happened in the world. */
  occurred: Moment;
  /** When the shop booked it: the event-date basis reports on this day. */
  processed: Moment;
}

export interface PaymentFact {
  externalId: string;
  method: string;
  amountMinor: bigint;
  installments?: number | null;
  paid?: Moment | null;
}

export interface ShipmentFact {
  externalId: string;
  carrier?: string | null;
  promised?: Moment | null;
  shipped?: Moment | null;
  delivered?: Moment | null;
}

export interface OrderFact {
  externalId: string;
  /** What people call it: "#1051". */
  name?: string | null;
  status: OrderStatus;
  /** The marketplace's own word for the state. */
  sourceStatus: string;
  currency: string;
  ordered: Moment;
  customerExternalId?: string | null;
  shipCountry?: string | null;
  shipRegion?: string | null;
  shipCity?: string | null;
  items: OrderItemFact[];
  /** The order's own entries, all of them: those written before and absent here are reversed. */
  ledger: LedgerFact[];
  payments: PaymentFact[];
  shipments: ShipmentFact[];
  /** Grows with each change at the source (its updated stamp in ms, say). */
  sourceVersion: bigint;
}

export interface ReviewFact {
  externalId: string;
  orderExternalId?: string | null;
  productExternalId?: string | null;
  customerExternalId?: string | null;
  /** 1 to 5. */
  score: number;
  title?: string | null;
  body?: string | null;
  verified?: boolean | null;
  reviewed: Moment;
}

export interface InventoryLevelFact {
  productExternalId: string;
  location: string;
  available: number;
  observed: Moment;
}

/**
 * Entries that come from another stream than the order they are of: fees, payouts. Each list is complete for its scope:
 * one transaction of the account, say, whose entries are then corrected together. The order may still be unknown.
 */
export interface OrderLedgerFact {
  /** Id of the order, or of a document that is no order (`payout:123`, `account:2026-05`). */
  orderExternalId: string;
  /** Names the list within the document, not empty. Event ids are unique within the scope. */
  scope: string;
  currency: string;
  entries: LedgerFact[];
}

/** A page of facts of one connection. Any part may be empty; order of parts does not matter. */
export interface FactBatch {
  products: ProductFact[];
  customers: CustomerFact[];
  orders: OrderFact[];
  reviews: ReviewFact[];
  inventoryLevels: InventoryLevelFact[];
  orderLedgers: OrderLedgerFact[];
  /** Orders that are gone at the source: their entries are reversed, and they are no orders any more. */
  deletedOrders: { externalId: string; sourceVersion: bigint }[];
}

/** What one write changed. Zero everywhere on a repeated batch. */
export interface WriteSummary {
  products: number;
  customers: number;
  orders: number;
  items: number;
  ledgerEntries: number;
  reversals: number;
  payments: number;
  shipments: number;
  reviews: number;
  inventoryLevels: number;
}

export function emptyBatch(): FactBatch {
  return { products: [], customers: [], orders: [], reviews: [], inventoryLevels: [], orderLedgers: [], deletedOrders: [] };
}

/** Lines of an order that were sold: credit notes and stock movements have none, and are no orders. */
export function soldLines(order: Pick<OrderFact, 'items' | 'ledger'>): number {
  const sold = new Set(order.ledger.flatMap((entry) => (entry.kind === 'SALE' ? [entry.itemExternalId] : [])));
  return order.items.filter((item) => sold.has(item.externalId)).length;
}

/** Units of those lines, before returns. */
export function soldUnits({ ledger }: Pick<OrderFact, 'ledger'>): number {
  return ledger.reduce((sum, entry) => sum + (entry.kind === 'SALE' ? entry.quantity : 0), 0);
}

/** Different products of which something was sold, what was corrected since left out; null when there are none. */
export function soldProducts({ ledger }: Pick<OrderFact, 'ledger'>): number | null {
  const units = new Map<string, number>();
  for (const { kind, productExternalId, quantity } of ledger)
    if (kind === 'SALE' && productExternalId) units.set(productExternalId, (units.get(productExternalId) ?? 0) + quantity);
  return [...units.values()].filter((sold) => sold !== 0).length || null;
}
