import { AppError } from '../errors';

/** A review as trust looks at it. */
export interface TrustReview {
  id: string;
  productId: string | null;
  productTitle?: string | null;
  category?: string | null;
  marketplace: string;
  /** Who wrote it, as the marketplace names them: customer id or account; null when it does not tell. */
  reviewer: string | null;
  /** 1 to 5. */
  score: number;
  title: string | null;
  body: string | null;
  verified: boolean | null;
  /** An order stands behind it in our ledger. */
  hasOrder: boolean;
  /** Milliseconds since 1970. */
  reviewedAt: number;
  /** Shop-local day: days since 1970-01-01. */
  reviewedDay: number;
  deletedAt: number | null;
}

/** @throws AppError invalid_input naming the field and the review. */
export function checkReviews(reviews: readonly TrustReview[]): void {
  for (const { id, score, reviewedAt, reviewedDay, deletedAt } of reviews) {
    if (!(score >= 1 && score <= 5)) throw invalid(id, 'score', `a score of ${score}; scores are from 1 to 5`);
    if (!Number.isFinite(reviewedAt)) throw invalid(id, 'reviewedAt', 'no valid time');
    if (!Number.isSafeInteger(reviewedDay)) throw invalid(id, 'reviewedDay', 'no whole number as its day');
    if (deletedAt !== null && !Number.isFinite(deletedAt)) throw invalid(id, 'deletedAt', 'no valid time of deletion');
  }
}

function invalid(id: string, field: string, what: string): AppError {
  return new AppError('invalid_input', `Review ${id.slice(0, 60)} has ${what}.`, {
    field,
    remedy: 'Correct it at its source and import it again.',
  });
}
