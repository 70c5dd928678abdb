import { generateDemo } from '../../src/connectors/demo/generate.ts';
import { seededRandom } from '../../src/core/math/random.ts';
import { toLocal } from '../../src/core/model/calendar.ts';
import { DEMO_SEED, demoRatesUntil } from '../../src/services/seed-demo.ts';
import { EVALS_NOW } from '../clock.ts';

const local = (moment) => moment?.local.replace('T', ' ') ?? null;

/** The raw facts of the demo shop the evals run on, as flat rows: what both ways of computing gold answers start from. */
export function demoFacts() {
  const now = new Date(EVALS_NOW);
  const facts = { rates: demoRatesUntil(toLocal(now, 'America/New_York').slice(0, 10)) };
  for (const name of ['products', 'stock', 'reviews', 'orders', 'ledger', 'payments', 'shipments']) facts[name] = [];
  for (const { connection, batch } of generateDemo({ now, random: seededRandom(DEMO_SEED) })) {
    const { marketplace } = connection;
    for (const product of batch.products)
      facts.products.push({ marketplace, id: product.externalId, title: product.title, category: product.category });
    for (const level of batch.inventoryLevels)
      facts.stock.push({ marketplace, product: level.productExternalId, available: level.available });
    for (const review of batch.reviews)
      facts.reviews.push({
        marketplace,
        id: review.externalId,
        product: review.productExternalId,
        score: review.score,
        reviewed: local(review.reviewed),
      });
    for (const order of batch.orders) addOrder(facts, marketplace, order);
  }
  return facts;
}

function addOrder(facts, marketplace, order) {
  const own = { marketplace, order: order.externalId };
  facts.orders.push({
    marketplace,
    id: order.externalId,
    ordered: local(order.ordered),
    orderedMs: order.ordered.at.getTime(),
    status: order.status,
    currency: order.currency,
    customer: order.customerExternalId,
    country: order.shipCountry,
    region: order.shipRegion,
    city: order.shipCity,
  });
  for (const entry of order.ledger)
    facts.ledger.push({
      ...own,
      kind: entry.kind,
      minor: String(entry.amountMinor),
      quantity: entry.quantity,
      product: entry.productExternalId,
      processed: local(entry.processed),
    });
  for (const payment of order.payments) facts.payments.push({ ...own, method: payment.method, minor: String(payment.amountMinor) });
  for (const shipment of order.shipments)
    facts.shipments.push({
      ...own,
      carrier: shipment.carrier,
      promised: local(shipment.promised),
      delivered: local(shipment.delivered),
      deliveredMs: shipment.delivered?.at.getTime() ?? null,
      shippedMs: shipment.shipped?.at.getTime() ?? null,
    });
}
