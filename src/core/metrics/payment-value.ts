import { defineMetric, VALID, sumOf } from './define-metric';

export const paymentValue = defineMetric({
  id: 'paymentValue',
  title: 'Payments',
  synonyms: ['payments', 'payment value', 'amount paid', 'paid', 'payment volume', 'payment amount', 'payment mix'],
  unit: 'money',
  definition: 'Payments made on orders that are neither canceled nor unavailable, as the marketplace states them. Payments are not sales.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: sumOf('payments', 'amount', VALID),
  higherIsBetter: true,
  isNoun: true,
});
