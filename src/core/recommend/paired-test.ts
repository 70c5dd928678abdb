/** Shuffles of the signs: the smallest p-value that can come out is 1/2001. */
const SHUFFLES = 2_000;

/**
 * Probability that a mean difference at least as large would come up if it were a matter of chance which of two methods served whom
 * (one-sided sign-flip test, Fisher 1935): each person's difference keeps its size and gets a random sign. Nothing is assumed
 * about how the differences are distributed. 1 without differences. O(people x 2,000).
 */
export function pairedTest(differences: Float64Array, random: () => number): number {
  const seen = sumOf(differences);
  if (!(seen > 0)) return 1;
  const told = differences.filter((difference) => difference !== 0);
  let asLarge = 1;
  for (let shuffle = 0; shuffle < SHUFFLES; shuffle += 1) {
    let sum = 0;
    for (const difference of told) sum += random() < 0.5 ? difference : -difference;
    if (sum >= seen) asLarge += 1;
  }
  return asLarge / (SHUFFLES + 1);
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
