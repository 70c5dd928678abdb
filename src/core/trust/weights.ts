import type { SignalId } from './signals/signal';

/**
 * What each sign is worth. Belief in a fake starts at PRIOR and is multiplied, as odds, by one factor a family:
 * share of fakes that show the sign (stated here) over share of this shop's ordinary reviews that show it (measured).
 * Of a family only its strongest sign counts, because signs of one family say the same thing twice. Caps keep any single
 * sign below a flag: it takes two families.
 */
export const PRIOR = 0.02;
/** A review is flagged from here. */
export const FLAG_AT = 0.5;
/** An ordinary share below this is not believed: no shop is big enough to measure it. */
export const LEAST_BASE = 0.005;

export type Family = 'timing' | 'proof' | 'text' | 'wording' | 'rating' | 'deletion' | 'reviewer';

export interface Weight {
  family: Family;
  /** Share of fakes taken to show it. */
  fakeRate: number;
  /** Largest factor. */
  cap: number;
}

export const WEIGHTS: Readonly<Record<SignalId, Weight>> = {
  velocity: { family: 'timing', fakeRate: 0.5, cap: 30 },
  unverified: { family: 'proof', fakeRate: 0.9, cap: 6 },
  phraseReuse: { family: 'text', fakeRate: 0.5, cap: 20 },
  textStyle: { family: 'text', fakeRate: 0.4, cap: 4 },
  wordCount: { family: 'text', fakeRate: 0, cap: 1 },
  incentiveWording: { family: 'wording', fakeRate: 0.1, cap: 12 },
  ratingDeviation: { family: 'rating', fakeRate: 0.8, cap: 4 },
  deletions: { family: 'deletion', fakeRate: 0.2, cap: 3 },
  oneHitReviewers: { family: 'reviewer', fakeRate: 0.7, cap: 2 },
  singleDayReviewers: { family: 'reviewer', fakeRate: 0.3, cap: 10 },
  reviewerEase: { family: 'reviewer', fakeRate: 0.4, cap: 4 },
  sharedReviewers: { family: 'reviewer', fakeRate: 0.4, cap: 25 },
  unfairReviewers: { family: 'reviewer', fakeRate: 0.3, cap: 4 },
};

export const FAMILIES: readonly Family[] = ['timing', 'proof', 'text', 'wording', 'rating', 'deletion', 'reviewer'];

/** The one sign whose absence counts: a purchase that is proven speaks for a review, by at most this factor. */
export const PROVEN: SignalId = 'unverified';
export const PROVEN_CAP = 1 / 12;
