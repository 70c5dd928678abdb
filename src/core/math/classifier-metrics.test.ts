import { describe, expect, it } from 'vitest';
import { measureClassifier } from './classifier-metrics';

const measure = (scores: number[], labels: number[]) => measureClassifier(Float64Array.from(scores), Uint8Array.from(labels));

describe('measures of a classifier', () => {
  it('count pairs, ties as half', () => {
    expect(measure([0.9, 0.8, 0.3, 0.1], [1, 0, 1, 0]).auc).toBe(0.75);
    expect(measure([0.5, 0.5], [1, 0]).auc).toBe(0.5);
    expect(measure([0.1, 0.9], [1, 0]).auc).toBe(0);
  });

  it('count recall only as far as one false alarm in a hundred', () => {
    const labels = [1, 0, 1, 0, 1, ...Array<number>(98).fill(0)];
    const scores = labels.map((_, index) => 1 - index / 200);
    expect(measure(scores, labels)).toMatchObject({ cases: 103, positives: 3 });
    expect(measure(scores, labels).recallAtOnePercent).toBeCloseTo(2 / 3, 12);
  });

  it('show how far probabilities lie from what happened', () => {
    expect(measure([0.75, 0.75, 0.75, 0.75], [1, 1, 1, 0])).toMatchObject({ calibrationError: 0, accuracy: 0.75, brier: 0.1875 });
    expect(measure([0.9, 0.9], [0, 0]).calibrationError).toBeCloseTo(0.9, 12);
  });
});
