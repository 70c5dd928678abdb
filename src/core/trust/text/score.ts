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

/** Room for the words and phrases of the longest text: scoring allocates nothing but its answer. */
const found = new Int32Array(MAX_TEXT_LENGTH * (LONGEST_PHRASE + 1));
/** Candidates for reasons: some are inside others. */
const CANDIDATES = 24;
const heaviest = new Int32Array(CANDIDATES);
const moves = new Float64Array(CANDIDATES);

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
  moves.fill(0);
  for (let from = 0; from < phrases.length;) {
    const id = phrases[from] ?? 0;
    let to = from + 1;
    while (to < phrases.length && phrases[to] === id) to += 1;
    const value = dampened(to - from) * (model.rarities[id] ?? 0);
    squares += value * value;
    const move = value * (model.weights[id] ?? 0);
    sum += move;
    if (withReasons && Math.abs(move) > Math.abs(moves[CANDIDATES - 1] ?? 0)) keep(id, move);
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
    reasons: withReasons && withheld === null ? heaviestPhrases(model, scale) : [],
  };
}

/** Puts a phrase in its place among the heaviest, which are sorted. */
function keep(id: number, move: number): void {
  let place = CANDIDATES - 1;
  for (; place > 0 && Math.abs(moves[place - 1] ?? 0) < Math.abs(move); place -= 1) {
    moves[place] = moves[place - 1] ?? 0;
    heaviest[place] = heaviest[place - 1] ?? 0;
  }
  moves[place] = move;
  heaviest[place] = id;
}

/** The phrases that moved the score most, none inside another. */
function heaviestPhrases(model: TextModel, scale: number): PhraseReason[] {
  const chosen: PhraseReason[] = [];
  for (let place = 0; place < CANDIDATES && chosen.length < MAX_REASONS; place += 1) {
    const move = moves[place] ?? 0;
    if (move === 0) break;
    const phrase = model.table.phrase(heaviest[place] ?? 0);
    const isInside = (inner: string, outer: string): boolean => ` ${outer} `.includes(` ${inner} `);
    if (/^\P{L}+$/u.test(phrase) || chosen.some((other) => isInside(phrase, other.phrase) || isInside(other.phrase, phrase))) continue;
    chosen.push({ phrase, weight: move * scale });
  }
  return chosen;
}
