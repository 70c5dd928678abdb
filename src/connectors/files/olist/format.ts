import type { FileFormat } from '../contract';
import { OlistMapper } from './mapper';

const named = (name: string): RegExp => new RegExp(String.raw`^(olist_)?${name}(_dataset)?\.csv(\.gz)?$`, 'i');

/** The public data set of the Brazilian marketplace Olist: one CSV a table. */
export const olistFormat: FileFormat = {
  id: 'olist',
  title: 'Olist (folder with one CSV a table)',
  marketplace: 'olist',
  accountId: 'olist',
  roles: [
    {
      id: 'translation',
      fileName: /^product_category_name_translation\.csv(\.gz)?$/i,
      requiredColumns: ['product_category_name', 'product_category_name_english'],
      isRequired: false,
    },
    { id: 'products', fileName: named('products'), requiredColumns: ['product_id', 'product_category_name'], isRequired: false },
    { id: 'sellers', fileName: named('sellers'), requiredColumns: ['seller_id', 'seller_state'], isRequired: false },
    {
      id: 'customers',
      fileName: named('customers'),
      requiredColumns: ['customer_id', 'customer_unique_id', 'customer_city', 'customer_state'],
      isRequired: true,
    },
    {
      id: 'items',
      fileName: named('order_items'),
      requiredColumns: ['order_id', 'order_item_id', 'product_id', 'seller_id', 'price', 'freight_value'],
      isRequired: true,
    },
    {
      id: 'payments',
      fileName: named('order_payments'),
      requiredColumns: ['order_id', 'payment_sequential', 'payment_type', 'payment_installments', 'payment_value'],
      isRequired: false,
    },
    {
      id: 'orders',
      fileName: named('orders'),
      requiredColumns: [
        'order_id',
        'customer_id',
        'order_status',
        'order_purchase_timestamp',
        'order_approved_at',
        'order_delivered_carrier_date',
        'order_delivered_customer_date',
        'order_estimated_delivery_date',
      ],
      isRequired: true,
    },
    {
      id: 'reviews',
      fileName: named('order_reviews'),
      requiredColumns: ['review_id', 'order_id', 'review_score', 'review_comment_title', 'review_comment_message', 'review_creation_date'],
      isRequired: false,
    },
  ],
  ignoredFileName: /^(coverage|(olist_)?geolocation(_dataset)?)\.csv(\.gz)?$/i,
  defaults: { profile: 'validOrders', timeZone: 'UTC', currency: 'BRL', locale: 'en-US', weekStart: 1 },
  decisions: [
    'Times are wall-clock times without a zone and are kept as written; --time-zone names their zone, UTC otherwise.',
    'Everything about an order is dated at order_purchase_timestamp.',
    'A canceled or unavailable order has its sales and shipping taken back on its own day, because the source states no other.',
    'The source names no products: the product id is the title.',
    'A customer is the person, customer_unique_id; their address is that of the first row in the customers file.',
    'Lines, payments and reviews whose order is not in the orders file are left out and counted.',
  ],
  createMapper: (options) => new OlistMapper(options),
};
