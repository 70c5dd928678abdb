import { logChoose, logGamma } from './log-gamma';

/**
 * Upper tails of counts: how likely a count of at least x is. Each sums the terms from x upwards, which keeps small tails
 * exact to many digits, where one minus the lower part would lose them.
 */

/** Terms below this share of the sum change nothing. */
const NEGLIGIBLE = 1e-16;
const MAX_TERMS = 100_000;

/** P(X >= x) for a Poisson count with this mean. */
export function poissonTail(x: number, mean: number): number {
  if (x <= 0) return 1;
  if (mean <= 0) return 0;
  const first = Math.exp(x * Math.log(mean) - mean - logGamma(x + 1));
  return sumUp(first, (k) => mean / (k + 1), { from: x, mode: mean });
}

/**
 * P(X >= x) of a period's count when the rate is not known but seen: `total` events in `periods` earlier periods, Jeffreys'
 * prior gamma(1/2, 0) on the rate. The predictive count is negative binomial; with little history its tail is wider than
 * Poisson's. `exposure` is the length of the new period in the units of the earlier ones.
 */
export function predictiveTail(x: number, history: { total: number; periods: number; exposure?: number }): number {
  if (x <= 0) return 1;
  const size = history.total + 0.5;
  const exposure = history.exposure ?? 1;
  const p = history.periods / (history.periods + exposure);
  return negativeBinomialTail(x, size, p);
}

/** P(X >= x) of a negative binomial: failures before `size` successes of chance `p`. */
export function negativeBinomialTail(x: number, size: number, p: number): number {
  if (x <= 0) return 1;
  if (p <= 0) return 1;
  const logFirst = logGamma(x + size) - logGamma(size) - logGamma(x + 1) + size * Math.log(p) + x * Math.log1p(-p);
  return sumUp(Math.exp(logFirst), (k) => ((k + size) / (k + 1)) * (1 - p), { from: x, mode: (size * (1 - p)) / p });
}

/** P(X >= x) of marked things in a draw of `draw` from `population`, of which `marked` are marked (Fisher's exact test, one-sided). */
export function hypergeometricTail(x: number, { draw, marked, population }: { draw: number; marked: number; population: number }): number {
  const most = Math.min(draw, marked);
  const least = Math.max(0, draw + marked - population);
  if (x <= least) return 1;
  if (x > most) return 0;
  const first = Math.exp(logChoose(marked, x) + logChoose(population - marked, draw - x) - logChoose(population, draw));
  const ratio = (k: number): number => ((marked - k) * (draw - k)) / ((k + 1) * (population - marked - draw + k + 1));
  return sumUp(first, ratio, { from: x, mode: (draw * marked) / population });
}

/** Sum of a series of terms whose ratio to the one before is `ratio(k)`; terms fall beyond the mode. */
function sumUp(first: number, ratio: (k: number) => number, { from, mode }: { from: number; mode: number }): number {
  let term = first;
  let sum = 0;
  for (let k = from; k < from + MAX_TERMS; k += 1) {
    sum += term;
    term *= ratio(k);
    if (k > mode && term < sum * NEGLIGIBLE) break;
  }
  return Math.min(1, sum);
}
