import { hypergeometricTail } from '../../math/count-tails';
import { rowsOf, type ReviewColumns } from '../columns';
import { markReviewers } from './mark-reviewers';
import { testMarks, type SignalInput, type SignalResult } from './signal';

/** Products of one reviewer that are looked at in pairs: bounds the work at 66 pairs each. */
const MOST_PRODUCTS = 12;
/** Reviewers two products must share, and how unlikely that must be after counting all pairs. */
const MIN_SHARED = 3;
const PAIR_P = 1e-3;
/** Such pairs a reviewer must be part of: two products go together for innocent reasons, three rarely. */
const MIN_PAIRS = 2;

/** Reviewers who appear together under the same products far more often than chance has it: rings. */
export function sharedReviewers({ columns }: SignalInput): SignalResult {
  const productsOf = new Map<number, number[]>();
  const several = new Int32Array(columns.products.length);
  for (let reviewer = 0; reviewer < columns.reviewers.length; reviewer += 1) {
    const own = distinctProducts(columns, reviewer);
    if (own.length < 2) continue;
    productsOf.set(reviewer, own);
    for (const product of own) several[product] = (several[product] ?? 0) + 1;
  }
  const shared = new Map<number, number>();
  for (const own of productsOf.values()) forPairs(own, columns.products.length, (pair) => shared.set(pair, (shared.get(pair) ?? 0) + 1));
  const unlikely = new Set<number>();
  for (const [pair, count] of shared) {
    if (count < MIN_SHARED) continue;
    const draw = several[Math.floor(pair / columns.products.length)] ?? 0;
    const marked = several[pair % columns.products.length] ?? 0;
    if (hypergeometricTail(count, { draw, marked, population: productsOf.size }) * shared.size < PAIR_P) unlikely.add(pair);
  }
  const pairsOf = (reviewer: number): number => {
    let pairs = 0;
    forPairs(productsOf.get(reviewer) ?? [], columns.products.length, (pair) => (pairs += unlikely.has(pair) ? 1 : 0));
    return pairs;
  };
  const marks = markReviewers(columns, (_rows, reviewer) => pairsOf(reviewer) >= MIN_PAIRS);
  return {
    id: 'sharedReviewers',
    marks,
    tests: testMarks(columns, marks),
    evidence: (row) => ({
      products: (productsOf.get(columns.reviewer[row] ?? -1) ?? []).length,
      pairs: pairsOf(columns.reviewer[row] ?? -1),
    }),
  };
}

function distinctProducts(columns: ReviewColumns, reviewer: number): number[] {
  const own = new Set<number>();
  for (const row of rowsOf(columns.byReviewer, columns.reviewerStart, reviewer)) {
    const product = columns.product[row] ?? -1;
    if (product >= 0) own.add(product);
  }
  return [...own].sort((a, b) => a - b).slice(-MOST_PRODUCTS);
}

/** Calls with a number for each pair of products, the smaller first. */
function forPairs(products: readonly number[], count: number, visit: (pair: number) => void): void {
  for (const [at, first] of products.entries()) for (const second of products.slice(at + 1)) visit(first * count + second);
}
