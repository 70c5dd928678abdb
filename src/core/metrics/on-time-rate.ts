import { defineMetric, DELIVERED, ON_TIME, countRows, ratio } from './define-metric';

export const onTimeRate = defineMetric({
  id: 'onTimeRate',
  title: 'On-time delivery rate',
  synonyms: ['on time rate', 'on-time rate', 'on time delivery rate', 'on time', 'punctuality', 'delivered on time'],
  unit: 'ratio',
  definition: 'Deliveries not late divided by deliveries.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: ratio(countRows('shipments', ON_TIME), countRows('shipments', DELIVERED)),
  higherIsBetter: true,
  minimumSample: 30,
  alsoGroups: 'deliveryStatus',
});
