import { defineMetric, HAS_ITEMS, VALID, distinct } from './define-metric';

export const validCustomers = defineMetric({
  id: 'validCustomers',
  title: 'Customers with valid orders',
  synonyms: ['customers with valid orders'],
  unit: 'count',
  definition: 'Distinct people with at least one valid order.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: distinct('orders', 'customer', VALID, HAS_ITEMS),
  higherIsBetter: true,
});
