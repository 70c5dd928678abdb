import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Hint, Webhooks } from '../kit/contract';
import { isSameSignature, notUnderstood, readDelivery } from '../kit/delivery';

/** What happens to shipments and returns, which is all that Flipkart tells of. */
const TOPICS = [
  'shipment_created',
  'shipment_hold',
  'shipment_unhold',
  'shipment_packed',
  'shipment_ready_to_dispatch',
  'shipment_pickup_complete',
  'shipment_shipped',
  'shipment_delivered',
  'shipment_dispatch_dates_changed',
  'shipment_cancelled',
  'shipment_form_failed',
  'return_created',
  'return_tracking_id_update',
  'return_expected_date_changed',
  'return_picked_up',
  'return_completed',
  'return_cancelled',
] as const;

/**
 * A delivery is tried again until it is taken, and those of the same shipment wait for it; it is not said whether a later
 * try bears the time of the first. An old one does no harm, as each counts once and only asks to read.
 */
const OLDEST_MS = 7 * 86_400_000;
/** The vendor's clock may be ahead of ours. */
const AHEAD_MS = 5 * 60_000;

/**
 * Notifications. They name no seller: the address a seller registers says whom they are about, as `?account=<id>`, and the
 * signature is over the address. It is not over the body, which is why nothing but the topic is taken from there.
 */
export const webhooks: Webhooks = {
  topics: TOPICS,
  verify({ secret, now }, { headers, url, method }) {
    const date = headers['x_date'] ?? '';
    const at = Date.parse(date);
    const ageMs = now.getTime() - at;
    if (Number.isNaN(at) || ageMs > OLDEST_MS || ageMs < -AHEAD_MS) return false;
    const [, encoded = ''] = /^FKLOGIN\s+(\S+)$/.exec(headers['x_authorization'] ?? '') ?? [];
    const [, stated = ''] = /:([0-9a-f]{40})$/i.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
    // The documents speak of the date as it stands in the header, and their sample has it in seconds.
    return [String(at / 1000), date].some((stamp) => {
      const expected = createHash('sha1').update(`${stamp}${url}${method}${secret}`).digest();
      return isSameSignature(Buffer.from(stated, 'hex'), expected);
    });
  },
  parse({ url, body }) {
    const topic = readDelivery('Flipkart', body, bodySchema).eventType.toLowerCase();
    const accountId = new URL(url, 'https://localhost').searchParams.get('account');
    if (!accountId) throw notUnderstood('Flipkart', 'account');
    const isKnown = TOPICS.some((known) => known === topic);
    const means: Hint['means'] = isKnown ? { kind: 'changed', streams: ['orders'] } : { kind: 'ignored' };
    // Deliveries have no id; one that is tried again has the same body.
    return { deliveryId: createHash('sha256').update(body).digest('hex'), topic, accountId, means };
  },
};

const bodySchema = z.object({ eventType: z.string().min(1) });
