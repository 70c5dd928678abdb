import { defineMetric, ledgerAmount } from './define-metric';

export const grossSales = defineMetric({
  id: 'grossSales',
  title: 'Gross sales',
  synonyms: ['gross sales', 'gross', 'gross revenue', 'gross turnover', 'gmv', 'gross merchandise value', 'product sales'],
  unit: 'money',
  definition: 'Product price times quantity, before discounts, returns, shipping and taxes. Canceled, pending and unpaid orders count.',
  source: 'Shopify Help Center, sales reports',
  version: 1,
  measure: ledgerAmount(['SALE']),
  higherIsBetter: true,
  returned: { amount: 'returns', rate: 'returnRateValue' },
});
