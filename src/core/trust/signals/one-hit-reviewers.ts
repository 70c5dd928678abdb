import { markReviewers } from './mark-reviewers';
import { testMarks, type SignalInput, type SignalResult } from './signal';

/** Reviewers of whom this is the only review we see. */
export function oneHitReviewers({ columns }: SignalInput): SignalResult {
  const marks = markReviewers(columns, (rows) => rows.length === 1);
  return { id: 'oneHitReviewers', marks, tests: testMarks(columns, marks), evidence: () => ({}) };
}
