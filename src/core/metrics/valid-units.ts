import { defineMetric, VALID, ledgerUnits } from './define-metric';

export const validUnits = defineMetric({
  id: 'validUnits',
  title: 'Units on valid orders',
  synonyms: ['units on valid orders'],
  unit: 'count',
  definition: 'Units on lines of orders that are neither canceled nor unavailable.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: ledgerUnits(['SALE'], VALID),
  higherIsBetter: true,
  unrestricted: { by: 'orderStatus', metric: 'unitsSold' },
});
