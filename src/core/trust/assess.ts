import type { ProductTrust, ReviewTrust, TrustAssessment, TrustContext, TrustReason } from './assessment';
import { rowsOf, type ReviewColumns } from './columns';
import { combineTests } from './combine-tests';
import { examine, type Examined } from './examine';
import { sayReason } from './reasons';
import type { TrustReview } from './review';
import { summarise, type Weighed } from './summarise';
import type { TextModel } from './text/model';
import { FLAG_AT } from './weights';

/** Suspicion below which a review's reasons are not spelled out: nobody asks for them, and they would fill the memory. */
const WORTH_REASONS = 0.1;

/**
 * Assesses the reviews of one seller: each review, product, marketplace, and all. Hints with reasons, never verdicts.
 * Reviewer history is what these reviews show, not what the reviewer did elsewhere. Product ids must be unique across
 * marketplaces. Near-linear in the length of all texts; memory about 1 kB a review.
 * @throws AppError invalid_input naming the field of a review that cannot be.
 */
export function assessReviews(
  reviews: readonly TrustReview[],
  { textModel, now }: { textModel: TextModel | null; now: number },
): TrustAssessment {
  const examined = examine(reviews, textModel);
  const { columns } = examined;
  const weighed: Weighed = { ...examined, combined: combineTests(examined.signals, columns.products.length) };
  const all = columns.products.map((_, product) => product);
  return {
    assessedAt: now,
    reviews: reviews.map((review, row) => judgeReview(examined, review, row)),
    products: all.map((product) => assessProduct(reviews, weighed, product)),
    marketplaces: columns.markets.map((marketplace, market) => ({
      marketplace,
      ...summarise(reviews, weighed, {
        rows: Int32Array.from(columns.market.keys()).filter((row) => columns.market[row] === market),
        products: all.filter((product) => columns.productMarket[product] === market),
      }),
    })),
    all: summarise(reviews, weighed, { rows: Int32Array.from(columns.market.keys()), products: all }),
    context: { rates: examined.rates, shop: examined.shop },
  };
}

/**
 * Assesses one new review beside the others of its product and of its reviewer, with the rates of an earlier assessment:
 * linear in those few, not in the shop. What needs all reviews (copies under other products, rings) waits for the next
 * full assessment.
 * @throws AppError invalid_input naming the field of a review that cannot be.
 */
export function assessOne(
  review: TrustReview,
  beside: { neighbours: readonly TrustReview[]; context: TrustContext; textModel: TextModel | null },
): ReviewTrust {
  const reviews = [...beside.neighbours.filter(({ id }) => id !== review.id), review];
  return judgeReview(examine(reviews, beside.textModel, beside.context), review, reviews.length - 1);
}

function judgeReview(examined: Examined, { id }: TrustReview, row: number): ReviewTrust {
  const suspicion = examined.suspicion[row] ?? 0;
  return { id, suspicion, flagged: suspicion >= FLAG_AT, reasons: suspicion < WORTH_REASONS ? [] : reasonsOf(examined, row) };
}

function reasonsOf({ signals, weigher }: Examined, row: number): TrustReason[] {
  return signals
    .flatMap(({ id, evidence }, at): TrustReason[] => {
      const weight = weigher.evidence(row, at);
      if (weight <= 0) return [];
      const numbers = evidence(row);
      return [{ signal: id, weight, evidence: numbers, words: sayReason(id, numbers) }];
    })
    .sort((a, b) => b.weight - a.weight);
}

function assessProduct(reviews: readonly TrustReview[], weighed: Weighed, product: number): ProductTrust {
  const { columns, velocity } = weighed;
  const rows = rowsOf(columns.byProduct, columns.productStart, product);
  const first = reviews[rows[0] ?? -1];
  return {
    productId: columns.products[product] ?? '',
    title: first?.productTitle ?? null,
    marketplace: columns.markets[columns.productMarket[product] ?? 0] ?? '',
    bursts: velocity.bursts[product] ?? [],
    days: daysOf(columns, rows),
    ...summarise(reviews, weighed, { rows, products: [product] }),
  };
}

function daysOf(columns: ReviewColumns, rows: Int32Array): [number, number][] {
  const days: [number, number][] = [];
  for (const row of rows) {
    const day = columns.day[row] ?? 0;
    const last = days.at(-1);
    if (last && last[0] === day) last[1] += 1;
    else days.push([day, 1]);
  }
  return days;
}
