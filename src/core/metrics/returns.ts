import { defineMetric, ledgerAmount } from './define-metric';

export const returns = defineMetric({
  id: 'returns',
  title: 'Returns',
  synonyms: ['returns', 'refunds', 'refund', 'refunded', 'return value', 'value of returns', 'returned value'],
  unit: 'money',
  definition: 'Value of goods returned, negative, on the day the return is processed. Refunded shipping and tax are in their own measures.',
  source: 'Shopify Help Center, sales reports',
  asRate: 'returnRate',
  version: 1,
  measure: ledgerAmount(['RETURN']),
  higherIsBetter: null,
  isBookedNegative: true,
  judgedBy: ['returnRate'],
  inPieces: 'unitsReturned',
  lever: 'returns',
});
