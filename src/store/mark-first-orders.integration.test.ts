import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { onEveryDatabase } from '~/tests/support/databases';
import { toOrder } from '~/tests/support/small-shop';
import { emptyBatch, type OrderFact } from '@/core/model/facts';
import { ensureConnection } from './connections';
import { ensureWorkspace } from './workspaces';
import { writeFacts } from './write-facts';

const settings = {
  name: 'Firsts',
  profile: 'shopify',
  timeZone: 'UTC',
  currency: 'USD',
  locale: 'en-US',
  weekStart: 1,
  isDemo: false,
} as const;
const shop = { marketplace: 'shopify', accountId: 'shop', name: 'Shop', timeZone: 'UTC', currency: 'USD' };

const orderArbitrary = fc.record({
  id: fc.integer({ min: 1, max: 8 }).map(String),
  day: fc.integer({ min: 1, max: 6 }).map((day) => `2026-01-0${day}`),
  customer: fc.constantFrom('ann', 'bob', null),
  status: fc.constantFrom('delivered' as const, 'canceled' as const),
});

function toFact(seed: { id: string; day: string; customer: string | null; status: OrderFact['status'] }, version: number): OrderFact {
  const order = toOrder({ id: seed.id, day: seed.day, product: 'mug', priceMinor: 100, quantity: 1, customer: 'ann' });
  return { ...order, customerExternalId: seed.customer, status: seed.status, sourceVersion: BigInt(version) };
}

onEveryDatabase('first orders', (get) => {
  it('are the earliest standing order of each person, in whatever order pages and changes come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(orderArbitrary, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        async (pages) => {
          const { db } = get();
          const workspace = await ensureWorkspace(db, randomUUID(), settings);
          const connection = await ensureConnection(db, workspace.id, shop);
          const known = new Map<string, OrderFact>();
          for (const [version, page] of pages.entries()) {
            const orders = page.map((seed) => toFact(seed, version + 1));
            for (const order of orders) known.set(order.externalId, order);
            await writeFacts(db, { workspaceId: workspace.id, connection }, { ...emptyBatch(), orders });
          }
          const stored = await db.asWorkspace(workspace.id, (tx) =>
            tx.unifiedOrder.findMany({ select: { externalId: true, isFirst: true } }),
          );
          expect(Object.fromEntries(stored.map((row) => [row.externalId, row.isFirst]))).toEqual(expected([...known.values()]));
        },
      ),
      { numRuns: 60 },
    );
  }, 300_000);
});

/** The definition, the slow way. */
function expected(orders: readonly OrderFact[]): Record<string, boolean | null> {
  const standing = orders
    .filter((order) => order.status !== 'canceled' && order.customerExternalId !== null)
    .sort((a, b) => a.ordered.at.getTime() - b.ordered.at.getTime() || (a.externalId < b.externalId ? -1 : 1));
  return Object.fromEntries(
    orders.map((order) => [
      order.externalId,
      standing.includes(order) ? standing.find((one) => one.customerExternalId === order.customerExternalId) === order : null,
    ]),
  );
}
