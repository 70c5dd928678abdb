import { defineDimension } from './define-dimension';

export const date = defineDimension({
  id: 'date',
  title: 'Calendar day',
  synonyms: ['calendar days', 'calendar date', 'calendar dates'],
  type: 'string',
  definition: 'The day as YYYY-MM-DD in the zone of the shop. As a filter it takes days out of a period, or single days out of many.',
  facts: ['ledger', 'orders', 'payments', 'shipments', 'reviews'],
  isOrdered: true,
});
