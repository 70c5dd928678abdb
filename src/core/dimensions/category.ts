import { defineDimension } from './define-dimension';

export const category = defineDimension({
  id: 'category',
  title: 'Category',
  synonyms: ['category', 'categories', 'product category', 'department', 'product type'],
  type: 'string',
  definition: 'Category of the product.',
  facts: ['ledger', 'orders', 'reviews', 'shipments', 'inventory'],
  nullLabel: 'uncategorized',
});
