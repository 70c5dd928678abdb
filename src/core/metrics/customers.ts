import { defineMetric, HAS_ITEMS, distinct } from './define-metric';

export const customers = defineMetric({
  id: 'customers',
  title: 'Customers',
  synonyms: ['customers', 'buyers', 'clients', 'shoppers', 'people', 'customer count', 'unique customers', 'persons'],
  unit: 'count',
  definition:
    'Distinct people with an order in the period. The same person on two marketplaces counts twice: marketplaces do not share identities.',
  source: 'Shopify Help Center, sales reports',
  version: 2,
  measure: distinct('orders', 'customer', HAS_ITEMS),
  higherIsBetter: true,
  isNoun: true,
  repeats: 'repeatPurchaseRate',
  lever: 'volume',
});
