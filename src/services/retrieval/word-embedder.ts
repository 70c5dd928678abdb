import type { Embedder } from '@/core/ports';
import { saidByName, toPhrase } from './phrase-likeness';
import { wordVectors, type WordVectors } from './word-vectors';
import { wordsOf } from './words';

/** Parts of a vector that unknown words share, by their letters. */
const LETTER_DIMENSION = 60;
/** How much an unknown word weighs against a known one. Measured on 9,000 Portuguese reviews (docs/adr). */
const LETTER_WEIGHT = 0.5;
/** Words of one text that count: more would not move its vector, and texts have no bound. */
const MOST_WORDS = 4000;
/** Of reviews above it two of three were about the question, of those just below one of four (docs/adr, search by meaning). */
const FLOOR = 0.6;
/** Above it names of products are the thing asked for or its near kin; "guitar" finds a drum all the same. */
const NAME_FLOOR = 0.62;

/**
 * The embedder that needs no network: a text is the weighted mean of its words' vectors (SIF: rare words weigh more).
 * Words it does not know (product codes, names, other languages) are told apart by their letters, in parts of the
 * vector of their own, so that they never look like the meaning of a known word. Pure and deterministic.
 */
export function createWordEmbedder(vectors: () => WordVectors = wordVectors): Embedder {
  return {
    get model() {
      return `${vectors().model}+letters-${LETTER_DIMENSION}`;
    },
    floor: FLOOR,
    names: {
      floor: NAME_FLOOR,
      score: (asked, name) => saidByName(toPhrase(asked, vectors()), toPhrase(name, vectors())),
    },
    embed: async (texts) => texts.map((text) => embedText(text, vectors())),
  };
}

function embedText(text: string, vectors: WordVectors): number[] {
  const sum = Array.from({ length: vectors.dimension + LETTER_DIMENSION }, () => 0);
  for (const word of wordsOf(text).slice(0, MOST_WORDS)) {
    const known = vectors.find(word);
    if (known) for (let at = 0; at < vectors.dimension; at += 1) sum[at] = (sum[at] ?? 0) + known.weight * (known.vector[at] ?? 0);
    else addLetters(sum, word, vectors.dimension);
  }
  const length = Math.hypot(...sum);
  return length === 0 ? sum : sum.map((value) => Math.round((value / length) * 1e5) / 1e5);
}

/** Runs of three and four letters of a word, hashed to signed parts (feature hashing). */
function addLetters(sum: number[], word: string, offset: number): void {
  const padded = ` ${word.slice(0, 40)} `;
  const runs = [3, 4].flatMap((size) =>
    Array.from({ length: Math.max(0, padded.length - size + 1) }, (_, at) => padded.slice(at, at + size)),
  );
  for (const run of runs) {
    const hash = hashOf(run);
    const place = offset + ((hash >>> 1) % LETTER_DIMENSION);
    sum[place] = (sum[place] ?? 0) + ((hash & 1) === 0 ? LETTER_WEIGHT : -LETTER_WEIGHT) / Math.sqrt(runs.length);
  }
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
