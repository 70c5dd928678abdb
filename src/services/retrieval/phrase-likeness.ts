import type { WordVectors } from './word-vectors';
import { formsOf, wordsOf } from './words';

type Measure = 'share' | 'mean' | 'count' | 'value' | 'amount';

/** Words that hold phrases together. */
const HOLDERS = new Set('the of in a an to on at by for with and or per from is are be that this many how us our my'.split(' '));
/**
 * Words that say how something is measured. Within a class they are as good as one word, across classes they are
 * opposites: the refund total is no refund rate. What is counted or
 * summed goes without saying ("order count" is "orders").
 */
const MEASURES: ReadonlyMap<string, Measure> = new Map(
  (
    [
      ['share', 'rate percentage percent ratio proportion share'],
      ['mean', 'average mean typical avg'],
      ['count', 'number count quantity tally volume unique different distinct'],
      ['value', 'value worth money'],
      ['amount', 'amount total level figure figures base size sum all overall'],
    ] as const
  ).flatMap(([measure, words]) => words.split(' ').map((word) => [word, measure] as const)),
);
const AMOUNT_WEIGHT = 0.2;
const SHARE_WEIGHT = 0.5;
const SAME_MEASURE = 0.95;
/** Opposites stand in the same places of texts, so their vectors are near: "positive" is .86 like "negative". */
const OPPOSITES: readonly (readonly [string, string])[] = [
  [
    'good great excellent positive happy satisfied favorable favourable glowing nice perfect',
    'bad poor terrible awful negative unhappy dissatisfied unfavorable unfavourable critical low',
  ],
  ['early fast quick prompt punctual timely', 'late slow tardy overdue delayed'],
  ['new first fresh', 'returning repeat old existing former last'],
  ['gross', 'net'],
  ['revenue income earnings sale proceeds profit', 'cost expense tax loss debt'],
  ['buyer customer shopper client purchaser consumer', 'seller merchant vendor supplier'],
  ['high highest most best maximum', 'low lowest least worst minimum'],
  ['unpaid', 'paid'],
  ['with', 'without'],
];
const SIDES: ReadonlyMap<string, readonly { pair: number; side: number }[]> = sidesOf(OPPOSITES);
/** Pairs of words less alike than this have nothing in common. */
const LEAST_LIKENESS = 0.2;
/** A word of the question whose partner is less alike than this is not said by the phrase at all. */
const LEAST_SAID = 0.45;

interface PhraseWord {
  word: string;
  stems: readonly string[];
  vector: Float32Array | undefined;
  weight: number;
  measure: Measure | undefined;
}

/** A phrase made ready to be compared. */
export type Phrase = readonly PhraseWord[];

export function toPhrase(text: string, vectors: WordVectors): Phrase {
  return wordsOf(text)
    .filter((word) => !HOLDERS.has(word))
    .map((word) => {
      const known = vectors.find(word);
      const measure = MEASURES.get(word);
      const weight = measure === undefined ? (known?.weight ?? 1) : isRatio(measure) ? SHARE_WEIGHT : AMOUNT_WEIGHT;
      return { word, stems: stemsOf(word), vector: known?.vector, weight, measure };
    });
}

/**
 * How well a known phrase says what was asked, 0 to 1. Words are paired one to one, the most alike first; a word without
 * a partner counts as nothing, on both sides, and a word of the question that no word of the phrase says decides alone.
 * The cosine of whole phrases cannot tell this: "customer loyalty" is near "customer", "interest rate" near "on-time rate".
 */
export function likeness(asked: Phrase, known: Phrase): number {
  if (asked.every(({ measure }) => measure !== undefined) && wordsIn(asked) !== wordsIn(known)) return 0;
  const { said, covered, coveredBy } = pairUp(asked, known);
  if (asked.some((word) => (word.measure === undefined || isRatio(word.measure)) && (said.get(word) ?? 0) < LEAST_SAID)) return 0;
  return Math.min(covered / (weightOf(asked) || 1), coveredBy / (weightOf(known) || 1));
}

/** How well a name says what was asked, 0 to 1: the name may say more, but every word asked for must be said. */
export function saidByName(asked: Phrase, name: Phrase): number {
  const { said, covered } = pairUp(asked, name);
  return asked.some((word) => (said.get(word) ?? 0) < LEAST_SAID) ? 0 : covered / (weightOf(asked) || 1);
}

/** Pair the words of two phrases one to one, the most alike first. */
function pairUp(asked: Phrase, known: Phrase): { said: Map<PhraseWord, number>; covered: number; coveredBy: number } {
  const pairs = asked
    .flatMap((left) => known.map((right) => ({ left, right, score: wordLikeness(left, right) })))
    .filter(({ score }) => score > LEAST_LIKENESS)
    .sort((x, y) => y.score - x.score);
  const said = new Map<PhraseWord, number>();
  const used = new Set<PhraseWord>();
  let [covered, coveredBy] = [0, 0];
  for (const { left, right, score } of pairs) {
    if (said.has(left) || used.has(right)) continue;
    said.set(left, score);
    used.add(right);
    covered += left.weight * score;
    coveredBy += right.weight * score;
  }
  return { said, covered, coveredBy };
}

function wordsIn(phrase: Phrase): string {
  return phrase.map(({ word }) => word).join(' ');
}

function weightOf(phrase: Phrase): number {
  return phrase.reduce((sum, word) => sum + word.weight, 0);
}

function wordLikeness(a: PhraseWord, b: PhraseWord): number {
  if (a.stems.some((stem) => b.stems.includes(stem))) return 1;
  if (areOpposite(a, b)) return 0;
  if (a.measure && b.measure) return areOneMeasure(a.measure, b.measure) ? SAME_MEASURE : 0;
  if (!a.vector || !b.vector) return 0;
  let cosine = 0;
  for (const [at, value] of a.vector.entries()) cosine += value * (b.vector[at] ?? 0);
  return Math.max(0, cosine);
}

function isRatio(measure: Measure): boolean {
  return measure === 'share' || measure === 'mean';
}

/** An amount may be a count or a value. */
function areOneMeasure(a: Measure, b: Measure): boolean {
  return a === b || (!isRatio(a) && !isRatio(b) && (a === 'amount' || b === 'amount'));
}

function sidesOf(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, { pair: number; side: number }[]> {
  const sides = new Map<string, { pair: number; side: number }[]>();
  for (const [pair, words] of pairs.entries())
    for (const [side, list] of words.entries())
      for (const word of list.split(' ')) sides.set(word, [...(sides.get(word) ?? []), { pair, side }]);
  return sides;
}

function areOpposite(a: PhraseWord, b: PhraseWord): boolean {
  const [left, right] = [a, b].map(({ stems }) => stems.flatMap((stem) => SIDES.get(stem) ?? []));
  return left?.some((one) => right?.some((other) => one.pair === other.pair && one.side !== other.side)) ?? false;
}

/** Forms under which two words are one: "refund", "refunds", "refunded". */
function stemsOf(word: string): string[] {
  const forms = formsOf(word);
  return word.length > 5 && word.endsWith('ed') ? [...forms, word.slice(0, -2), word.slice(0, -1)] : forms;
}
