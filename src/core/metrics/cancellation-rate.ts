import { defineMetric, distinct, ratio } from './define-metric';

export const cancellationRate = defineMetric({
  id: 'cancellationRate',
  title: 'Cancellation rate',
  synonyms: [
    'cancellation rate',
    'cancel rate',
    'share of canceled orders',
    'share of cancelled orders',
    'cancelation rate',
    'canceled share',
  ],
  unit: 'ratio',
  definition: 'Canceled orders divided by all orders of every state.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: ratio(distinct('orders', 'order', { attribute: 'orderStatus', op: 'in', values: ['canceled'] }), distinct('orders', 'order')),
  higherIsBetter: false,
  minimumSample: 30,
});
