import { measureClassifier, type ClassifierMetrics } from '../classifier-metrics';
import { fitLogistic, sigmoid } from '../logistic-regression';
import { seededRandom } from '../random';
import type { Corpus } from './corpus';
import { fitPhrases, scoreRows } from './fit-phrases';

export const FOLDS = 5;

/** Turns a score into the log-odds that the share of fakes really has at that score (Platt 1999). */
export interface Calibration {
  slope: number;
  intercept: number;
}

export interface CrossValidation {
  metrics: ClassifierMetrics;
  /** From all scores of texts that were not learned from. */
  calibration: Calibration;
  converged: boolean;
}

/**
 * Learns on four fifths and scores the last fifth, five times. Texts of one group are never on both sides, and each fold has
 * its share of each group's first label. Probabilities are calibrated with the other folds' scores.
 */
export function crossValidate(
  corpus: Corpus,
  labels: Uint8Array,
  { groups, seed }: { groups: readonly string[]; seed: number },
): CrossValidation {
  const folds = assignFolds(labels, groups, seed);
  const scores = new Float64Array(labels.length);
  let converged = true;
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const fit = fitPhrases(
      corpus,
      rowsWhere(folds, (each) => each !== fold),
      labels,
    );
    converged &&= fit.converged;
    const held = rowsWhere(folds, (each) => each === fold);
    for (const [place, score] of scoreRows(corpus, held, fit).entries()) scores[held[place]!] = score;
  }
  const probabilities = new Float64Array(labels.length);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const { slope, intercept } = calibrate(
      scores,
      labels,
      rowsWhere(folds, (each) => each !== fold),
    );
    for (const row of rowsWhere(folds, (each) => each === fold)) probabilities[row] = sigmoid(slope * scores[row]! + intercept);
  }
  const calibration = calibrate(scores, labels, Uint32Array.from(labels.keys()));
  return { metrics: measureClassifier(probabilities, labels), calibration, converged };
}

function assignFolds(labels: Uint8Array, groups: readonly string[], seed: number): Uint8Array {
  const random = seededRandom(seed);
  const firstOf = new Map<string, number>();
  for (const [row, group] of groups.entries()) if (!firstOf.has(group)) firstOf.set(group, row);
  const order = [...firstOf].map(([group, row]) => ({ group, label: labels[row]!, at: random() }));
  order.sort((a, b) => a.label - b.label || a.at - b.at);
  const foldOf = new Map(order.map(({ group }, place) => [group, place % FOLDS]));
  return Uint8Array.from(groups, (group) => foldOf.get(group)!);
}

function rowsWhere(folds: Uint8Array, holds: (fold: number) => boolean): Uint32Array {
  return Uint32Array.from(folds.keys()).filter((row) => holds(folds[row]!));
}

function calibrate(scores: Float64Array, labels: Uint8Array, rows: Uint32Array): Calibration {
  const { weights, intercept } = fitLogistic(
    {
      offsets: Uint32Array.from({ length: rows.length + 1 }, (_, row) => row),
      columns: new Uint32Array(rows.length),
      values: Float32Array.from(rows, (row) => scores[row]!),
      width: 1,
    },
    Uint8Array.from(rows, (row) => labels[row]!),
    // Two parameters from hundreds of scores: next to no penalty.
    100,
  );
  return { slope: weights[0]!, intercept };
}
