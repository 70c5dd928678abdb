import { describe, expect, it } from 'vitest';
import { minimise } from './lbfgs';
import { fitLogistic, sigmoid } from './logistic-regression';

describe('L-BFGS', () => {
  it('finds the bottom of the banana valley', () => {
    const rosenbrock = (x: Float64Array, gradient: Float64Array): number => {
      const [a = 0, b = 0] = x;
      gradient[0] = -2 * (1 - a) - 400 * a * (b - a * a);
      gradient[1] = 200 * (b - a * a);
      return (1 - a) ** 2 + 100 * (b - a * a) ** 2;
    };
    const { at, converged } = minimise(rosenbrock, Float64Array.of(-1.2, 1), { iterations: 200, tolerance: 1e-9 });
    expect(converged).toBe(true);
    expect(at[0]).toBeCloseTo(1, 6);
    expect(at[1]).toBeCloseTo(1, 6);
  });

  it('says when it ran out of iterations', () => {
    const valley = (x: Float64Array, gradient: Float64Array): number => ((gradient[0] = 4 * (x[0] ?? 0) ** 3), (x[0] ?? 0) ** 4);
    expect(minimise(valley, Float64Array.of(10), { iterations: 1, tolerance: 1e-9 }).converged).toBe(false);
  });
});

describe('logistic regression', () => {
  it('sits where penalty and losses balance', () => {
    const rows = { offsets: Uint32Array.of(0, 1, 2, 3), columns: Uint32Array.of(0, 0, 0), values: Float32Array.of(1, -1, 2), width: 1 };
    const labels = Uint8Array.of(1, 0, 1);
    const { weights, intercept, converged } = fitLogistic(rows, labels, 10);
    const w = weights[0] ?? 0;
    const slopes = [1, -1, 2].map((value, index) => 10 * (sigmoid(w * value + intercept) - (labels[index] ?? 0)));
    expect(converged).toBe(true);
    expect(w + (slopes[0] ?? 0) - (slopes[1] ?? 0) + 2 * (slopes[2] ?? 0)).toBeCloseTo(0, 2);
    expect(slopes.reduce((sum, slope) => sum + slope, 0)).toBeCloseTo(0, 2);
  });
});
