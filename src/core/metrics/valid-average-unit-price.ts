import { defineMetric, VALID, ledgerAmount, ledgerUnits, ratio } from './define-metric';

export const validAverageUnitPrice = defineMetric({
  id: 'validAverageUnitPrice',
  title: 'Average unit price on valid orders',
  synonyms: ['average unit price on valid orders'],
  unit: 'money',
  definition: 'Gross sales of valid orders divided by their units.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: ratio(ledgerAmount(['SALE'], VALID), ledgerUnits(['SALE'], VALID)),
  higherIsBetter: null,
});
