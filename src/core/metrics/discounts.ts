import { defineMetric, ledgerAmount } from './define-metric';

export const discounts = defineMetric({
  id: 'discounts',
  title: 'Discounts',
  synonyms: ['discounts', 'discount', 'discount amount', 'promotions cost', 'markdowns'],
  unit: 'money',
  definition: 'Line discounts plus the share of order discounts, before tax. Shown negative, on the order date.',
  source: 'Shopify Help Center, sales reports',
  asRate: 'discountRate',
  version: 1,
  measure: ledgerAmount(['DISCOUNT']),
  higherIsBetter: null,
  isBookedNegative: true,
  lever: 'discounts',
});
