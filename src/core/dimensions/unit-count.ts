import { defineDimension } from './define-dimension';

export const unitCount = defineDimension({
  id: 'unitCount',
  title: 'Units in the order',
  synonyms: [
    'units in the order',
    'items in the order',
    'order size',
    'number of items in the order',
    'number of items',
    'number of units',
  ],
  type: 'number',
  definition: 'Units sold in the order over all its lines, before returns: two of one product are two.',
  facts: ['ledger', 'orders', 'payments', 'shipments', 'reviews'],
  nullLabel: 'no order',
  isOrdered: true,
  namesReading: true,
});
