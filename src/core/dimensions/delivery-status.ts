import { defineDimension } from './define-dimension';

export const deliveryStatus = defineDimension({
  id: 'deliveryStatus',
  title: 'Delivery status',
  synonyms: ['delivery status', 'late or on time', 'late vs on time', 'punctuality', 'late deliveries', 'on time or late'],
  type: 'string',
  definition: 'late: delivered after the promised calendar day; on time: not late. Orders in the state delivered with a delivery date.',
  facts: ['orders', 'shipments', 'reviews'],
  only: ['on time', 'late'],
});
