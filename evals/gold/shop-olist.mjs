// The Olist sample, joined once by hand from its CSV files.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { clock, daysBetween, distinct, sum } from './kit.mjs';

export function loadOlist(folder) {
  const read = (name) => parse(gunzipSync(readFileSync(path.join(folder, `${name}.csv.gz`))), { columns: true, bom: true });
  const english = new Map(
    read('product_category_name_translation').map((row) => [row.product_category_name, row.product_category_name_english]),
  );
  const categoryOf = new Map(
    read('products').map(({ product_id: id, product_category_name: name }) => [
      id,
      name === '' ? 'uncategorized' : (english.get(name) ?? name),
    ]),
  );
  const sellerState = new Map(read('sellers').map((row) => [row.seller_id, row.seller_state]));
  const customers = new Map(read('customers').map((row) => [row.customer_id, row]));
  const all = read('orders').map((row) => toOrder(row, customers.get(row.customer_id)));
  const byId = new Map(all.map((order) => [order.id, order]));
  const lines = [];
  for (const row of read('order_items')) {
    const order = byId.get(row.order_id);
    const line = {
      ...order.facts,
      order: order.id,
      cents: Math.round(Number(row.price) * 100),
      freight: Math.round(Number(row.freight_value) * 100),
      product: row.product_id,
      category: categoryOf.get(row.product_id) ?? 'uncategorized',
      seller: row.seller_id,
      sellerState: sellerState.get(row.seller_id),
    };
    order.lines.push(line);
    if (order.isValid) lines.push(line);
  }
  const payments = read('order_payments')
    .map((row) => ({
      ...byId.get(row.order_id).facts,
      order: row.order_id,
      isValid: byId.get(row.order_id).isValid,
      method: row.payment_type,
      installments: Number(row.payment_installments),
      cents: Math.round(Number(row.payment_value) * 100),
    }))
    .filter((payment) => payment.isValid);
  const reviews = read('order_reviews').map((row) => {
    const order = byId.get(row.order_id);
    return { ...order.facts, ...clock(row.review_creation_date), order, score: Number(row.review_score) };
  });
  const orders = all.filter((order) => order.isValid && order.lines.length > 0);
  markFirst(orders);
  return { all, orders, lines, payments, reviews, delivered: all.filter((order) => order.isDelivered), ...measures };
}

function toOrder(row, customer) {
  const facts = {
    ...clock(row.order_purchase_timestamp),
    person: customer.customer_unique_id,
    state: customer.customer_state,
    city: customer.customer_city,
    status: row.order_status,
  };
  const delivered = row.order_delivered_customer_date;
  const shipped = row.order_delivered_carrier_date;
  return {
    ...facts,
    facts,
    id: row.order_id,
    lines: [],
    isValid: row.order_status !== 'canceled' && row.order_status !== 'unavailable',
    isDelivered: row.order_status === 'delivered' && delivered !== '',
    isLate: delivered !== '' && delivered.slice(0, 10) > row.order_estimated_delivery_date.slice(0, 10),
    days: delivered === '' ? null : daysBetween(facts.at, delivered),
    delay: delivered === '' ? null : wholeDays(row.order_estimated_delivery_date, delivered),
    handling: shipped === '' ? null : daysBetween(facts.at, shipped),
    get cents() {
      return sum(this.lines, (line) => line.cents);
    },
  };
}

const wholeDays = (from, to) => daysBetween(`${from.slice(0, 10)} 00:00:00`, `${to.slice(0, 10)} 00:00:00`);

function markFirst(orders) {
  const first = new Map();
  for (const order of orders) {
    const known = first.get(order.person);
    if (!known || order.at < known.at || (order.at === known.at && order.id < known.id)) first.set(order.person, order);
  }
  for (const order of orders) {
    order.isFirst = first.get(order.person) === order;
    for (const line of order.lines) line.isFirst = order.isFirst;
  }
}

/** Measures over lines: money in major units. */
const measures = {
  rev: (lines) => sum(lines, (line) => line.cents) / 100,
  freight: (lines) => sum(lines, (line) => line.freight) / 100,
  units: (lines) => lines.length,
  count: (lines) => distinct(lines, (line) => line.order),
  aov: (lines) => sum(lines, (line) => line.cents) / 100 / distinct(lines, (line) => line.order),
  price: (lines) => sum(lines, (line) => line.cents) / 100 / lines.length,
  late: (orders) => (orders.filter((order) => order.isLate).length / orders.length) * 100,
  days: (orders) => sum(orders, (order) => order.days) / orders.length,
  score: (reviews) => sum(reviews, (review) => review.score) / reviews.length,
};
