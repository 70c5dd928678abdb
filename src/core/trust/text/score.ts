import { sigmoid } from '../../math/logistic-regression';
import { dampened } from '../../math/phrases/fit-phrases';
import { LONGEST_PHRASE } from '../../math/phrases/phrase-table';
import type { TextModel } from './model';
import { MAX_TEXT_LENGTH, tokenise, type Tokens } from './tokenise';

/** Words a text needs before its style says anything. */
export const MIN_WORDS = 8;
/** Share of its words the model must know: below it the text is in a language or about things it has not seen. */
export const MIN_KNOWN_SHARE = 0.6;
const MAX_REASONS = 5;

export interface PhraseReason {
  phrase: string;
  /** What it adds to the log-odds of fake; negative speaks for a real one. */
  weight: number;
}

export interface TextScore {
  /** Calibrated for a mix as in the training data; null where the model has no statement. */
  probability: number | null;
  /** Why there is no statement. */
  withheld: 'tooShort' | 'unknownWords' | null;
  /** Log-odds without the training data's share of fakes: how much this text alone should move a belief. */
  evidence: number;
  /** Calibrated log-odds, also for texts without a statement: what rankings are measured on. */
  logOdds: number;
  reasons: PhraseReason[];
}

/** Room for the phrases of the longest text: scoring allocates nothing but its answer. */
const found = new Int32Array(MAX_TEXT_LENGTH * LONGEST_PHRASE);

/** Scores a text by its phrases; linear in its length, of which at most MAX_TEXT_LENGTH is read. The text is never interpreted. */
export function scoreText(model: TextModel, text: string, options: { withReasons?: boolean } = {}): TextScore {
  return scoreTokens(model, tokenise(text), options);
}

/** As `scoreText`, of a text that has been cut into tokens already. */
export function scoreTokens(
  model: TextModel,
  { tokens, words }: Tokens,
  { withReasons = true }: { withReasons?: boolean } = {},
): TextScore {
  const phrases = found.subarray(0, model.table.findAll(tokens, found)).sort();
  let squares = 0;
  let sum = 0;
  let known = 0;
  for (let from = 0; from < phrases.length;) {
    const id = phrases[from] ?? 0;
    let to = from + 1;
    while (to < phrases.length && phrases[to] === id) to += 1;
    const value = dampened(to - from) * (model.rarities[id] ?? 0);
    squares += value * value;
    sum += value * (model.weights[id] ?? 0);
    if (model.isWord[id] === 1) known += to - from;
    from = to;
  }
  const scale = model.calibration.slope / (Math.sqrt(squares) || 1);
  const logOdds = model.calibration.slope * model.intercept + model.calibration.intercept + sum * scale;
  const withheld = words < MIN_WORDS ? 'tooShort' : known < MIN_KNOWN_SHARE * words ? 'unknownWords' : null;
  return {
    probability: withheld === null ? sigmoid(logOdds) : null,
    withheld,
    evidence: logOdds - model.priorLogOdds,
    logOdds,
    reasons: withReasons && withheld === null ? heaviestPhrases(model, phrases, scale) : [],
  };
}

/** The phrases that moved the score most, none inside another. */
function heaviestPhrases(model: TextModel, sorted: Int32Array, scale: number): PhraseReason[] {
  const moves = new Map<number, number>();
  for (const id of sorted) moves.set(id, (moves.get(id) ?? 0) + 1);
  const ranked = [...moves]
    .map(([id, count]) => ({ id, weight: dampened(count) * (model.rarities[id] ?? 0) * (model.weights[id] ?? 0) * scale }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const chosen: PhraseReason[] = [];
  for (const { id, weight } of ranked.slice(0, MAX_REASONS * 6)) {
    const phrase = model.table.phrase(id);
    if (chosen.length >= MAX_REASONS) break;
    if (
      /^\P{L}+$/u.test(phrase) ||
      chosen.some((other) => ` ${other.phrase} `.includes(` ${phrase} `) || ` ${phrase} `.includes(` ${other.phrase} `))
    )
      continue;
    chosen.push({ phrase, weight });
  }
  return chosen;
}
