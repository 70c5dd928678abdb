import { fitLogistic } from '../logistic-regression';
import type { SparseRows } from '../sparse';
import type { Corpus } from './corpus';

/** Inverse strength of the penalty (algorithms.md, section 3). */
const C = 10;
/** A phrase of fewer texts says nothing about the next one. */
const MIN_TEXTS = 3;
/** Phrases kept: bounds the file. What is dropped weighs least. */
const MAX_PHRASES = 40_000;

/** What a fit learned of the corpus' phrases. */
export interface PhraseFit {
  /** Phrases kept, by their number in the corpus' table. */
  kept: Int32Array;
  /** In how many of the texts learned from each kept phrase occurs. */
  frequencies: Uint32Array;
  texts: number;
  weights: Float64Array;
  intercept: number;
}

/** TF-IDF weight of rarity, as in scikit-learn: smoothed, so that a phrase of all texts keeps some. */
export const rarity = (texts: number, frequency: number): number => Math.log((1 + texts) / (1 + frequency)) + 1;

/** Sublinear term frequency: the tenth mention adds little to the ninth. */
export const dampened = (count: number): number => 1 + Math.log(count);

/** Learns from the texts at `rows` of the corpus; `labels` is of the whole corpus, 1 = fake. */
export function fitPhrases(corpus: Corpus, rows: Uint32Array, labels: Uint8Array): PhraseFit & { converged: boolean } {
  const all = frequenciesOf(corpus, rows);
  let kept = Int32Array.from(all.keys()).filter((id) => all[id]! >= MIN_TEXTS);
  const own = Uint8Array.from(rows, (row) => labels[row]!);
  const fit = (ids: Int32Array) => fitLogistic(toRows(corpus, rows, { kept: ids, frequencies: all, texts: rows.length }), own, C);
  let learned = fit(kept);
  if (kept.length > MAX_PHRASES) {
    kept = heaviest(corpus, kept, learned.weights);
    learned = fit(kept);
  }
  return {
    kept,
    frequencies: Uint32Array.from(kept, (id) => all[id]!),
    texts: rows.length,
    weights: learned.weights,
    intercept: learned.intercept,
    converged: learned.converged,
  };
}

/** Log-odds of fake of the texts at `rows`, not calibrated. */
export function scoreRows(corpus: Corpus, rows: Uint32Array, fit: PhraseFit): Float64Array {
  const all = new Uint32Array(corpus.table.size);
  for (const [place, id] of fit.kept.entries()) all[id] = fit.frequencies[place]!;
  const { offsets, columns, values } = toRows(corpus, rows, { kept: fit.kept, frequencies: all, texts: fit.texts });
  return Float64Array.from(rows, (_, row) => {
    let score = fit.intercept;
    for (let at = offsets[row]!; at < offsets[row + 1]!; at += 1) score += fit.weights[columns[at]!]! * values[at]!;
    return score;
  });
}

function frequenciesOf(corpus: Corpus, rows: Uint32Array): Uint32Array {
  const frequencies = new Uint32Array(corpus.table.size);
  for (const row of rows) {
    for (let at = corpus.offsets[row]!; at < corpus.offsets[row + 1]!; at += 1) {
      const id = corpus.phrases[at]!;
      frequencies[id] = frequencies[id]! + 1;
    }
  }
  return frequencies;
}

/** Every single word, which also tells whether a text is in a known language, and the phrases with the largest weights. */
function heaviest(corpus: Corpus, kept: Int32Array<ArrayBuffer>, weights: Float64Array): Int32Array<ArrayBuffer> {
  const importance = Float64Array.from(kept, (id, place) => (corpus.table.isWord(id) ? Infinity : Math.abs(weights[place]!)));
  const limit = Float64Array.from(importance).sort()[importance.length - MAX_PHRASES]!;
  return kept.filter((_, place) => importance[place]! >= limit);
}

/** Rows of unit length over the kept phrases. `frequencies` is by phrase number. */
function toRows(
  corpus: Corpus,
  rows: Uint32Array,
  { kept, frequencies, texts }: { kept: Int32Array; frequencies: Uint32Array; texts: number },
): SparseRows {
  const column = new Int32Array(corpus.table.size).fill(-1);
  for (const [place, id] of kept.entries()) column[id] = place;
  const offsets = new Uint32Array(rows.length + 1);
  for (const [place, row] of rows.entries()) {
    let size = 0;
    for (let at = corpus.offsets[row]!; at < corpus.offsets[row + 1]!; at += 1) if (column[corpus.phrases[at]!]! >= 0) size += 1;
    offsets[place + 1] = offsets[place]! + size;
  }
  const columns = new Uint32Array(offsets[rows.length]!);
  const values = new Float32Array(columns.length);
  for (const [place, row] of rows.entries()) {
    let to = offsets[place]!;
    let squares = 0;
    for (let at = corpus.offsets[row]!; at < corpus.offsets[row + 1]!; at += 1) {
      const id = corpus.phrases[at]!;
      if (column[id]! < 0) continue;
      const value = dampened(corpus.counts[at]!) * rarity(texts, frequencies[id]!);
      columns[to] = column[id]!;
      values[to] = value;
      squares += value * value;
      to += 1;
    }
    const length = Math.sqrt(squares) || 1;
    for (let at = offsets[place]!; at < to; at += 1) values[at] = values[at]! / length;
  }
  return { offsets, columns, values, width: kept.length };
}
