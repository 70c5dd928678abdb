import { defineMetric, ledgerUnits } from './define-metric';

export const netUnits = defineMetric({
  id: 'netUnits',
  title: 'Net units',
  synonyms: ['net units', 'net quantity', 'net items sold'],
  unit: 'count',
  definition: 'Units sold minus units returned.',
  source: 'Shopify Help Center, sales reports',
  version: 1,
  measure: ledgerUnits(['SALE', 'RETURN']),
  higherIsBetter: true,
  isNoun: true,
});
