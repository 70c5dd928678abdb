import { UNKNOWN } from '../columns';
import { testMarks, type SignalInput, type SignalResult } from './signal';

/** Calibrated chance from which a text counts as written in the manner of the fakes the model knows. */
export const STYLE_LIMIT = 0.9;

/** Texts in the manner of known fakes. Unknown without a model, and where the model makes no statement. */
export function textStyle({ columns, texts }: SignalInput): SignalResult {
  const { probability } = texts;
  const marks = Uint8Array.from(probability, (value) => (Number.isNaN(value) ? UNKNOWN : value >= STYLE_LIMIT ? 1 : 0));
  return {
    id: 'textStyle',
    marks,
    tests: testMarks(columns, marks),
    evidence: (row) => ({ probability: Number((probability[row] ?? 0).toFixed(2)) }),
  };
}
