import { defineMetric, LATE, countOf, ratio, sumOf } from './define-metric';

export const lateDays = defineMetric({
  id: 'lateDays',
  title: 'Average delay of late deliveries',
  synonyms: ['average delay', 'days late', 'delay in days', 'how late', 'length of delay', 'delay of late deliveries', 'days of delay'],
  unit: 'days',
  definition: 'Mean number of calendar days late deliveries came after the promised day. Deliveries on time are not in it.',
  source: 'ShopIQ',
  version: 1,
  measure: ratio(sumOf('shipments', 'lateDays', LATE), countOf('shipments', 'lateDays', LATE)),
  higherIsBetter: false,
});
