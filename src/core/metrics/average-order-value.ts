import { defineMetric, distinct, ledgerAmount, ratio } from './define-metric';

export const averageOrderValue = defineMetric({
  id: 'averageOrderValue',
  title: 'Average order value',
  synonyms: [
    'average order value',
    'aov',
    'average ticket',
    'average basket',
    'basket size',
    'ticket size',
    'average order',
    'order value',
    'avg order value',
    'spend per order',
    'average cart',
    'basket value',
  ],
  unit: 'money',
  definition: '(Gross sales minus discounts) divided by orders, as Shopify computes it since 2023-01-09: later returns do not change it.',
  source: 'Shopify Help Center, sales reports',
  version: 1,
  measure: ratio(ledgerAmount(['SALE', 'DISCOUNT']), distinct('orders', 'order')),
  higherIsBetter: true,
});
