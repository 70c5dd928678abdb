import { defineMetric, distinct, ratio } from './define-metric';

export const returnRateOrders = defineMetric({
  id: 'returnRateOrders',
  title: 'Return rate (by orders)',
  synonyms: ['return rate by orders', 'share of orders returned', 'orders with a return', 'order return rate'],
  unit: 'ratio',
  definition: 'Orders with at least one return in the period divided by orders with a sale in the period.',
  source: 'ShopIQ',
  version: 1,
  measure: ratio(
    distinct('ledger', 'order', { attribute: 'kind', op: 'in', values: ['RETURN'] }),
    distinct('ledger', 'order', { attribute: 'kind', op: 'in', values: ['SALE'] }),
  ),
  higherIsBetter: false,
  minimumSample: 30,
});
