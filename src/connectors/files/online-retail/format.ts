import type { FileFormat } from '../contract';
import { OnlineRetailMapper } from './mapper';

/** The UCI data set "Online Retail": one row per invoice line of a British gift wholesaler. */
export const onlineRetailFormat: FileFormat = {
  id: 'online-retail',
  title: 'UCI Online Retail (one CSV of invoice lines)',
  marketplace: 'online-retail',
  accountId: 'online-retail',
  roles: [
    {
      id: 'lines',
      requiredColumns: ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID', 'Country'],
      isRequired: true,
    },
  ],
  defaults: { profile: 'shopify', timeZone: 'Europe/London', currency: 'GBP', locale: 'en-GB', weekStart: 1 },
  decisions: [
    'An invoice is an order. Its lines are numbered by their position, so identical lines all count.',
    'An invoice whose number starts with C is a credit note. The source does not say which invoice it credits, so it is an order of its own with the state returned and RETURN entries.',
    'POST, DOT and C2 are SHIPPING. BANK CHARGES, AMAZONFEE and CRUK are FEE. D is DISCOUNT.',
    'M (manual), B (bad debt), S (samples) and gift vouchers (a debt to the customer until spent) are ADJUSTMENT. All other codes, PADS and DCGS… too, are products.',
    'A line without a price and without a customer is a movement of stock: it is kept as a line and moves no money. An invoice of nothing else has the state unavailable, since nobody ordered.',
    'A line amount is quantity times price, rounded once to the penny, half away from zero. Four lines have a price of 0.001; over the whole set the rounding takes away 0.4 of a penny.',
    'The title of a product is its most frequent description.',
    'An invoice whose lines differ by a minute is dated at its first line.',
  ],
  createMapper: (options) => new OnlineRetailMapper(options),
};
