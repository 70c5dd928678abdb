import { defineMetric, ledgerAmount, negated } from './define-metric';

export const returnRateValue = defineMetric({
  id: 'returnRateValue',
  title: 'Return rate (by value)',
  synonyms: [
    'return rate by value',
    'value based return rate',
    'value-based return rate',
    'returned by value',
    'returned value',
    'share of value returned',
    'value returned',
    'return rate by value',
    'refund rate',
    'value return rate',
    'return rate in value',
  ],
  unit: 'ratio',
  definition: 'Value of returned goods divided by gross sales of the same period, as a positive share.',
  source: 'ShopIQ',
  version: 1,
  measure: negated(ledgerAmount(['RETURN']), ledgerAmount(['SALE'])),
  higherIsBetter: false,
  minimumSample: 30,
});
