import { defineMetric, ledgerAmount, negated } from './define-metric';

export const discountRate = defineMetric({
  id: 'discountRate',
  title: 'Discount rate',
  synonyms: ['discount rate', 'discount share', 'discount percentage', 'share of discounts'],
  unit: 'ratio',
  definition: 'Discounts as a share of gross sales.',
  source: 'ShopIQ',
  version: 1,
  measure: negated(ledgerAmount(['DISCOUNT']), ledgerAmount(['SALE'])),
  higherIsBetter: null,
});
