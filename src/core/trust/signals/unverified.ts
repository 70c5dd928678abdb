import { testMarks, type SignalInput, type SignalResult } from './signal';

/** Reviews with neither the marketplace's word nor an order of ours behind them. */
export function unverified({ columns }: SignalInput): SignalResult {
  return { id: 'unverified', marks: columns.unproven, tests: testMarks(columns, columns.unproven), evidence: () => ({}) };
}
