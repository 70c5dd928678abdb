import type { TrustReview } from './review';
import { findIncentive } from './signals/find-incentive';
import { scoreTokens } from './text/score';
import type { TextModel } from './text/model';
import { tokenise } from './text/tokenise';

/** Words that make a phrase. */
const SHINGLE = 3;
/** Phrases of a text that are compared with other texts: more would let one pasted book slow down all. */
const MOST_SHINGLES = 400;

/** What the signals need of every text; the texts themselves are not kept. */
export interface ReviewTexts {
  words: Int32Array;
  /** Chance that the text is of the kind the model knows as fake; NaN where it makes no statement. */
  probability: Float32Array;
  /** Distinct hashes of all runs of three words, sorted: those of review r are shingles[start[r]] to before start[r + 1]. */
  shingles: Uint32Array;
  start: Int32Array;
  /** The words that say a review was paid for, of the few that do. */
  incentives: Map<number, string>;
}

/** Reads title and body of each review once. Linear in their length; each text is cut at MAX_TEXT_LENGTH. */
export function readTexts(reviews: readonly TrustReview[], model: TextModel | null): ReviewTexts {
  const count = reviews.length;
  const words = new Int32Array(count);
  const probability = new Float32Array(count).fill(NaN);
  const start = new Int32Array(count + 1);
  const incentives = new Map<number, string>();
  const hashes = new GrowingHashes();
  const scratch = new Uint32Array(MOST_SHINGLES);
  for (const [row, { title, body }] of reviews.entries()) {
    const text = tokenise(body ?? '');
    words[row] = text.words;
    if (model) probability[row] = scoreTokens(model, text, { withReasons: false }).probability ?? NaN;
    const incentive = findIncentive(text.tokens) ?? (title ? findIncentive(tokenise(title).tokens) : null);
    if (incentive !== null) incentives.set(row, incentive);
    hashes.add(scratch.subarray(0, hashShingles(text.tokens, scratch)).sort());
    start[row + 1] = hashes.length;
  }
  return { words, probability, shingles: hashes.done(), start, incentives };
}

/** Writes the hash of each run of three words; marks between them do not count. Returns how many. */
function hashShingles(tokens: readonly string[], out: Uint32Array): number {
  let written = 0;
  let first = 0;
  let second = 0;
  let seen = 0;
  for (const token of tokens) {
    if (!isWord(token)) continue;
    const hash = hashOf(token);
    seen += 1;
    if (seen >= SHINGLE) {
      out[written] = Math.imul(Math.imul(first ^ 0x9e3779b1, 0x85ebca6b) + second, 0xc2b2ae35) ^ hash;
      written += 1;
      if (written === out.length) break;
    }
    first = second;
    second = hash;
  }
  return written;
}

/** Marks are ASCII punctuation or pictures; words begin with a letter or are numbers. */
function isWord(token: string): boolean {
  const code = token.charCodeAt(0);
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code > 0x7f && (code < 0xd800 || code > 0xdfff));
}

function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}

/** A list of hashes that doubles when it is full. */
class GrowingHashes {
  length = 0;
  private values = new Uint32Array(4096);

  /** Adds sorted hashes, each once. */
  add(sorted: Uint32Array): void {
    while (this.length + sorted.length > this.values.length) {
      const next = new Uint32Array(this.values.length * 2);
      next.set(this.values);
      this.values = next;
    }
    for (let at = 0; at < sorted.length; at += 1) {
      if (at > 0 && sorted[at] === sorted[at - 1]) continue;
      this.values[this.length] = sorted[at] ?? 0;
      this.length += 1;
    }
  }

  done(): Uint32Array {
    return this.values.subarray(0, this.length);
  }
}
