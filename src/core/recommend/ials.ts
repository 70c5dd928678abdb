import { AppError } from '@/core/errors';
import type { Sparse } from './interactions';
import { dotAt, solveRows, type HalfStep } from './ials-solve';

/**
 * Implicit alternating least squares (Hu, Koren, Volinsky 2008; Rendle et al. 2022 for how to tune it). Users and items get
 * vectors x, y such that x.y is near 1 for what was bought and 0 otherwise, with more weight on what was bought:
 * minimise sum of c (p - x.y)^2 + lambda (|X|^2 + |Y|^2), c = 1 + alpha r where bought, 1 elsewhere.
 * Cost of one iteration: see solveRows, over all rows of both sides; memory 4 factors (users + items) bytes beside the matrix.
 * The objective never rises; when it does, or is no number, training has failed and says so.
 */
export interface IalsParameters {
  factors: number;
  lambda: number;
  alpha: number;
  iterations: number;
  solver: 'exact' | number;
}

export interface IalsTraining {
  /** Numbers from 0 to 1; only the start of the item factors is drawn. */
  random: () => number;
  /** Solves all rows of a half-step; here unless somebody offers threads. */
  sweep?: (step: HalfStep) => void;
  /** Where factors are kept: shared memory when other threads are to see them. */
  allocate?: (length: number) => Float32Array;
  /** Told after each iteration; throws to stop. */
  onIteration?: (done: number, objective: number) => void;
}

/** Steps of conjugate gradient: three from the factors of the iteration before are as good as the exact solution. */
export const CG_STEPS = 3;
/** Rounding in single precision may lift the objective by this share, no more. */
const ROUNDING = 1e-4;
/** An error of this much an entry is none: without a penalty the objective ends there, and its digits are rounding. */
const NOTHING = 1e-6;

/** The item factors and the user factors. @throws AppError internal when it does not converge. */
export function trainIals(
  { byUser, byItem }: { byUser: Sparse; byItem: Sparse },
  parameters: IalsParameters,
  { random, sweep = sweepHere, allocate = (length) => new Float32Array(length), onIteration }: IalsTraining,
): { items: Float32Array; users: Float32Array; objective: number } {
  const { factors, lambda, alpha, solver } = parameters;
  const users = allocate(byUser.rows * factors);
  const items = allocate(byItem.rows * factors);
  for (let at = 0; at < items.length; at += 1) items[at] = (normal(random) * START_SIZE) / Math.sqrt(factors);
  let objective = Infinity;
  for (let done = 1; done <= parameters.iterations; done += 1) {
    sweep({ matrix: byUser, fixed: items, solved: users, gram: gramOf(items, factors, lambda), factors, alpha, solver });
    sweep({ matrix: byItem, fixed: users, solved: items, gram: gramOf(users, factors, lambda), factors, alpha, solver });
    const next = ialsObjective(byUser, { users, items }, parameters);
    if (!(next <= objective * (1 + ROUNDING) + NOTHING * byUser.column.length)) throw notConverged(done);
    objective = next;
    onIteration?.(done, objective);
  }
  return { items, users, objective };
}

/** Spread of the factors at the start: small, so that the first solution is not bent by it. */
const START_SIZE = 0.1;

function notConverged(iteration: number): AppError {
  return new AppError('internal', `The recommendation model did not settle: its error grew in round ${iteration}.`, {
    remedy: 'The model in use stays as it is. Train again with another seed or a larger lambda.',
    retry: 'later',
  });
}

function sweepHere(step: HalfStep): void {
  solveRows(step, 0, step.matrix.rows);
}

/** Rows added to a Gram matrix at a time: its entries are read and written once for all of them. */
const GRAM_ROWS = 4;

/** Y'Y + lambda I. O(rows factors^2). */
export function gramOf(rows: Float32Array, factors: number, lambda: number): Float64Array {
  const gram = new Float64Array(factors * factors);
  const block = new Float64Array(GRAM_ROWS * factors);
  for (let from = 0; from < rows.length; from += block.length) {
    const part = rows.subarray(from, from + block.length);
    block.set(part);
    block.fill(0, part.length);
    addBlock(gram, block, factors);
  }
  for (let i = 0; i < factors; i += 1) {
    gram[i * factors + i] = (gram[i * factors + i] ?? 0) + lambda;
    for (let j = 0; j < i; j += 1) gram[j * factors + i] = gram[i * factors + j] ?? 0;
  }
  return gram;
}

function addBlock(gram: Float64Array, block: Float64Array, factors: number): void {
  for (let i = 0; i < factors; i += 1) {
    const a = block[i] ?? 0;
    const b = block[factors + i] ?? 0;
    const c = block[2 * factors + i] ?? 0;
    const d = block[3 * factors + i] ?? 0;
    for (let j = 0; j <= i; j += 1) {
      const sum =
        a * (block[j] ?? 0) + b * (block[factors + j] ?? 0) + (c * (block[2 * factors + j] ?? 0) + d * (block[3 * factors + j] ?? 0));
      gram[i * factors + j] = (gram[i * factors + j] ?? 0) + sum;
    }
  }
}

/** The sum that is minimised. What was not bought enters through the product of the two Gram matrices. O(entries factors + rows factors^2). */
export function ialsObjective(
  byUser: Sparse,
  { users, items }: { users: Float32Array; items: Float32Array },
  { factors, lambda, alpha }: { factors: number; lambda: number; alpha: number },
): number {
  const left = gramOf(users, factors, 0);
  const right = gramOf(items, factors, 0);
  let sum = 0;
  for (let at = 0; at < left.length; at += 1) sum += (left[at] ?? 0) * (right[at] ?? 0);
  for (let i = 0; i < factors; i += 1) sum += lambda * ((left[i * factors + i] ?? 0) + (right[i * factors + i] ?? 0));
  const x = new Float64Array(factors);
  for (let row = 0; row < byUser.rows; row += 1) {
    x.set(users.subarray(row * factors, (row + 1) * factors));
    for (let at = byUser.start[row] ?? 0; at < (byUser.start[row + 1] ?? 0); at += 1) {
      const score = dotAt(items, (byUser.column[at] ?? 0) * factors, x);
      const confidence = 1 + alpha * (byUser.value[at] ?? 0);
      sum += confidence * (1 - score) * (1 - score) - score * score;
    }
  }
  return sum;
}

/** Box-Muller; 1 - random() is never 0. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
