import type { FileFormat } from '../contract';
import { WooCommerceMapper } from './mapper';

/** WooCommerce: its own products CSV, and the orders CSV of the "Advanced Order Export" plug-in with its usual labels. */
export const wooCommerceFormat: FileFormat = {
  id: 'woocommerce',
  title: 'WooCommerce orders and products exports (CSV)',
  marketplace: 'woocommerce',
  accountId: 'woocommerce-export',
  roles: [
    { id: 'products', requiredColumns: ['ID', 'Type', 'SKU', 'Name', 'Regular price', 'Categories'], isRequired: false },
    { id: 'orders', requiredColumns: ['Order Number', 'Order Status', 'Order Date', 'Item Name', 'Item Cost'], isRequired: false },
  ],
  defaults: { profile: 'shopify', timeZone: 'UTC', currency: 'USD', locale: 'en-US', weekStart: 1 },
  decisions: [
    'WooCommerce itself exports no order lines: the orders file is that of Advanced Order Export, one row a line; order columns may be filled in every row or in the first only.',
    'Times are the store’s wall clock without a zone: --time-zone names it. Amounts are in the column Order Currency, else in --currency.',
    'Item Cost is without tax. Cart Discount Amount is spread over the lines by their value.',
    'With the column Quantity, Order Refund Amount goes to the goods first, then to shipping and tax, on the day of the order, since the export states no other. With only Quantity (- Refund), refunded units are already left out, and so is the refund.',
    'Cancelled and failed orders are taken back whole on their own day.',
    'What the parts do not explain of Order Total Amount is an ADJUSTMENT.',
    'A product’s id is its SKU, else its name. Variable and grouped parents are products without sales. The first category counts, by its last step.',
    'Stock is as of the file’s modification time, at the location "WooCommerce".',
  ],
  createMapper: (options) => new WooCommerceMapper(options),
};
