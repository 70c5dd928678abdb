import { defineMetric, DELIVERED, countRows } from './define-metric';

export const deliveries = defineMetric({
  id: 'deliveries',
  title: 'Deliveries',
  synonyms: [
    'deliveries',
    'delivered orders',
    'orders delivered',
    'shipments delivered',
    'parcels delivered',
    'packages delivered',
    'delivered parcels',
  ],
  unit: 'count',
  definition: 'Orders in the state delivered that have a delivery date.',
  source: 'Public definitions of the Olist data set (valid orders)',
  version: 1,
  measure: countRows('shipments', DELIVERED),
  higherIsBetter: true,
  isNoun: true,
  judgedBy: ['lateDeliveryRate', 'deliveryDays'],
});
