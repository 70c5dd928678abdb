import { defineDimension } from './define-dimension';

export const sellerRegion = defineDimension({
  id: 'sellerRegion',
  title: 'Seller state',
  synonyms: ['seller state', 'seller states', 'seller region', 'state of the seller', 'sellers state'],
  type: 'string',
  definition: 'State or region of the seller of the line.',
  facts: ['ledger', 'orders', 'shipments', 'reviews'],
  nullLabel: 'unknown',
});
