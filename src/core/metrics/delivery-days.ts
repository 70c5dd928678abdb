import { defineMetric, DELIVERED, countOf, ratio, sumOf } from './define-metric';

export const deliveryDays = defineMetric({
  id: 'deliveryDays',
  title: 'Average delivery time',
  synonyms: [
    'delivery time',
    'delivery days',
    'average delivery time',
    'shipping time',
    'time to deliver',
    'days to deliver',
    'delivery take',
    'deliver',
    'lead time',
    'wait for delivery',
    'waiting time',
    'wait',
    'arrive',
    'take to arrive',
    'arrival time',
  ],
  unit: 'days',
  definition: 'Mean time from order to delivery in days, over orders in the state delivered that have a delivery date.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: ratio(sumOf('shipments', 'deliveryDays', DELIVERED), countOf('shipments', 'deliveryDays', DELIVERED)),
  higherIsBetter: false,
});
