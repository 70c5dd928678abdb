import { describe, expect, it } from 'vitest';
import { kolmogorovSmirnov } from './kolmogorov-smirnov';

describe('the two-sample Kolmogorov-Smirnov test', () => {
  it('finds no gap in a sample and itself', () => {
    const counts = Float64Array.of(0, 5, 9, 4);
    expect(kolmogorovSmirnov(counts, counts)).toMatchObject({ gap: 0, p: 1, sizes: [18, 18] });
  });

  it('measures the largest distance and the means', () => {
    const { gap, p, means } = kolmogorovSmirnov(Float64Array.of(0, 20, 0, 0), Float64Array.of(0, 5, 0, 15));
    expect(gap).toBeCloseTo(0.75, 12);
    expect(means).toEqual([1, 2.5]);
    // lambda = (sqrt(10) + 0.12 + 0.11 / sqrt(10)) * 0.75; p = 2 exp(-2 lambda^2) to many digits.
    expect(p / (2 * Math.exp(-2 * ((Math.sqrt(10) + 0.12 + 0.11 / Math.sqrt(10)) * 0.75) ** 2))).toBeCloseTo(1, 6);
  });

  it('says nothing of an empty sample', () => {
    expect(kolmogorovSmirnov(new Float64Array(3), Float64Array.of(1, 1, 1))).toMatchObject({ gap: 0, p: 1 });
  });
});
