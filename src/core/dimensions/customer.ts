import { defineDimension } from './define-dimension';

export const customer = defineDimension({
  id: 'customer',
  title: 'Customer',
  synonyms: ['customer', 'customers', 'buyer', 'buyers', 'client', 'person', 'shopper'],
  type: 'string',
  definition: 'The person who ordered.',
  facts: ['ledger', 'orders', 'payments', 'shipments', 'reviews'],
  nullLabel: 'guest',
});
