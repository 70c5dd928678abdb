import { defineMetric, HAS_ITEMS, VALID, distinct, ratio } from './define-metric';

export const validOrdersPerCustomer = defineMetric({
  id: 'validOrdersPerCustomer',
  title: 'Valid orders per customer',
  synonyms: ['valid orders per customer'],
  unit: 'none',
  definition: 'Valid orders divided by people with a valid order.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: ratio(
    distinct('orders', 'order', VALID, HAS_ITEMS, { attribute: 'customer', op: 'notNull', values: [] }),
    distinct('orders', 'customer', VALID, HAS_ITEMS),
  ),
  higherIsBetter: true,
});
