import { testMarks, type SignalInput, type SignalResult } from './signal';

/** Reviews that were taken down, by their writer or the marketplace. Where none ever was, nothing can be said. */
export function deletions({ columns }: SignalInput): SignalResult {
  return { id: 'deletions', marks: columns.isDeleted, tests: testMarks(columns, columns.isDeleted), evidence: () => ({}) };
}
