import { defineDimension } from './define-dimension';

export const customerRegion = defineDimension({
  id: 'customerRegion',
  title: 'State or region',
  synonyms: ['state', 'states', 'region', 'regions', 'province', 'customer state', 'customer region', 'county'],
  type: 'string',
  definition: 'State or region the order ships to.',
  facts: ['ledger', 'orders', 'payments', 'shipments', 'reviews'],
  nullLabel: 'unknown',
});
