import { rowsOf, UNKNOWN, type ReviewColumns } from '../columns';

/** Marks every review of the reviewers that a test holds for; reviews without a named reviewer stay unknown. */
export function markReviewers(columns: ReviewColumns, holds: (rows: Int32Array, reviewer: number) => boolean): Uint8Array {
  const marks = new Uint8Array(columns.count).fill(UNKNOWN);
  for (let reviewer = 0; reviewer < columns.reviewers.length; reviewer += 1) {
    const rows = rowsOf(columns.byReviewer, columns.reviewerStart, reviewer);
    const mark = holds(rows, reviewer) ? 1 : 0;
    for (const row of rows) marks[row] = mark;
  }
  return marks;
}
