import { defineDimension } from './define-dimension';

export const lineCount = defineDimension({
  id: 'lineCount',
  title: 'Lines in the order',
  synonyms: ['lines', 'order lines', 'line items', 'different items', 'distinct items', 'number of lines', 'number of order lines'],
  type: 'number',
  definition: 'Number of lines sold in the order: different items, however many units of each.',
  facts: ['ledger', 'orders', 'payments', 'shipments', 'reviews'],
  nullLabel: 'no order',
  isOrdered: true,
});
