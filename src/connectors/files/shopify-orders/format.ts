import type { FileFormat } from '../contract';
import { ShopifyOrdersMapper } from './mapper';

/** The CSV of Shopify's "Export orders". */
export const shopifyOrdersFormat: FileFormat = {
  id: 'shopify-orders',
  title: 'Shopify orders export (CSV)',
  marketplace: 'shopify',
  accountId: 'shopify-export',
  roles: [
    {
      id: 'orders',
      requiredColumns: ['Name', 'Created at', 'Currency', 'Total', 'Lineitem quantity', 'Lineitem name', 'Lineitem price'],
      isRequired: true,
    },
  ],
  defaults: { profile: 'shopify', timeZone: 'UTC', currency: 'USD', locale: 'en-US', weekStart: 7 },
  decisions: [
    'The rows of an order stand together; later rows leave the order columns empty. An order that appears twice counts as it appears last.',
    'Times carry the shop’s offset; the shop’s wall clock is kept as written.',
    'Lineitem discount is the line’s own. What Subtotal says was taken off besides is spread over the lines by their value; without Subtotal it is Discount Amount.',
    'When Total equals the parts only without Taxes, prices include the tax, and it is taken out of lines and shipping.',
    'What the parts do not explain of Total (tips, edits, lines that could not be read) is an ADJUSTMENT, so that the ledger agrees with Shopify.',
    'The export states a refund as one sum without a day. It goes to the goods first, then to shipping, tax and duty, on the day of Paid at, or else Created at. Units come back only when all goods are paid back.',
    'A cancelled order is taken back whole at Cancelled at.',
    'Products have no id in the export: it is the SKU, else the name of the line.',
    'The customer is the e-mail address in lower case.',
  ],
  createMapper: (options) => new ShopifyOrdersMapper(options),
};
