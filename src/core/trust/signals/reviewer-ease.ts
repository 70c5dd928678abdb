import { markReviewers } from './mark-reviewers';
import { testMarks, type SignalInput, type SignalResult } from './signal';

const MIN_REVIEWS = 3;

/** Reviewers of three or more products who only ever give full marks, or only ever the lowest. */
export function reviewerEase({ columns }: SignalInput): SignalResult {
  const { score, product } = columns;
  const marks = markReviewers(columns, (rows) => {
    const first = score[rows[0] ?? 0] ?? 0;
    if (rows.length < MIN_REVIEWS || (first < 5 && first > 1)) return false;
    return rows.every((row) => score[row] === first) && new Set(rows.map((row) => product[row] ?? -1)).size >= MIN_REVIEWS;
  });
  return { id: 'reviewerEase', marks, tests: testMarks(columns, marks), evidence: (row) => ({ score: score[row] ?? 0 }) };
}
