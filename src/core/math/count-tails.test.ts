import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from './benjamini-hochberg';
import { hypergeometricTail, negativeBinomialTail, poissonTail, predictiveTail } from './count-tails';

describe('tails of counts', () => {
  it('Poisson: the worked example of a mean of 3.3', () => {
    expect(poissonTail(15, 3.3) / 2.1219e-6).toBeCloseTo(1, 4);
    expect(poissonTail(7, 3.3)).toBeCloseTo(0.0509656, 7);
  });

  it('with an unknown rate: wider, and the wider the shorter the history', () => {
    expect(predictiveTail(15, { total: 33, periods: 10 }) / 1.2247e-5).toBeCloseTo(1, 4);
    expect(predictiveTail(7, { total: 33, periods: 10 })).toBeCloseTo(0.0630994, 7);
    expect(predictiveTail(7, { total: 3.3, periods: 1 })).toBeGreaterThan(0.0630994);
  });

  it('agree with sums over all outcomes', () => {
    // Fisher's tea: all four cups right of eight.
    expect(hypergeometricTail(4, { draw: 4, marked: 4, population: 8 })).toBeCloseTo(1 / 70, 12);
    expect(hypergeometricTail(3, { draw: 4, marked: 4, population: 8 })).toBeCloseTo(17 / 70, 12);
    expect(negativeBinomialTail(1, 1, 0.25)).toBeCloseTo(0.75, 12);
  });

  it('are certain at zero and impossible beyond the end', () => {
    expect([poissonTail(0, 2), predictiveTail(0, { total: 1, periods: 1 })]).toEqual([1, 1]);
    expect(poissonTail(1, 0)).toBe(0);
    expect(hypergeometricTail(5, { draw: 4, marked: 4, population: 8 })).toBe(0);
    expect(hypergeometricTail(2, { draw: 6, marked: 4, population: 8 })).toBe(1);
  });

  it('stay exact far out and for large means', () => {
    expect(poissonTail(2000, 2000)).toBeGreaterThan(0.5);
    expect(poissonTail(2000, 2000)).toBeLessThan(0.51);
    expect(poissonTail(100, 1)).toBeLessThan(1e-150);
    expect(poissonTail(100, 1)).toBeGreaterThan(0);
  });
});

describe('Benjamini-Hochberg', () => {
  it('gives the worked q-values in the order asked', () => {
    const q = benjaminiHochberg([0.01, 0.04, 0.03, 0.005, 0.2]);
    for (const [index, expected] of [0.025, 0.05, 0.05, 0.025, 0.2].entries()) expect(q[index]).toBeCloseTo(expected, 12);
  });

  it('takes none and one', () => {
    expect(benjaminiHochberg([])).toEqual([]);
    expect(benjaminiHochberg([0.3])).toEqual([0.3]);
  });
});
