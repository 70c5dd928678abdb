import { defineMetric, ledgerAmount } from './define-metric';

export const tips = defineMetric({
  id: 'tips',
  title: 'Tips',
  synonyms: ['tips', 'gratuity'],
  unit: 'money',
  definition: 'Tips given by customers.',
  source: 'Shopify Help Center, sales reports',
  version: 1,
  measure: ledgerAmount(['TIP']),
  higherIsBetter: true,
});
