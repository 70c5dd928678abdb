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
  const pools = poolsOf(columns);
  const marks = new Uint8Array(columns.count).fill(UNKNOWN);
  const tests = columns.products.map((_, product): SignalTest => {
    const rows = rowsOf(columns.byProduct, columns.productStart, product);
    const doubtful = scoresOf(columns, rows, 1);
    const proven = provenOf(columns, product, { own: scoresOf(columns, rows, 0), pools });
    if (doubtful.count < MIN_SIDE || proven.count < MIN_SIDE)
      return { value: doubtful.share('high'), baseline: proven.share('high'), n: doubtful.count, p: null };
    const high = doubtful.tailOf(proven, 'high');
    const low = doubtful.tailOf(proven, 'low');
    const end = low < high ? 'low' : 'high';
    const p = Math.min(1, 2 * Math.min(high, low));
    for (const row of rows) if (columns.unproven[row] === 1) marks[row] = p < MARK_P && isAt(end, columns.score[row]) ? 1 : 0;
    return { value: doubtful.share(end), baseline: proven.share(end), n: doubtful.count, p };
  });
  return { id: 'ratingDeviation', marks, tests, evidence: (row) => evidenceOf(columns.score[row], tests[columns.product[row] ?? -1]) };
}

function evidenceOf(score = 0, test?: SignalTest): Record<string, number> {
  return { score, share: Number((test?.value ?? 0).toFixed(2)), usual: Number((test?.baseline ?? 0).toFixed(2)) };
}

/** Lowest and full marks; a marketplace may give halves. */
type End = 'low' | 'high';
const isAt = (end: End, score = 3): boolean => (end === 'high' ? score >= 4.5 : score < 1.5);

class Scores {
  count = 0;
  private high = 0;
  private low = 0;

  add(score?: number): void {
    this.count += 1;
    if (isAt('high', score)) this.high += 1;
    if (isAt('low', score)) this.low += 1;
  }

  share(end: End): number {
    return this.count === 0 ? 0 : this[end] / this.count;
  }

  tailOf(proven: Scores, end: End): number {
    if (this[end] < MIN_MARKED) return 1;
    return hypergeometricTail(this[end], { draw: this.count, marked: this[end] + proven[end], population: this.count + proven.count });
  }
}

function scoresOf(columns: ReviewColumns, rows: Int32Array, unproven: 0 | 1): Scores {
  const scores = new Scores();
  for (const row of rows) if (columns.unproven[row] === unproven) scores.add(columns.score[row]);
  return scores;
}

/** The proven reviews to compare with: the product's own, else its category's, else its marketplace's. */
function provenOf(columns: ReviewColumns, product: number, { own, pools }: { own: Scores; pools: Map<number, Scores> }): Scores {
  if (own.count >= MIN_SIDE) return own;
  const category = pools.get(columns.productCategory[product] ?? -1);
  if (category && category.count >= MIN_PRODUCT_REVIEWS) return category;
  return pools.get(-2 - (columns.productMarket[product] ?? 0)) ?? own;
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
