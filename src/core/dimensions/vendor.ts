import { defineDimension } from './define-dimension';

export const vendor = defineDimension({
  id: 'vendor',
  title: 'Vendor',
  synonyms: ['vendor', 'vendors', 'brand', 'brands', 'manufacturer'],
  type: 'string',
  definition: 'Brand or maker of the product.',
  facts: ['ledger', 'orders', 'reviews', 'shipments', 'inventory'],
  nullLabel: 'no vendor',
});
