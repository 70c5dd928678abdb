import { findMetric } from '@/core/metrics/registry';
import type { Lexicon } from '@/analyst/language/lexicon';
import { tokenize, type Token } from '@/analyst/language/text';
import type { Draft } from './draft';
import { readClause } from './read-clause';
import { tagQuestion, type Tagged } from './tag';
import type { TimeContext } from './time/periods';

/** Words of asking that begin a clause of its own after "and". */
const ASKING = new Set(['which', 'comparing', 'why', 'whatIf', 'overview', 'define', 'describe', 'asking']);

/** Words of ranking: "best month and worst weekday" are two questions. */
const RANKING = new Set(['high', 'low', 'good', 'bad', 'top', 'bottom']);

/** Read a question: cut into clauses, each tagged and drafted; a clause that asks nothing by itself qualifies the one before. */
export function readQuestion(question: string, lexicon: Lexicon, time: TimeContext): Draft[] {
  const clauses = cutSentences(tokenize(question, lexicon.file)).flatMap((tokens) => cutAtAsking(tokens, lexicon));
  const tag = (tokens: readonly Token[]): Tagged => tagQuestion(tokens, lexicon, time);
  const tagged = clauses.map(tag).flatMap((clause) => {
    const halves = cutPairs(clause);
    return halves.length > 1 ? halves.map(tag) : [clause];
  });
  const drafts = mergeQualifiers(tagged.map(readClause));
  drafts.forEach(settleAfter);
  for (const draft of drafts) settleAsked(draft, lexicon);
  return drafts;
}

/** "After the UK, which country buys most?": the ranking without the UK. */
function settleAfter(draft: Draft): void {
  const isRanked = draft.direction !== null || draft.quality !== null || draft.limit !== null || draft.flags.has('top');
  for (const filter of draft.after) {
    const op = isRanked && draft.dimensions.includes(filter.dimension) ? 'notIn' : 'in';
    const known = draft.filters.find((other) => other.dimension === filter.dimension && other.op === op);
    if (known) known.values.push(...filter.values);
    else draft.filters.push({ ...filter, op });
  }
}

/** "When did we sell the most?": the month, or of a month the day. "Where do we sell most?": the country, or the state at home. */
function settleAsked(draft: Draft, lexicon: Lexicon): void {
  // "When in the day, which hour": the day is no axis.
  if (draft.flags.has('when') && draft.dimensions.includes('hour') && draft.grain === 'day') draft.grain = null;
  const isRanked = draft.direction !== null || draft.quality !== null;
  if (!isRanked || draft.dimensions.length > 0 || draft.grain !== null) return;
  if (draft.flags.has('when')) draft.grain = draft.periods.some(({ grain }) => grain === 'month') ? 'day' : 'month';
  else if (draft.flags.has('where')) draft.dimensions.push(isAbroad(lexicon) ? 'customerCountry' : 'customerRegion');
  else return;
  draft.isSingular = draft.limit === null;
}

/** Sales go to several countries. */
function isAbroad({ readings }: Lexicon): boolean {
  const countries = [...readings.values()]
    .flat()
    .flatMap((reading) => (reading.kind === 'value' && reading.dimension === 'customerCountry' ? [reading.value] : []));
  return new Set(countries).size > 1;
}

function cutSentences(tokens: readonly Token[]): Token[][] {
  const sentences: Token[][] = [];
  for (const token of tokens) {
    if (sentences.length === 0 || token.startsClause) sentences.push([]);
    sentences.at(-1)?.push(token);
  }
  return sentences;
}

/** "... and how many came late": a word of asking after "and" begins anew, when something was asked before it. */
function cutAtAsking(tokens: readonly Token[], lexicon: Lexicon): Token[][] {
  const clauses: Token[][] = [[]];
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    const isJoint = before !== undefined && (lexicon.particles.get(before.lemma) ?? []).includes('joint');
    const joins = isJoint || token.afterComma;
    const current = clauses.at(-1) ?? [];
    const isTwin = joins && current.some((_, at) => asksAt(current, at, lexicon, RANKING)) && asksAt(tokens, index, lexicon, RANKING);
    if ((joins && current.length > 1 && asksAt(tokens, index, lexicon, ASKING)) || isTwin) clauses.push([]);
    clauses.at(-1)?.push({ ...token, startsClause: clauses.at(-1)?.length === 0 });
  });
  return clauses;
}

/** "revenue 2017 and orders 2018": a measure and a period on either side of "and" are two questions. */
function cutPairs(tagged: Tagged): (readonly Token[])[] {
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
      ...(lexicon.readings.get(key) ?? []).flatMap((reading) => (reading.kind === 'function' ? [reading.name] : [])),
      ...(lexicon.particles.get(key) ?? []),
    ];
    if (names.some((name) => words.has(name))) return true;
  }
  return false;
}

/** Clauses with no measure of their own ("Top 5.", "Only states with at least 100 orders") qualify the one before. */
function mergeQualifiers(drafts: readonly Draft[]): Draft[] {
  const merged: Draft[] = [];
  for (const draft of drafts) {
    const last = merged.at(-1);
    if (last && goesOn(draft, last)) {
      last.metrics.push(...draft.metrics);
      mergeInto(last, draft);
      continue;
    }
    // A supposition and the figure it is about belong together.
    if (last && (last.flags.has('whatIf') || draft.flags.has('whatIf')) && merged.length === 1) {
      joinSupposition(last, draft);
      continue;
    }
    const asksAnew = draft.metrics.length > 0 || draft.missing.length > 0 || draft.isWrite || draft.counted !== null || isIntent(draft);
    if (last && isPreamble(last)) {
      merged[merged.length - 1] = draft;
      mergeInto(draft, last);
    } else if (!last || asksAnew || saysNothing(last)) merged.push(draft);
    else mergeInto(last, draft);
  }
  lend(merged);
  // "Hi! ..." and "Thanks. ..." before a question are no question.
  const asking = merged.filter((draft) => !saysNothing(draft));
  return asking.length > 0 ? asking : merged.slice(0, 1);
}

/** "top 5 categories in May and what they sold a year before": the measure comes with the members spoken of. */
function goesOn(draft: Draft, last: Draft): boolean {
  return draft.flags.has('those') && last.metrics.length === 0 && last.dimensions.length > 0 && draft.dimensions.length === 0;
}

/** "Which weekday and which hour get the most orders?": what one of two rankings leaves out, the other says. */
function lend(drafts: readonly Draft[]): void {
  drafts.forEach((draft, index) => {
    const other = drafts[index + 1] ?? drafts[index - 1];
    const isRanking = (one: Draft): boolean => one.dimensions.length > 0 || one.grain !== null || one.counted !== null;
    if (!other || !isRanking(draft) || !isRanking(other)) return;
    if (draft.metrics.length === 0) draft.metrics.push(...other.metrics);
    if (draft.periods.length === 0) draft.periods.push(...other.periods);
    if (draft.direction === null && draft.quality === null && draft.limit === null) {
      draft.direction = other.direction;
      draft.quality = other.quality;
    }
  });
}

/** "In 2017, how many orders came in?", "For customers in RJ, what ...": only when and where. */
function isPreamble(draft: Draft): boolean {
  const asks = draft.dimensions.length > 0 || draft.grain !== null || draft.counted !== null || draft.limit !== null || isIntent(draft);
  // "Of the people who first bought in january, ..."
  if (draft.flags.has('firstBought') && draft.metrics.every((id) => findMetric(id)?.isNoun) && !draft.flags.has('howMany')) return true;
  const isNoun = draft.metrics.every((id) => findMetric(id)?.isNoun) && draft.filters.length > 0 && draft.metrics.length < 2;
  return (
    !asks &&
    (draft.metrics.length === 0 ? draft.periods.length + draft.filters.length + draft.after.length > 0 : isNoun && !asksFigure(draft)) &&
    draft.missing.length === 0 &&
    !draft.isWrite
  );
}

/** A word of asking stands in it: it is a question of its own. */
function asksFigure(draft: Draft): boolean {
  return ['asking', 'which', 'howMany', 'howMuch', 'share', 'average'].some((flag) => draft.flags.has(flag)) || draft.periods.length > 0;
}

function joinSupposition(last: Draft, draft: Draft): void {
  last.metrics.push(...draft.metrics);
  last.suppositions.push(...draft.suppositions);
  mergeInto(last, draft);
}

function isIntent(draft: Draft): boolean {
  // "Sales fell in June. Why?": the question is about what was said.
  const isBareWhy = draft.flags.has('why') && draft.size <= 1;
  return !isBareWhy && ['why', 'whatIf', 'describe', 'overview', 'timeBetween', 'lapsed'].some((flag) => draft.flags.has(flag));
}

function saysNothing(draft: Draft): boolean {
  return draft.size === 0;
}

function mergeInto(target: Draft, extra: Draft): void {
  target.having.push(...extra.having);
  target.filters.push(...extra.filters);
  target.perMetric ??= extra.perMetric;
  for (const dimension of extra.byDimensions) target.byDimensions.add(dimension);
  target.after.push(...extra.after);
  target.named.push(...extra.named);
  for (const dimension of extra.saidDimensions) target.saidDimensions.add(dimension);
  target.periods.push(...extra.periods);
  target.limit ??= extra.limit;
  target.grain ??= extra.grain;
  target.chart ??= extra.chart;
  target.compare ??= extra.compare;
  target.direction ??= extra.direction;
  target.quality ??= extra.quality;
  // "Only states with at least 100 orders" names again what is asked by.
  for (const dimension of extra.dimensions) if (!target.dimensions.includes(dimension)) target.dimensions.push(dimension);
  for (const flag of extra.flags) target.flags.add(flag);
  for (const dimension of extra.context) target.context.add(dimension);
  target.unknown.push(...extra.unknown);
  if (extra.limit !== null) target.isSingular = false;
}
