import { defineMetric, VALID, ledgerAmount, ratio } from './define-metric';

export const validShippingShare = defineMetric({
  id: 'validShippingShare',
  title: 'Shipping share on valid orders',
  synonyms: ['shipping share on valid orders'],
  unit: 'ratio',
  definition: 'Shipping on valid orders divided by the sales of the same orders.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: ratio(ledgerAmount(['SHIPPING'], VALID), ledgerAmount(['SALE', 'DISCOUNT', 'RETURN'], VALID)),
  higherIsBetter: false,
});
