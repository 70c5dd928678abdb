import { defineMetric, HAS_ITEMS, distinct } from './define-metric';

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
  definition:
    'All orders placed with at least one line, also canceled ones, on the day of the order. Credit notes and stock movements are no orders.',
  source: 'Shopify Help Center, sales reports',
  version: 2,
  measure: distinct('orders', 'order', HAS_ITEMS),
  higherIsBetter: true,
  isNoun: true,
  lever: 'volume',
});
