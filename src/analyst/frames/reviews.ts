import { functionsOf, readingsOf } from '@/analyst/grammar/clause';
import { tagQuestion, type Mark, type Tagged } from '@/analyst/grammar/tag';
import { fold, tokenize } from '@/analyst/language/text';
import type { Period } from '@/core/query/query';
import type { DecideContext, Decision } from './decide';
import { findNames } from './names';

/** Which reviews are looked for; without words, the newest of the products. */
export interface ReviewWish {
  query: string;
  products?: string[];
  marketplaces?: string[];
  minScore?: number;
  maxScore?: number;
  period?: Period;
}

/** Words that make "say about" a question about reviews. */
const REVIEWERS: ReadonlySet<string> = new Set(['reviewCount', 'badReviews', 'averageReviewScore', 'customers', 'customer']);
/** Letters of the small words: "broken" says something here, though elsewhere it does not. */
const SMALL_WORD = 4;
/** Products one search is limited to. */
const MOST_PRODUCTS = 20;
/** Stars of complaints and of praise. */
const COMPLAINTS = { maxScore: 2 };
const PRAISE = { minScore: 4 };

/** "What do buyers say about the lid?", "any complaints about late parcels on Etsy?": a search in what reviews say. */
export async function reviewSearch(question: string, context: DecideContext): Promise<Extract<Decision, { kind: 'reviews' }> | null> {
  const { lexicon, time } = context;
  const tagged = tagQuestion(tokenize(question, lexicon.file), lexicon, time);
  const saying = tagged.marks.find((mark) => functionsOf(mark).some((name) => ['saying', 'reviewsOn', 'complaining'].includes(name)));
  if (!saying || (functionsOf(saying).includes('saying') && !tagged.marks.some(isReviewer))) return null;
  const named = tagged.marks.filter((mark) => valuesOf(mark, 'product').length > 0 || valuesOf(mark, 'marketplace').length > 0);
  const leaving = { named, stop: lexicon.stop };
  const [before, after] = [wordsBefore(tagged, saying, leaving), wordsIn(tagged, [saying.end, tagged.tokens.length], leaving)];
  // "say about the mug": the product itself; "buyers of the mug say about the handle": the handle of it.
  const itself = after === '' ? [] : await productsNamed(after, context);
  const bought = after === '' || before === '' ? [] : await productsNamed(before, context);
  const products = [...named.flatMap((mark) => valuesOf(mark, 'product')), ...itself, ...bought];
  // Some languages say what it is about first.
  const about = itself.length > 0 ? '' : after || before;
  if (about === '' && products.length === 0) return null;
  const qualities = tagged.marks.flatMap(functionsOf);
  const isComplaint = functionsOf(saying).includes('complaining') || qualities.includes('bad');
  const [span] = tagged.periods.filter(({ isWhole }) => !isWhole);
  return {
    kind: 'reviews',
    search: {
      query: about,
      ...(products.length > 0 ? { products } : {}),
      ...listOf('marketplaces', [...new Set(named.flatMap((mark) => valuesOf(mark, 'marketplace')))]),
      ...(isComplaint ? COMPLAINTS : qualities.includes('good') ? PRAISE : {}),
      ...(span ? { period: span.period } : {}),
    },
  };
}

/** Titles of the products that bear a name. */
async function productsNamed(text: string, context: DecideContext): Promise<string[]> {
  const found = await findNames(text, context);
  return found.every(({ dimension }) => dimension === 'product') ? found.slice(0, MOST_PRODUCTS).map(({ value }) => value) : [];
}

function listOf(key: 'marketplaces', values: string[]): { marketplaces?: string[] } {
  return values.length > 0 ? { [key]: values } : {};
}

function isReviewer(mark: Mark): boolean {
  return [...readingsOf(mark, 'metric'), ...readingsOf(mark, 'dimension')].some(({ id }) => REVIEWERS.has(id));
}

function valuesOf(mark: Mark, dimension: string): string[] {
  return readingsOf(mark, 'value').flatMap((reading) => (reading.dimension === dimension ? [reading.value] : []));
}

interface Leaving {
  named: readonly Mark[];
  stop: ReadonlySet<string>;
}

function wordsBefore(tagged: Tagged, saying: Mark, { named, stop }: Leaving): string {
  const others = tagged.marks.filter((mark) => mark.end <= saying.start && (isReviewer(mark) || functionsOf(mark).length > 0));
  return wordsIn(tagged, [0, saying.start], { named: [...named, ...others], stop });
}

/** What it is about: all words of a stretch but names that filter, days, and the small words that lead to them. */
function wordsIn({ tokens, periods, particles }: Tagged, [start, end]: readonly [number, number], { named, stop }: Leaving): string {
  const isTaken = (at: number): boolean => [...named, ...periods].some((span) => at >= span.start && at < span.end);
  const isParticle = (at: number): boolean =>
    particles.some((particle) => particle.name !== 'joint' && at >= particle.start && at < particle.end);
  const isSmall = (at: number | undefined): boolean => {
    const token = tokens[at ?? -1];
    // A word that was taken for another is no small one.
    if (at === undefined || !token || token.text !== fold(token.raw) || token.text.length > SMALL_WORD) return false;
    return stop.has(token.lemma) || isParticle(at);
  };
  const kept: number[] = [];
  for (let at = start; at < end; at += 1) {
    if (!isTaken(at)) kept.push(at);
    else while (isSmall(kept.at(-1))) kept.pop();
  }
  while (isSmall(kept.at(-1))) kept.pop();
  while (isSmall(kept[0])) kept.shift();
  return kept.map((at) => tokens[at]?.raw ?? '').join(' ');
}
