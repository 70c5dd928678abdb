import { defineMetric, ledgerUnits, negated } from './define-metric';

export const returnRate = defineMetric({
  id: 'returnRate',
  title: 'Return rate',
  synonyms: [
    'return rate',
    'returns rate',
    'share returned',
    'percentage returned',
    'rate of returns',
    'unit return rate',
    'return rate by units',
  ],
  unit: 'ratio',
  definition:
    'Units returned divided by units sold in the same period, as a positive share. Partial returns count by their units. By value and by orders are separate measures.',
  source: 'ShopIQ',
  version: 1,
  measure: negated(ledgerUnits(['RETURN']), ledgerUnits(['SALE'])),
  higherIsBetter: false,
  minimumSample: 30,
  inMoney: 'returnRateValue',
  namesReading: true,
});
