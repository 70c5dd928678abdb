import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Hint, Webhooks } from '../kit/contract';
import { isSameSignature, notUnderstood, readDelivery } from '../kit/delivery';

/** What happens to orders, which is all that Etsy tells of; each moves fees as well. */
const TOPICS = ['order.paid', 'order.canceled', 'order.shipped', 'order.delivered'] as const;

/**
 * A delivery is tried eight times within 27 hours and 35 minutes, and it is not said whether a later one bears the time
 * of the first: all of them must be taken. An old one does no harm, as each counts once and only asks to read.
 */
const OLDEST_MS = 28 * 3_600_000;
/** The vendor's clock may be ahead of ours. */
const AHEAD_MS = 5 * 60_000;

export const webhooks: Webhooks = {
  topics: TOPICS,
  /** Standard Webhooks: the endpoint's own secret, base64 after "whsec_", over id, time and body. */
  verify({ secret, now }, { headers, body }) {
    const [id, seconds, signatures] = ['id', 'timestamp', 'signature'].map((name) => headers[`webhook-${name}`]);
    if (!id || !seconds || !signatures || !/^\d+$/.test(seconds)) return false;
    const ageMs = now.getTime() - Number(seconds) * 1000;
    if (ageMs > OLDEST_MS || ageMs < -AHEAD_MS) return false;
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const expected = createHmac('sha256', key).update(`${id}.${seconds}.`).update(body).digest();
    // While a secret is being changed there is a signature for each.
    return signatures.split(' ').some((signature) => isSameSignature(Buffer.from(signature.replace(/^v1,/, ''), 'base64'), expected));
  },
  parse({ headers, body }) {
    const deliveryId = headers['webhook-id'];
    if (!deliveryId) throw notUnderstood('Etsy', 'headers');
    const data = readDelivery('Etsy', body, bodySchema);
    const topic = data.event_type.toLowerCase().replace('_', '.');
    const isKnown = TOPICS.some((known) => known === topic);
    const means: Hint['means'] = isKnown ? { kind: 'changed', streams: ['orders', 'finances'] } : { kind: 'ignored' };
    return { deliveryId, topic, accountId: shopOf(data), means };
  },
};

const shopSchema = z.union([z.string().regex(/^\d+$/), z.int().positive()]).transform(String);

/** Two forms are documented: the shop beside the type, or within the data, and the older writes ORDER_PAID. */
const bodySchema = z.union([
  z.object({ event_type: z.string().min(1), shop_id: shopSchema }),
  z.object({ event_type: z.string().min(1), data: z.object({ shop_id: shopSchema }) }),
]);

const shopOf = (body: z.infer<typeof bodySchema>): string => ('data' in body ? body.data.shop_id : body.shop_id);
