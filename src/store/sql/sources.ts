import type { AttributeId, FactId, FieldId } from '@/core/metrics/define-metric';
import type { Basis } from '@/core/query/query';
import type { Visits } from './visits';

/**
 * How each fact is read: its table, the joins that reach attributes, and the SQL of attributes, days and fields.
 * The reference evaluator (core/query/rows) says the same in TypeScript; a property test compares the two.
 * A rollup that covers a plan is one more source (../rollups).
 */
export interface Source {
  from: string;
  /**
   * Set when the rows are added up already, and hold the workspace and the period asked for: how base rows are counted, and
   * those where a field has a value.
   */
  added?: { count: string; unrated: string; values: Partial<Record<FieldId, string>> };
  /** Join text by name, in the order they must be written. `{ws}` is the workspace placeholder. */
  joins: readonly (readonly [JoinId, string])[];
  day: Record<Basis, string> | null;
  hour: Record<Basis, string> | null;
  currency: string | null;
  orderId: string | null;
  customerId: string | null;
  productId: string | null;
  /** Where each row is an order that has the visits before it. */
  visits?: Visits;
  /** Rows behind lines, for attributes with several values per row: selected by the row's key. `within` selects keys by their day. */
  lines: Lines | null;
  fields: Partial<Record<FieldId, string>>;
  attributes: Partial<Record<AttributeId, readonly [sql: string, ...joins: JoinId[]]>>;
}

/** A row's lines. Where some rows name their product themselves, `own` is that column: they have no other line. */
export interface Lines {
  from: string;
  key: string;
  rowKey: string;
  within: Record<Basis, string>;
  own?: string;
}

export type JoinId = 'order' | 'connection' | 'customer' | 'product' | 'item' | 'ever';

const on = (alias: string, key: string): string => `${alias}."workspaceId" = {ws} AND ${alias}.id = ${key}`;

/** Joins that start from an order `o`. */
const ORDER_JOINS: Source['joins'] = [
  ['customer', `LEFT JOIN "UnifiedCustomer" c ON ${on('c', 'o."customerId"')}`],
  [
    'ever',
    `LEFT JOIN (SELECT "customerId", count(*)::int AS orders FROM "UnifiedOrder" WHERE "workspaceId" = {ws} AND "customerId" IS NOT NULL{people} GROUP BY 1) ever ON ever."customerId" = o."customerId"`,
  ],
];

const ORDER_ATTRIBUTES: Source['attributes'] = {
  customer: [`CASE WHEN c.name IS NOT NULL THEN c.name || ' (' || c."externalId" || ')' ELSE c."externalId" END`, 'order', 'customer'],
  customerCountry: ['o."shipCountry"', 'order'],
  customerRegion: ['o."shipRegion"', 'order'],
  customerCity: ['o."shipCity"', 'order'],
  orderStatus: ['o.status::text', 'order'],
  paymentMethod: ['o."paymentMethod"', 'order'],
  newReturning: [`CASE WHEN o."isFirst" THEN 'new' WHEN NOT o."isFirst" THEN 'returning' END`, 'order'],
  customerOrdersEver: ['ever.orders', 'order', 'ever'],
  lineCount: ['o."itemCount"', 'order'],
  productCount: ['o."productCount"', 'order'],
  unitCount: ['o."unitCount"', 'order'],
  hasItems: ['o."itemCount" > 0', 'order'],
  currency: ['o.currency', 'order'],
  deliveryStatus: ['o."deliveryStatus"', 'order'],
};

const PRODUCT_ATTRIBUTES: Source['attributes'] = {
  product: ['p.title', 'product'],
  sku: ['p.sku', 'product'],
  category: ['p.category', 'product'],
  vendor: ['p.vendor', 'product'],
};

const CONNECTION_ATTRIBUTES: Source['attributes'] = { marketplace: ['x.marketplace', 'connection'], connection: ['x.name', 'connection'] };

/** Attributes of a line, inside the lines sub-query. */
export const LINE_ATTRIBUTES: Partial<Record<AttributeId, string>> = {
  product: 'p.title',
  sku: 'p.sku',
  category: 'p.category',
  vendor: 'p.vendor',
  seller: 'i."sellerId"',
  sellerRegion: 'i."sellerRegion"',
};

const ORDER_LINES = `"UnifiedOrderItem" i LEFT JOIN "UnifiedProduct" p ON ${on('p', 'i."productId"')} WHERE i."workspaceId" = {ws}`;

const ORDERS_WITHIN = `SELECT id FROM "UnifiedOrder" WHERE "workspaceId" = {ws} AND "orderedDay"`;
const REVIEWED_ORDERS_WITHIN = `SELECT "orderId" FROM "Review" WHERE "workspaceId" = {ws} AND "reviewedDay"`;

/** What a line of no order has: a product that a row names itself is its line. */
export const NO_SELLER = `(SELECT NULL::text AS "sellerId", NULL::text AS "sellerRegion") i`;

/** A review is of its product; one of a whole order is of each line of it. */
const REVIEW_LINES = `${ORDER_LINES} AND i."orderId" IN (SELECT "orderId" FROM "Review" WHERE "workspaceId" = {ws} AND "productId" IS NULL)`;

const orderJoin = (alias: string, kind: 'JOIN' | 'LEFT JOIN' = 'JOIN'): readonly [JoinId, string] => [
  'order',
  `${kind} "UnifiedOrder" o ON ${on('o', `${alias}."orderId"`)}`,
];
export const connectionJoin = (key: string): readonly [JoinId, string] => [
  'connection',
  `JOIN "MarketplaceConnection" x ON ${on('x', key)}`,
];

export const productJoin = (key: string): readonly [JoinId, string] => ['product', `LEFT JOIN "UnifiedProduct" p ON ${on('p', key)}`];

export const SOURCES: Readonly<Record<FactId, Source>> = {
  ledger: {
    from: '"LedgerEntry" l',
    joins: [
      orderJoin('l'),
      connectionJoin('l."connectionId"'),
      productJoin('l."productId"'),
      ['item', `LEFT JOIN "UnifiedOrderItem" i ON ${on('i', 'l."itemId"')}`],
      ...ORDER_JOINS,
    ],
    day: { event: 'l."processedDay"', order: 'l."orderDay"' },
    hour: { event: 'l."processedHour"', order: 'l."orderHour"' },
    currency: 'l.currency',
    orderId: 'l."orderId"',
    customerId: null,
    productId: 'l."productId"',
    lines: null,
    fields: { amount: 'l."amountMinor"', quantity: 'l.quantity' },
    attributes: {
      ...ORDER_ATTRIBUTES,
      ...PRODUCT_ATTRIBUTES,
      ...CONNECTION_ATTRIBUTES,
      kind: ['l.kind'],
      currency: ['l.currency'],
      seller: ['i."sellerId"', 'item'],
      sellerRegion: ['i."sellerRegion"', 'item'],
    },
  },
  orders: {
    from: '"UnifiedOrder" o',
    joins: [['order', ''], connectionJoin('o."connectionId"'), ...ORDER_JOINS],
    day: { event: 'o."orderedDay"', order: 'o."orderedDay"' },
    hour: { event: 'o."orderedHour"', order: 'o."orderedHour"' },
    currency: 'o.currency',
    orderId: 'o.id',
    customerId: 'o."customerId"',
    productId: null,
    visits: { previous: 'o."previousDay"', earlier: 'o."earlierDay"' },
    lines: {
      from: ORDER_LINES,
      key: 'i."orderId"',
      rowKey: 'o.id',
      within: { event: ORDERS_WITHIN, order: ORDERS_WITHIN },
    },
    fields: {},
    attributes: { ...ORDER_ATTRIBUTES, ...CONNECTION_ATTRIBUTES },
  },
  payments: {
    from: '"Payment" m',
    joins: [orderJoin('m'), connectionJoin('o."connectionId"'), ...ORDER_JOINS],
    day: { event: 'm."countedDay"', order: 'o."orderedDay"' },
    hour: { event: 'coalesce(m."paidHour", o."orderedHour")', order: 'o."orderedHour"' },
    currency: 'm.currency',
    orderId: 'm."orderId"',
    customerId: 'o."customerId"',
    productId: null,
    lines: null,
    fields: { amount: 'm."amountMinor"', installments: 'm.installments' },
    attributes: {
      ...ORDER_ATTRIBUTES,
      ...CONNECTION_ATTRIBUTES,
      paymentMethod: ['m.method'],
      installments: ['m.installments'],
      currency: ['m.currency'],
    },
  },
  shipments: {
    from: '"Shipment" s',
    joins: [orderJoin('s'), connectionJoin('o."connectionId"'), ...ORDER_JOINS],
    day: { event: 's."countedDay"', order: 'o."orderedDay"' },
    hour: { event: 'coalesce(s."deliveredHour", o."orderedHour")', order: 'o."orderedHour"' },
    currency: null,
    orderId: 's."orderId"',
    customerId: 'o."customerId"',
    productId: null,
    lines: {
      from: ORDER_LINES,
      key: 'i."orderId"',
      rowKey: 's."orderId"',
      within: { event: `SELECT "orderId" FROM "Shipment" WHERE "workspaceId" = {ws} AND "countedDay"`, order: ORDERS_WITHIN },
    },
    fields: {
      deliveryDays: 'round(extract(epoch FROM s."deliveredAt" - o."orderedAt"))',
      handlingDays: 'round(extract(epoch FROM s."shippedAt" - o."orderedAt"))',
      transitDays: 'round(extract(epoch FROM s."deliveredAt" - s."shippedAt"))',
      lateDays: 'CASE WHEN s."deliveredDay" > s."promisedDay" THEN (s."deliveredDay" - s."promisedDay") * 86400 END',
    },
    attributes: { ...ORDER_ATTRIBUTES, ...CONNECTION_ATTRIBUTES, carrier: ['s.carrier'], daysLate: ['s."deliveredDay" - s."promisedDay"'] },
  },
  reviews: {
    from: '"Review" r',
    joins: [orderJoin('r', 'LEFT JOIN'), connectionJoin('r."connectionId"'), ...ORDER_JOINS],
    day: { event: 'r."reviewedDay"', order: 'r."reviewedDay"' },
    hour: { event: 'r."reviewedHour"', order: 'r."reviewedHour"' },
    currency: null,
    orderId: 'r."orderId"',
    customerId: 'o."customerId"',
    productId: null,
    lines: {
      from: REVIEW_LINES,
      key: 'i."orderId"',
      rowKey: 'r."orderId"',
      within: { event: REVIEWED_ORDERS_WITHIN, order: REVIEWED_ORDERS_WITHIN },
      own: 'r."productId"',
    },
    fields: { score: 'r.score' },
    attributes: { ...ORDER_ATTRIBUTES, ...CONNECTION_ATTRIBUTES, reviewScore: ['r.score'] },
  },
  inventory: {
    from: '"InventoryLevel" v',
    joins: [['product', `JOIN "UnifiedProduct" p ON ${on('p', 'v."productId"')}`], connectionJoin('p."connectionId"')],
    day: null,
    hour: null,
    currency: null,
    orderId: null,
    customerId: null,
    productId: 'v."productId"',
    lines: null,
    fields: { available: 'v.available' },
    attributes: {
      ...PRODUCT_ATTRIBUTES,
      marketplace: ['x.marketplace', 'product', 'connection'],
      connection: ['x.name', 'product', 'connection'],
    },
  },
};
