import { defineMetric, ledgerAmount } from './define-metric';

export const taxes = defineMetric({
  id: 'taxes',
  title: 'Taxes',
  synonyms: ['tax', 'taxes', 'vat', 'sales tax', 'gst'],
  unit: 'money',
  definition: 'Taxes charged minus taxes refunded.',
  source: 'Shopify Help Center, sales reports',
  version: 1,
  measure: ledgerAmount(['TAX']),
  higherIsBetter: null,
});
