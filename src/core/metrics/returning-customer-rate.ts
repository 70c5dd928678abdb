import { defineMetric, HAS_ITEMS, distinct, ratio } from './define-metric';

export const returningCustomerRate = defineMetric({
  id: 'returningCustomerRate',
  title: 'Returning customer rate',
  synonyms: ['returning customer rate', 'returning rate', 'returning customers rate', 'share of returning customers'],
  unit: 'ratio',
  definition: 'People with more than one order ever, divided by people who ordered in the period. The whole order history counts.',
  source: 'Shopify Help Center, sales reports (customer reports)',
  version: 1,
  measure: ratio(
    distinct('orders', 'customer', HAS_ITEMS, { attribute: 'customerOrdersEver', op: 'gte', values: [2] }),
    distinct('orders', 'customer', HAS_ITEMS),
  ),
  higherIsBetter: true,
  minimumSample: 30,
});
