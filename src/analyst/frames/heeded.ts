import { addDays, addMonths, daysInclusive, endOfGrain, startOfGrain } from '@/core/model/calendar';
import { leavesOf } from '@/core/metrics/define-metric';
import { findMetric, METRICS } from '@/core/metrics/registry';
import type { Period } from '@/core/query/query';
import { tagSentences } from '@/analyst/grammar/clauses';
import type { Mark, Tagged } from '@/analyst/grammar/tag';
import type { Token } from '@/analyst/language/text';
import type { DecideContext, Decision } from './decide';
import type { Frame } from './frame';

/**
 * What is said and changes nothing was not understood: a stretch of time, a number, or a figure of a list that left no trace in
 * the calls, and without which they would be the same. @returns the words of the first such phrase, or null.
 */
export async function unheeded(
  decision: Extract<Decision, { kind: 'query' }>,
  { tokens, context, again }: { tokens: readonly Token[]; context: DecideContext; again: (tokens: readonly Token[]) => Promise<Decision> },
): Promise<string | null> {
  const calls = callsOf(decision);
  for (const tagged of tagSentences(tokens, context.lexicon, context.time).flat())
    for (const { start, end } of untraced(tagged, decision, context)) {
      const phrase = tagged.tokens.slice(start, end);
      const rest = without(tokens, phrase);
      if (rest.length === 0 || callsOf(await again(rest)) !== calls) continue;
      return phrase.map(({ raw }) => raw).join(' ');
    }
  return null;
}

/** The calls of a decision, and whether their measure was named or taken for want of one. */
function callsOf(decision: Decision): string {
  if (decision.kind !== 'query') return decision.kind;
  return JSON.stringify(decision.frames.map(({ query, chart, notes }) => [query, chart, notes.some(({ key }) => key === 'noMeasure')]));
}

interface Phrase {
  start: number;
  end: number;
}

/** Phrases that must have an effect and are not to be seen in the calls. */
function untraced(tagged: Tagged, { frames }: Extract<Decision, { kind: 'query' }>, { workspace }: DecideContext): Phrase[] {
  const calls = JSON.stringify(frames.map(({ query }) => query));
  const days = [...(calls.match(/\d{4}-\d\d-\d\d/g) ?? []), ...frames.flatMap(({ query }) => comparedDays(query))];
  const holds = (number: number): boolean => new RegExp(String.raw`(?<![\d.-])-?${number}(?![\d.-])`).test(calls);
  const isUsed = ({ from, to }: Period): boolean => days.some((day) => from <= day && day <= to) || holds(daysInclusive(from, to));
  const periods = tagged.periods.filter(({ isWhole, period }) => !isWhole && !isUsed(period));
  /** The period of a call is one such unit ("the same month", "the whole quarter"). */
  const isOne = (grain: NonNullable<Mark['grain']>): boolean =>
    frames.some(({ query: { period } }) => {
      if (!period) return false;
      const from = startOfGrain(period.from, grain, workspace.weekStart);
      return from === period.from && period.to <= endOfGrain(from, grain);
    });
  const isUnit = (grain: string): boolean =>
    frames.some(({ query }) => query.shape?.kind === 'orderGap' || query.metrics.some((id) => findMetric(id)?.unit === `${grain}s`));
  const marks = tagged.marks.filter((mark, index) => {
    if (mark.number !== null) return isDigits(tagged, mark) && !holds(mark.number) && !isInMeasure(mark.number, frames);
    // "which day is weakest" of weekdays.
    if (mark.grain !== null) return !new RegExp(`"\\w*${mark.grain}"`, 'i').test(calls) && !isOne(mark.grain) && !isUnit(mark.grain);
    return isListed(tagged, index) && !figuresOf(mark).some((id) => calls.includes(`"${id}"`));
  });
  return [...periods, ...marks];
}

/** The ends of a period that is only named as the one before, or a year before. */
function comparedDays({ period, compare }: Frame['query']): string[] {
  if (!period || typeof compare !== 'string') return [];
  return compare === 'previousYear' ? [addMonths(period.from, -12), addMonths(period.to, -12)] : [addDays(period.from, -1)];
}

/** Small numbers in words are articles and pronouns, too ("our overall one"); a digit right before a stretch of time is a word ("4 last month"). */
function isDigits({ tokens, periods }: Tagged, { start, end }: Mark): boolean {
  const isWord = tokens[start]?.text.length === 1 && periods.some((span) => span.start === end);
  return !isWord && tokens.slice(start, end).every(({ text }) => /\d/.test(text));
}

/** "bad reviews (1-2 stars)": the measure says the scores already. */
function isInMeasure(number: number, frames: readonly Frame[]): boolean {
  const measures = frames.flatMap(({ query }) => query.metrics.flatMap((id) => findMetric(id)?.measure ?? []));
  return measures
    .flatMap((measure) => leavesOf(measure).flatMap(({ where }) => where))
    .some(
      ({ op, values: [bound] }) => typeof bound === 'number' && ((op === 'lte' && number <= bound) || (op === 'gte' && number >= bound)),
    );
}

/** What a phrase may ask for: a measure, or the number of the members of a group. */
function figuresOf({ readings }: Pick<Mark, 'readings'>): string[] {
  return readings.flatMap((reading) =>
    reading.kind === 'metric' || reading.kind === 'dimension'
      ? [reading.id, ...METRICS.filter(({ counts }) => counts === reading.id).map(({ id }) => id)]
      : [],
  );
}

/** A figure with "and" or a comma between it and another one. */
function isListed({ marks, tokens, particles }: Tagged, index: number): boolean {
  const isFigure = (mark: Mark, at: number): boolean =>
    mark.readings.some(({ kind }) => kind === 'metric' || (kind === 'dimension' && isCounted(marks[at - 1])));
  const [mark] = marks.slice(index, index + 1);
  if (!mark || !isFigure(mark, index)) return false;
  const before = marks.findLastIndex((other, at) => at < index && isFigure(other, at));
  const after = marks.findIndex((other, at) => at > index && isFigure(other, at));
  const isJoined = (one: Mark | undefined, other: Mark | undefined): boolean => {
    if (!one || !other) return false;
    const isComma = tokens.slice(one.end, other.start + 1).some(({ afterComma }) => afterComma);
    return isComma || particles.some(({ name, start, end }) => name === 'joint' && start >= one.end && end <= other.start);
  };
  return isJoined(marks[before], mark) || isJoined(mark, marks[after]);
}

/** "number of carriers" */
const isCounted = (before: Mark | undefined): boolean =>
  before?.readings.some((reading) => reading.kind === 'function' && reading.name === 'howMany') ?? false;

/** A question without a phrase; the marks that stood before it stand before the next word. */
function without(tokens: readonly Token[], phrase: readonly Token[]): Token[] {
  const gone = new Set(phrase.map(({ at }) => at));
  return tokens.flatMap((token, index) => {
    if (gone.has(token.at)) return [];
    let first = index;
    while (first > 0 && gone.has(tokens[first - 1]?.at ?? -1)) first -= 1;
    const said = tokens.slice(first, index + 1);
    const isSaid = (mark: 'startsClause' | 'afterComma' | 'afterColon'): boolean => said.some((one) => one[mark]);
    return [{ ...token, startsClause: isSaid('startsClause'), afterComma: isSaid('afterComma'), afterColon: isSaid('afterColon') }];
  });
}
