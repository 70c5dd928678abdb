import { expect, it } from 'vitest';
import { onEveryDatabase } from '~/tests/support/databases';
import { toOrder } from '~/tests/support/small-shop';
import { newWorkspace } from '~/tests/support/workspaces';
import { momentFromInstant } from '@/core/model/calendar';
import { emptyBatch, type ReviewFact } from '@/core/model/facts';
import { assessTrust, trustKeepingOf, trustReaderOf } from '@/server/trust';
import { assessWorkspace } from '@/services/trust/assess-workspace';
import { ensureConnection } from '@/store/connections';
import { writeFacts } from '@/store/write-facts';
import type { Database } from './client';

const NOW = new Date('2026-06-01T12:00:00Z');
const DAY_MS = 86_400_000;
const LATER = new Date(NOW.getTime() + DAY_MS);
const WORDS = ['sturdy', 'pretty', 'smaller than thought', 'a good gift', 'well packed', 'heavy', 'bright', 'plain', 'handy', 'neat'];

/** A review of an order, one every third day. */
function honest(product: string, index: number): ReviewFact {
  return {
    externalId: `${product}-${index}`,
    orderExternalId: `${product}-${index}`,
    productExternalId: product,
    customerExternalId: `buyer-${product}-${index}`,
    score: 3 + (index % 3),
    body: `It is ${WORDS[index % 10]} and ${WORDS[(index * 7 + 3) % 10]}, bought in week ${index} by number ${index * 31}.`,
    verified: true,
    reviewed: momentFromInstant(new Date(NOW.getTime() - (200 - index * 3) * DAY_MS), 'UTC'),
  };
}

/** Bought ones: many in one evening, by accounts without an order, nearly one text. */
const bought = (product: string, index: number): ReviewFact => ({
  externalId: `${product}-x${index}`,
  productExternalId: product,
  customerExternalId: `account-${index}`,
  score: 5,
  body: `Best product ever, highly recommend to everyone ${'!'.repeat(index % 3)}`,
  verified: false,
  reviewed: momentFromInstant(new Date(NOW.getTime() - 20 * DAY_MS + index * 600_000), 'UTC'),
});

const PRODUCTS = ['Mug', 'Lamp', 'Tray'];
const COUNT = 40;

async function openShop(db: Database) {
  const workspace = await newWorkspace(db);
  const target = { marketplace: 'etsy', accountId: workspace.slug, name: 'Etsy', timeZone: 'UTC', currency: 'USD' };
  const connection = await ensureConnection(db, workspace.id, target);
  const write = (facts: Partial<ReturnType<typeof emptyBatch>>) =>
    writeFacts(db, { workspaceId: workspace.id, connection }, { ...emptyBatch(), ...facts });
  const each = PRODUCTS.flatMap((product) => Array.from({ length: COUNT }, (_, index) => ({ product, index })));
  await write({
    products: PRODUCTS.map((title) => ({ externalId: title, title, category: 'home' })),
    orders: each.map(({ product, index }) =>
      toOrder({
        id: `${product}-${index}`,
        day: '2025-10-01',
        product,
        priceMinor: 1000,
        quantity: 1,
        customer: `buyer-${product}-${index}`,
      }),
    ),
    reviews: each.map(({ product, index }) => honest(product, index)),
  });
  return {
    workspaceId: workspace.id,
    write,
    assess: (at = NOW) => assessTrust(db, workspace.id, at),
    trust: trustReaderOf(db, workspace.id, () => NOW),
  };
}

onEveryDatabase('the trust of reviews', (get) => {
  it('is assessed by the first question, and raises no alarm over honest ones', async () => {
    const shop = await openShop(get().db);
    const all = await shop.trust.report({ scope: 'all', name: '' });
    expect(all).toMatchObject({ reviews: 120, flagged: 0, level: 'clear' });
    expect(await shop.trust.flagged({}, 10)).toEqual([]);
    expect((await shop.trust.reports({ scope: 'product', limit: 10 })).map(({ level }) => level)).toEqual(['clear', 'clear', 'clear']);
  });

  it('falls where reviews are bought, with the reasons, the rating without them, and the change on record', async () => {
    const shop = await openShop(get().db);
    expect(await shop.assess()).toBe(true);
    await shop.write({ reviews: Array.from({ length: 20 }, (_, index) => bought('Lamp', index)) });
    expect(await shop.assess(LATER)).toBe(true);
    const [lamp, ...others] = await shop.trust.reports({ scope: 'product', limit: 10 });
    expect(lamp).toMatchObject({ level: 'alarm', reviews: 60, flagged: 20, report: { title: 'Lamp', marketplace: 'etsy' } });
    expect(others.map(({ level, flagged }) => [level, flagged])).toEqual([
      ['clear', 0],
      ['clear', 0],
    ]);
    expect(lamp?.report.bursts.map(({ count }) => count)).toContain(20);
    expect(lamp?.report.ratingWithoutFlagged).toBeCloseTo(3.975, 6);
    expect(await shop.trust.figures({ products: ['Lamp'] })).toMatchObject({ reviews: 60, flagged: 20 });
    const [first] = await shop.trust.flagged({ products: ['Lamp'] }, 1);
    expect(first).toMatchObject({ product: 'Lamp', marketplace: 'etsy', score: 5 });
    expect(first?.reasons.join(' ')).toContain('burst');
    expect(await shop.trust.flagged({ products: ['Mug'] }, 5)).toEqual([]);
    const history = await shop.trust.history({ scope: 'product', name: lamp?.name ?? '', limit: 5 });
    expect(history.map(({ levelBefore, level, flagged }) => [levelBefore, level, flagged])).toEqual([
      ['clear', 'alarm', 20],
      [null, 'clear', 0],
    ]);
  });

  it('of a review that arrived is known beside its neighbours, before all are assessed again', async () => {
    const { db } = get();
    const shop = await openShop(db);
    await shop.write({ reviews: Array.from({ length: 20 }, (_, index) => bought('Lamp', index)) });
    await shop.assess();
    const before = await shop.trust.report({ scope: 'all', name: '' });
    const latest = { ...honest('Mug', COUNT - 1), externalId: 'latest', orderExternalId: 'Mug-1' };
    await shop.write({ reviews: [bought('Lamp', 20), latest] });
    const cutOff = { ...trustKeepingOf(db, shop.workspaceId), read: () => Promise.reject(new Error('the process is stopped')) };
    await expect(assessWorkspace(cutOff, { textModel: null, now: LATER })).rejects.toThrow('the process is stopped');
    expect(await shop.trust.figures({ products: ['Lamp'] })).toMatchObject({ reviews: 61, flagged: 21 });
    expect(await shop.trust.figures({ products: ['Mug'] })).toMatchObject({ reviews: 41, flagged: 0 });
    expect(await shop.trust.report({ scope: 'all', name: '' })).toEqual(before);
    expect(await shop.assess(LATER)).toBe(true);
    expect(await shop.trust.report({ scope: 'all', name: '' })).toMatchObject({ reviews: 142, flagged: 21 });
  });

  it('is not assessed again while nothing changed, and is when an order turns out to stand behind a review', async () => {
    const shop = await openShop(get().db);
    expect(await shop.assess()).toBe(true);
    expect(await shop.assess(LATER)).toBe(false);
    await shop.write({ reviews: [bought('Mug', 1)] });
    expect(await shop.assess(LATER)).toBe(true);
    expect(await shop.assess(LATER)).toBe(false);
    await shop.write({
      orders: [toOrder({ id: 'late', day: '2026-01-01', product: 'Mug', priceMinor: 1000, quantity: 1, customer: 'account-1' })],
    });
    expect(await shop.assess(LATER)).toBe(true);
  });

  it('is of one workspace alone', async () => {
    const [mine, theirs] = [await openShop(get().db), await openShop(get().db)];
    await theirs.write({ reviews: Array.from({ length: 20 }, (_, index) => bought('Lamp', index)) });
    await theirs.assess();
    await mine.assess();
    expect((await mine.trust.report({ scope: 'all', name: '' }))?.flagged).toBe(0);
    expect(await mine.trust.flagged({}, 10)).toEqual([]);
  });

  it('of a workspace without reviews is nothing', async () => {
    const { db } = get();
    const workspace = await newWorkspace(db);
    const trust = trustReaderOf(db, workspace.id, () => NOW);
    expect(await trust.report({ scope: 'all', name: '' })).toMatchObject({ reviews: 0, level: 'notEnough', score: null });
    expect(await trust.figures({})).toEqual({ reviews: 0, flagged: 0, rating: null, ratingKept: null });
  });
});
