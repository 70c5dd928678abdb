import { defineMetric, VALID, countRows } from './define-metric';

export const paymentCount = defineMetric({
  id: 'paymentCount',
  title: 'Number of payments',
  synonyms: ['number of payments', 'payment count', 'how many payments'],
  unit: 'count',
  definition: 'Payment rows of orders that are neither canceled nor unavailable.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: countRows('payments', VALID),
  higherIsBetter: null,
});
