import { describe, expect, it } from 'vitest';
import { rev2 } from './rev2';

const rate = (edges: [number, number, number][], userCount: number, productCount: number) =>
  rev2({
    users: Int32Array.from(edges, ([user]) => user),
    products: Int32Array.from(edges, ([, product]) => product),
    scores: Float64Array.from(edges, ([, , score]) => score),
    userCount,
    productCount,
  });

describe('REV2', () => {
  it('gives the worked example: the one who disagrees is the least fair', () => {
    const { fairness, goodness, converged } = rate(
      [
        [0, 0, 1],
        [0, 1, 1],
        [1, 0, 1],
        [1, 1, 0.5],
        [2, 0, -1],
        [2, 1, -1],
        [3, 0, 1],
      ],
      4,
      2,
    );
    expect(converged).toBe(true);
    for (const [index, expected] of [0.630809, 0.693309, 0.479603, 0.637926].entries()) expect(fairness[index]).toBeCloseTo(expected, 5);
    for (const [index, expected] of [0.385908, 0.218916].entries()) expect(goodness[index]).toBeCloseTo(expected, 5);
  });

  it('counts a repeated rating twice', () => {
    const once = rate(
      [
        [0, 0, 1],
        [1, 0, -1],
      ],
      2,
      1,
    );
    const twice = rate(
      [
        [0, 0, 1],
        [0, 0, 1],
        [1, 0, -1],
      ],
      2,
      1,
    );
    expect(twice.goodness[0]).toBeGreaterThan(once.goodness[0] ?? 1);
  });

  it('stays in its bounds and ends, with nobody and with one user', () => {
    expect(rate([], 0, 0)).toMatchObject({ converged: true });
    const { fairness, goodness, reliability, converged } = rate([[0, 0, -1]], 1, 1);
    expect(converged).toBe(true);
    expect(goodness[0]).toBeGreaterThanOrEqual(-1);
    expect(goodness[0]).toBeLessThan(0);
    expect(fairness[0]).toBeLessThanOrEqual(1);
    expect(reliability[0]).toBeGreaterThan(0);
  });

  it('takes hundreds of thousands of ratings in seconds', () => {
    const size = 200_000;
    const users = Int32Array.from({ length: size }, (_, at) => (Math.imul(at, 7919) % 50_000) & 0xffff);
    const products = Int32Array.from({ length: size }, (_, at) => at % 5_000);
    const scores = Float32Array.from({ length: size }, (_, at) => (at % 5) / 2 - 1);
    const started = performance.now();
    expect(rev2({ users, products, scores, userCount: 65_536, productCount: 5_000 }).converged).toBe(true);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
