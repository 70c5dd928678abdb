import { robustLevel } from '../../math/median';
import { rowsOf } from '../columns';
import { rev2 } from '../graph/rev2';
import { markReviewers } from './mark-reviewers';
import { testMarks, type SignalInput, type SignalResult } from './signal';

/** Ratings below which a reviewer's fairness is mostly the mean of all. */
const MIN_RATINGS = 3;
/** Scaled median deviations below the usual fairness. */
const LOW = 3;
/** Least spread: where all agree, a small difference is none. */
const MIN_SPREAD = 0.02;

/** Reviewers whose ratings of several products contradict everybody else's (REV2). */
export function unfairReviewers({ columns }: SignalInput): SignalResult {
  const rows = Int32Array.from(columns.reviewer.keys()).filter(
    (row) => (columns.reviewer[row] ?? -1) >= 0 && (columns.product[row] ?? -1) >= 0,
  );
  const { fairness } = rev2({
    users: rows.map((row) => columns.reviewer[row] ?? 0),
    products: rows.map((row) => columns.product[row] ?? 0),
    scores: Float64Array.from(rows, (row) => ((columns.score[row] ?? 3) - 3) / 2),
    userCount: columns.reviewers.length,
    productCount: columns.products.length,
  });
  const ratingsOf = (reviewer: number): number => rowsOf(columns.byReviewer, columns.reviewerStart, reviewer).length;
  const judged = [...fairness].filter((_, reviewer) => ratingsOf(reviewer) >= MIN_RATINGS);
  const { level, spread } = robustLevel(judged);
  const limit = level - LOW * Math.max(MIN_SPREAD, spread);
  const marks = markReviewers(columns, (own, reviewer) => own.length >= MIN_RATINGS && (fairness[reviewer] ?? 1) < limit);
  return {
    id: 'unfairReviewers',
    marks,
    tests: testMarks(columns, marks),
    evidence: (row) => ({ fairness: Number((fairness[columns.reviewer[row] ?? 0] ?? 0).toFixed(3)), usual: Number(level.toFixed(3)) }),
  };
}
