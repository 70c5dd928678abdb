import { defineDimension } from './define-dimension';

export const orderStatus = defineDimension({
  id: 'orderStatus',
  title: 'Order status',
  synonyms: ['status', 'order status', 'statuses', 'order state', 'fulfilment status', 'fulfillment status'],
  type: 'string',
  definition: 'State of the order now.',
  facts: ['ledger', 'orders', 'payments', 'shipments', 'reviews'],
});
