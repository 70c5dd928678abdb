/**
 * REV2 (Kumar et al. 2018): fairness of users, goodness of products and reliability of ratings explain each other.
 * Linear in the number of ratings per round.
 */
export interface Rating {
  users: Int32Array;
  products: Int32Array;
  /** From -1 to 1. */
  scores: Float32Array | Float64Array;
  userCount: number;
  productCount: number;
}

export interface Rev2Result {
  /** Of each user, 0 to 1; users without ratings keep the mean. */
  fairness: Float64Array;
  /** Of each product, -1 to 1. */
  goodness: Float64Array;
  /** Of each rating, 0 to 1. */
  reliability: Float64Array;
  rounds: number;
  converged: boolean;
}

const MAX_ROUNDS = 200;
const TOLERANCE = 1e-8;

/** Iterates from 1 until nothing moves. A user who rates one product twice counts twice. */
export function rev2({ users, products, scores, userCount, productCount }: Rating): Rev2Result {
  const fairness = new Float64Array(userCount).fill(1);
  const goodness = new Float64Array(productCount).fill(1);
  const reliability = new Float64Array(users.length).fill(1);
  const userRatings = countOf(users, userCount);
  const productRatings = countOf(products, productCount);
  const sums = new Float64Array(Math.max(userCount, productCount));
  let rounds = 0;
  let moved = Infinity;
  while (rounds < MAX_ROUNDS && moved > TOLERANCE) {
    rounds += 1;
    const before = meanOf(goodness);
    sums.fill(0);
    for (let at = 0; at < users.length; at += 1) {
      const product = products[at] ?? 0;
      sums[product] = (sums[product] ?? 0) + (reliability[at] ?? 0) * (scores[at] ?? 0);
    }
    moved = 0;
    for (let product = 0; product < productCount; product += 1) {
      const next = Math.max(-1, Math.min(1, (before + (sums[product] ?? 0)) / (1 + (productRatings[product] ?? 0))));
      moved = Math.max(moved, Math.abs(next - (goodness[product] ?? 0)));
      goodness[product] = next;
    }
    const prior = meanOf(fairness);
    sums.fill(0);
    for (let at = 0; at < users.length; at += 1) {
      const user = users[at] ?? 0;
      const agreement = 1 - Math.abs((scores[at] ?? 0) - (goodness[products[at] ?? 0] ?? 0)) / 2;
      const next = ((fairness[user] ?? 0) + agreement) / 2;
      reliability[at] = next;
      sums[user] = (sums[user] ?? 0) + next;
    }
    for (let user = 0; user < userCount; user += 1) {
      const next = (prior + (sums[user] ?? 0)) / (1 + (userRatings[user] ?? 0));
      moved = Math.max(moved, Math.abs(next - (fairness[user] ?? 0)));
      fairness[user] = next;
    }
  }
  return { fairness, goodness, reliability, rounds, converged: moved <= TOLERANCE };
}

function countOf(ids: Int32Array, size: number): Int32Array {
  const counts = new Int32Array(size);
  for (const id of ids) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}
