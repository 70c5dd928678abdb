import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { merged, readToEnd } from '~/tests/support/connector-session';
import { listenForDeliveries } from '~/tests/support/delivery-listener';
import { openShop, WEBHOOK_SECRET, type OpenShop } from '~/tests/support/etsy-shop';
import type { Delivery, Hint } from '../../kit/contract';
import { NO_FAULTS, type Faults } from '../../kit/sandbox/faults';
import { momentFromInstant } from '@/core/model/calendar';
import { ordersStream } from '../streams/orders';
import { webhooks } from '../webhook';

let at: OpenShop;
let listener: Awaited<ReturnType<typeof listenForDeliveries>>;
let received: Delivery[];

beforeEach(async () => {
  at = await openShop();
  received = [];
  listener = await listenForDeliveries(async (delivery) => {
    received.push(delivery);
  });
});
afterEach(async () => {
  await at.sandbox.close();
  await listener.close();
});

/** Somebody buys, and another order goes out; what arrives is checked and read, repeats left out. */
async function happen(faults: Partial<Faults>): Promise<Hint[]> {
  const now = at.clock.now();
  const [first] = at.shop.byCreation();
  if (!first) throw new Error('no order');
  const ordered = momentFromInstant(now, at.session.timeZone);
  const ledger = first.fact.ledger
    .filter(({ kind }) => kind === 'SALE')
    .map((entry) => ({ ...entry, occurred: ordered, processed: ordered }));
  at.vendor.sell({ ...first.fact, externalId: '3999999999', ordered, ledger, sourceVersion: BigInt(now.getTime()) }, now);
  at.vendor.ship(first.fact.externalId, now);
  await at.vendor.deliverWebhooks(`${listener.url}/etsy`, { ...NO_FAULTS, ...faults });
  const hints = received.map((delivery) => {
    expect(webhooks.verify({ secret: WEBHOOK_SECRET, now }, delivery)).toBe(true);
    expect(webhooks.verify({ secret: 'whsec_bm90IHRoaXM=', now }, delivery)).toBe(false);
    return webhooks.parse(delivery);
  });
  return [...new Map(hints.map((hint) => [hint.deliveryId, hint])).values()];
}

const topics = (hints: readonly Hint[]): string[] => hints.map(({ topic }) => topic);

describe('deliveries of the sandbox', () => {
  it('tell of what happened, signed, in its order', async () => {
    const hints = await happen({});
    expect(topics(hints)).toEqual(['order.paid', 'order.shipped']);
    expect(hints[0]).toMatchObject({ accountId: at.session.accountId, means: { kind: 'changed', streams: ['orders', 'finances'] } });
  });

  it('come twice with one id, and in the wrong order', async () => {
    expect(topics(await happen({ duplicateWebhooks: true, reorderWebhooks: true }))).toEqual(['order.shipped', 'order.paid']);
    expect(received).toHaveLength(4);
  });

  it('are lost, and the next reading finds the order all the same', async () => {
    expect(await happen({ loseWebhooks: 1 })).toEqual([]);
    const now = at.clock.now().getTime();
    const window = { from: new Date(now - ordersStream.overlapMs), to: new Date(now + 60_000) };
    const { orders } = merged(await readToEnd(ordersStream, at, { window, mode: 'delta' }));
    expect(orders.map(({ externalId }) => externalId)).toContain('3999999999');
  });
});
