import { factorize, solveFactorized } from '@/core/math/spd';
import type { Sparse } from './interactions';

/**
 * One half-step of iALS: with the factors of the other side fixed, each row's best factors are the solution of
 * (Y'Y + lambda I + sum of (c - 1) y y') x = sum of c y over what the row has, c = 1 + alpha r.
 * Rows do not depend on each other, so any range of them can be solved anywhere.
 */
export interface HalfStep {
  /** Rows x what is fixed; the values are r. */
  matrix: Sparse;
  /** Factors of the fixed side, row by row. */
  fixed: Float32Array;
  /** Factors of the rows; written. */
  solved: Float32Array;
  /** Y'Y + lambda I of the fixed side. */
  gram: Float64Array;
  factors: number;
  alpha: number;
  /** Steps of conjugate gradient from the factors there are (Takács et al. 2011); `exact` takes Cholesky. */
  solver: 'exact' | number;
}

/** Solve rows from <= row < to. Exact: factors^3/6 + entries factors^2/2 a row; otherwise (steps + 1)(factors^2 + 2 entries factors). */
export function solveRows(step: HalfStep, from: number, to: number): void {
  const { start } = step.matrix;
  const scratch = step.solver === 'exact' ? null : newScratch(step.factors);
  for (let row = from; row < to; row += 1) {
    const range = { from: start[row] ?? 0, to: start[row + 1] ?? 0 };
    if (range.from === range.to) step.solved.fill(0, row * step.factors, (row + 1) * step.factors);
    else if (scratch && step.solver !== 'exact') improveRow(step, { row, range, scratch, steps: step.solver });
    else step.solved.set(solveExactly(step, range), row * step.factors);
  }
}

interface Range {
  from: number;
  to: number;
}

/** The factor of a row's matrix and its solution, of entries `range` of the matrix. */
function solveExactly(step: HalfStep, range: Range): Float64Array {
  const b = new Float64Array(step.factors);
  const a = rowSystem(step, range, b);
  factorize(a, step.factors);
  solveFactorized(a, step.factors, b);
  return b;
}

/** The row's matrix, lower triangle; `b` is written. */
export function rowSystem({ matrix, fixed, gram, factors, alpha }: HalfStep, range: Range, b: Float64Array): Float64Array {
  const a = gram.slice();
  for (let at = range.from; at < range.to; at += 1) {
    const y = (matrix.column[at] ?? 0) * factors;
    const extra = alpha * (matrix.value[at] ?? 0);
    for (let i = 0; i < factors; i += 1) {
      const scaled = extra * (fixed[y + i] ?? 0);
      b[i] = (b[i] ?? 0) + scaled + (fixed[y + i] ?? 0);
      for (let j = 0; j <= i; j += 1) a[i * factors + j] = (a[i * factors + j] ?? 0) + scaled * (fixed[y + j] ?? 0);
    }
  }
  return a;
}

interface Scratch {
  x: Float64Array;
  residual: Float64Array;
  direction: Float64Array;
  image: Float64Array;
}

function newScratch(factors: number): Scratch {
  const vector = (): Float64Array => new Float64Array(factors);
  return { x: vector(), residual: vector(), direction: vector(), image: vector() };
}

/** Below this square of the residual nothing more is gained in single precision. */
const SOLVED = 1e-14;

function improveRow(step: HalfStep, { row, range, scratch, steps }: { row: number; range: Range; scratch: Scratch; steps: number }): void {
  const { factors, solved } = step;
  const { x, residual, direction, image } = scratch;
  const own = row * factors;
  for (let i = 0; i < factors; i += 1) x[i] = solved[own + i] ?? 0;
  multiply(step, range, { vector: x, image: residual, plusRightSide: true });
  direction.set(residual);
  let size = dotOf(residual, residual, factors);
  for (let taken = 0; taken < steps && size > SOLVED; taken += 1) {
    multiply(step, range, { vector: direction, image, plusRightSide: false });
    const length = size / dotOf(direction, image, factors);
    for (let i = 0; i < factors; i += 1) {
      x[i] = (x[i] ?? 0) + length * (direction[i] ?? 0);
      residual[i] = (residual[i] ?? 0) - length * (image[i] ?? 0);
    }
    const next = dotOf(residual, residual, factors);
    const keep = next / size;
    for (let i = 0; i < factors; i += 1) direction[i] = (residual[i] ?? 0) + keep * (direction[i] ?? 0);
    size = next;
  }
  solved.set(x, own);
}

/** image = A vector, or b - A vector with the right side. */
function multiply(
  step: HalfStep,
  range: Range,
  { vector, image, plusRightSide }: { vector: Float64Array; image: Float64Array; plusRightSide: boolean },
): void {
  const { matrix, fixed, gram, factors, alpha } = step;
  const sign = plusRightSide ? -1 : 1;
  for (let i = 0; i < factors; i += 1) image[i] = sign * dotAt(gram, i * factors, vector);
  for (let at = range.from; at < range.to; at += 1) {
    const y = (matrix.column[at] ?? 0) * factors;
    const extra = alpha * (matrix.value[at] ?? 0);
    const along = dotAt(fixed, y, vector);
    const weight = plusRightSide ? 1 + extra - extra * along : extra * along;
    for (let i = 0; i < factors; i += 1) image[i] = (image[i] ?? 0) + weight * (fixed[y + i] ?? 0);
  }
}

/** Product of a row and a vector, in four running sums so that one need not wait for the other. */
export function dotAt(rows: Float32Array | Float64Array, at: number, vector: Float64Array): number {
  const { length } = vector;
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    a += (rows[at + i] ?? 0) * (vector[i] ?? 0);
    b += (rows[at + i + 1] ?? 0) * (vector[i + 1] ?? 0);
    c += (rows[at + i + 2] ?? 0) * (vector[i + 2] ?? 0);
    d += (rows[at + i + 3] ?? 0) * (vector[i + 3] ?? 0);
  }
  for (; i < length; i += 1) a += (rows[at + i] ?? 0) * (vector[i] ?? 0);
  return a + b + (c + d);
}

function dotOf(left: Float64Array, right: Float64Array, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i += 1) sum += (left[i] ?? 0) * (right[i] ?? 0);
  return sum;
}
