export interface GapTest {
  /** Largest distance between the two cumulative distributions. */
  gap: number;
  /** Chance of such a gap between two samples of one distribution; too large rather than too small where values repeat. */
  p: number;
  sizes: [number, number];
  means: [number, number];
}

/** Two-sample Kolmogorov-Smirnov test on counts of whole values 0, 1, 2 and so on (Numerical Recipes 14.3.3). */
export function kolmogorovSmirnov(a: Float64Array, b: Float64Array): GapTest {
  const [sizeA, meanA] = sizeAndMean(a);
  const [sizeB, meanB] = sizeAndMean(b);
  let gap = 0;
  let below = 0;
  for (let value = 0; value < a.length && sizeA > 0 && sizeB > 0; value += 1) {
    below += a[value]! / sizeA - b[value]! / sizeB;
    gap = Math.max(gap, Math.abs(below));
  }
  const root = Math.sqrt((sizeA * sizeB) / Math.max(1, sizeA + sizeB));
  return { gap, p: tail((root + 0.12 + 0.11 / Math.max(root, 1e-9)) * gap), sizes: [sizeA, sizeB], means: [meanA, meanB] };
}

function sizeAndMean(counts: Float64Array): [number, number] {
  let size = 0;
  let sum = 0;
  for (let value = 0; value < counts.length; value += 1) {
    size += counts[value]!;
    sum += value * counts[value]!;
  }
  return [size, size === 0 ? 0 : sum / size];
}

function tail(lambda: number): number {
  if (lambda < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k += 1) {
    const term = 2 * (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * lambda * lambda);
    sum += term;
    if (Math.abs(term) < 1e-12 * Math.abs(sum)) break;
  }
  return Math.max(0, Math.min(1, sum));
}
