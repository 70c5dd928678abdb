import { defineMetric, HAS_ITEMS, VALID, distinct, ledgerAmount, ratio } from './define-metric';

export const validAverageOrderValue = defineMetric({
  id: 'validAverageOrderValue',
  title: 'Average value of valid orders',
  synonyms: ['average value of valid orders'],
  unit: 'money',
  definition: 'Sales of valid orders divided by valid orders.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: ratio(ledgerAmount(['SALE', 'DISCOUNT', 'RETURN'], VALID), distinct('orders', 'order', VALID, HAS_ITEMS)),
  higherIsBetter: true,
  unrestricted: { by: 'orderStatus', metric: 'averageOrderValue' },
});
