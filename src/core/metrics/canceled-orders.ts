import { defineMetric, distinct } from './define-metric';

export const canceledOrders = defineMetric({
  id: 'canceledOrders',
  title: 'Canceled orders',
  synonyms: ['canceled orders', 'cancelled orders', 'cancellations', 'cancel', 'cancels', 'orders canceled', 'orders cancelled'],
  unit: 'count',
  definition: 'Orders whose state is canceled, on the day of the order.',
  source: 'ShopIQ',
  asRate: 'cancellationRate',
  version: 1,
  measure: distinct('orders', 'order', { attribute: 'orderStatus', op: 'in', values: ['canceled'] }),
  higherIsBetter: false,
});
