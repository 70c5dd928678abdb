import { defineMetric, ledgerAmount } from './define-metric';

export const duties = defineMetric({
  id: 'duties',
  title: 'Duties',
  synonyms: ['duties', 'customs'],
  unit: 'money',
  definition: 'Duties charged minus duties refunded.',
  source: 'Shopify Help Center, sales reports',
  version: 1,
  measure: ledgerAmount(['DUTY']),
  higherIsBetter: null,
});
