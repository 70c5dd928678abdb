import { describe, expect, it } from 'vitest';
import { coverage, novelty, rankingQuality } from './metrics';

describe('rankingQuality', () => {
  it('gives the hand-computed values for hits at ranks 1 and 3 of four relevant items', () => {
    const quality = rankingQuality([7, 1, 8, 2, 3, 4, 5, 6, 0, 9], new Set([7, 8, 20, 21]), 10);
    expect(quality.ndcg).toBeCloseTo(0.58557, 6);
    expect(quality).toMatchObject({ precision: 0.2, recall: 0.5, hit: 1 });
  });

  it('is 1 for the best ranking and 0 for one that hits nothing', () => {
    expect(rankingQuality([1, 2], new Set([1, 2]), 10).ndcg).toBe(1);
    expect(rankingQuality([3], new Set([1]), 10)).toEqual({ precision: 0, recall: 0, ndcg: 0, hit: 0 });
  });

  it('looks no further than k', () => {
    expect(rankingQuality([0, 1], new Set([1]), 1).hit).toBe(0);
  });

  it('refuses a question without an answer', () => {
    expect(() => rankingQuality([1], new Set(), 10)).toThrow(RangeError);
  });
});

it('coverage and novelty are 0 for nothing, and novelty is in bits', () => {
  expect(coverage(new Set(), 0)).toBe(0);
  expect(coverage(new Set([1, 2]), 4)).toBe(0.5);
  expect(novelty([], [], 4)).toBe(0);
  expect(novelty([0, 1], [4, 1], 4)).toBe(1);
});
