import { defineMetric, HAS_ITEMS, VALID, distinct } from './define-metric';

export const validNewCustomers = defineMetric({
  id: 'validNewCustomers',
  title: 'New customers with valid orders',
  synonyms: ['new customers with valid orders'],
  unit: 'count',
  definition: 'Distinct people whose first valid order is in the period.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: distinct('orders', 'customer', VALID, HAS_ITEMS, { attribute: 'newReturning', op: 'in', values: ['new'] }),
  higherIsBetter: true,
});
