import { defineMetric, DELIVERED, LATE, countRows, ratio } from './define-metric';

export const lateDeliveryRate = defineMetric({
  id: 'lateDeliveryRate',
  title: 'Late delivery rate',
  synonyms: [
    'late delivery rate',
    'late rate',
    'share of late deliveries',
    'late',
    'delayed',
    'delay rate',
    'deliveries late',
    'delivered late',
    'lateness',
    'share late',
  ],
  unit: 'ratio',
  definition: 'Late deliveries divided by deliveries. Calendar days are compared: delivery on the promised day is on time.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: ratio(countRows('shipments', LATE), countRows('shipments', DELIVERED)),
  higherIsBetter: false,
  minimumSample: 30,
});
