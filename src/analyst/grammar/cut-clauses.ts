import { ranks, type Lexicon } from '@/analyst/language/lexicon';
import { numberOf, type Token } from '@/analyst/language/text';
import type { Tagged } from './tag';

/** Words of asking that begin a clause of its own after "and". */
const ASKING = new Set(['which', 'comparing', 'why', 'whatIf', 'overview', 'define', 'describe', 'asking']);

/** Words of ranking: "best month and worst weekday" are two questions. */
const RANKING = new Set(['high', 'low', 'good', 'bad', 'top', 'bottom']);

/** Sentences, by the marks that end them. */
export function cutSentences(tokens: readonly Token[]): Token[][] {
  const sentences: Token[][] = [];
  for (const token of tokens) {
    if (sentences.length === 0 || token.startsClause) sentences.push([]);
    sentences.at(-1)?.push(token);
  }
  return sentences;
}

/** Words of a greeting, at most. */
const GREETING = 3;

/** "morning! ...", "hi there, ...": a greeting is told from a part of the day by the mark behind it. */
export function withoutGreeting(tokens: readonly Token[], lexicon: Lexicon): readonly Token[] {
  for (let length = GREETING; length > 0; length -= 1) {
    const next = tokens[length];
    const key = tokens
      .slice(0, length)
      .map((token) => token.lemma)
      .join(' ');
    const isGreeting = (lexicon.openers.get(key) ?? []).includes('greeting');
    if (next && isGreeting && (next.startsClause || next.afterComma))
      return [{ ...next, startsClause: true, afterComma: false }, ...tokens.slice(length + 1)];
  }
  return tokens;
}

/** "... and how many came late": a word of asking after "and" begins anew, when something was asked before it. */
export function cutAtAsking(tokens: readonly Token[], lexicon: Lexicon): Token[][] {
  const clauses: Token[][] = [[]];
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    const isJoint = before !== undefined && (lexicon.particles.get(before.lemma) ?? []).includes('joint');
    const joins = isJoint || token.afterComma;
    const current = clauses.at(-1) ?? [];
    // "the busiest weekday and the busiest month", "the three best and the three worst".
    const said = lexicon.time.get(token.lemma) === 'skip' ? index + 1 : index;
    const named = numberOf(tokens[said], lexicon.file) === null ? said : said + 1;
    const isTwin =
      joins &&
      current.some((_, at) => asksAt(current, at, lexicon, RANKING)) &&
      (asksAt(tokens, index, lexicon, RANKING) || asksAt(tokens, named, lexicon, RANKING));
    if (
      (joins && current.length > 1 && asksAt(tokens, index, lexicon, ASKING)) ||
      isTwin ||
      (joins && ranksAnew(tokens, index, current, lexicon))
    )
      clauses.push([]);
    clauses.at(-1)?.push({ ...token, startsClause: clauses.at(-1)?.length === 0 });
  });
  return clauses;
}

/** "city with the most orders and category with the most revenue": a noun and its own superlative behind "and". */
function ranksAnew(tokens: readonly Token[], at: number, current: readonly Token[], lexicon: Lexicon): boolean {
  const isNoun =
    (lexicon.readings.get(tokens[at]?.lemma ?? '') ?? []).some(({ kind }) => kind === 'dimension') || isGrain(tokens[at], lexicon);
  const holds = (part: readonly Token[]): boolean =>
    part.some((token, index) => lexicon.particles.get(token.lemma)?.includes('with') === true && superlativeBehind(part, index, lexicon));
  return isNoun && holds(current) && holds(tokens.slice(at, at + NOUN_REACH));
}

/** Words from a noun to its superlative at most ("category with the most"). */
const NOUN_REACH = 5;

const isGrain = (token: Token | undefined, { time }: Lexicon): boolean =>
  ['day', 'week', 'month', 'quarter', 'year'].includes(time.get(token?.lemma ?? '') ?? '');

const superlativeBehind = (tokens: readonly Token[], at: number, lexicon: Lexicon): boolean =>
  [1, 2].some((step) => asksAt(tokens, at + step, lexicon, RANKING));

/** "revenue 2017 and orders 2018": a measure and a period on either side of "and" are two questions. */
export function cutPairs(tagged: Tagged): (readonly Token[])[] {
  const comparing = ['compare', 'comparing', 'growth', 'rise', 'fall', 'why'];
  const compares = tagged.marks.some((mark) =>
    mark.readings.some((reading) => reading.kind === 'function' && comparing.includes(reading.name)),
  );
  const holds = (from: number, to: number): boolean =>
    tagged.marks.some((mark) => mark.start >= from && mark.end <= to && mark.readings.some((reading) => reading.kind === 'metric')) &&
    tagged.periods.some((span) => span.start >= from && span.end <= to);
  const joint = tagged.particles.find(({ name, start, end }) => name === 'joint' && holds(0, start) && holds(end, tagged.tokens.length));
  if (compares || !joint) return [tagged.tokens];
  return [
    tagged.tokens.slice(0, joint.start),
    tagged.tokens.slice(joint.end).map((token, index) => ({ ...token, startsClause: index === 0 })),
  ];
}

function asksAt(tokens: readonly Token[], at: number, lexicon: Lexicon, words: ReadonlySet<string>): boolean {
  for (let length = Math.min(4, tokens.length - at); length > 0; length -= 1) {
    const key = tokens
      .slice(at, at + length)
      .map((token) => token.lemma)
      .join(' ');
    const names = [
      ...(lexicon.readings.get(key) ?? []).flatMap((reading) =>
        reading.kind === 'function' ? [reading.name] : ranks(reading) ? ['high'] : [],
      ),
      ...(lexicon.particles.get(key) ?? []),
    ];
    if (names.some((name) => words.has(name))) return true;
  }
  return false;
}
