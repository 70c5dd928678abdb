import { defineMetric, distinct } from './define-metric';

export const newCustomers = defineMetric({
  id: 'newCustomers',
  title: 'New customers',
  synonyms: ['new customers', 'first time customers', 'first-time buyers', 'new buyers', 'acquired customers'],
  unit: 'count',
  definition: 'Distinct people whose first order is in the period.',
  source: 'Shopify Help Center, sales reports',
  version: 1,
  measure: distinct('orders', 'customer', { attribute: 'newReturning', op: 'in', values: ['new'] }),
  higherIsBetter: true,
  alsoGroups: 'newReturning',
});
