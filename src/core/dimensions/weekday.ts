import { defineDimension } from './define-dimension';

export const weekday = defineDimension({
  id: 'weekday',
  title: 'Weekday',
  synonyms: ['weekday', 'weekdays', 'day of week', 'day of the week', 'days of the week', 'week day'],
  type: 'string',
  definition: 'Day of the week, in the zone of the shop.',
  facts: ['ledger', 'orders', 'payments', 'shipments', 'reviews'],
  isOrdered: true,
});
