import { defineDimension } from './define-dimension';

export const productCount = defineDimension({
  id: 'productCount',
  title: 'Different products in the order',
  synonyms: ['different products in the order', 'distinct products in the order', 'number of different products'],
  type: 'number',
  definition: 'Number of different products sold in the order, however many lines and units of each.',
  facts: ['ledger', 'orders', 'payments', 'shipments', 'reviews'],
  nullLabel: 'no order',
  isOrdered: true,
});
