import { defineMetric, distinct } from './define-metric';

export const productsSold = defineMetric({
  id: 'productsSold',
  title: 'Products sold',
  synonyms: ['products sold', 'distinct products', 'number of products', 'different products', 'product count', 'assortment'],
  unit: 'count',
  definition: 'Distinct products with a sale in the period.',
  source: 'ShopIQ',
  version: 1,
  measure: distinct('ledger', 'product', { attribute: 'kind', op: 'in', values: ['SALE'] }),
  higherIsBetter: null,
});
