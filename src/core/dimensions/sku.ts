import { defineDimension } from './define-dimension';

export const sku = defineDimension({
  id: 'sku',
  title: 'SKU',
  synonyms: ['sku', 'skus', 'stock keeping unit'],
  type: 'string',
  definition: 'Stock keeping unit of the product.',
  facts: ['ledger', 'orders', 'reviews', 'shipments', 'inventory'],
  nullLabel: 'no SKU',
  // A product has one.
  withinOrder: 'productCount',
});
