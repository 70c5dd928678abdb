import { defineMetric, ledgerUnits } from './define-metric';

export const unitsReturned = defineMetric({
  id: 'unitsReturned',
  title: 'Units returned',
  synonyms: [
    'pieces came back',
    'units came back',
    'pieces returned',
    'items returned',
    'pieces sent back',
    'came back',
    'units returned',
    'returned units',
    'items returned',
    'pieces returned',
  ],
  unit: 'count',
  definition: 'Units taken back, shown negative, on the day the return is processed.',
  source: 'Shopify Help Center, sales reports',
  asRate: 'returnRate',
  version: 1,
  measure: ledgerUnits(['RETURN']),
  higherIsBetter: null,
  isBookedNegative: true,
  inMoney: 'returns',
  lever: 'returns',
});
