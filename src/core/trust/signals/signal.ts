import { hypergeometricTail } from '../../math/count-tails';
import { rowsOf, UNKNOWN, type ReviewColumns } from '../columns';
import type { ReviewTexts } from '../read-texts';
import type { ShopDays } from '../shop-days';

export const SIGNAL_IDS = [
  'velocity',
  'unverified',
  'phraseReuse',
  'textStyle',
  'wordCount',
  'incentiveWording',
  'ratingDeviation',
  'deletions',
  'oneHitReviewers',
  'singleDayReviewers',
  'reviewerEase',
  'sharedReviewers',
  'unfairReviewers',
] as const;
export type SignalId = (typeof SIGNAL_IDS)[number];

export type Verdict = 'pass' | 'warn' | 'fail' | 'notEnough';

/** A product measured by one signal. */
export interface SignalTest {
  /** What was measured here, and what it is compared with: mostly shares of reviews. */
  value: number;
  baseline: number;
  /** Reviews it was measured on. */
  n: number;
  /** How likely a value like this is if the product is like the rest; null when there is not enough to say. */
  p: number | null;
}

export interface SignalResult {
  id: SignalId;
  /** Of each review: 1 it shows the sign, 0 it does not, UNKNOWN it cannot be said. */
  marks: Uint8Array;
  /** Of each product. */
  tests: SignalTest[];
  /** Numbers of a marked review, for its reason. */
  evidence: (row: number) => Record<string, number | string>;
}

/** All that signals look at. */
export interface SignalInput {
  columns: ReviewColumns;
  texts: ReviewTexts;
  shop: ShopDays;
}

/** Reviews a product needs, and the rest of its marketplace, before the two are compared. */
export const MIN_PRODUCT_REVIEWS = 8;
const MIN_OTHER_REVIEWS = 20;
/** Fewer marked reviews than this are chance, whatever the arithmetic says. */
export const MIN_MARKED = 3;
/** Limits of the verdicts. */
const WARN_P = 0.01;
const FAIL_P = 0.001;

export function verdictOf({ p }: SignalTest): Verdict {
  if (p === null) return 'notEnough';
  return p < FAIL_P ? 'fail' : p < WARN_P ? 'warn' : 'pass';
}

/**
 * Compares the share of marked reviews of each product with the rest of its marketplace: Fisher's exact test, one-sided,
 * because fewer signs than usual are no reason to worry.
 */
export function testMarks(columns: ReviewColumns, marks: Uint8Array): SignalTest[] {
  const known = new Int32Array(columns.markets.length);
  const marked = new Int32Array(columns.markets.length);
  for (let row = 0; row < columns.count; row += 1) {
    const mark = marks[row] ?? UNKNOWN;
    const market = columns.market[row] ?? 0;
    if (mark === UNKNOWN) continue;
    known[market] = (known[market] ?? 0) + 1;
    marked[market] = (marked[market] ?? 0) + mark;
  }
  return columns.products.map((_, product) => {
    const market = columns.productMarket[product] ?? 0;
    let n = 0;
    let x = 0;
    for (const row of rowsOf(columns.byProduct, columns.productStart, product)) {
      const mark = marks[row] ?? UNKNOWN;
      if (mark === UNKNOWN) continue;
      n += 1;
      x += mark;
    }
    const others = (known[market] ?? 0) - n;
    const othersMarked = (marked[market] ?? 0) - x;
    const isEnough = n >= MIN_PRODUCT_REVIEWS && others >= MIN_OTHER_REVIEWS;
    return {
      value: n === 0 ? 0 : x / n,
      baseline: others <= 0 ? 0 : othersMarked / others,
      n,
      p: !isEnough ? null : x < MIN_MARKED ? 1 : hypergeometricTail(x, { draw: n, marked: x + othersMarked, population: n + others }),
    };
  });
}
