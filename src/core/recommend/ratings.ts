/** 97.5 % point of the normal distribution. */
const Z_95 = 1.959963984540054;

/**
 * Lower end of the 95 % interval of a share (Wilson 1927): the share one can count on. Ranks 90 of 100 above 9 of 10 above 1 of 1.
 * 0 when there is nothing yet. O(1).
 */
export function wilsonLowerBound(positive: number, total: number): number {
  if (!(total > 0)) return 0;
  const share = positive / total;
  const z2 = Z_95 * Z_95;
  const centre = share + z2 / (2 * total);
  const spread = Z_95 * Math.sqrt((share * (1 - share) + z2 / (4 * total)) / total);
  return Math.max(0, (centre - spread) / (1 + z2 / total));
}

/** A mean drawn towards what is usual: as if `prior.weight` ratings of `prior.mean` had come before. O(1). */
export function bayesianMean(rating: { mean: number; count: number }, prior: { mean: number; weight: number }): number {
  const total = rating.count + prior.weight;
  return total > 0 ? (rating.mean * rating.count + prior.mean * prior.weight) / total : prior.mean;
}
