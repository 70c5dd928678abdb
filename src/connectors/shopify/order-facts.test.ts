import { describe, expect, it } from 'vitest';
import type { Session } from '../kit/contract';
import { bag, line, order, ordered, sale } from './map/order.fixture';
import { factsOfOrders } from './order-facts';
import type { OrderRecord } from './schema';

/** A session whose vendor answers a question for one order with this, and counts how often it was asked. */
function sessionWith(single: OrderRecord | null, pageInfo = { hasNextPage: false, endCursor: null }): Session & { asked: () => number } {
  let asked = 0;
  const agreements = single && {
    edges: single.agreements.map(({ sales, ...agreement }) => ({
      cursor: agreement.id,
      node: { ...agreement, sales: { nodes: sales, pageInfo } },
    })),
    pageInfo: { hasNextPage: false },
  };
  const body = { data: { order: single && { ...single, agreements } } };
  return {
    http: {
      send: () => {
        asked += 1;
        return Promise.resolve({ status: 200, headers: new Headers(), body });
      },
    },
    accountId: 'juniper-and-clay',
    timeZone: 'America/New_York',
    currency: 'USD',
    now: () => new Date('2026-03-10T15:30:00Z'),
    asked: () => asked,
  };
}

const whole = order([ordered(sale('ProductSale', { total: '21.40', tax: '1.40', units: 1, of: line(1) }))]);
/** One of two lines is missing. */
const cut = { ...whole, originalTotalPriceSet: bag('31.40'), currentTotalPriceSet: bag('31.40') };
const read = (record: OrderRecord | null, isComplete = true) => [{ id: 'gid://shopify/Order/1', record, isComplete }];

describe('orders that were brought', () => {
  it('are facts as they are when they add up', async () => {
    const session = sessionWith(null);
    const { facts, newest, notices } = await factsOfOrders(session, read(whole));
    expect([facts.orders.length, session.asked(), notices]).toEqual([1, 0, []]);
    expect(newest).toEqual(new Date(whole.updatedAt));
  });

  it('add up also where the current total leaves out what was paid back beyond the goods', async () => {
    const session = sessionWith(null);
    const refund = {
      id: 'gid://shopify/SalesAgreement/9',
      happenedAt: '2026-03-12T16:00:00Z',
      reason: 'REFUND',
      sales: [sale('AdjustmentSale', { total: '-5.00', action: 'RETURN' })],
    };
    for (const current of ['21.40', '16.40']) {
      await factsOfOrders(session, read({ ...whole, agreements: [...whole.agreements, refund], currentTotalPriceSet: bag(current) }));
    }
    expect(session.asked()).toBe(0);
  });

  it.each([
    ['do not add up', cut, true],
    ['have lists that go on', whole, false],
    ['have more payments than were listed', { ...whole, transactionsCount: { count: 1 } }, true],
    ['have more parcels than were listed', { ...whole, fulfillmentsCount: { count: 1 } }, true],
  ] as const)('are read by themselves when they %s', async (_name, record, isComplete) => {
    const session = sessionWith(whole);
    const { facts, notices } = await factsOfOrders(session, read(record, isComplete));
    expect([facts.orders.length, session.asked(), notices]).toEqual([1, 1, []]);
  });

  it('are told of when they do not add up even then', async () => {
    const { facts, notices } = await factsOfOrders(sessionWith(cut), read(cut));
    expect(facts.orders).toHaveLength(1);
    expect(notices).toEqual([
      {
        code: 'truncated',
        externalId: '820982911946154508',
        text: 'The parts of order #1051 come to 21.4 USD, but Shopify states 31.4 USD.',
      },
    ]);
  });

  it('are nothing when they were deleted meanwhile', async () => {
    const { facts, notices } = await factsOfOrders(sessionWith(null), read(cut));
    expect([facts.orders, notices]).toEqual([[], []]);
  });

  it('are nothing when they are tests, but their stamp is seen', async () => {
    const { facts, newest } = await factsOfOrders(sessionWith(null), read({ ...whole, test: true }));
    expect([facts.orders, newest]).toEqual([[], new Date(whole.updatedAt)]);
  });

  it('are told of when they are not understood, and the others are read', async () => {
    const strange = { ...whole, currencyCode: 'EUR' };
    const { facts, notices } = await factsOfOrders(sessionWith(null), [...read(null), ...read(strange), ...read(whole)]);
    expect(facts.orders).toHaveLength(1);
    const notice = { code: 'unreadable', externalId: '1', text: expect.stringContaining('could not be read') as string };
    expect(notices).toEqual([notice, notice]);
  });

  it('stop when a list goes on nowhere, instead of being read for ever', async () => {
    const endless = sessionWith(whole, { hasNextPage: true, endCursor: null });
    await expect(factsOfOrders(endless, read(cut))).rejects.toMatchObject({ code: 'source_changed' });
  });

  it('stop everything when none of several is understood', async () => {
    await expect(factsOfOrders(sessionWith(null), [...read(null), ...read(null)])).rejects.toMatchObject({ code: 'source_changed' });
  });
});
