import { defineDimension } from './define-dimension';

export const customerCountry = defineDimension({
  id: 'customerCountry',
  title: 'Country',
  synonyms: ['country', 'countries', 'nation', 'market', 'markets', 'customer country'],
  type: 'string',
  definition: 'Country the order ships to.',
  facts: ['ledger', 'orders', 'payments', 'shipments', 'reviews'],
  nullLabel: 'unknown',
});
