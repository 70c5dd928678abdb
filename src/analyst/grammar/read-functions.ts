import type { Grain } from '@/core/model/calendar';
import type { ChartWish } from '@/core/query/charts';
import { functionsOf, has, isPlural, readingsOf, wordsOf, type Clause } from './clause';
import { unreadRun } from './draft';
import { readSuppositions } from './read-suppositions';
import { RANKED, type Mark } from './tag';

export const GRAIN_FUNCTIONS: Readonly<Record<string, Grain>> = {
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
  quarterly: 'quarter',
  halfYearly: 'half',
  yearly: 'year',
};
const CHARTS = new Set<string>(['line', 'bar', 'pie', 'area', 'stackedBar', 'number']);
const DIRECTIONS: Readonly<Record<string, 'asc' | 'desc'>> = { high: 'desc', maximum: 'desc', low: 'asc', minimum: 'asc' };

/** Words of the grammar that say something by themselves: grain, order, comparison, chart, intent. */
export function readFunctions(clause: Clause): void {
  const { draft, used } = clause;
  for (const particle of clause.tagged.particles) draft.flags.add(particle.name);
  clause.marks.forEach((mark, index) => {
    if (used.has(mark)) return;
    for (const { concept } of readingsOf(mark, 'missing'))
      draft.missing.push({ ...concept, what: concept.what ?? `"${wordsOf(clause, mark)}"` });
    if (readingsOf(mark, 'write').length > 0) draft.isWrite = true;
    for (const name of functionsOf(mark)) {
      readFunction(clause, { name, mark, index });
      draft.said.set(name, wordsOf(clause, mark));
    }
    if (functionsOf(mark).includes('command') && isCommand(clause, mark)) draft.isWrite = true;
    readPhrase(clause, mark);
  });
  settleOrigin(clause);
  readPlace(clause);
  // "orders with a discount vs without": without what was named before, which no query sets apart.
  if (clause.tagged.particles.some(({ name, end }) => name === 'withoutValue' && end === clause.tokens.length))
    draft.unknown.push(unreadRun(wordsOf(clause, { start: clause.tokens.length - 1, end: clause.tokens.length })));
  // "what will november bring in": not the last november.
  if (clause.tagged.particles.some(({ name, end }) => name === 'will' && draft.periods.some(({ start }) => start === end)))
    draft.flags.add('future');
  if (draft.flags.has('half') && (draft.flags.has('howMany') || draft.flags.has('makeUp'))) draft.reach ??= 0.5;
  readSuppositions(clause);
}

/** Places said in words ("second best", "3rd biggest"), by the particle that says them. */
const PLACES: Readonly<Record<string, number>> = { nth2: 2, nth3: 3 };

/** "the second best seller": the first two, in order. */
function readPlace({ draft, marks, tagged }: Clause): void {
  for (const { name, end } of tagged.particles) {
    const place = PLACES[name];
    const ranked = marks.find((mark) => mark.start === end);
    const isRanked =
      RANKED.some((word) => has(ranked, word)) || readingsOf(ranked, 'phrase').some(({ phrase }) => phrase.direction !== undefined);
    if (place === undefined || !isRanked || draft.limit !== null) continue;
    draft.limit = place;
    draft.place = place;
  }
}

/** "Where did the change come from?" asks why; "where do our orders come from?" asks for places. */
function settleOrigin({ draft }: Clause): void {
  const isChange = ['rise', 'fall', 'growth', 'compare', 'comparing'].some((flag) => draft.flags.has(flag));
  const changes = isChange || draft.compare !== null || draft.compareAt !== null || draft.periods.length > 1;
  if (draft.flags.has('where') && draft.flags.has('cameFrom') && changes) draft.flags.add('why');
}

/** "by month, with growth on the month before": each bucket against the one before, not the whole against what came before it. */
export function settleGrowth({ draft }: Clause): void {
  if (draft.compare !== 'previousPeriod' || draft.grain === null || draft.compareGrain !== draft.grain) return;
  draft.compare = null;
  draft.flags.add('growth');
}

/** Whether a word of share comes before the measures it is about. */
export function settleShare(clause: Clause): void {
  const { draft, marks, tagged } = clause;
  settlePercent(clause);
  settleWhole(clause);
  const shares = [
    ...marks.filter((mark) => functionsOf(mark).includes('share')),
    ...tagged.particles.filter((particle) => particle.name === 'percent'),
  ];
  const measure = marks.find((mark) => readingsOf(mark, 'metric').length > 0);
  draft.isShareFirst = measure !== undefined && shares.some((share) => share.start < measure.start);
}

/** Words of politeness and time that may stand before a command ("hi, could you please ..."). */
const MOST_BEFORE = 5;

/** "mark all orders as delivered", but not "orders we mark as late", nor "send me the sales". */
function isCommand(clause: Clause, mark: Mark): boolean {
  const { marks, tokens, tagged } = clause;
  const next = tokens[mark.end];
  const isForAsker = tagged.particles.some((particle) => particle.name === 'asker' && particle.start === mark.end);
  const isAsked = tagged.particles.some((particle) => particle.name === 'asking' && particle.end <= mark.start);
  return next !== undefined && !isForAsker && !isAsked && mark.start <= MOST_BEFORE && marks[0] === mark && !isPlural(clause, mark);
}

/** "% up on a year before", "q2 to q3, in percent?": between two periods a percentage is a change, no part of a whole. */
function settlePercent({ draft, marks }: Clause): void {
  const isPercent = marks.some((mark) => has(mark, 'percentWord'));
  const isNamed = marks.some((mark) => has(mark, 'share') && !has(mark, 'percentWord'));
  const isCourse = draft.periods.some(({ ends }) => ends !== undefined) && draft.flags.has('growth');
  const compares =
    isCourse || draft.compare !== null || (draft.periods.length === 2 && (draft.compareAt !== null || draft.flags.has('growth')));
  if (!isPercent || isNamed || !compares || draft.metrics.length > 1) return;
  draft.flags.delete('share');
  draft.flags.add('percent').add('growth');
}

/**
 * "what percentage of shopify orders was paid by paypal", "flipkart 2025: what % of orders was cash on delivery": a name before
 * the measure says of what whole, where a part is named behind it. "5 star share": the part stands before the word of share.
 */
function settleWhole({ draft, marks }: Clause): void {
  const share = marks.find((mark) => has(mark, 'share'));
  const measure = share && marks.find((mark) => mark.start >= share.end && readingsOf(mark, 'metric').length > 0);
  if (!share) return;
  const dimensionsIn = (from: number, to: number): string[] =>
    marks
      .filter(({ start, end, readings }) => start >= from && end <= to && readings.every(({ kind }) => kind === 'value'))
      .flatMap((mark) => readingsOf(mark, 'value').map(({ dimension }) => dimension))
      .filter((id) => draft.filters.some(({ dimension }) => dimension === id));
  const beside = marks.filter(({ end }) => end === share.start).flatMap((mark) => dimensionsIn(mark.start, mark.end));
  for (const id of beside) draft.partOfEach.add(id);
  if (!measure) return;
  const whole = dimensionsIn(0, measure.start).filter((id) => !beside.includes(id));
  const parts = dimensionsIn(measure.end, Infinity).filter((id) => !whole.includes(id) && !draft.context.has(id));
  for (const id of parts) draft.partOfEach.add(id);
  if (parts.length + beside.length > 0) for (const id of whole) draft.context.add(id);
}

function readFunction(clause: Clause, said: { name: string; mark: Mark; index: number }): void {
  const { draft } = clause;
  const { name, mark, index } = said;
  const grain = GRAIN_FUNCTIONS[name];
  const direction = DIRECTIONS[name];
  if (grain) {
    draft.grain ??= grain;
    draft.flags.add('byGrain');
  } else if (CHARTS.has(name)) draft.chart = name as ChartWish;
  else if (direction) draft.direction ??= direction;
  else if (name === 'good' || name === 'bad') draft.quality ??= name;
  else if (name === 'compare') {
    draft.compareAt ??= mark.start;
    if (draft.periods.length > 0 || clause.marks[index + 1]) draft.flags.add('compare');
  } else if (name === 'yearOverYear') draft.compare = 'previousYear';
  else if (name === 'periodOverPeriod') {
    draft.compare = 'previousPeriod';
    draft.compareGrain = mark.saidGrain;
  } else if (name === 'monthOverMonth' || name === 'weekOverWeek') {
    draft.grain ??= name === 'monthOverMonth' ? 'month' : 'week';
    draft.flags.add('growth');
  } else draft.flags.add(name === 'byBehind' ? 'by' : name);
}

/** Phrases that are a measure, a group and an order at once ("best selling"). */
function readPhrase(clause: Clause, mark: Mark): void {
  const { draft } = clause;
  for (const { phrase } of readingsOf(mark, 'phrase')) {
    const { counted } = phrase;
    if (counted && draft.flags.has('howMany')) {
      draft.counted = counted.dimension;
      draft.having.push({ metric: counted.metric, op: counted.op, value: counted.value });
    } else draft.metrics.push(...phrase.metrics);
    (phrase.optionalDimensions ? draft.optionalDimensions : draft.dimensions).push(...phrase.dimensions);
    if (phrase.direction) draft.direction = phrase.direction;
    if (phrase.noun && !isPlural(clause, mark)) draft.isSingular = true;
    if (phrase.having) draft.having.push(phrase.having);
    if (phrase.share) draft.flags.add('share');
    for (const { dimension, op, value } of phrase.filters) draft.filters.push({ dimension, op, values: [value] });
    clause.used.add(mark);
  }
}
