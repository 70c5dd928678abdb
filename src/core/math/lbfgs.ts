/**
 * Minimises a smooth function by L-BFGS with a backtracking line search (Nocedal and Wright 2006, algorithms 3.1 and 7.5).
 * Deterministic; memory is 2 * PAIRS vectors of the length of `start`.
 */

/** Curvature pairs kept: more brings little for convex losses. */
const PAIRS = 8;
/** Armijo condition: the share of the promised descent a step must bring. */
const SUFFICIENT = 1e-4;
const HALVINGS = 30;

export interface Minimum {
  at: Float64Array;
  value: number;
  iterations: number;
  /** Whether the gradient became small, relative to where it began, before the iterations ran out. */
  converged: boolean;
}

/** Writes the gradient at `x` into `gradient` and returns the value there. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export function minimise(objective: Objective, start: Float64Array, limits: { iterations: number; tolerance: number }): Minimum {
  const size = start.length;
  let x: Float64Array = Float64Array.from(start);
  let gradient: Float64Array = new Float64Array(size);
  let value = objective(x, gradient);
  const first = Math.max(norm(gradient), 1e-12);
  const memory = new CurvaturePairs(size);
  const direction = new Float64Array(size);
  let next: Float64Array = new Float64Array(size);
  let nextGradient: Float64Array = new Float64Array(size);
  let iterations = 0;
  for (; iterations < limits.iterations && norm(gradient) > limits.tolerance * first; iterations += 1) {
    memory.descend(gradient, direction);
    const slope = dot(direction, gradient);
    if (!(slope < 0)) break;
    let step = iterations === 0 ? Math.min(1, 1 / norm(gradient)) : 1;
    let nextValue = Infinity;
    for (let tries = 0; tries < HALVINGS; tries += 1, step /= 2) {
      for (let i = 0; i < size; i += 1) next[i] = x[i]! + step * direction[i]!;
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + SUFFICIENT * step * slope) break;
    }
    // No descent along a descent direction: the value is exact to the last digit.
    if (!(nextValue < value)) break;
    memory.add({ x, gradient, next, nextGradient });
    [x, next] = [next, x];
    [gradient, nextGradient] = [nextGradient, gradient];
    value = nextValue;
  }
  return { at: x, value, iterations, converged: norm(gradient) <= limits.tolerance * first };
}

interface Move {
  x: Float64Array;
  gradient: Float64Array;
  next: Float64Array;
  nextGradient: Float64Array;
}

/** The last steps and changes of the gradient: an approximation of the inverse Hessian. */
class CurvaturePairs {
  private readonly steps: Float64Array[];
  private readonly changes: Float64Array[];
  private readonly inverses = new Float64Array(PAIRS);
  private readonly alphas = new Float64Array(PAIRS);
  private count = 0;

  constructor(size: number) {
    this.steps = Array.from({ length: PAIRS }, () => new Float64Array(size));
    this.changes = Array.from({ length: PAIRS }, () => new Float64Array(size));
  }

  add({ x, gradient, next, nextGradient }: Move): void {
    const slot = this.count % PAIRS;
    const step = this.steps[slot]!;
    const change = this.changes[slot]!;
    for (let i = 0; i < step.length; i += 1) {
      step[i] = next[i]! - x[i]!;
      change[i] = nextGradient[i]! - gradient[i]!;
    }
    const curvature = dot(step, change);
    if (curvature <= 1e-14) return;
    this.inverses[slot] = 1 / curvature;
    this.count += 1;
  }

  /** Two-loop recursion: `out` = minus the inverse Hessian times the gradient. */
  descend(gradient: Float64Array, out: Float64Array): void {
    for (let i = 0; i < out.length; i += 1) out[i] = -gradient[i]!;
    const oldest = Math.max(0, this.count - PAIRS);
    for (let pair = this.count - 1; pair >= oldest; pair -= 1) {
      const slot = pair % PAIRS;
      const alpha = this.inverses[slot]! * dot(this.steps[slot]!, out);
      this.alphas[slot] = alpha;
      addScaled(out, this.changes[slot]!, -alpha);
    }
    if (this.count > 0) {
      const slot = (this.count - 1) % PAIRS;
      const change = this.changes[slot]!;
      const scale = 1 / (this.inverses[slot]! * dot(change, change));
      for (let i = 0; i < out.length; i += 1) out[i] = out[i]! * scale;
    }
    for (let pair = oldest; pair < this.count; pair += 1) {
      const slot = pair % PAIRS;
      addScaled(out, this.steps[slot]!, this.alphas[slot]! - this.inverses[slot]! * dot(this.changes[slot]!, out));
    }
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

const norm = (a: Float64Array): number => Math.sqrt(dot(a, a));

function addScaled(target: Float64Array, source: Float64Array, scale: number): void {
  for (let i = 0; i < target.length; i += 1) target[i] = target[i]! + scale * source[i]!;
}
