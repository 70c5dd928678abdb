import { defineMetric, ledgerUnits } from './define-metric';

export const unitsReturned = defineMetric({
  id: 'unitsReturned',
  title: 'Units returned',
  synonyms: ['units returned', 'returned units', 'items returned', 'pieces returned'],
  unit: 'count',
  definition: 'Units taken back, shown negative, on the day the return is processed.',
  source: 'Shopify Help Center, sales reports',
  version: 1,
  measure: ledgerUnits(['RETURN']),
  higherIsBetter: null,
  isBookedNegative: true,
});
