import { findMetric } from '@/core/metrics/registry';
import type { Lexicon } from '@/analyst/language/lexicon';
import type { Token } from '@/analyst/language/text';
import { cutAtAsking, cutPairs, cutSentences, withoutGreeting } from './cut-clauses';
import type { Draft } from './draft';
import { readClause } from './read-clause';
import { settleMembers } from './settle-members';
import { settleLoose } from './loose-bounds';
import { tagQuestion, type Tagged } from './tag';
import { isFurther, isOtherEnd, isPartOf, isPartSaidBefore, lend, lendPeriods } from './twins';
import type { TimeContext } from './time/periods';

/** Read a question: cut into clauses, each tagged and drafted; a clause that asks nothing by itself qualifies the one before. */
export function readQuestion(question: readonly Token[], lexicon: Lexicon, time: TimeContext): Draft[] {
  const read = tagSentences(question, lexicon, time).flatMap((clauses, sentence) =>
    clauses.map((tagged) => ({ ...readClause(tagged), sentence })),
  );
  const drafts = mergeQualifiers(read);
  lendPeriods(drafts);
  drafts.forEach(settleAfter);
  drafts.forEach(settleMembers);
  const excepted = drafts.flatMap(({ filters }) => filters).find(({ op, dimension }) => op === 'notIn' && dimension.startsWith('customer'));
  for (const draft of drafts) {
    if (draft.metrics[0]) settleLoose(draft, draft.metrics[0]);
    settleAsked(draft, lexicon, excepted?.dimension);
  }
  return drafts;
}

/** The phrases of a question, by sentence and clause. */
export function tagSentences(question: readonly Token[], lexicon: Lexicon, time: TimeContext): Tagged[][] {
  return cutSentences(withoutGreeting(question, lexicon)).map((tokens) =>
    cutAtAsking(tokens, lexicon).flatMap((clause) => tagClause(clause, { lexicon, time })),
  );
}

/** The phrases of a clause, and of its halves where it holds two questions. */
function tagClause(clause: readonly Token[], { lexicon, time }: { lexicon: Lexicon; time: TimeContext }): Tagged[] {
  const tagged = tagQuestion(clause, lexicon, time);
  const halves = cutPairs(tagged);
  return halves.length > 1 ? halves.map((tokens) => tagQuestion(tokens, lexicon, time)) : [tagged];
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
function settleAsked(draft: Draft, lexicon: Lexicon, excepted: string | undefined): void {
  // "When in the day, which hour": the day is no axis.
  if (draft.flags.has('when') && draft.dimensions.includes('hour') && draft.grain === 'day') draft.grain = null;
  const isRanked = draft.direction !== null || draft.quality !== null;
  // "where do our orders come from?"
  const isOrigin = draft.flags.has('where') && draft.flags.has('cameFrom') && !draft.flags.has('why');
  // "who bought more than $500?"
  const arePeople = draft.flags.has('who') && draft.having.length + draft.loose.length > 0;
  if ((!isRanked && !isOrigin && !arePeople) || draft.dimensions.length > 0 || draft.grain !== null) return;
  if (draft.flags.has('when')) draft.grain = draft.periods.some(({ grain }) => grain === 'month') ? 'day' : 'month';
  else if (draft.flags.has('where')) draft.dimensions.push(isAbroad(lexicon) ? 'customerCountry' : 'customerRegion');
  // "the uk aside, who bought most": countries, not people.
  else if (draft.flags.has('who')) draft.dimensions.push(excepted ?? 'customer');
  else return;
  draft.isSingular = isRanked && draft.limit === null;
}

/** Sales go to several countries. */
function isAbroad({ readings }: Lexicon): boolean {
  const countries = [...readings.values()]
    .flat()
    .flatMap((reading) => (reading.kind === 'value' && reading.dimension === 'customerCountry' ? [reading.value] : []));
  return new Set(countries).size > 1;
}

/** Clauses with no measure of their own ("Top 5.", "Only states with at least 100 orders") qualify the one before. */
function mergeQualifiers(drafts: readonly Draft[]): Draft[] {
  const merged: Draft[] = [];
  for (const draft of drafts) {
    const last = merged.at(-1);
    if (isPartSaidBefore(draft, last)) {
      merged.push(draft);
      continue;
    }
    if (last && goesOn(draft, last)) {
      last.metrics.push(...draft.metrics);
      mergeInto(last, draft);
      continue;
    }
    if (last && (saysMeasure(draft, last) || measuresNoun(draft, last))) {
      last.metrics = [...draft.metrics];
      mergeInto(last, draft);
      continue;
    }
    if (last && isRestated(last, draft)) {
      merged[merged.length - 1] = draft;
      continue;
    }
    // A supposition and the figure it is about belong together.
    if (last && (last.flags.has('whatIf') || draft.flags.has('whatIf')) && merged.length === 1) {
      joinSupposition(last, draft);
      continue;
    }
    const asksAnew =
      isSecondRanking(draft, last) ||
      isOtherEnd(draft, last) ||
      isPartOf(draft, last) ||
      isFurther(draft, last) ||
      draft.metrics.length > 0 ||
      draft.missing.length > 0 ||
      draft.isWrite ||
      draft.counted !== null ||
      isIntent(draft);
    // "orders with 3 items, and how much money was that" asks for both.
    const isMoney = draft.flags.has('partOf') && findMetric(draft.metrics[0] ?? '')?.unit === 'money';
    if (last && !isMoney && (isPreamble(last, draft) || namesOnly(last, draft))) {
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

/** "Dino mug or travel mug? Units sold and net sales": names of what the next clause asks about. */
function namesOnly(last: Draft, draft: Draft): boolean {
  const isNamed = last.filters.length + last.unknown.length > 0;
  const isGrouped = last.dimensions.every((id) => last.filters.some(({ dimension }) => dimension === id));
  const isRanked = last.direction !== null || last.quality !== null || last.limit !== null;
  const asks = last.metrics.length + last.having.length + last.suppositions.length + last.missing.length > 0 || last.grain !== null;
  const isWorded = asksFigure(last) || isIntent(last) || last.flags.has('why') || last.counted !== null;
  return isNamed && isGrouped && draft.metrics.length > 0 && !isRanked && !asks && !isWorded && !last.isWrite;
}

/** "country with the highest basket and channel with the lowest": each ranks a group of its own. */
function isSecondRanking(draft: Draft, last: Draft | undefined): boolean {
  const isRanking = (one: Draft): boolean => one.direction !== null && one.dimensions.length > 0;
  return last !== undefined && isRanking(draft) && isRanking(last) && draft.dimensions.every((id) => !last.dimensions.includes(id));
}

/** "Did delivery get faster? Delivery days july against march": the first only announces what the second asks. */
function isRestated(last: Draft, draft: Draft): boolean {
  const isSame = last.metrics.length === 1 && draft.metrics.length === 1 && last.metrics[0] === draft.metrics[0];
  return (
    isSame &&
    saysNoSubject({ ...last, metrics: [] }) &&
    last.limit === null &&
    last.having.length + last.suppositions.length === 0 &&
    draft.periods.length > 0
  );
}

/** "Top categories? by revenue", "... go by number of payments": the measure a ranking is by, said behind it. */
function saysMeasure(draft: Draft, last: Draft): boolean {
  const isRanked = last.direction !== null || last.quality !== null || last.limit !== null;
  const isBare = saysNoSubject({ ...draft, metrics: [] }) && draft.limit === null && draft.direction === null;
  return isRanked && isBare && draft.flags.has('by') && draft.metrics.length === 1 && draft.suppositions.length === 0;
}

/** "what do sellers in RJ earn from buyers elsewhere? revenue, 2018": a figure for what was only spoken of. */
function measuresNoun(draft: Draft, last: Draft): boolean {
  const areNouns = last.metrics.length > 0 && last.metrics.every((id) => findMetric(id)?.isNoun) && last.filters.length > 0;
  const asksOther = last.flags.has('howMany') || last.counted !== null || last.grain !== null || last.dimensions.length > 0;
  const isBare = saysNoSubject({ ...draft, metrics: [], periods: [] }) && draft.limit === null && draft.direction === null;
  const isFigure = draft.metrics.length === 1 && findMetric(draft.metrics[0] ?? '')?.unit !== 'count' && !asksWord(draft);
  return areNouns && !asksOther && isBare && isFigure && last.periods.length * draft.periods.length === 0;
}

const asksWord = ({ flags }: Draft): boolean => ['asking', 'which', 'howMany', 'howMuch'].some((name) => flags.has(name));

/** "In 2017, how many orders came in?", "For customers in RJ, what ...": only when and where. */
function isPreamble(draft: Draft, next: Draft): boolean {
  const asks = draft.dimensions.length > 0 || draft.grain !== null || draft.counted !== null || draft.limit !== null || isIntent(draft);
  // "Of the people who first bought in january, ..."
  if (draft.flags.has('firstBought') && draft.metrics.every((id) => findMetric(id)?.isNoun) && !draft.flags.has('howMany')) return true;
  // "When a parcel comes late, what score does it get?"
  const isState = draft.metrics.length === 1 && findMetric(draft.metrics[0] ?? '')?.alsoGroups !== undefined && draft.flags.has('when');
  if (isState && !draft.flags.has('howMany') && !asks && draft.filters.length + draft.periods.length === 0) return true;
  // "what did we earn in SP, and how many orders was that": a question, though no measure is named.
  if (draft.flags.has('asking') && draft.flags.has('auxiliary') && draft.sentence === next.sentence) return false;
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
  const isBareWhy = draft.flags.has('why') && saysNoSubject(draft);
  return !isBareWhy && ['why', 'whatIf', 'describe', 'overview', 'timeBetween', 'lapsed'].some((flag) => draft.flags.has(flag));
}

/** Nothing is named it could be about: "what was the main reason for it?" */
function saysNoSubject({ metrics, dimensions, filters, periods, without, unknown, grain, counted }: Draft): boolean {
  return (
    metrics.length + dimensions.length + filters.length + periods.length + without.length + unknown.length === 0 &&
    grain === null &&
    counted === null
  );
}

function saysNothing(draft: Draft): boolean {
  return draft.size === 0 && !draft.flags.has('partOf');
}

function mergeInto(target: Draft, extra: Draft): void {
  target.having.push(...extra.having);
  target.loose.push(...extra.loose);
  target.filters.push(...extra.filters);
  target.perMetric ??= extra.perMetric;
  for (const dimension of extra.byDimensions) target.byDimensions.add(dimension);
  target.after.push(...extra.after);
  target.named.push(...extra.named);
  for (const dimension of extra.saidDimensions) target.saidDimensions.add(dimension);
  target.periods.push(...extra.periods);
  target.without.push(...extra.without);
  target.limit ??= extra.limit;
  target.grain ??= extra.grain;
  target.chart ??= extra.chart;
  target.compare ??= extra.compare;
  target.direction ??= extra.direction;
  target.quality ??= extra.quality;
  // "Only states with at least 100 orders" names again what is asked by.
  for (const dimension of extra.dimensions) if (!target.dimensions.includes(dimension)) target.dimensions.push(dimension);
  for (const flag of extra.flags) target.flags.add(flag);
  for (const [name, words] of extra.said) target.said.set(name, words);
  for (const dimension of extra.context) target.context.add(dimension);
  for (const dimension of extra.partOfEach) target.partOfEach.add(dimension);
  target.unknown.push(...extra.unknown);
  if (extra.limit !== null) target.isSingular = false;
}
