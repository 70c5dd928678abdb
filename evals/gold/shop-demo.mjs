// The demo seller as the generator hands it over: raw facts of five marketplaces, money turned into dollars at the rate of its day.
import { clock, daysBetween, distinct, sum } from './kit.mjs';

const NAMES = { shopify: 'Shopify', amazon: 'Amazon', flipkart: 'Flipkart', etsy: 'Etsy', ebay: 'eBay' };
const TAKEN = new Set(['SALE', 'DISCOUNT', 'RETURN']);

/** @param facts what demo-facts.mjs wrote: products, orders, items, ledger, payments, shipments, reviews, stock and rates. */
export function loadDemo(facts) {
  const toDollars = converter(facts.rates);
  const products = new Map(facts.products.map((row) => [`${row.marketplace}/${row.id}`, row]));
  const orders = facts.orders.map((row) => ({
    ...row,
    ...clock(row.ordered),
    channel: NAMES[row.marketplace],
    person: `${row.marketplace}/${row.customer}`,
  }));
  const byId = new Map(orders.map((order) => [`${order.marketplace}/${order.id}`, order]));
  for (const row of facts.payments) byId.get(`${row.marketplace}/${row.order}`).method = row.method;
  for (const row of facts.shipments)
    Object.assign(byId.get(`${row.marketplace}/${row.order}`), shipmentOf(row, byId.get(`${row.marketplace}/${row.order}`)));
  const entries = facts.ledger.map((row) => {
    const order = byId.get(`${row.marketplace}/${row.order}`);
    const product = products.get(`${row.marketplace}/${row.product}`);
    const moment = clock(row.processed);
    return {
      ...moment,
      channel: order.channel,
      placed: order,
      order: `${row.marketplace}/${row.order}`,
      orderDay: order.day,
      kind: row.kind,
      amount: toDollars(Number(row.minor) / 100, order.currency, moment.day),
      local: Number(row.minor) / 100,
      currency: order.currency,
      units: row.quantity,
      product: product?.title ?? null,
      category: product?.category ?? null,
      country: order.country,
      region: order.region,
      city: order.city,
      method: order.method,
      status: order.status,
      person: order.person,
    };
  });
  const reviews = facts.reviews.map((row) => {
    const product = products.get(`${row.marketplace}/${row.product}`);
    return {
      ...clock(row.reviewed),
      channel: NAMES[row.marketplace],
      // Ids say which reviews the generator planted; nothing else does.
      isPlanted: row.id.includes('-review-x'),
      score: row.score,
      product: product?.title,
      category: product?.category,
    };
  });
  markFirst(orders);
  return {
    orders,
    entries,
    net: entries.filter((entry) => TAKEN.has(entry.kind)),
    reviews,
    delivered: orders.filter((order) => order.status === 'delivered' && order.deliveredAt),
    stock: facts.stock.map((row) => ({ ...row, channel: NAMES[row.marketplace], ...products.get(`${row.marketplace}/${row.product}`) })),
    of: (...kinds) => entries.filter((entry) => kinds.includes(entry.kind)),
    ...measures,
  };
}

function shipmentOf(row, order) {
  return {
    carrier: row.carrier,
    deliveredAt: row.delivered,
    isLate: row.delivered !== null && row.delivered.slice(0, 10) > row.promised.slice(0, 10),
    days: row.deliveredMs === null ? null : (row.deliveredMs - order.orderedMs) / 86_400_000,
    handling: row.shippedMs === null ? null : (row.shippedMs - order.orderedMs) / 86_400_000,
  };
}

/** Reference rates are units for one euro; the rate of a day, or of the last day before it. */
function converter(rates) {
  const perEuro = new Map(rates.map(({ quote, day, rate }) => [`${quote}/${day}`, Number(rate)]));
  const at = (currency, day) => (currency === 'EUR' ? 1 : perEuro.get(`${currency}/${day}`));
  return (amount, currency, day) => (currency === 'USD' ? amount : (amount / at(currency, day)) * at('USD', day));
}

/** A person's first order that was not canceled. */
function markFirst(orders) {
  const first = new Map();
  for (const order of orders) {
    if (order.status === 'canceled') continue;
    const known = first.get(order.person);
    if (!known || order.orderedMs < known.orderedMs || (order.orderedMs === known.orderedMs && order.id < known.id))
      first.set(order.person, order);
  }
  for (const order of orders) order.isFirst = order.status === 'canceled' ? null : first.get(order.person) === order;
}

const measures = {
  money: (entries) => sum(entries, (entry) => entry.amount),
  units: (entries) => sum(entries, (entry) => entry.units),
  count: (orders) => orders.length,
  people: (orders) => distinct(orders, (order) => order.person),
  late: (orders) => (orders.filter((order) => order.isLate).length / orders.length) * 100,
  days: (orders) => sum(orders, (order) => order.days) / orders.length,
  score: (reviews) => sum(reviews, (review) => review.score) / reviews.length,
  wait: daysBetween,
};
