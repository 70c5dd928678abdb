import type { TrustReview } from './review';

/** Not known, in every column of marks. */
export const UNKNOWN = 2;

/** Reviews as columns of numbers; names are numbered in the order they are met, -1 is none. */
export interface ReviewColumns {
  count: number;
  product: Int32Array;
  market: Int32Array;
  reviewer: Int32Array;
  score: Float32Array;
  day: Int32Array;
  /** 1 nothing proves a purchase, 0 something does, UNKNOWN the marketplace does not say. */
  unproven: Uint8Array;
  isDeleted: Uint8Array;
  products: string[];
  markets: string[];
  reviewers: string[];
  /** Marketplace of each product, and its category, -1 where it has none. */
  productMarket: Int32Array;
  productCategory: Int32Array;
  /** Reviews of each product by day: those of product p are byProduct[productStart[p]] to before productStart[p + 1]. */
  byProduct: Int32Array;
  productStart: Int32Array;
  /** Reviews of each reviewer, likewise. */
  byReviewer: Int32Array;
  reviewerStart: Int32Array;
}

export function toColumns(reviews: readonly TrustReview[]): ReviewColumns {
  const products = new Names();
  const markets = new Names();
  const reviewers = new Names();
  const count = reviews.length;
  const columns = {
    count,
    product: new Int32Array(count),
    market: new Int32Array(count),
    reviewer: new Int32Array(count),
    score: new Float32Array(count),
    day: new Int32Array(count),
    unproven: new Uint8Array(count),
    isDeleted: new Uint8Array(count),
  };
  for (const [row, review] of reviews.entries()) {
    columns.product[row] = products.numberOf(review.productId);
    columns.market[row] = markets.numberOf(review.marketplace);
    // An account name means nothing outside its marketplace.
    columns.reviewer[row] = reviewers.numberOf(review.reviewer === null ? null : `${review.marketplace}\u0000${review.reviewer}`);
    columns.score[row] = review.score;
    columns.day[row] = review.reviewedDay;
    columns.unproven[row] = review.hasOrder || review.verified === true ? 0 : review.verified === null ? UNKNOWN : 1;
    columns.isDeleted[row] = review.deletedAt === null ? 0 : 1;
  }
  const productMarket = new Int32Array(products.names.length);
  const productCategory = new Int32Array(products.names.length).fill(-1);
  const categories = new Names();
  for (const [row, { category }] of reviews.entries()) {
    const product = columns.product[row] ?? -1;
    if (product < 0) continue;
    productMarket[product] = columns.market[row] ?? 0;
    productCategory[product] = categories.numberOf(category ?? null);
  }
  const grouped = groupRows(columns.product, products.names.length, columns.day);
  const people = groupRows(columns.reviewer, reviewers.names.length, columns.day);
  return {
    ...columns,
    products: products.names,
    markets: markets.names,
    reviewers: reviewers.names,
    productMarket,
    productCategory,
    byProduct: grouped.rows,
    productStart: grouped.start,
    byReviewer: people.rows,
    reviewerStart: people.start,
  };
}

/** Rows of a group: a view, nothing is copied. */
export const rowsOf = (rows: Int32Array, start: Int32Array, group: number): Int32Array => rows.subarray(start[group], start[group + 1]);

class Names {
  readonly names: string[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(name: string | null): number {
    if (name === null) return -1;
    let number = this.numbers.get(name);
    if (number === undefined) {
      number = this.names.length;
      this.numbers.set(name, number);
      this.names.push(name);
    }
    return number;
  }
}

/** Rows by group (counting sort), each group's by day. */
function groupRows(group: Int32Array, groups: number, day: Int32Array): { rows: Int32Array; start: Int32Array } {
  const start = new Int32Array(groups + 1);
  for (const each of group) if (each >= 0) start[each + 1] = (start[each + 1] ?? 0) + 1;
  for (let at = 0; at < groups; at += 1) start[at + 1] = (start[at + 1] ?? 0) + (start[at] ?? 0);
  const rows = new Int32Array(start[groups] ?? 0);
  const next = start.slice();
  for (let row = 0; row < group.length; row += 1) {
    const each = group[row] ?? -1;
    if (each < 0) continue;
    const place = next[each] ?? 0;
    rows[place] = row;
    next[each] = place + 1;
  }
  for (let at = 0; at < groups; at += 1) rowsOf(rows, start, at).sort((a, b) => (day[a] ?? 0) - (day[b] ?? 0) || a - b);
  return { rows, start };
}
