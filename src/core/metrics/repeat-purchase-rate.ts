import { defineMetric, HAS_ITEMS, distinct, ratio } from './define-metric';

export const repeatPurchaseRate = defineMetric({
  id: 'repeatPurchaseRate',
  title: 'Repeat purchase rate',
  synonyms: [
    'repeat purchases',
    'repeat buying',
    'repeat purchase rate',
    'repeat rate',
    'repurchase rate',
    'repeat customer rate',
    'repeat buyers',
    'loyalty rate',
  ],
  unit: 'ratio',
  definition: 'People with two or more orders inside the period, divided by people with at least one.',
  source: 'Shopify Help Center, sales reports',
  version: 2,
  measure: ratio({ kind: 'repeaters', fact: 'orders', min: 2, where: [HAS_ITEMS] }, distinct('orders', 'customer', HAS_ITEMS)),
  higherIsBetter: true,
  minimumSample: 30,
});
