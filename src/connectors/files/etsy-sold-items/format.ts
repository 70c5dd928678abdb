import type { FileFormat } from '../contract';
import { EtsySoldItemsMapper } from './mapper';

/** Etsy's EtsySoldOrderItems.csv: one row per listing sold. */
export const etsySoldItemsFormat: FileFormat = {
  id: 'etsy-sold-items',
  title: 'Etsy sold order items (CSV)',
  marketplace: 'etsy',
  accountId: 'etsy-export',
  roles: [
    {
      id: 'items',
      requiredColumns: ['Sale Date', 'Item Name', 'Quantity', 'Price', 'Currency', 'Transaction ID', 'Listing ID', 'Order ID'],
      isRequired: true,
    },
  ],
  defaults: { profile: 'shopify', timeZone: 'UTC', currency: 'USD', locale: 'en-US', weekStart: 7 },
  decisions: [
    'Dates have no time; they are the beginning of that day. Two-digit years are of this century.',
    'Order Shipping, Order Sales Tax and Shipping Discount are of the whole order and may repeat in its rows: the largest counts once. Discount Amount is the row’s own.',
    'VAT Paid by Buyer is collected and paid by Etsy and is not booked.',
    'The file does not show refunds and cancellations; Etsy’s other exports do.',
    'A product is a listing. Rows with one Transaction ID are one line; the last counts.',
  ],
  createMapper: (options) => new EtsySoldItemsMapper(options),
};
