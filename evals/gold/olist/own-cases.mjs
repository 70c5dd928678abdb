// The first set of questions about the Olist sample, with its own reading of the files: orders with all that hangs on them, joined once by hand.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { followUps, outOfReach } from './dialogue-questions.mjs';
import { filters, rankings, totals } from './sales-questions.mjs';
import { people, service } from './service-questions.mjs';
import { comparisons, shares, trends } from './trend-questions.mjs';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Every order with all that hangs on it, joined once by hand. */
function loadShop(folder) {
  const read = (name) => parse(gunzipSync(readFileSync(path.join(folder, `${name}.csv.gz`))), { columns: true, bom: true });
  const translation = new Map();
  for (const row of read('product_category_name_translation'))
    translation.set(row.product_category_name, row.product_category_name_english);
  const categoryOf = new Map();
  for (const row of read('products')) {
    const name = row.product_category_name;
    categoryOf.set(row.product_id, name === '' ? 'uncategorized' : (translation.get(name) ?? name));
  }
  const sellerState = new Map();
  for (const row of read('sellers')) sellerState.set(row.seller_id, row.seller_state);
  const customers = new Map();
  for (const row of read('customers')) customers.set(row.customer_id, row);
  const orders = new Map();
  for (const row of read('orders')) orders.set(row.order_id, toOrder(row, customers.get(row.customer_id)));
  for (const row of read('order_items')) {
    const order = orders.get(row.order_id);
    order.lines.push({
      order,
      cents: toCents(row.price),
      freight: toCents(row.freight_value),
      product: row.product_id,
      category: categoryOf.get(row.product_id) ?? 'uncategorized',
      seller: row.seller_id,
      sellerState: sellerState.get(row.seller_id),
    });
  }
  const payments = [];
  for (const row of read('order_payments')) {
    const order = orders.get(row.order_id);
    const payment = { order, method: row.payment_type, installments: Number(row.payment_installments), cents: toCents(row.payment_value) };
    order.payments.push(payment);
    payments.push(payment);
  }
  const reviews = [];
  for (const row of read('order_reviews')) {
    const day = row.review_creation_date.slice(0, 10);
    reviews.push({ order: orders.get(row.order_id), score: Number(row.review_score), day, month: day.slice(0, 7) });
  }
  const all = [...orders.values()];
  const valid = all.filter((order) => order.status !== 'canceled' && order.status !== 'unavailable');
  const shop = { all, valid, counted: valid.filter((order) => order.lines.length > 0), lines: [], payments: [], reviews };
  for (const order of valid) shop.lines.push(...order.lines);
  for (const payment of payments) if (isValid(payment.order)) shop.payments.push(payment);
  markFirstOrders(shop.counted);
  shop.delivered = all.filter((order) => order.status === 'delivered' && order.deliveredAt !== '');
  return shop;
}

const isValid = (order) => order.status !== 'canceled' && order.status !== 'unavailable';

function toOrder(row, customer) {
  const at = row.order_purchase_timestamp;
  const day = at.slice(0, 10);
  const delivered = row.order_delivered_customer_date;
  return {
    id: row.order_id,
    status: row.order_status,
    at,
    day,
    month: day.slice(0, 7),
    quarter: `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`,
    year: day.slice(0, 4),
    hour: Number(at.slice(11, 13)),
    weekday: WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()],
    person: customer.customer_unique_id,
    state: customer.customer_state,
    city: customer.customer_city,
    deliveredAt: delivered,
    isLate: delivered !== '' && delivered.slice(0, 10) > row.order_estimated_delivery_date.slice(0, 10),
    days: delivered === '' ? null : (Date.parse(`${delivered.replace(' ', 'T')}Z`) - Date.parse(`${at.replace(' ', 'T')}Z`)) / 86_400_000,
    lines: [],
    payments: [],
    isFirst: false,
  };
}

function toCents(text) {
  const [whole, fraction = ''] = text.split('.');
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0').slice(0, 2));
}

/** NEW: the person's first counted order by timestamp, ties by id. */
function markFirstOrders(orders) {
  const first = new Map();
  for (const order of orders) {
    const known = first.get(order.person);
    if (!known || order.at < known.at || (order.at === known.at && order.id < known.id)) first.set(order.person, order);
  }
  for (const order of first.values()) order.isFirst = true;
}

/** The cases of the first set, in the order of their numbers. */
export function ownCases(folder) {
  const shop = loadShop(folder);
  const sections = [totals, filters, rankings, shares, trends, comparisons, service, people, followUps, outOfReach];
  return sections.flatMap((section) => section(shop)).map((entry) => ({ data: 'olist', ...entry }));
}
