import { defineMetric, distinct } from './define-metric';

export const allOrders = defineMetric({
  id: 'allOrders',
  title: 'Orders of every state',
  synonyms: ['orders of every state', 'orders of any status'],
  unit: 'count',
  definition: 'All orders of every state, also those without a line.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: distinct('orders', 'order'),
  higherIsBetter: null,
});
