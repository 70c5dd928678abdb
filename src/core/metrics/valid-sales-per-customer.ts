import { defineMetric, HAS_ITEMS, VALID, distinct, ledgerAmount, ratio } from './define-metric';

export const validSalesPerCustomer = defineMetric({
  id: 'validSalesPerCustomer',
  title: 'Sales of valid orders per customer',
  synonyms: [],
  unit: 'money',
  definition: 'Sales of valid orders divided by people with a valid order.',
  source: 'ShopIQ',
  version: 1,
  measure: ratio(ledgerAmount(['SALE', 'DISCOUNT', 'RETURN'], VALID), distinct('orders', 'customer', VALID, HAS_ITEMS)),
  higherIsBetter: true,
});
