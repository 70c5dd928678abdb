import type { FileFormat } from '../contract';
import { ShopifyProductsMapper } from './mapper';

/** The CSV of Shopify's "Export products". */
export const shopifyProductsFormat: FileFormat = {
  id: 'shopify-products',
  title: 'Shopify products export (CSV)',
  marketplace: 'shopify',
  accountId: 'shopify-export',
  roles: [{ id: 'products', requiredColumns: ['Handle', 'Title', 'Variant SKU', 'Variant Price'], isRequired: true }],
  defaults: { profile: 'shopify', timeZone: 'UTC', currency: 'USD', locale: 'en-US', weekStart: 7 },
  decisions: [
    'Each variant is a product. Its id is the SKU, else its name ("Title - Option"), as in the orders export.',
    'Rows that only add a picture are passed over.',
    'The file states no currency: prices and costs are in --currency.',
    'The category is Type, else the last step of Product Category.',
    'Stock is as of the file’s modification time, at the location "Shopify".',
  ],
  createMapper: (options) => new ShopifyProductsMapper(options),
};
