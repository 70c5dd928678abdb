import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/core/math/random';
import { backTest, type BackTest } from './back-test';
import type { ShopSize } from './candidates';
import { readEvents, type PurchaseEvent } from './events';
import { pairedTest } from './paired-test';
import { generateShop, SHOP_END } from './small-shops.fixture';

function test(events: Iterable<PurchaseEvent>, itemsPerCustomer = 20): BackTest {
  const { log } = readEvents(events);
  const shop: ShopSize = { items: log.items.length, customers: log.users.length, itemsPerCustomer, hasVectors: false };
  const random = seededRandom(1);
  return backTest(log, shop, { now: SHOP_END, random, vectors: [], easeLimit: 5_000, training: { random } });
}

describe('backTest', () => {
  it('finds the taste of customers where there is one', () => {
    const { newItems, basket } = test(generateShop({ seed: 1, taste: 0.9 })).purposes;
    expect(newItems.verdict).toBe('betterThanPopularity');
    expect(newItems.pValue).toBeLessThan(0.01);
    expect(newItems.chosen.method).not.toBe('recentPopularity');
    expect(basket.verdict).toBe('betterThanPopularity');
  });

  it('says "no better than popularity" of shops without structure', () => {
    const verdicts = Array.from({ length: 12 }, (_, seed) => test(generateShop({ seed, taste: 0, customers: 100 }), 9).purposes).flatMap(
      (purposes) => Object.values(purposes),
    );
    expect(verdicts).toHaveLength(48);
    for (const { verdict, chosen } of verdicts) {
      expect(verdict).toBe('noBetterThanPopularity');
      expect(chosen.method).toBe('recentPopularity');
    }
  });

  it('tries no personal method where customers bought hardly anything', () => {
    const tried = test(generateShop({ seed: 2, taste: 0.3 }), 4).purposes.newItems.measured.map(({ method }) => method);
    expect(tried.toSorted()).toEqual(['popularity', 'recentPopularity', 'trending']);
  });

  it('has nothing to say of shops with too few customers, or none', () => {
    for (const events of [[], generateShop({ seed: 3, customers: 20, taste: 1 })]) {
      const { windows, purposes } = test(events);
      expect(windows).toBeNull();
      expect(purposes.newItems).toMatchObject({
        verdict: 'notEnoughData',
        chosen: { method: 'recentPopularity' },
        measured: [],
        pValue: null,
      });
    }
  });
});

describe('pairedTest', () => {
  it('is sure of a difference everyone has and of none that cancels out', () => {
    expect(pairedTest(new Float64Array(40).fill(0.1), seededRandom(1))).toBeLessThan(0.001);
    expect(pairedTest(Float64Array.of(0.1, -0.1), seededRandom(1))).toBe(1);
    expect(pairedTest(new Float64Array(0), seededRandom(1))).toBe(1);
  });

  it('raises a false alarm as rarely as it says', () => {
    let alarms = 0;
    for (let seed = 0; seed < 300; seed += 1) {
      const random = seededRandom(seed);
      alarms +=
        pairedTest(
          Float64Array.from({ length: 40 }, () => random() - 0.5),
          random,
        ) <= 0.05
          ? 1
          : 0;
    }
    // 5 % of 300 are 15; more than 27 would happen once in a thousand runs.
    expect(alarms).toBeLessThanOrEqual(27);
  });
});
