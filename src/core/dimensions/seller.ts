import { defineDimension } from './define-dimension';

export const seller = defineDimension({
  id: 'seller',
  title: 'Seller',
  synonyms: ['seller', 'sellers', 'merchant', 'merchants', 'vendor id'],
  type: 'string',
  definition: 'Seller of the line, on marketplaces of many sellers.',
  facts: ['ledger', 'orders', 'shipments', 'reviews'],
  nullLabel: 'unknown',
});
