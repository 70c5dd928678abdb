import type { Column, UpsertTable } from './bulk-upsert';

/** How each fact table is written (bulk-upsert.ts). Column names and types follow prisma/schema. */

const columns = (type: string, ...names: string[]): Column[] => names.map((name) => ({ name, type }));
const optional = (type: string, ...names: string[]): Column[] => names.map((name) => ({ name, type, isKeptWhenAbsent: true }));

export const PRODUCT_TABLE: UpsertTable = {
  table: 'UnifiedProduct',
  key: ['id'],
  columns: [
    ...columns('uuid', 'id', 'connectionId'),
    ...columns('text', 'externalId', 'title'),
    ...optional('text', 'sku', 'category', 'vendor', 'description', 'currency'),
    ...optional('bigint', 'priceMinor', 'costMinor'),
    ...optional('uuid', 'parentId'),
  ],
  onChange: '"updatedAt" = now()',
};

export const CUSTOMER_TABLE: UpsertTable = {
  table: 'UnifiedCustomer',
  key: ['id'],
  columns: [
    ...columns('uuid', 'id', 'connectionId'),
    ...columns('text', 'externalId'),
    ...optional('text', 'name', 'email', 'country', 'region', 'city'),
  ],
};

export const ORDER_TABLE: UpsertTable = {
  table: 'UnifiedOrder',
  key: ['id'],
  columns: [
    ...columns('uuid', 'id', 'connectionId', 'customerId'),
    ...columns(
      'text',
      'externalId',
      'name',
      'sourceStatus',
      'currency',
      'shipCountry',
      'shipRegion',
      'shipCity',
      'paymentMethod',
      'deliveryStatus',
      'factsHash',
    ),
    ...columns('"OrderStatus"', 'status'),
    ...columns('timestamptz', 'orderedAt', 'previousAt'),
    ...columns('date', 'orderedDay', 'previousDay', 'earlierDay'),
    ...columns('smallint', 'orderedHour'),
    ...columns('integer', 'itemCount', 'productCount', 'unitCount'),
    ...columns('boolean', 'isFirst'),
    ...columns('bigint', 'sourceVersion'),
  ],
};

export const ITEM_TABLE: UpsertTable = {
  table: 'UnifiedOrderItem',
  key: ['id'],
  columns: [
    ...columns('uuid', 'id', 'orderId', 'productId'),
    ...columns('text', 'externalId', 'title', 'sku', 'sellerId', 'sellerRegion'),
    ...columns('integer', 'quantity'),
    ...columns('bigint', 'unitPriceMinor'),
  ],
};

export const PAYMENT_TABLE: UpsertTable = {
  table: 'Payment',
  key: ['id'],
  columns: [
    ...columns('uuid', 'id', 'orderId'),
    ...columns('text', 'externalId', 'method', 'currency'),
    ...columns('bigint', 'amountMinor'),
    ...columns('integer', 'installments', 'paidHour'),
    ...columns('timestamptz', 'paidAt'),
    ...columns('date', 'paidDay', 'countedDay'),
  ],
};

export const SHIPMENT_TABLE: UpsertTable = {
  table: 'Shipment',
  key: ['id'],
  columns: [
    ...columns('uuid', 'id', 'orderId'),
    ...columns('text', 'externalId', 'carrier'),
    ...columns('timestamptz', 'promisedAt', 'shippedAt', 'deliveredAt'),
    ...columns('date', 'promisedDay', 'shippedDay', 'deliveredDay', 'countedDay'),
    ...columns('smallint', 'deliveredHour'),
  ],
};

export const LEDGER_TABLE: UpsertTable = {
  table: 'LedgerEntry',
  key: ['id'],
  columns: [
    ...columns('uuid', 'id', 'connectionId', 'orderId', 'itemId', 'productId'),
    ...columns('"LedgerKind"', 'kind'),
    ...columns('bigint', 'amountMinor'),
    ...columns('integer', 'quantity', 'version'),
    ...columns('text', 'currency', 'sourceEventId', 'scope'),
    ...columns('timestamptz', 'occurredAt', 'processedAt', 'orderAt'),
    ...columns('date', 'occurredDay', 'processedDay', 'orderDay'),
    ...columns('smallint', 'processedHour', 'orderHour'),
  ],
};

export const REVIEW_TABLE: UpsertTable = {
  table: 'Review',
  key: ['id'],
  columns: [
    ...columns('uuid', 'id', 'connectionId', 'orderId', 'productId', 'customerId'),
    ...columns('text', 'externalId', 'title', 'body'),
    ...columns('smallint', 'score', 'reviewedHour'),
    ...columns('boolean', 'verified'),
    ...columns('timestamptz', 'reviewedAt'),
    ...columns('date', 'reviewedDay'),
  ],
};

export const INVENTORY_TABLE: UpsertTable = {
  table: 'InventoryLevel',
  key: ['productId', 'location'],
  columns: [
    ...columns('uuid', 'productId'),
    ...columns('text', 'location'),
    ...columns('integer', 'available'),
    ...columns('timestamptz', 'observedAt'),
  ],
  replaceWhen: 'EXCLUDED."observedAt" >= t."observedAt"', // a late page must not bring back an older count
};
