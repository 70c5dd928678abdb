import { defineMetric, ledgerAmount } from './define-metric';

export const netSales = defineMetric({
  id: 'netSales',
  title: 'Net sales',
  synonyms: [
    'net sales',
    'net revenue',
    'sales',
    'revenue',
    'turnover',
    'takings',
    'income',
    'earnings',
    'spend',
    'spent',
    'spending',
    'earned',
    'money made',
    'sales value',
  ],
  unit: 'money',
  definition: 'Gross sales minus discounts minus returns. A canceled order is a sale on its day and a return on the day it was canceled.',
  source: 'Shopify Help Center, sales reports',
  version: 1,
  measure: ledgerAmount(['SALE', 'DISCOUNT', 'RETURN']),
  higherIsBetter: true,
  isNoun: true,
});
