import { defineMetric, HAS_ITEMS, distinct, ratio } from './define-metric';

export const ordersPerCustomer = defineMetric({
  id: 'ordersPerCustomer',
  title: 'Orders per customer',
  synonyms: ['orders per customer', 'purchase frequency', 'order frequency'],
  unit: 'none',
  definition: 'Orders divided by distinct customers.',
  source: 'ShopIQ',
  version: 1,
  measure: ratio(
    distinct('orders', 'order', HAS_ITEMS, { attribute: 'customer', op: 'notNull', values: [] }),
    distinct('orders', 'customer', HAS_ITEMS),
  ),
  higherIsBetter: true,
});
