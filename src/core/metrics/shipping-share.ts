import { defineMetric, ledgerAmount, ratio } from './define-metric';

export const shippingShare = defineMetric({
  id: 'shippingShare',
  title: 'Shipping share of sales',
  synonyms: ['shipping share', 'freight share', 'shipping ratio', 'freight ratio', 'shipping percentage', 'freight percentage'],
  unit: 'ratio',
  definition: 'Shipping charges divided by net sales.',
  source: 'ShopIQ',
  version: 1,
  measure: ratio(ledgerAmount(['SHIPPING']), ledgerAmount(['SALE', 'DISCOUNT', 'RETURN'])),
  higherIsBetter: false,
});
