import { defineDimension } from './define-dimension';

export const customerCity = defineDimension({
  id: 'customerCity',
  title: 'City',
  synonyms: ['city', 'cities', 'town', 'towns', 'customer city'],
  type: 'string',
  definition: 'City the order ships to.',
  facts: ['ledger', 'orders', 'payments', 'shipments', 'reviews'],
  nullLabel: 'unknown',
});
