/** Median of a list that may be reordered; NaN when it is empty. */
export function medianInPlace(values: Float64Array | number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export const median = (values: readonly number[]): number => medianInPlace(Float64Array.from(values));

/** Makes the median distance from the median comparable to a standard deviation, for normal data. */
export const MAD_SCALE = 1.4826;

/** Median and scaled median absolute deviation: level and spread that one wild value does not move. */
export function robustLevel(values: readonly number[]): { level: number; spread: number } {
  const level = median(values);
  return { level, spread: MAD_SCALE * median(values.map((value) => Math.abs(value - level))) };
}

/**
 * Hodges and Lehmann's estimate of a centre: the median of all pairs' means. As robust as needed here and nearly as
 * precise as the mean, where a median of nine values is not. Quadratic in the number of values.
 */
export function hodgesLehmann(values: readonly number[]): number {
  const means: number[] = [];
  for (let i = 0; i < values.length; i += 1) for (let j = i; j < values.length; j += 1) means.push((values[i]! + values[j]!) / 2);
  return medianInPlace(means);
}
