import { defineMetric, HAS_ITEMS, distinct, ledgerAmount, ratio } from './define-metric';

export const salesPerCustomer = defineMetric({
  id: 'salesPerCustomer',
  title: 'Net sales per customer',
  synonyms: [
    'revenue per customer',
    'sales per customer',
    'spend per customer',
    'average spend',
    'spend per buyer',
    'sales per buyer',
    'turnover per customer',
    'customer spend',
  ],
  unit: 'money',
  definition: 'Net sales divided by distinct people with an order in the period.',
  source: 'ShopIQ',
  version: 1,
  measure: ratio(ledgerAmount(['SALE', 'DISCOUNT', 'RETURN']), distinct('orders', 'customer', HAS_ITEMS)),
  higherIsBetter: true,
});
