import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { onEveryDatabase } from '~/tests/support/databases';
import { toOrder } from '~/tests/support/small-shop';
import { SETTINGS } from '~/tests/support/workspaces';
import { emptyBatch, type OrderFact } from '@/core/model/facts';
import { ensureConnection } from './connections';
import { ensureWorkspace } from './workspaces';
import { writeFacts } from './write-facts';

const shop = { marketplace: 'shopify', accountId: 'shop', name: 'Shop', timeZone: 'UTC', currency: 'USD' };

const orderArbitrary = fc.record({
  id: fc.integer({ min: 1, max: 8 }).map(String),
  day: fc.integer({ min: 1, max: 6 }).map((day) => `2026-01-0${day}`),
  customer: fc.constantFrom('ann', 'bob', null),
  status: fc.constantFrom('delivered' as const, 'canceled' as const),
  products: fc.array(fc.constantFrom('mug', 'tray'), { maxLength: 3 }),
});
type OrderSeed = typeof orderArbitrary extends fc.Arbitrary<infer T> ? T : never;

/** An order of one line a product; without lines it is no visit. */
function toFact(seed: OrderSeed, version: number): OrderFact {
  const order = toOrder({ id: seed.id, day: seed.day, product: 'mug', priceMinor: 100, quantity: 1, customer: 'ann' });
  const [item] = order.items;
  const [sale] = order.ledger;
  if (!item || !sale) throw new Error('an order of the small shop has a line and its sale');
  return {
    ...order,
    customerExternalId: seed.customer,
    status: seed.status,
    items: seed.products.map((product, line) => ({ ...item, externalId: `line-${line}`, productExternalId: product })),
    ledger: seed.products.map((product, line) => ({
      ...sale,
      sourceEventId: `sale-${line}`,
      itemExternalId: `line-${line}`,
      productExternalId: product,
    })),
    sourceVersion: BigInt(version),
  };
}

/** What is stored of an order beside its facts. */
interface Told {
  isFirst: boolean | null;
  previousDay: string | null;
  earlierDay: string | null;
  previousAt: string | null;
  productCount: number | null;
}

onEveryDatabase('what is stored of an order', (get) => {
  it('tells first orders, the visits before and products, in whatever order pages and changes come', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(orderArbitrary, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
        async (pages) => {
          const { db } = get();
          const workspace = await ensureWorkspace(db, randomUUID(), SETTINGS);
          const connection = await ensureConnection(db, workspace.id, shop);
          const known = new Map<string, OrderFact>();
          for (const [version, page] of pages.entries()) {
            const orders = page.map((seed) => toFact(seed, version + 1));
            for (const order of orders) known.set(order.externalId, order);
            await writeFacts(db, { workspaceId: workspace.id, connection }, { ...emptyBatch(), orders });
          }
          const stored = await db.asWorkspace(workspace.id, (tx) => tx.unifiedOrder.findMany());
          const told = stored.map((row): [string, Told] => [
            row.externalId,
            {
              isFirst: row.isFirst,
              previousDay: row.previousDay?.toISOString().slice(0, 10) ?? null,
              earlierDay: row.earlierDay?.toISOString().slice(0, 10) ?? null,
              previousAt: row.previousAt?.toISOString() ?? null,
              productCount: row.productCount,
            },
          ]);
          expect(Object.fromEntries(told)).toEqual(expected([...known.values()]));
        },
      ),
      { numRuns: 80 },
    );
  }, 300_000);
});

/** The definitions, the slow way. */
function expected(orders: readonly OrderFact[]): Record<string, Told> {
  const visits = orders
    .filter((order) => order.items.length > 0 && order.customerExternalId !== null)
    .sort((a, b) => a.ordered.at.getTime() - b.ordered.at.getTime() || (a.externalId < b.externalId ? -1 : 1));
  return Object.fromEntries(
    orders.map((order): [string, Told] => {
      const own = visits.filter((visit) => visit.customerExternalId === order.customerExternalId);
      const standing = own.filter((visit) => visit.status !== 'canceled');
      const place = own.indexOf(order);
      const dayOf = (visit: OrderFact | undefined): string => visit?.ordered.local.slice(0, 10) ?? '0001-01-01';
      return [
        order.externalId,
        {
          isFirst: standing.includes(order) ? standing[0] === order : null,
          previousDay: place < 0 ? null : dayOf(own[place - 1]),
          earlierDay: place < 0 ? null : dayOf(own[place - 2]),
          previousAt: own[place - 1]?.ordered.at.toISOString() ?? null,
          productCount: new Set(order.items.map((item) => item.productExternalId)).size || null,
        },
      ];
    }),
  );
}
