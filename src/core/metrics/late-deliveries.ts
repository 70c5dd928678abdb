import { defineMetric, LATE, countRows } from './define-metric';

export const lateDeliveries = defineMetric({
  id: 'lateDeliveries',
  title: 'Late deliveries',
  synonyms: ['late deliveries', 'delayed deliveries', 'late orders', 'late shipments'],
  unit: 'count',
  definition:
    'Delivered orders whose delivery day is after the promised day. Calendar days are compared: delivery on the promised day is on time.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: countRows('shipments', LATE),
  higherIsBetter: false,
  alsoGroups: 'deliveryStatus',
});
