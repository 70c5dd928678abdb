import { defineMetric, distinct } from './define-metric';

export const orders = defineMetric({
  id: 'orders',
  title: 'Orders',
  synonyms: [
    'orders placed',
    'all orders',
    'placed orders',
    'order count',
    'orders',
    'number of orders',
    'purchases',
    'transactions',
    'order volume',
  ],
  unit: 'count',
  definition: 'All orders placed, also canceled ones. Counted on the day of the order.',
  source: 'Shopify Help Center, sales reports',
  version: 1,
  measure: distinct('orders', 'order'),
  higherIsBetter: true,
});
