import { defineMetric, VALID, ledgerAmount } from './define-metric';

export const validShipping = defineMetric({
  id: 'validShipping',
  title: 'Shipping on valid orders',
  synonyms: ['shipping on valid orders', 'freight on valid orders'],
  unit: 'money',
  definition: 'Shipping charged on orders that are neither canceled nor unavailable.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: ledgerAmount(['SHIPPING'], VALID),
  higherIsBetter: null,
});
