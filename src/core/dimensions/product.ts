import { defineDimension } from './define-dimension';

export const product = defineDimension({
  id: 'product',
  title: 'Product',
  synonyms: [
    'product',
    'products',
    'item',
    'items',
    'article',
    'articles',
    'listing',
    'listings',
    'sku title',
    'best seller',
    'bestseller',
    'best sellers',
  ],
  type: 'string',
  definition: 'The product as the marketplace names it.',
  facts: ['ledger', 'orders', 'reviews', 'shipments', 'inventory'],
  nullLabel: 'no product',
  withinOrder: 'productCount',
});
