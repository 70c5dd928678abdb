import { markReviewers } from './mark-reviewers';
import { testMarks, type SignalInput, type SignalResult } from './signal';

/** Reviews somebody must have written before "all at once" says something: two come with one parcel. */
const MIN_REVIEWS = 3;
/** Days a hired writer takes for a list of products. */
const MOST_DAYS = 2;

/** Reviewers who wrote three or more reviews, all on the same day or the two after it. */
export function singleDayReviewers({ columns }: SignalInput): SignalResult {
  const { day } = columns;
  const marks = markReviewers(
    columns,
    (rows) => rows.length >= MIN_REVIEWS && (day[rows.at(-1) ?? 0] ?? 0) - (day[rows[0] ?? 0] ?? 0) <= MOST_DAYS,
  );
  const { reviewer, reviewerStart } = columns;
  return {
    id: 'singleDayReviewers',
    marks,
    tests: testMarks(columns, marks),
    evidence: (row) => {
      const who = reviewer[row] ?? -1;
      return { reviews: (reviewerStart[who + 1] ?? 0) - (reviewerStart[who] ?? 0) };
    },
  };
}
