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
  multiplyDense(gram, vector, image);
  if (plusRightSide) for (let i = 0; i < factors; i += 1) image[i] = -(image[i] ?? 0);
  let at = range.from;
  for (; at + 3 < range.to; at += 4) addFour(step, at, { vector, image, plusRightSide });
  for (; at < range.to; at += 1) {
    const y = (matrix.column[at] ?? 0) * factors;
    const weight = weightOf(alpha * (matrix.value[at] ?? 0), dotAt(fixed, y, vector), plusRightSide);
    for (let i = 0; i < factors; i += 1) image[i] = (image[i] ?? 0) + weight * (fixed[y + i] ?? 0);
  }
}

/** What an entry's factors are multiplied by: its part of A times the vector, or of b less that. */
function weightOf(extra: number, along: number, plusRightSide: boolean): number {
  return plusRightSide ? 1 + extra - extra * along : extra * along;
}

interface Multiplication {
  vector: Float64Array;
  image: Float64Array;
  plusRightSide: boolean;
}

/** Four entries at once, so that the vector is read, and the image read and written, once for all of them. */
function addFour({ matrix, fixed, factors, alpha }: HalfStep, at: number, { vector, image, plusRightSide }: Multiplication): void {
  const y0 = (matrix.column[at] ?? 0) * factors;
  const y1 = (matrix.column[at + 1] ?? 0) * factors;
  const y2 = (matrix.column[at + 2] ?? 0) * factors;
  const y3 = (matrix.column[at + 3] ?? 0) * factors;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let k = 0; k < factors; k += 1) {
    const part = vector[k] ?? 0;
    s0 += (fixed[y0 + k] ?? 0) * part;
    s1 += (fixed[y1 + k] ?? 0) * part;
    s2 += (fixed[y2 + k] ?? 0) * part;
    s3 += (fixed[y3 + k] ?? 0) * part;
  }
  const w0 = weightOf(alpha * (matrix.value[at] ?? 0), s0, plusRightSide);
  const w1 = weightOf(alpha * (matrix.value[at + 1] ?? 0), s1, plusRightSide);
  const w2 = weightOf(alpha * (matrix.value[at + 2] ?? 0), s2, plusRightSide);
  const w3 = weightOf(alpha * (matrix.value[at + 3] ?? 0), s3, plusRightSide);
  for (let k = 0; k < factors; k += 1) {
    const sum = w0 * (fixed[y0 + k] ?? 0) + w1 * (fixed[y1 + k] ?? 0) + (w2 * (fixed[y2 + k] ?? 0) + w3 * (fixed[y3 + k] ?? 0));
    image[k] = (image[k] ?? 0) + sum;
  }
}

/** image = matrix vector, four rows at a time: each part of the vector is read once for all four. */
function multiplyDense(matrix: Float64Array, vector: Float64Array, image: Float64Array): void {
  const n = vector.length;
  let row = 0;
  for (; row + 3 < n; row += 4) {
    const at = row * n;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let k = 0; k < n; k += 1) {
      const part = vector[k] ?? 0;
      a += (matrix[at + k] ?? 0) * part;
      b += (matrix[at + n + k] ?? 0) * part;
      c += (matrix[at + 2 * n + k] ?? 0) * part;
      d += (matrix[at + 3 * n + k] ?? 0) * part;
    }
    image[row] = a;
    image[row + 1] = b;
    image[row + 2] = c;
    image[row + 3] = d;
  }
  for (; row < n; row += 1) {
    let sum = 0;
    for (let k = 0; k < n; k += 1) sum += (matrix[row * n + k] ?? 0) * (vector[k] ?? 0);
    image[row] = sum;
  }
}

/**
 * Product of a row and a vector, in four running sums so that one need not wait for the other. It takes one type of rows only:
 * with two, the machine code asks at every step which it is.
 */
export function dotAt(rows: Float32Array, at: number, vector: Float64Array): number {
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
