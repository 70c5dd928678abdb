import { defineMetric, ledgerAmount } from './define-metric';

export const shippingCharges = defineMetric({
  id: 'shippingCharges',
  title: 'Shipping charges',
  synonyms: ['shipping', 'freight', 'shipping charges', 'shipping revenue', 'freight charges', 'postage', 'delivery fees', 'shipping fees'],
  unit: 'money',
  definition: 'Shipping charged to customers minus shipping refunded.',
  source: 'Shopify Help Center, sales reports',
  version: 1,
  measure: ledgerAmount(['SHIPPING']),
  higherIsBetter: null,
  lever: 'shipping',
});
