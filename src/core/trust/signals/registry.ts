import { deletions } from './deletions';
import { incentiveWording } from './incentive-wording';
import { oneHitReviewers } from './one-hit-reviewers';
import { phraseReuse } from './phrase-reuse';
import { ratingDeviation } from './rating-deviation';
import { reviewerEase } from './reviewer-ease';
import { sharedReviewers } from './shared-reviewers';
import type { SignalInput, SignalResult } from './signal';
import { singleDayReviewers } from './single-day-reviewers';
import { textStyle } from './text-style';
import { unfairReviewers } from './unfair-reviewers';
import { unverified } from './unverified';
import { velocity, type Velocity } from './velocity';
import { wordCount } from './word-count';

/** Every signal, one line each. Velocity also gives the burst days. */
export function measureSignals(input: SignalInput): { signals: SignalResult[]; velocity: Velocity } {
  const timing = velocity(input);
  return {
    velocity: timing,
    signals: [
      timing,
      unverified(input),
      phraseReuse(input),
      textStyle(input),
      wordCount(input),
      incentiveWording(input),
      ratingDeviation(input),
      deletions(input),
      oneHitReviewers(input),
      singleDayReviewers(input),
      reviewerEase(input),
      sharedReviewers(input),
      unfairReviewers(input),
    ],
  };
}
