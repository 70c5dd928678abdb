import { describe, expect, it } from 'vitest';
import { seededRandom } from './random';
import { factorize, invert, solveFactorized } from './spd';

/** Diagonally dominant, hence positive definite. */
function randomMatrix(n: number): Float64Array {
  const random = seededRandom(n);
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      const value = random() + (i === j ? n : 0);
      a[i * n + j] = value;
      a[j * n + i] = value;
    }
  }
  return a;
}

describe('symmetric positive definite matrices', () => {
  // Around the sizes of blocks and tiles, where an edge could be missed.
  it.each([1, 2, 3, 5, 63, 64, 65, 67, 130, 321])('inverts %i rows', (n) => {
    const a = randomMatrix(n);
    const inverse = a.slice();
    expect(invert(inverse, n)).toBe(true);
    let worst = 0;
    for (let i = 0; i < n; i += 1) {
      for (let j = 0; j < n; j += 1) {
        let sum = i === j ? -1 : 0;
        for (let k = 0; k < n; k += 1) sum += (a[i * n + k] ?? 0) * (inverse[k * n + j] ?? 0);
        worst = Math.max(worst, Math.abs(sum));
      }
    }
    expect(worst).toBeLessThan(1e-12);
  });

  it('solves for a right side', () => {
    const a = Float64Array.of(4, 2, 2, 3);
    const b = Float64Array.of(10, 9);
    expect(factorize(a, 2)).toBe(true);
    solveFactorized(a, 2, b);
    expect([...b]).toEqual([expect.closeTo(1.5, 12), expect.closeTo(2, 12)]);
  });

  it('says when a matrix is not positive definite, or is none', () => {
    expect(factorize(Float64Array.of(1, 2, 2, 1), 2)).toBe(false);
    expect(invert(Float64Array.of(Number.NaN), 1)).toBe(false);
  });
});
