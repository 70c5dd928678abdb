import type { Grain } from '@/core/model/calendar';
import type { Lexicon } from '@/analyst/language/lexicon';
import { correctSpelling } from '@/analyst/language/spelling';
import { numberOf, type Token } from '@/analyst/language/text';

/** Symbols of time that are grains. */
export const GRAIN_SYMBOLS: Readonly<Record<string, Grain>> = {
  day: 'day',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  half: 'half',
  year: 'year',
};

/** The words as the grammar reads them: spelt right, in its order, and names of places that are pronouns, too, as names. */
export function reworded(raw: readonly Token[], lexicon: Lexicon): Token[] {
  const spelt = inMovingOrder(
    raw.map((token) => correctSpelling(token, lexicon)),
    lexicon,
  );
  const named = spelt.map((token, index) => nameBeforeNoun(spelt, index, lexicon) ?? token);
  return besideItsNoun(named, lexicon);
}

/** Words between an adjective and its noun, at most. */
const BETWEEN = 2;

/** "new shopify customers", "returning german buyers": the adjective says which customers, not which Shopify. */
function besideItsNoun(tokens: Token[], { readings }: Lexicon): Token[] {
  const isOfPeople = (adjective: Token, noun: Token | undefined): boolean =>
    (readings.get(`${adjective.lemma} ${noun?.lemma ?? ''}`) ?? []).some(
      (reading) => reading.kind === 'value' && reading.dimension === 'newReturning',
    );
  for (const [at, adjective] of tokens.entries())
    for (let gap = 1; gap <= BETWEEN; gap += 1) {
      const between = tokens.slice(at + 1, at + 1 + gap);
      const noun = tokens[at + 1 + gap];
      const isCut = [...between, noun].some((token) => token === undefined || token.afterComma || token.startsClause);
      const isName = between.every(({ lemma }) => (readings.get(lemma) ?? []).some(({ kind }) => kind === 'value'));
      if (isCut || adjective.isQuoted || !isName || !isOfPeople(adjective, noun)) continue;
      return [...tokens.slice(0, at), ...between, adjective, ...tokens.slice(at + 1 + gap)];
    }
  return tokens;
}

/** "rolling 7 day average" is a 7 day rolling average: no period of seven days. */
function inMovingOrder(tokens: readonly Token[], lexicon: Lexicon): readonly Token[] {
  const at = tokens.findIndex((token, index) => {
    const [count, unit, mean] = tokens.slice(index + 1, index + 4);
    const isCounted = numberOf(count, lexicon.file) !== null && GRAIN_SYMBOLS[lexicon.time.get(unit?.lemma ?? '') ?? ''] !== undefined;
    const phrase = lexicon.readings.get(`${token.lemma} ${mean?.lemma ?? ''}`) ?? [];
    return isCounted && phrase.some((reading) => reading.kind === 'function' && reading.name === 'moving');
  });
  const [word, count, unit] = tokens.slice(at, at + 3);
  if (at < 0 || !word || !count || !unit) return tokens;
  return [
    ...tokens.slice(0, at),
    { ...count, startsClause: word.startsClause },
    unit,
    { ...word, startsClause: false },
    ...tokens.slice(at + 3),
  ];
}

/** "us orders": the country, where a measure or group follows and nobody is told to show them to us. */
function nameBeforeNoun(tokens: readonly Token[], at: number, lexicon: Lexicon): Token | null {
  const token = tokens[at];
  const name = token ? lexicon.file.beforeNoun[token.text] : undefined;
  const next = tokens[at + 1];
  const before = tokens[at - 1];
  const isNoun = (lexicon.readings.get(next?.lemma ?? '') ?? []).some(
    (reading) => reading.kind === 'metric' || reading.kind === 'dimension',
  );
  const isTold = before !== undefined && (lexicon.particles.get(`${before.lemma} me`) ?? []).includes('asking');
  return token && name && isNoun && !isTold ? { ...token, raw: name.toUpperCase(), text: name, lemma: name } : null;
}
