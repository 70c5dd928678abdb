import { describe, expect, it } from 'vitest';
import type { PurchaseEvent } from '@/core/recommend/events';
import { openRecommender } from '@/core/recommend/open-recommender';
import { trainRecommendations } from './train';

const DAY_MS = 86_400_000;

/** 80 customers of two tastes, an order of two items each ten days. */
function events(): PurchaseEvent[] {
  return Array.from({ length: 80 * 20 }, (_, place): PurchaseEvent[] => {
    const user = place % 80;
    const order = Math.floor(place / 80);
    const at = order * 10 * DAY_MS + user;
    const item = (step: number): string => `${user % 2 === 0 ? 'tea' : 'tool'}-${(user * 7 + order * step) % 15}`;
    return [3, 4].map((step) => ({ user: `u${user}`, item: item(step), order: `${user}-${order}`, at, quantity: 1 }));
  }).flat();
}

const NOW = 200 * DAY_MS;

describe('trainRecommendations', () => {
  it('trains apart, with helpers that come to what one thread comes to, and says how far it is', async () => {
    const parts: string[] = [];
    const alone = await trainRecommendations(events(), { now: NOW, seed: 1, threads: 1, onProgress: ({ part }) => parts.push(part) });
    const together = await trainRecommendations(events(), { now: NOW, seed: 1, threads: 3 });
    expect(together.card).toEqual(alone.card);
    expect(parts).toContain('ials');
    const list = openRecommender(together.bytes, together.card).forCustomer([{ item: 'tea-1', at: NOW, count: 1 }], 5);
    expect(list.every(({ item }) => item.startsWith('tea'))).toBe(true);
  });

  it('does not look at purchases after its moment', async () => {
    const { card } = await trainRecommendations(events(), { now: 3 * DAY_MS, seed: 1, threads: 1 });
    expect(card.data).toMatchObject({ orders: 80, to: 79 });
    expect(card.purposes.newItems.verdict).toBe('notEnoughData');
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const training = trainRecommendations(events(), {
      now: NOW,
      seed: 1,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    });
    await expect(training).rejects.toThrow('enough');
    await expect(trainRecommendations([], { now: NOW, seed: 1, signal: controller.signal })).rejects.toThrow('enough');
  });

  it('rejects when its threads run out of memory half way, and leaves none behind', async () => {
    const before = process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
    const many = Array.from({ length: 60_000 }, (_, place) => ({
      user: `${place}`,
      item: `${place}`,
      order: `${place}`,
      at: place,
      quantity: 1,
    }));
    await expect(trainRecommendations(many, { now: NOW, seed: 1, threads: 2, heapMb: 8 })).rejects.toMatchObject({
      code: 'internal',
      retry: 'later',
    });
    expect(process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length).toBe(before);
  });

  it('makes a model of a shop without purchases, which knows nothing', async () => {
    const vectors = new Map([['tea-1', Float32Array.of(1)]]);
    const { card } = await trainRecommendations([], { now: NOW, seed: 1, vectors, threads: 1 });
    expect(card.data).toMatchObject({ events: 0, from: null, to: null });
  });
});
