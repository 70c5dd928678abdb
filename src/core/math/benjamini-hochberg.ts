/**
 * q-values of Benjamini and Hochberg (1995): the share of false alarms to expect among all tests with a q this small or
 * smaller. In the order of the given p-values.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const count = pValues.length;
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[b]! - pValues[a]!);
  const q = Array.from({ length: count }, () => 1);
  let smallest = 1;
  for (const [place, index] of order.entries()) {
    smallest = Math.min(smallest, (pValues[index]! * count) / (count - place));
    q[index] = smallest;
  }
  return q;
}
