import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { merged, readToEnd } from '~/tests/support/connector-session';
import { listenForDeliveries } from '~/tests/support/delivery-listener';
import { APP, openShop, type OpenShop } from '~/tests/support/shopify-shop';
import type { Delivery, Hint } from '../../kit/contract';
import { NO_FAULTS, type Faults } from '../../kit/sandbox/faults';
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

/** An order is deleted, another is taken back in part; what arrives is checked and read, repeats left out. */
async function happen(faults: Partial<Faults>): Promise<Hint[]> {
  const [first, second] = at.shop
    .byCreation()
    .filter(({ fact }) => fact.status === 'delivered' && fact.ledger.every(({ kind }) => kind !== 'RETURN'));
  if (!first || !second) throw new Error('no order');
  at.vendor.deleteOrder(first.fact.externalId, at.clock.now());
  at.vendor.refund(second.fact.externalId, { item: '1', units: 1, now: at.clock.now() });
  await at.vendor.deliverWebhooks(`${listener.url}/shopify`, { ...NO_FAULTS, ...faults });
  const hints = received.map((delivery) => {
    expect(webhooks.verify({ secret: APP.clientSecret, now: at.clock.now() }, delivery)).toBe(true);
    expect(webhooks.verify({ secret: 'another', now: at.clock.now() }, delivery)).toBe(false);
    return webhooks.parse(delivery);
  });
  expect(hints[0]).toMatchObject({ accountId: at.session.accountId });
  return [...new Map(hints.map((hint) => [hint.deliveryId, hint])).values()];
}

const topics = (hints: readonly Hint[]): string[] => hints.map(({ topic }) => topic);

describe('deliveries of the sandbox', () => {
  it('tell of what happened, signed, in its order', async () => {
    const hints = await happen({});
    expect(topics(hints)).toEqual(['orders/delete', 'refunds/create', 'orders/updated']);
    expect(hints[0]?.means).toEqual({ kind: 'deleted', order: expect.stringMatching(/^\d+$/) as string });
    expect(received).toHaveLength(3);
  });

  it('come twice with one id', async () => {
    expect(topics(await happen({ duplicateWebhooks: true }))).toEqual(['orders/delete', 'refunds/create', 'orders/updated']);
    expect(received).toHaveLength(6);
  });

  it('come in the wrong order', async () => {
    expect(topics(await happen({ reorderWebhooks: true }))).toEqual(['orders/updated', 'refunds/create', 'orders/delete']);
  });

  it('are lost, and the next reading finds the refund all the same', async () => {
    expect(await happen({ loseWebhooks: 2 })).toHaveLength(2);
    const window = { from: new Date(at.clock.now().getTime() - ordersStream.overlapMs), to: new Date(at.clock.now().getTime() + 60_000) };
    const { orders } = merged(await readToEnd(ordersStream, at, { window, mode: 'delta' }));
    const late = orders.flatMap(({ ledger }) =>
      ledger.filter(({ kind, processed }) => kind === 'RETURN' && processed.at.getTime() === at.clock.now().getTime()),
    );
    expect(late.map(({ quantity }) => quantity)).toEqual([-1]);
  });
});
