import { hypergeometricTail } from '../../math/count-tails';
import { rowsOf, UNKNOWN, type ReviewColumns } from '../columns';
import { MIN_MARKED, MIN_PRODUCT_REVIEWS, type SignalInput, type SignalResult, type SignalTest } from './signal';

/** Reviews a product needs on each side of the comparison. */
const MIN_SIDE = 5;
/** p below which the extreme scores of the unproven reviews are marked. */
const MARK_P = 0.01;

/**
 * Whether a product's unproven reviews give full or lowest marks more often than the proven ones of the same product; a
 * product with too few proven ones is compared with those of its category, or its marketplace. Fisher's exact test on each
 * end, times two. Comparing whole products would only find out which ones are good.
 */
export function ratingDeviation({ columns }: SignalInput): SignalResult {
  const { productCategory } = columns;
  const pools = poolsOf(columns);
  const marks = new Uint8Array(columns.count).fill(UNKNOWN);
  const tests = columns.products.map((_, product): SignalTest => {
    const rows = rowsOf(columns.byProduct, columns.productStart, product);
    const doubtful = new Scores();
    const own = new Scores();
    for (const row of rows) if (columns.unproven[row] !== UNKNOWN) (columns.unproven[row] === 1 ? doubtful : own).add(columns.score[row]);
    const category = pools.get(productCategory[product] ?? -1);
    const market = pools.get(-2 - (columns.productMarket[product] ?? 0));
    const proven = own.count >= MIN_SIDE ? own : category && category.count >= MIN_PRODUCT_REVIEWS ? category : (market ?? own);
    if (doubtful.count < MIN_SIDE || proven.count < MIN_SIDE)
      return { value: doubtful.highShare, baseline: proven.highShare, n: doubtful.count, p: null };
    const high = doubtful.tailOf(proven, 'high');
    const low = doubtful.tailOf(proven, 'low');
    const p = Math.min(1, 2 * Math.min(high, low));
    const isLow = low < high;
    const extreme = isLow ? 1 : 5;
    for (const row of rows)
      if (columns.unproven[row] === 1) marks[row] = p < MARK_P && Math.round(columns.score[row] ?? 0) === extreme ? 1 : 0;
    return {
      value: isLow ? doubtful.lowShare : doubtful.highShare,
      baseline: isLow ? proven.lowShare : proven.highShare,
      n: doubtful.count,
      p,
    };
  });
  return {
    id: 'ratingDeviation',
    marks,
    tests,
    evidence: (row) => {
      const test = tests[columns.product[row] ?? -1];
      return {
        score: columns.score[row] ?? 0,
        share: Number((test?.value ?? 0).toFixed(2)),
        usual: Number((test?.baseline ?? 0).toFixed(2)),
      };
    },
  };
}

class Scores {
  count = 0;
  high = 0;
  low = 0;

  add(score = 3): void {
    this.count += 1;
    if (score >= 4.5) this.high += 1;
    if (score < 1.5) this.low += 1;
  }

  get highShare(): number {
    return this.count === 0 ? 0 : this.high / this.count;
  }

  get lowShare(): number {
    return this.count === 0 ? 0 : this.low / this.count;
  }

  tailOf(proven: Scores, end: 'high' | 'low'): number {
    if (this[end] < MIN_MARKED) return 1;
    return hypergeometricTail(this[end], { draw: this.count, marked: this[end] + proven[end], population: this.count + proven.count });
  }
}

/** Proven reviews by category, and by marketplace under negative numbers. */
function poolsOf(columns: ReviewColumns): Map<number, Scores> {
  const pools = new Map<number, Scores>();
  const add = (pool: number, score: number | undefined): void => {
    const scores = pools.get(pool) ?? new Scores();
    scores.add(score);
    pools.set(pool, scores);
  };
  for (let row = 0; row < columns.count; row += 1) {
    if (columns.unproven[row] !== 0) continue;
    const category = columns.productCategory[columns.product[row] ?? -1] ?? -1;
    if (category >= 0) add(category, columns.score[row]);
    add(-2 - (columns.market[row] ?? 0), columns.score[row]);
  }
  return pools;
}
