import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Delivery, Hint, StreamId, Webhooks } from '../kit/contract';
import { isSameSignature, notUnderstood, readDelivery } from '../kit/delivery';
import { accountIdOf } from './account';

type Means = Hint['means'];

const changed = (...streams: StreamId[]): Means => ({ kind: 'changed', streams });

/** What each topic asks for. Of orders/delete and the topics of privacy law, the body says about whom. */
const TOPICS: Readonly<Record<string, Means | 'body'>> = {
  'orders/create': changed('orders'),
  'orders/updated': changed('orders'),
  'orders/edited': changed('orders'),
  'orders/cancelled': changed('orders'),
  'orders/paid': changed('orders'),
  'orders/fulfilled': changed('orders'),
  'orders/partially_fulfilled': changed('orders'),
  'orders/delete': 'body',
  'refunds/create': changed('orders', 'finances'),
  'order_transactions/create': changed('orders', 'finances'),
  'returns/approve': changed('orders'),
  'returns/close': changed('orders'),
  'returns/update': changed('orders'),
  'fulfillments/create': changed('orders'),
  'fulfillments/update': changed('orders'),
  'disputes/create': changed('finances'),
  'disputes/update': changed('finances'),
  'products/create': changed('products'),
  'products/update': changed('products'),
  'products/delete': changed('products'),
  'inventory_items/update': changed('products', 'inventory'),
  'inventory_levels/update': changed('inventory'),
  'inventory_levels/connect': changed('inventory'),
  'inventory_levels/disconnect': changed('inventory'),
  'customers/create': changed('customers'),
  'customers/update': changed('customers'),
  'customers/delete': changed('customers'),
  'bulk_operations/finish': changed('orders'),
  'app/uninstalled': { kind: 'revoked' },
  'customers/data_request': 'body',
  'customers/redact': 'body',
  'shop/redact': { kind: 'erase', customer: null },
};

export const webhooks: Webhooks = {
  topics: Object.keys(TOPICS),
  verify({ secret }, delivery) {
    const stated = Buffer.from(header(delivery, 'hmac-sha256') ?? '', 'base64');
    const expected = createHmac('sha256', secret).update(delivery.body).digest();
    return isSameSignature(stated, expected);
  },
  parse(delivery) {
    const [deliveryId, topic, domain] = ['webhook-id', 'topic', 'shop-domain'].map((name) => header(delivery, name));
    if (!deliveryId || !topic || !domain) throw notUnderstood('Shopify', 'headers');
    const means = TOPICS[topic] ?? { kind: 'ignored' };
    return { deliveryId, topic, accountId: accountIdOf(domain), means: means === 'body' ? meansOf(topic, delivery.body) : means };
  },
};

/** Shopify has two families of headers with the same meaning: `x-shopify-topic` and `shopify-topic`. */
function header({ headers }: Delivery, name: string): string | undefined {
  return headers[`x-shopify-${name}`] ?? headers[`shopify-${name}`];
}

/** Ids pass 2^53: they are read as text. */
const numberSchema = z.union([z.string().min(1), z.int()]).transform(String);
const deletedSchema = z.object({ id: numberSchema });
const personSchema = z.object({ customer: z.object({ id: numberSchema }) });

function meansOf(topic: string, body: Uint8Array): Means {
  if (topic === 'orders/delete') return { kind: 'deleted', order: readDelivery('Shopify', body, deletedSchema).id };
  const { customer } = readDelivery('Shopify', body, personSchema);
  return { kind: topic === 'customers/redact' ? 'erase' : 'disclose', customer: customer.id };
}
