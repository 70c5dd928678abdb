import { defineDimension } from './define-dimension';

export const hour = defineDimension({
  id: 'hour',
  title: 'Hour of day',
  synonyms: ['hour', 'hours', 'hour of day', 'hour of the day', 'time of day', "o'clock", 'o clock'],
  type: 'number',
  definition: 'Hour of the day from 0 to 23, in the zone of the shop.',
  facts: ['ledger', 'orders', 'payments', 'shipments', 'reviews'],
  isOrdered: true,
});
