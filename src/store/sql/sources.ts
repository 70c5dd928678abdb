import type { AttributeId, FactId, FieldId } from '@/core/metrics/define-metric';
import type { Basis } from '@/core/query/query';

/**
 * How each fact is read: its table, the joins that reach attributes, and the SQL of attributes, days and fields.
 * The reference evaluator (core/query/rows) says the same in TypeScript; a property test compares the two.
 * The planner's choice of source is made here and nowhere else: a rollup that covers a plan is one more source.
 */
export interface Source {
  from: string;
  /** Join text by name, in the order they must be written. `{ws}` is the workspace placeholder. */
  joins: readonly (readonly [JoinId, string])[];
  day: Record<Basis, string> | null;
  hour: Record<Basis, string> | null;
  currency: string | null;
  orderId: string | null;
  customerId: string | null;
  productId: string | null;
  /** Rows behind lines, for attributes with several values per row: selected by the row's key. */
  lines: { from: string; key: string; rowKey: string } | null;
  fields: Partial<Record<FieldId, string>>;
  attributes: Partial<Record<AttributeId, readonly [sql: string, ...joins: JoinId[]]>>;
}

export type JoinId = 'order' | 'connection' | 'customer' | 'product' | 'item' | 'first' | 'ever' | 'payment' | 'delivery';

const on = (alias: string, key: string): string => `${alias}."workspaceId" = {ws} AND ${alias}.id = ${key}`;

/** Joins that start from an order `o`. */
const ORDER_JOINS: Source['joins'] = [
  ['customer', `LEFT JOIN "UnifiedCustomer" c ON ${on('c', 'o."customerId"')}`],
  [
    'first',
    `LEFT JOIN (SELECT id, row_number() OVER (PARTITION BY "customerId" ORDER BY "orderedAt", "externalId" COLLATE "C") AS position
      FROM "UnifiedOrder" WHERE "workspaceId" = {ws} AND "customerId" IS NOT NULL AND status NOT IN ('canceled', 'unavailable') AND "itemCount" > 0) first ON first.id = o.id`,
  ],
  [
    'ever',
    `LEFT JOIN (SELECT "customerId", count(*)::int AS orders FROM "UnifiedOrder" WHERE "workspaceId" = {ws} AND "customerId" IS NOT NULL GROUP BY 1) ever ON ever."customerId" = o."customerId"`,
  ],
  [
    'payment',
    `LEFT JOIN (SELECT DISTINCT ON ("orderId") "orderId", method FROM "Payment" WHERE "workspaceId" = {ws}
      ORDER BY "orderId", "amountMinor" DESC, method COLLATE "C") payment ON payment."orderId" = o.id`,
  ],
  [
    'delivery',
    `LEFT JOIN (SELECT "orderId", bool_or("deliveredDay" > "promisedDay") AS late, bool_or("deliveredDay" IS NOT NULL) AS delivered, bool_or("shippedDay" IS NOT NULL) AS shipped
      FROM "Shipment" WHERE "workspaceId" = {ws} GROUP BY 1) delivery ON delivery."orderId" = o.id`,
  ],
];

const ORDER_ATTRIBUTES: Source['attributes'] = {
  customer: [`CASE WHEN c.name IS NOT NULL THEN c.name || ' (' || c."externalId" || ')' ELSE c."externalId" END`, 'order', 'customer'],
  customerCountry: ['o."shipCountry"', 'order'],
  customerRegion: ['o."shipRegion"', 'order'],
  customerCity: ['o."shipCity"', 'order'],
  orderStatus: ['o.status::text', 'order'],
  paymentMethod: ['payment.method', 'order', 'payment'],
  newReturning: [`CASE WHEN first.position = 1 THEN 'new' WHEN first.position > 1 THEN 'returning' END`, 'order', 'first'],
  customerOrdersEver: ['ever.orders', 'order', 'ever'],
  hasItems: ['(o."itemCount" > 0)::int', 'order'],
  currency: ['o.currency', 'order'],
  deliveryStatus: [
    `CASE WHEN o.id IS NULL THEN NULL WHEN o.status = 'delivered' AND delivery.delivered THEN CASE WHEN delivery.late THEN 'late' ELSE 'on time' END
      WHEN delivery.shipped THEN 'in transit' ELSE 'not shipped' END`,
    'order',
    'delivery',
  ],
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

const orderJoin = (alias: string, kind: 'JOIN' | 'LEFT JOIN' = 'JOIN'): readonly [JoinId, string] => [
  'order',
  `${kind} "UnifiedOrder" o ON ${on('o', `${alias}."orderId"`)}`,
];
const connectionJoin = (key: string): readonly [JoinId, string] => ['connection', `JOIN "MarketplaceConnection" x ON ${on('x', key)}`];

export const SOURCES: Readonly<Record<FactId, Source>> = {
  ledger: {
    from: '"LedgerEntry" l',
    joins: [
      orderJoin('l'),
      connectionJoin('l."connectionId"'),
      ['product', `LEFT JOIN "UnifiedProduct" p ON ${on('p', 'l."productId"')}`],
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
    lines: { from: ORDER_LINES, key: 'i."orderId"', rowKey: 'o.id' },
    fields: {},
    attributes: { ...ORDER_ATTRIBUTES, ...CONNECTION_ATTRIBUTES },
  },
  payments: {
    from: '"Payment" m',
    joins: [orderJoin('m'), connectionJoin('o."connectionId"'), ...ORDER_JOINS],
    day: { event: 'coalesce(m."paidDay", o."orderedDay")', order: 'o."orderedDay"' },
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
    day: { event: 'coalesce(s."deliveredDay", o."orderedDay")', order: 'o."orderedDay"' },
    hour: { event: 'coalesce(s."deliveredHour", o."orderedHour")', order: 'o."orderedHour"' },
    currency: null,
    orderId: 's."orderId"',
    customerId: 'o."customerId"',
    productId: null,
    lines: { from: ORDER_LINES, key: 'i."orderId"', rowKey: 's."orderId"' },
    fields: {
      deliveryDays: 'round(extract(epoch FROM s."deliveredAt" - o."orderedAt"))',
      handlingDays: 'round(extract(epoch FROM s."shippedAt" - o."orderedAt"))',
      transitDays: 'round(extract(epoch FROM s."deliveredAt" - s."shippedAt"))',
      lateDays: 'CASE WHEN s."deliveredDay" > s."promisedDay" THEN (s."deliveredDay" - s."promisedDay") * 86400 END',
    },
    attributes: { ...ORDER_ATTRIBUTES, ...CONNECTION_ATTRIBUTES, carrier: ['s.carrier'] },
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
      from: `"Review" rr LEFT JOIN "UnifiedOrderItem" i ON rr."productId" IS NULL AND i."workspaceId" = {ws} AND i."orderId" = rr."orderId"
        LEFT JOIN "UnifiedProduct" p ON ${on('p', 'coalesce(rr."productId", i."productId")')} WHERE rr."workspaceId" = {ws} AND (i.id IS NOT NULL OR rr."productId" IS NOT NULL)`,
      key: 'rr.id',
      rowKey: 'r.id',
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
