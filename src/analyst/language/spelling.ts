import type { Lexicon } from './lexicon';
import { editDistance, type Token } from './text';

/** From here on the first letter may be the slip; of shorter words too many differ by it: "light" and "eight", "north" and "worth". */
const LONG = 6;

/** A word not known is taken for the nearest word of the grammar: one slip in short words, two in long ones; never in a name. */
export function correctSpelling(token: Token, lexicon: Lexicon): Token {
  const { lemma } = token;
  const isName = token.isQuoted || /\d/.test(token.text) || (token.raw === token.raw.toUpperCase() && token.raw.length <= 4);
  const isKnown =
    lexicon.words.has(lemma) ||
    lexicon.nameWords.has(lemma) ||
    lexicon.stop.has(lemma) ||
    lexicon.stop.has(token.text) ||
    lexicon.readings.has(lemma) ||
    lexicon.time.has(lemma);
  if (isName || lemma.length < 4 || isKnown) return token;
  const limit = lemma.length >= 8 ? 2 : 1;
  let best: string | null = null;
  let bestDistance = limit + 1;
  let isTied = false;
  for (const word of lexicon.words) {
    if (word[0] !== lemma[0] && (lemma.length < LONG || word[1] !== lemma[1] || isEmpty(word, lexicon))) continue;
    // Short words have too many neighbours: only a swap or a doubled letter of one with the same first letter.
    if (lemma.length < 5 && (word[0] !== lemma[0] || (word.length < 5 && !isSwapped(word, lemma)))) continue;
    const distance = editDistance(lemma, word, limit);
    if (distance < bestDistance) {
      best = word;
      bestDistance = distance;
      isTied = false;
    } else if (distance === bestDistance && word !== best) isTied = true;
  }
  if (best === null || isTied) best = bySkeleton(lemma, lexicon) ?? (isTied ? null : best);
  return best === null ? token : { ...token, text: best, lemma: best };
}

/** The same letters in another order: "waht". */
const isSwapped = (a: string, b: string): boolean => [...a].sort().join('') === [...b].sort().join('');

/** A word that says nothing: to take it for another would leave no trace. */
const isEmpty = (word: string, lexicon: Lexicon): boolean =>
  lexicon.stop.has(word) &&
  !lexicon.readings.has(word) &&
  !lexicon.time.has(word) &&
  !lexicon.particles.has(word) &&
  !lexicon.openers.has(word);

/** Letters a word must have to be told by its consonants alone. */
const SKELETON = 4;

/** "ystrday", "turnovr": vowels left out, the consonants all there. */
function bySkeleton(word: string, lexicon: Lexicon): string | null {
  const bones = skeletonOf(word);
  if (bones.length < SKELETON) return null;
  const found = [...lexicon.words].filter((known) => known[0] === word[0] && known.length > word.length && skeletonOf(known) === bones);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** Consonants, and the letter the word begins with. */
const skeletonOf = (word: string): string => word.slice(0, 1) + word.slice(1).replace(/[aeiou]/g, '');
