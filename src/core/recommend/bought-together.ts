import { rowSizes, transpose, type Sparse } from './interactions';

/** Two items in one basket, and how sure it is that this is no accident. */
export interface Pair {
  a: number;
  b: number;
  /** Baskets with both, with a, with b. */
  nAB: number;
  nA: number;
  nB: number;
  /** nAB / N: share of all baskets. */
  support: number;
  /** nAB / nA: of those who bought a, how many bought b. */
  confidence: number;
  /** nAB N / (nA nB): how many times more often than by accident. */
  lift: number;
  /** Log-likelihood ratio of the 2 x 2 table. */
  g2: number;
}

/** Fewer common baskets than this are anecdotes. */
export const MIN_TOGETHER = 5;
/** Baskets with more items are bulk orders and stock takings: their pairs tell nothing and their square costs most. */
export const BASKET_LIMIT = 1_000;

/**
 * Log-likelihood ratio G2 = 2 sum k ln(k / expected) over the four cells: both, only a, only b, neither (Dunning 1993).
 * Unlike lift it does not favour the rare, unlike counts it does not favour the popular.
 */
export function logLikelihoodRatio({ nAB, nA, nB, baskets }: { nAB: number; nA: number; nB: number; baskets: number }): number {
  const cell = (seen: number, row: number, column: number): number => (seen > 0 ? seen * Math.log((seen * baskets) / (row * column)) : 0);
  const both = cell(nAB, nA, nB);
  const onlyA = cell(nA - nAB, nA, baskets - nB);
  const onlyB = cell(nB - nAB, baskets - nA, nB);
  const neither = cell(baskets - nA - nB + nAB, baskets - nA, baskets - nB);
  return Math.max(0, 2 * (both + onlyA + onlyB + neither));
}

/** All figures of one pair. */
export function pairOf(a: number, b: number, { nAB, nA, nB, baskets }: { nAB: number; nA: number; nB: number; baskets: number }): Pair {
  const g2 = logLikelihoodRatio({ nAB, nA, nB, baskets });
  return { a, b, nAB, nA, nB, support: nAB / baskets, confidence: nAB / nA, lift: (nAB * baskets) / (nA * nB), g2 };
}

/**
 * Pairs with at least `least` common baskets and a lift above 1, a < b, by G2 and then by number. N is the number of baskets that
 * hold anything; oversize baskets count in N, nA and nB, not in nAB.
 * Cost: sum over baskets of the square of their items / 2, memory O(items) beside the pairs that are kept.
 */
export function boughtTogether(baskets: Sparse, least = MIN_TOGETHER): { pairs: Pair[]; baskets: number } {
  const sizes = rowSizes(baskets);
  const total = sizes.reduce((sum, size) => sum + (size > 0 ? 1 : 0), 0);
  const byItem = transpose(baskets);
  const single = rowSizes(byItem);
  const together = new Int32Array(baskets.columns);
  const pairs: Pair[] = [];
  for (let a = 0; a < baskets.columns; a += 1) {
    together.fill(0);
    countAfter(baskets, byItem, { a, together });
    for (let b = a + 1; b < baskets.columns; b += 1) {
      const nAB = together[b] ?? 0;
      if (nAB < least) continue;
      const pair = pairOf(a, b, { nAB, nA: single[a] ?? 0, nB: single[b] ?? 0, baskets: total });
      if (pair.lift > 1) pairs.push(pair);
    }
  }
  return { pairs: pairs.sort((x, y) => y.g2 - x.g2 || x.a - y.a || x.b - y.b), baskets: total };
}

/** Common baskets of `a` and each item behind it; rows are ascending, so the items behind stand at the end. */
function countAfter(baskets: Sparse, byItem: Sparse, { a, together }: { a: number; together: Int32Array }): void {
  for (let at = byItem.start[a] ?? 0; at < (byItem.start[a + 1] ?? 0); at += 1) {
    const basket = byItem.column[at] ?? 0;
    const from = baskets.start[basket] ?? 0;
    const to = baskets.start[basket + 1] ?? 0;
    if (to - from > BASKET_LIMIT) continue;
    for (let place = to - 1; place >= from; place -= 1) {
      const other = baskets.column[place] ?? 0;
      if (other <= a) break;
      together[other] = (together[other] ?? 0) + 1;
    }
  }
}
