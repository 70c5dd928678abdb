import { defineMetric, VALID, ledgerAmount } from './define-metric';

export const validSales = defineMetric({
  id: 'validSales',
  title: 'Sales of valid orders',
  synonyms: ['sales of valid orders', 'revenue of valid orders'],
  unit: 'money',
  definition:
    'Price of goods on orders that are neither canceled nor unavailable, after discounts and returns. Shipping and taxes are not in it.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: ledgerAmount(['SALE', 'DISCOUNT', 'RETURN'], VALID),
  higherIsBetter: true,
  unrestricted: { by: 'orderStatus', metric: 'grossSales' },
});
