import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BASKET_LIMIT, boughtTogether, logLikelihoodRatio, pairOf } from './bought-together';
import { readEvents } from './events';
import { toBaskets } from './interactions';

/** Baskets as words: each letter an item. */
const basketsOf = (baskets: readonly string[]) => {
  const events = baskets.flatMap((basket, order) =>
    [...basket].map((item) => ({ user: null, item, order: `${order}`, at: order, quantity: 1 })),
  );
  return toBaskets(readEvents(events).log);
};

describe('logLikelihoodRatio', () => {
  it('gives the figures known of Online Retail', () => {
    const frequent = pairOf(0, 1, { nAB: 546, nA: 871, nB: 1600, baskets: 18_402 });
    expect(frequent.support).toBeCloseTo(0.02967, 5);
    expect(frequent.confidence).toBeCloseTo(0.62687, 5);
    expect(frequent.lift).toBeCloseTo(7.2097, 4);
    expect(frequent.g2).toBeCloseTo(1752.05, 2);
    const surest = pairOf(0, 1, { nAB: 541, nA: 691, nB: 783, baskets: 18_402 });
    expect(surest.confidence).toBeCloseTo(0.78292, 5);
    expect(pairOf(1, 0, { nAB: 541, nA: 783, nB: 691, baskets: 18_402 }).confidence).toBeCloseTo(0.69093, 5);
    expect(surest.lift).toBeCloseTo(18.4, 3);
    expect(surest.g2).toBeCloseTo(3194.66, 2);
    expect(pairOf(1, 0, { nAB: 546, nA: 1600, nB: 871, baskets: 18_402 }).confidence).toBeCloseTo(0.34125, 5);
  });

  it('is 0 for what happens together as often as by accident', () => {
    expect(logLikelihoodRatio({ nAB: 25, nA: 50, nB: 50, baskets: 100 })).toBeCloseTo(0, 12);
    expect(logLikelihoodRatio({ nAB: 100, nA: 100, nB: 100, baskets: 100 })).toBe(0);
  });
});

describe('boughtTogether', () => {
  it('keeps pairs with enough common baskets and a lift above 1, best first', () => {
    const { pairs, baskets } = boughtTogether(
      basketsOf([...Array<string>(6).fill('ab'), ...Array<string>(5).fill('cd'), ...Array<string>(4).fill('ef'), 'a', 'c', 'x']),
    );
    expect(baskets).toBe(18);
    expect(pairs.map(({ a, b, nAB }) => [a, b, nAB])).toEqual([
      [0, 1, 6],
      [2, 3, 5],
    ]);
    expect(boughtTogether(basketsOf(Array<string>(9).fill('ab'))).pairs).toEqual([]);
  });

  it('counts as a plain count over baskets does', () => {
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(fc.constantFrom(...'abcde'), { minLength: 1 }), { minLength: 1, maxLength: 20 }), (words) => {
        const sets = words.map((word) => new Set(word));
        const letters = [...new Set(words.flat())].sort();
        for (const { a, b, nAB, nA, nB, lift } of boughtTogether(basketsOf(words.map((word) => word.join(''))), 1).pairs) {
          const has =
            (item: number) =>
            (set: ReadonlySet<string>): boolean =>
              set.has(letters[item] ?? '');
          expect(nA).toBe(sets.filter(has(a)).length);
          expect(nB).toBe(sets.filter(has(b)).length);
          expect(nAB).toBe(sets.filter(has(a)).filter(has(b)).length);
          expect(lift).toBeGreaterThan(1);
        }
      }),
    );
  });

  it('does not count the pairs of a basket that holds half the shop', () => {
    const huge = Array.from({ length: BASKET_LIMIT + 1 }, (_, item) => ({
      user: null,
      item: `i${item}`,
      order: 'bulk',
      at: 0,
      quantity: 1,
    }));
    expect(boughtTogether(toBaskets(readEvents(huge).log), 1)).toEqual({ pairs: [], baskets: 1 });
  });
});
