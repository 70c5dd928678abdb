import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '@/core/errors';
import { formsOf } from './words';

const FOLDER = path.resolve('src/services/retrieval/word-vectors');
const cardSchema = z.object({ name: z.string(), version: z.int(), dimension: z.int(), words: z.int() });

/** Sum of 1/rank over the words of the source: the share of text that is the word of rank r is 1/(r * HARMONIC) (Zipf). */
const HARMONIC = 13.3;
/** Smoothing of the weight a/(a + p) of a word of frequency p (Arora, Liang, Ma 2017). */
const SMOOTHING = 1e-3;

export interface WordVector {
  /** Unit length. */
  vector: Float32Array;
  /** 0 to 1: how much the word says, near 0 for "the". */
  weight: number;
}

export interface WordVectors {
  /** Name and version, recorded with what was made of them. */
  model: string;
  dimension: number;
  /** The word, its singular or its plural; undefined when none is known. */
  find(word: string): WordVector | undefined;
}

let loaded: WordVectors | undefined;

/** The vectors shipped with the product (scripts/build-word-vectors.mjs): read on first use, once. */
export function wordVectors(): WordVectors {
  loaded ??= readVectors();
  return loaded;
}

function readVectors(): WordVectors {
  const card = cardSchema.parse(JSON.parse(readFileSync(path.join(FOLDER, 'card.json'), 'utf8')));
  const file = readFileSync(path.join(FOLDER, 'vectors.bin'));
  const bytes = new Int8Array(file.buffer, file.byteOffset, file.byteLength);
  const places = new Map<string, { at: number; rank: number }>();
  for (const line of readFileSync(path.join(FOLDER, 'words.txt'), 'utf8').trimEnd().split('\n')) {
    const [word = '', rank] = line.split(' ');
    places.set(word, { at: places.size, rank: Number(rank) });
  }
  if (places.size !== card.words || bytes.length !== card.words * card.dimension)
    throw new AppError('internal', 'The word vectors are not whole.', { remedy: 'Restore src/services/retrieval/word-vectors.' });
  const known = new Map<string, WordVector | undefined>();
  return {
    model: `${card.name}.v${card.version}`,
    dimension: card.dimension,
    find: (word) => {
      if (known.has(word)) return known.get(word);
      // The shipped list may hold the plural alone ("earbuds").
      const place = [...formsOf(word), `${word}s`].map((form) => places.get(form)).find((found) => found !== undefined);
      const entry = place && {
        vector: unitOf(bytes.subarray(place.at * card.dimension, (place.at + 1) * card.dimension)),
        weight: SMOOTHING / (SMOOTHING + 1 / (place.rank * HARMONIC)),
      };
      // Unknown words are without end and are not kept.
      if (entry) known.set(word, entry);
      return entry;
    },
  };
}

function unitOf(bytes: Int8Array): Float32Array {
  const vector = Float32Array.from(bytes);
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
