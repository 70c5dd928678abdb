import { minimise } from './lbfgs';
import type { SparseRows } from './sparse';

export interface LogisticFit {
  weights: Float64Array;
  intercept: number;
  iterations: number;
  converged: boolean;
}

const ITERATIONS = 300;
const TOLERANCE = 1e-4;

/**
 * Logistic regression with an L2 penalty: minimises |w|^2 / 2 + c * sum of log losses; the intercept is not penalised.
 * `labels` are 1 and 0, one for each row.
 */
export function fitLogistic(rows: SparseRows, labels: Uint8Array, c: number): LogisticFit {
  const { offsets, columns, values, width } = rows;
  const objective = (x: Float64Array, gradient: Float64Array): number => {
    let loss = 0;
    for (let i = 0; i < width; i += 1) {
      loss += 0.5 * x[i]! * x[i]!;
      gradient[i] = x[i]!;
    }
    const intercept = x[width]!;
    let interceptSlope = 0;
    for (let row = 0; row < labels.length; row += 1) {
      let margin = intercept;
      const end = offsets[row + 1]!;
      for (let at = offsets[row]!; at < end; at += 1) margin += x[columns[at]!]! * values[at]!;
      const sign = labels[row] === 1 ? 1 : -1;
      loss += c * logOnePlusExp(-sign * margin);
      const slope = c * (sigmoid(margin) - labels[row]!);
      interceptSlope += slope;
      for (let at = offsets[row]!; at < end; at += 1) gradient[columns[at]!] = gradient[columns[at]!]! + slope * values[at]!;
    }
    gradient[width] = interceptSlope;
    return loss;
  };
  const { at, iterations, converged } = minimise(objective, new Float64Array(width + 1), { iterations: ITERATIONS, tolerance: TOLERANCE });
  return { weights: at.subarray(0, width), intercept: at[width]!, iterations, converged };
}

/** 1 / (1 + e^-x) without overflow. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const power = Math.exp(x);
  return power / (1 + power);
}

/** ln(1 + e^x) without overflow. */
export const logOnePlusExp = (x: number): number => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));
