import { describe, expect, it } from 'vitest';
import { blend } from './blend';
import { buyAgain } from './buy-again';
import { contentNeighbours } from './content';
import { diversify, sameCategory } from './diversify';
import { ease, EASE_ITEM_LIMIT } from './ease';
import { DAY_MS, readEvents } from './events';
import { toInteractions, type Sparse } from './interactions';
import { itemItem } from './item-item';
import { neighbourRecommender } from './neighbours';
import { popularity, sameForAll } from './popularity';
import { bayesianMean, wilsonLowerBound } from './ratings';
import { recommend, topOf, type History } from './recommender';
import { eventsOf } from './small-shops.fixture';
import { trendingScores } from './trending';

const { log } = readEvents(eventsOf(['1100', '1110', '0110', '0011', '1001']));
const matrix = toInteractions(log);
const owns = (...items: number[]): History => ({
  items: Int32Array.from(items),
  counts: new Float32Array(items.length).fill(1),
  lastAt: new Float64Array(items.length),
  now: 0,
});
const NOTHING = new Int32Array(0);

function cell({ start, column, value }: Sparse, row: number, wanted: number): number {
  const at = column.subarray(start[row], start[row + 1]).indexOf(wanted);
  return at < 0 ? 0 : (value[(start[row] ?? 0) + at] ?? 0);
}

describe('item-item', () => {
  it.each([
    [0, [0.666667, 0.333333, 0.408248]],
    [10, [0.153846, 0.076923, 0.080325]],
  ])('gives the cosines with shrink %i', (shrink, expected) => {
    const weights = itemItem(matrix, { similarity: 'cosine', neighbours: 3, shrink });
    expected.forEach((value, at) => expect(cell(weights, 0, at + 1)).toBeCloseTo(value, 6));
  });

  it('gives the Jaccard similarity', () => {
    expect(cell(itemItem(matrix, { similarity: 'jaccard', neighbours: 3, shrink: 0 }), 0, 1)).toBeCloseTo(0.5, 12);
  });

  it('keeps only the nearest', () => {
    const weights = itemItem(matrix, { similarity: 'cosine', neighbours: 1, shrink: 0 });
    expect([...weights.column.subarray(weights.start[0], weights.start[1])]).toEqual([1]);
  });
});

describe('EASE', () => {
  const weights = ease(matrix, { lambda: 0.5, kept: 4 });

  it('gives the weights and scores of the reference', () => {
    const rows = [0, 1].map((from) => [0, 1, 2, 3].map((to) => cell(weights, to, from)));
    const expected = [
      [0, 0.540541, -0.277372, 0.451613],
      [0.729927, 0, 0.729927, -0.516129],
    ];
    expected.forEach((row, at) => row.forEach((value, to) => expect(rows[at]?.[to]).toBeCloseTo(value, 6)));
    const scores = new Float64Array(4);
    neighbourRecommender(weights).score(owns(0, 1), scores);
    [0.729927, 0.540541, 0.452555, -0.064516].forEach((value, at) => expect(scores[at]).toBeCloseTo(value, 6));
  });

  it('says which items speak for a recommendation, adding up to its score', () => {
    const [first] = recommend(neighbourRecommender(weights), owns(1, 3), { n: 1, exclude: Int32Array.of(1, 3) });
    const [reasons] = neighbourRecommender(weights).explain(owns(1, 3), Int32Array.of(first?.item ?? -1));
    expect(reasons?.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(first?.score ?? Number.NaN, 6);
    expect(first?.because[0]?.contribution).toBeGreaterThan(0);
  });

  it('refuses more items than it can invert and a lambda that makes no sense', () => {
    expect(() => ease(matrix, { lambda: 0.5, kept: 4 }, 3)).toThrow(/handles 3 products; there are 4/);
    expect(EASE_ITEM_LIMIT).toBe(5_000);
    expect(() => ease(matrix, { lambda: 0, kept: 4 })).toThrow(/lambda 0/);
  });
});

describe('popularity and trending', () => {
  it('counts customers, and orders of nobody known as one each', () => {
    const nobody = ['9', '8'].map((order) => ({ user: null, item: 'i3', order, at: 1, quantity: 1 }));
    const again = { user: 'u0', item: 'i0', order: 'again', at: 9, quantity: 1 };
    expect([...popularity(readEvents([...eventsOf(['1001']), ...nobody, again]).log)]).toEqual([1, 3]);
  });

  it('gives the decayed sums', () => {
    const ages = [0, 7, 0, 10];
    const scores = trendingScores(
      { item: [0, 0, 1, 2], at: ages.map((days) => -days * DAY_MS), weight: [10, 10, 14, 30] },
      { items: 3, now: 0, halfLifeMs: 7 * DAY_MS },
    );
    expect([...scores]).toEqual([15, 14, expect.closeTo(11.144957, 6)]);
  });

  it('gives no reasons: it recommends the same to all', () => {
    expect(recommend(sameForAll(Float64Array.of(1, 3, 2)), owns(0), { n: 2, exclude: Int32Array.of(0) })).toEqual([
      { item: 1, score: 3, because: [] },
      { item: 2, score: 2, because: [] },
    ]);
  });
});

describe('buy again', () => {
  const history: History = {
    items: Int32Array.of(0, 2),
    counts: Float32Array.of(2, 3),
    lastAt: Float64Array.of(90 * DAY_MS, 0),
    now: 90 * DAY_MS,
  };

  it('goes by the count, and by how long ago where that is asked for', () => {
    const first = (halfLifeDays: number): number | undefined =>
      recommend(buyAgain(4, { halfLifeDays }), history, { n: 1, exclude: NOTHING })[0]?.item;
    expect(first(3650)).toBe(2);
    expect(first(30)).toBe(0);
  });

  it('names the item itself as the reason', () => {
    expect(recommend(buyAgain(4, { halfLifeDays: 90 }), history, { n: 4, exclude: NOTHING })[0]).toEqual({
      item: 0,
      score: 2,
      because: [{ item: 0, contribution: 2 }],
    });
  });
});

describe('content', () => {
  it('finds what is alike by its vectors, whatever their lengths, and nothing for items without one', () => {
    const weights = contentNeighbours(
      [Float32Array.of(1, 0), Float32Array.of(5, 0), Float32Array.of(1, 1), undefined, Float32Array.of(0, 0)],
      2,
    );
    expect(cell(weights, 0, 1)).toBeCloseTo(1, 6);
    expect(cell(weights, 0, 2)).toBeCloseTo(Math.SQRT1_2, 6);
    expect([...weights.start]).toEqual([0, 2, 4, 6, 6, 6]);
  });
});

describe('blend', () => {
  it('adds shares of the highest score, and reasons alike', () => {
    const mixed = blend([
      { recommender: sameForAll(Float64Array.of(0, 10, 5, -10)), weight: 1 },
      { recommender: buyAgain(4, { halfLifeDays: 90 }), weight: 0.5 },
    ]);
    expect(recommend(mixed, owns(2), { n: 4, exclude: NOTHING })).toEqual([
      { item: 1, score: 1, because: [] },
      { item: 2, score: 1, because: [{ item: 2, contribution: 0.5 }] },
    ]);
  });
});

describe('topOf', () => {
  it('breaks ties by number and leaves out what is not above zero', () => {
    expect([...topOf(Float64Array.of(1, 3, Number.NaN, 3, 0, -1, 2, 1), 4)]).toEqual([1, 3, 6, 0]);
    expect([...topOf(new Float64Array(3), 2)]).toEqual([]);
    expect([...topOf(Float64Array.of(1), 0)]).toEqual([]);
  });
});

it('breaks up items of one category without losing the first', () => {
  const list = [5, 4.9, 4.8, 4].map((score, item) => ({ item, score, because: [] }));
  const likeness = sameCategory(['mugs', 'mugs', 'mugs', 'pots']);
  expect(diversify(list, { n: 3, likeness }).map(({ item }) => item)).toEqual([0, 3, 1]);
  expect(diversify(list, { n: 9, likeness, lambda: 0 }).map(({ item }) => item)).toEqual([0, 1, 2, 3]);
});

it('ranks ratings by what one can count on', () => {
  expect(wilsonLowerBound(9, 10)).toBeCloseTo(0.59585, 6);
  expect(wilsonLowerBound(90, 100)).toBeCloseTo(0.825634, 6);
  expect(wilsonLowerBound(1, 1)).toBeCloseTo(0.206549, 6);
  expect(wilsonLowerBound(0, 0)).toBe(0);
  expect(bayesianMean({ mean: 4.8, count: 5 }, { mean: 4.1, weight: 20 })).toBeCloseTo(4.24, 12);
  expect(bayesianMean({ mean: 0, count: 0 }, { mean: 4.1, weight: 0 })).toBe(4.1);
});
