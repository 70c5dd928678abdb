import { defineMetric, countOf, ratio, sumOf } from './define-metric';

export const handlingDays = defineMetric({
  id: 'handlingDays',
  title: 'Average handling time',
  synonyms: [
    'hand over to the carrier',
    'hand over',
    'hand to the carrier',
    'hand a parcel',
    'handling time',
    'processing time',
    'time to ship',
    'days to ship',
    'dispatch time',
    'fulfilment time',
    'fulfillment time',
  ],
  unit: 'days',
  definition: 'Mean time from order to hand-over to the carrier in days, over shipped orders.',
  source: 'ShopIQ',
  version: 1,
  measure: ratio(sumOf('shipments', 'handlingDays'), countOf('shipments', 'handlingDays')),
  higherIsBetter: false,
});
