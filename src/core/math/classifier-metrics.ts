/** Measures of a classifier on labelled cases: higher scores should mean label 1. */
export interface ClassifierMetrics {
  cases: number;
  positives: number;
  /** Chance that a positive case scores higher than a negative one; ties count half. */
  auc: number;
  /** Share of positives found when at most 1 % of negatives score as high. */
  recallAtOnePercent: number;
  /** Share of cases on the right side of one half. */
  accuracy: number;
  /** Mean squared error of the probabilities: 0 is perfect, 0.25 says nothing. */
  brier: number;
  /** Mean distance between probability and share of positives over ten bins, weighted by cases. */
  calibrationError: number;
}

const BINS = 10;

/** Measures probabilities against labels (1 or 0). NaN where there are no cases of a kind. */
export function measureClassifier(probabilities: Float64Array, labels: Uint8Array): ClassifierMetrics {
  let positives = 0;
  let correct = 0;
  let squares = 0;
  const binCount = new Float64Array(BINS);
  const binSum = new Float64Array(BINS);
  const binPositive = new Float64Array(BINS);
  for (let i = 0; i < labels.length; i += 1) {
    const p = probabilities[i]!;
    const label = labels[i]!;
    positives += label;
    if (p >= 0.5 === (label === 1)) correct += 1;
    squares += (p - label) ** 2;
    const bin = Math.min(BINS - 1, Math.floor(p * BINS));
    binCount[bin] = binCount[bin]! + 1;
    binSum[bin] = binSum[bin]! + p;
    binPositive[bin] = binPositive[bin]! + label;
  }
  let distance = 0;
  for (let bin = 0; bin < BINS; bin += 1) distance += Math.abs(binSum[bin]! - binPositive[bin]!);
  const cases = labels.length;
  return {
    cases,
    positives,
    ...rankingOf(probabilities, labels, positives),
    accuracy: correct / cases,
    brier: squares / cases,
    calibrationError: distance / cases,
  };
}

function rankingOf(scores: Float64Array, labels: Uint8Array, positives: number): { auc: number; recallAtOnePercent: number } {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]!);
  const negatives = labels.length - positives;
  const allowed = Math.floor(negatives * 0.01);
  let above = 0;
  let found = 0;
  let area = 0;
  let recall = 0;
  for (let from = 0; from < order.length;) {
    // Equal scores are one step: no order among them can be claimed.
    let to = from;
    let tiedPositives = 0;
    while (to < order.length && scores[order[to]!] === scores[order[from]!]) {
      tiedPositives += labels[order[to]!]!;
      to += 1;
    }
    const tiedNegatives = to - from - tiedPositives;
    area += tiedNegatives * (found + tiedPositives / 2);
    found += tiedPositives;
    above += tiedNegatives;
    if (above <= allowed) recall = found / positives;
    from = to;
  }
  return { auc: area / (positives * negatives), recallAtOnePercent: recall };
}
