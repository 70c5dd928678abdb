import { testMarks, type SignalInput, type SignalResult } from './signal';

/** Texts that say the review was paid for: a free product, a discount, a voucher in exchange. */
export function incentiveWording({ columns, texts }: SignalInput): SignalResult {
  const marks = new Uint8Array(columns.count);
  for (const row of texts.incentives.keys()) marks[row] = 1;
  return {
    id: 'incentiveWording',
    marks,
    tests: testMarks(columns, marks),
    evidence: (row) => ({ words: texts.incentives.get(row) ?? '' }),
  };
}
