import { defineMetric, HAS_ITEMS, VALID, distinct } from './define-metric';

export const validOrders = defineMetric({
  id: 'validOrders',
  title: 'Valid orders',
  synonyms: ['valid orders'],
  unit: 'count',
  definition: 'Orders with at least one line that are neither canceled nor unavailable.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: distinct('orders', 'order', VALID, HAS_ITEMS),
  higherIsBetter: true,
  unrestricted: { by: 'orderStatus', metric: 'allOrders' },
});
