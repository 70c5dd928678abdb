import { defineMetric, DELIVERED, countOf, ratio, sumOf } from './define-metric';

export const transitDays = defineMetric({
  id: 'transitDays',
  title: 'Average time in transit',
  synonyms: ['transit time', 'carrier time', 'time in transit', 'time with the carrier', 'days in transit'],
  unit: 'days',
  definition: 'Mean time from hand-over to the carrier to delivery in days, over delivered orders.',
  source: 'ShopIQ',
  version: 1,
  measure: ratio(sumOf('shipments', 'transitDays', DELIVERED), countOf('shipments', 'transitDays', DELIVERED)),
  higherIsBetter: false,
});
