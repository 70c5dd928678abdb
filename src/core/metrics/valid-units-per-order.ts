import { defineMetric, HAS_ITEMS, VALID, distinct, ledgerUnits, ratio } from './define-metric';

export const validUnitsPerOrder = defineMetric({
  id: 'validUnitsPerOrder',
  title: 'Units per valid order',
  synonyms: ['units per valid order'],
  unit: 'none',
  definition: 'Units on valid orders divided by valid orders.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: ratio(ledgerUnits(['SALE'], VALID), distinct('orders', 'order', VALID, HAS_ITEMS)),
  higherIsBetter: true,
});
