import { expect, it } from 'vitest';
import { onEveryDatabase } from '~/tests/support/databases';
import { toOrder } from '~/tests/support/small-shop';
import { newWorkspace } from '~/tests/support/workspaces';
import { emptyBatch, type OrderFact } from '@/core/model/facts';
import type { Embedder } from '@/core/ports';
import { recommendationsOf, trainModelOf } from '@/server/recommendations';
import { createWordEmbedder } from '@/services/retrieval/word-embedder';
import { ensureConnection } from '@/store/connections';
import { activateModel, listModels } from '@/store/recommendation-models';
import { writeFacts } from '@/store/write-facts';
import type { Database } from '@/store/client';

const NOW = new Date('2026-06-01T12:00:00Z');
const embedder: Embedder = createWordEmbedder();

/** People who buy a mug buy a coaster in the same order; others buy a lamp. */
function orders(from: number, count: number): OrderFact[] {
  return Array.from({ length: count }, (_, index) => {
    const id = from + index;
    const isMug = id % 2 === 0;
    const day = new Date(Date.UTC(2026, 0, 1 + Math.floor((id * 90) / 200))).toISOString().slice(0, 10);
    const order = toOrder({ id: `o${id}`, day, product: isMug ? 'Mug' : 'Lamp', priceMinor: 1000, quantity: 1, customer: `c${id % 40}` });
    const [line] = order.items;
    if (!isMug || !line) return order;
    return { ...order, items: [line, { ...line, externalId: 'second', productExternalId: 'Coaster', title: 'Coaster' }] };
  });
}

async function openShop(db: Database) {
  const workspace = await newWorkspace(db);
  const target = { marketplace: 'etsy', accountId: workspace.slug, name: 'Etsy', timeZone: 'UTC', currency: 'USD' };
  const connection = await ensureConnection(db, workspace.id, target);
  const products = ['Mug', 'Lamp', 'Coaster'].map((title) => ({ externalId: title, title }));
  const customers = Array.from({ length: 40 }, (_, index) => ({ externalId: `c${index}`, name: `Customer ${index}` }));
  await writeFacts(db, { workspaceId: workspace.id, connection }, { ...emptyBatch(), products, customers });
  return {
    workspaceId: workspace.id,
    add: (all: OrderFact[]) => writeFacts(db, { workspaceId: workspace.id, connection }, { ...emptyBatch(), orders: all }),
    train: (options: { now?: Date; signal?: AbortSignal; isForced?: boolean } = {}) =>
      trainModelOf({ db, embedder }, workspace.id, { now: NOW, ...options }),
    recommendations: recommendationsOf(db, workspace.id, async () => {}),
  };
}

onEveryDatabase('recommendations of a shop', (get) => {
  it('are learned from its orders, and say what is bought together, by whom, and again', async () => {
    const shop = await openShop(get().db);
    await shop.add(orders(0, 200));
    expect(await shop.train()).toBe(1);
    const current = await shop.recommendations.current();
    expect(current?.recommender.boughtTogether('Mug', 5)).toMatchObject([
      { a: 'Mug', b: 'Coaster', nAB: 100, nA: 100, nB: 100, baskets: 200 },
    ]);
    expect(current?.recommender.boughtTogether('Lamp', 5)).toEqual([]);
    // What is recent ends with the data, two months before now: newcomers are shown something.
    expect(
      current?.recommender
        .forCustomer([], 3)
        .map(({ item }) => item)
        .sort(),
    ).toEqual(['Coaster', 'Lamp', 'Mug']);
    expect(await shop.recommendations.historyOf('Customer 2 (c2)')).toMatchObject([
      { item: 'Coaster', count: 5 },
      { item: 'Mug', count: 5 },
    ]);
    expect(await shop.recommendations.historyOf('Nobody (x)')).toBeNull();
    expect(await shop.recommendations.boughtAgain(3)).toEqual([
      { item: 'Coaster', customers: 20 },
      { item: 'Lamp', customers: 20 },
      { item: 'Mug', customers: 20 },
    ]);
  });

  it('are trained again only when orders came, and every version is kept', async () => {
    const shop = await openShop(get().db);
    await shop.add(orders(0, 60));
    expect(await shop.train()).toBe(1);
    expect(await shop.train()).toBeNull();
    await shop.add(orders(60, 20));
    expect(await shop.train()).toBe(2);
    expect((await shop.recommendations.versions()).map(({ version, isActive }) => [version, isActive])).toEqual([
      [2, true],
      [1, false],
    ]);
  });

  it('stay at the version somebody went back to, until he goes on', async () => {
    const { db } = get();
    const shop = await openShop(db);
    await shop.add(orders(0, 60));
    await shop.train();
    await shop.train({ isForced: true });
    await activateModel(db, shop.workspaceId, { version: 1, at: NOW });
    expect((await shop.recommendations.current())?.version.version).toBe(1);
    await shop.train({ isForced: true });
    expect((await shop.recommendations.current())?.version.version).toBe(1);
    await activateModel(db, shop.workspaceId, { version: 3, at: NOW });
    expect((await shop.recommendations.current())?.version.version).toBe(3);
    await expect(activateModel(db, shop.workspaceId, { version: 9, at: NOW })).rejects.toMatchObject({
      code: 'not_found',
      field: 'version',
    });
    expect((await shop.recommendations.current())?.version.version).toBe(3);
  });

  it('stay as they are when training is ended half way', async () => {
    const { db } = get();
    const shop = await openShop(db);
    await shop.add(orders(0, 60));
    await shop.train();
    const stopping = new AbortController();
    const training = shop.train({ isForced: true, signal: stopping.signal });
    setTimeout(() => stopping.abort(new Error('stopped')), 30);
    await expect(training).rejects.toThrow('stopped');
    expect(await listModels(db, shop.workspaceId)).toHaveLength(1);
    expect((await shop.recommendations.current())?.version.version).toBe(1);
  });

  it('are none where nothing was ever sold', async () => {
    const shop = await openShop(get().db);
    expect(await shop.train()).toBeNull();
    expect(await shop.recommendations.current()).toBeNull();
  });
});
