import { isCountOf } from '@/core/metrics/define-metric';
import { findMetric, METRICS } from '@/core/metrics/registry';
import type { Having } from '@/core/query/query';
import { functionsOf, has, hasParticle, readingsOf, wordsOf, type Clause } from './clause';
import { MONEY } from './loose-bounds';
import { boundFilter, boundHeld } from './read-held';
import { readPromise } from './read-promise';
import { readWithout, wordsBefore } from './read-without';
import type { Mark } from './tag';
import { unreadRun } from './draft';

const BOUNDS: Readonly<Record<string, Having['op']>> = {
  atLeast: 'gte',
  moreThan: 'gt',
  atMost: 'lte',
  lessThan: 'lt',
  exactly: 'eq',
  minimum: 'gte',
  maximum: 'lte',
};
/** What is left when a bound is left out: "skip any with under 100". */
const OPPOSITE: Readonly<Record<Having['op'], Having['op']>> = { gte: 'lt', gt: 'lte', lte: 'gt', lt: 'gte', eq: 'eq' };
/** Rows behind "a decent number of orders" when nobody says how many. */
const ENOUGH = 30;
/** Dimensions whose numbers are values, not figures to be counted. */
const NUMERIC_DIMENSIONS = new Set(['hour', 'reviewScore', 'installments']);

/** "at least 100 orders", "revenue over 1,000", "with enough reviews", "products without returns", "above average". */
export function readBounds(clause: Clause): void {
  readPromise(clause, BOUNDS);
  clause.marks.forEach((mark, index) => {
    readEnough(clause, mark, index);
    readBound(clause, mark, index);
    if (has(mark, 'aboveAverage')) clause.draft.againstAverage = 'above';
    if (has(mark, 'belowAverage')) clause.draft.againstAverage = 'below';
  });
  clause.marks.forEach((mark, index) => readNumberOfOrders(clause, mark, index));
  readWithout(clause);
}

/** "clients with a single order", "one-time buyers", "people who placed 3 orders": people by how often they ordered. */
function readNumberOfOrders(clause: Clause, mark: Mark, index: number): void {
  const { marks, draft, used } = clause;
  const isPeople = (other: Mark | undefined): boolean => readingsOf(other, 'dimension').some(({ id }) => id === 'customer');
  const isOnce = has(mark, 'orderedOnce') && functionsOf(marks[index - 1]).every((name) => !BOUNDS[name]);
  const arePeople = isPeople(mark) || readingsOf(mark, 'metric').some(({ id }) => id === 'customers');
  if (isOnce && (arePeople || marks.slice(0, index).some(isPeople))) {
    draft.having.push({ metric: 'orders', op: 'eq', value: 1 });
    if (!arePeople) used.add(mark);
    return;
  }
  const noun = marks[index + 1];
  const isOfOrders = noun?.start === mark.end && readingsOf(noun, 'metric').some(({ id }) => isCountOf(findMetric(id), 'order'));
  const isBeside = isPeople(marks[index - 1]) && hasParticle(clause, 'with', marks[index - 1]?.end ?? 0, mark.start);
  if (mark.number === null || used.has(mark) || !noun || !isOfOrders || !isBeside || !Number.isInteger(mark.number)) return;
  draft.having.push({ metric: 'orders', op: 'eq', value: mark.number });
  for (const one of [mark, noun]) used.add(one);
}

function readEnough(clause: Clause, mark: Mark, index: number): void {
  if (!has(mark, 'enough')) return;
  const metric = readingsOf(clause.marks[index + 1], 'metric')[0];
  if (!metric) return;
  clause.used.add(mark);
  const next = clause.marks[index + 1];
  if (next) clause.used.add(next);
  clause.draft.having.push({ metric: metric.id, op: 'gte', value: ENOUGH });
}

function readBound(clause: Clause, mark: Mark, index: number): void {
  const { marks, draft, used } = clause;
  if (used.has(mark)) return;
  if (readStars(clause, mark, index) || readBehindMeasure(clause, mark, index) || readOne(clause, mark, index)) return;
  const trailing = marks[index - 1];
  const next = marks[index + 1];
  const name = functionsOf(mark).find((candidate) => BOUNDS[candidate]) ?? (isTopping(clause, mark, index) ? 'moreThan' : undefined);
  if (!name) return readPlus(clause, mark, index);
  // "100 or more orders": the bound may follow its number.
  const number =
    next?.number != null && next.start === mark.end ? next : trailing?.number != null && mark.start - trailing.end <= 1 ? trailing : null;
  if (!number || number.number === null || used.has(number)) return;
  const isTrailing = number === trailing;
  const behind = isTrailing ? index + 1 : index + 2;
  // "more than 10 % arrive late": the sign of percent is no measure.
  const after = has(marks[behind], 'share') && !isTrailing ? marks[behind + 1] : marks[behind];
  const beforeAt = isTrailing ? index - 1 : index;
  const value = number.isPercent || has(marks[behind], 'share') || isPercentWord(clause, number) ? number.number / 100 : number.number;
  const said = BOUNDS[name] ?? 'gte';
  const op = isLeftOut(clause, index) ? OPPOSITE[said] : said;
  // "more than once", "10 times or more": how often people ordered.
  if (isTimes(clause, number) && !draft.having.some(({ metric }) => metric === 'orders')) {
    draft.having.push({ metric: 'orders', op, value: number.number });
    used.add(mark);
    used.add(number);
    return;
  }
  const gap = after ? after.start - (isTrailing ? mark.end : number.end) : Infinity;
  const before = marks.slice(0, beforeAt).findLast((other) => readingsOf(other, 'metric').length > 0);
  if (after?.grain != null && gap === 0 && !isOfTime(clause, before)) {
    draft.unknown.push(unreadRun(wordsOf(clause, { start: Math.min(mark.start, number.start), end: after.end })));
    for (const one of [mark, number, after]) used.add(one);
    return;
  }
  const own = gap <= 1 ? ownMeasure(after, before) : undefined;
  const ownDimension = gap <= 1 ? readingsOf(after, 'dimension').find(({ id }) => NUMERIC_DIMENSIONS.has(id)) : undefined;
  if (gap <= 1 && boundHeld(clause, { next: after, at: beforeAt, op, value: number.number })) {
    for (const one of [mark, number]) used.add(one);
    return;
  }
  const countedOf = gap <= 1 && !number.isPercent ? countOfMembers(clause, after, beforeAt) : null;
  if (countedOf !== null && after) {
    draft.having.push({ metric: countedOf, op, value: number.number });
    for (const one of [mark, number, after]) used.add(one);
    return;
  }
  const isCount = own && findMetric(own.id)?.measure.kind !== 'ratio';
  // "in 10 or more instalments": payments by what each was split into, not a mean of them.
  if (own && !isCount && ownDimension?.id === 'installments' && after && readingsOf(after, 'metric').length === 1) {
    draft.filters.push(boundFilter(ownDimension.id, op, number.number));
    for (const one of [mark, number, after]) used.add(one);
    return;
  }
  if (own && (isCount || !before) && after) {
    // "more than 10 returns": pieces, not an amount of money.
    draft.having.push({ metric: (isAmount(clause, number) ? undefined : findMetric(own.id)?.inPieces) ?? own.id, op, value });
    used.add(after);
  } else if (ownDimension?.id === 'installments' && after) {
    draft.filters.push(boundFilter(ownDimension.id, op, number.number));
    used.add(after);
  } else if (ownDimension && after && !before) return;
  else if (before) {
    const bounded = readingsOf(before, 'metric')[0]?.id ?? '';
    // "how many products sold fewer than 10": of each its units, not how many products it is.
    const isOfMembers = findMetric(bounded)?.counts !== undefined;
    if (isOfMembers && !clause.tagged.particles.some(({ name }) => name === 'selling')) return;
    const id = isOfMembers ? 'unitsSold' : bounded;
    if (isAmount(clause, number) && findMetric(id)?.unit === 'count')
      draft.said.set('worth', wordsOf(clause, { start: mark.start, end: number.end }));
    draft.having.push({ metric: id, op, value: findMetric(id)?.unit === 'ratio' && value > 1 ? value / 100 : value });
  } else if (name !== 'exactly' && isWithoutNoun(after, gap))
    draft.loose.push({
      op,
      value: number.number,
      isPercent: value !== number.number,
      isMoney: isAmount(clause, number),
      said: wordsOf(clause, { start: mark.start, end: number.end }),
    });
  else return;
  used.add(mark);
  used.add(number);
}

/** "$500", "500 pounds": money by its sign or its name. */
function isAmount(clause: Clause, number: Mark): boolean {
  const unit = clause.marks.find((mark) => mark.start === number.end);
  return (
    /^(?:R?\$|[€£₹])/.test(clause.tokens[number.start]?.raw ?? '') ||
    readingsOf(unit, 'value').some(({ dimension }) => dimension === 'currency')
  );
}

/** "orders that took more than 20 days": a length of time bounds nothing but a measure of days, or how long somebody stayed away. */
function isOfTime(clause: Clause, before: Mark | undefined): boolean {
  const isInDays = readingsOf(before, 'metric').some(({ id }) => findMetric(id)?.unit === 'days');
  return isInDays || clause.marks.some((mark) => has(mark, 'lapsed') || has(mark, 'timeBetween'));
}

/** "stock below 200 pieces", "returns of more than 100 units": pieces of what was named before. */
function ownMeasure(after: Mark | undefined, before: Mark | undefined): { id: string } | undefined {
  const own = readingsOf(after, 'metric')[0];
  const said = own?.id === 'unitsSold' ? readingsOf(before, 'metric')[0]?.id : undefined;
  const measure = findMetric(said ?? '')?.measure;
  const isInPieces = measure?.kind === 'sum' && (measure.field === 'quantity' || measure.field === 'available');
  const id = findMetric(said ?? '')?.inPieces ?? (isInPieces ? said : undefined);
  return id === undefined ? own : { id };
}

/** "sellers with customers in more than 10 states", "products sold to at least 5 countries": of each group, how many of another. */
function countOfMembers(clause: Clause, noun: Mark | undefined, at: number): string | null {
  const groups = clause.marks
    .slice(0, at)
    .flatMap((mark) => [
      ...readingsOf(mark, 'dimension').map(({ id }) => id),
      ...readingsOf(mark, 'metric').map(({ id }) => membersOf(id)),
    ]);
  const [id] = readingsOf(noun, 'dimension').map((reading) => reading.id);
  const metric = id === undefined ? undefined : METRICS.find(({ counts }) => counts === id);
  return metric && groups.some((group) => group !== '' && group !== id) ? metric.id : null;
}

/** The group a measure counts the members of ("products sold"). */
const membersOf = (metric: string): string => (metric === 'customers' ? 'customer' : (findMetric(metric)?.counts ?? ''));

/** Nothing that could be counted stands right behind the number. */
function isWithoutNoun(after: Mark | undefined, gap: number): boolean {
  if (!after || gap > 0) return true;
  return after.grain === null && after.number === null && !after.readings.some(({ kind }) => kind === 'dimension' || kind === 'metric');
}

/** "skip any with under 100 pieces", "ignoring states with fewer than 50 orders": only groups stand between the two. */
function isLeftOut(clause: Clause, index: number): boolean {
  const before = clause.marks.slice(0, index).toReversed();
  const at = before.findIndex((mark) => readingsOf(mark, 'dimension').length === 0);
  return has(before[at], 'except');
}

/** "did net sales top 50,000": a verb, where a measure stands before it and an amount that is no count of rows behind. */
function isTopping(clause: Clause, mark: Mark, index: number): boolean {
  const before = clause.marks[index - 1];
  const amount = clause.marks[index + 1];
  const noun = clause.marks[index + 2];
  const isAsked = before !== undefined && hasParticle(clause, 'auxiliary', Math.max(0, before.start - 1), before.start);
  const isOfRows = noun !== undefined && noun.start === amount?.end && (readingsOf(noun, 'dimension').length > 0 || noun.grain !== null);
  return (
    has(mark, 'top') &&
    before?.end === mark.start &&
    readingsOf(before, 'metric').length > 0 &&
    amount?.number != null &&
    amount.start === mark.end &&
    !isOfRows &&
    (isAsked || amount.number >= MONEY)
  );
}

/** "más de un artículo": the article is the number. */
function readOne(clause: Clause, mark: Mark, index: number): boolean {
  if (!has(mark, 'moreThanOne')) return false;
  const next = clause.marks[index + 1];
  const metric = readingsOf(next, 'metric')[0];
  clause.used.add(mark);
  if (boundHeld(clause, { next, at: index, op: 'gt', value: 1 })) return true;
  if (metric && next) {
    clause.draft.having.push({ metric: metric.id, op: 'gt', value: 1 });
    clause.used.add(next);
  } else clause.draft.unknown.push(unreadRun(wordsBefore(clause, mark)));
  return true;
}

/** "reviews under 3 stars": a bound on the score itself. */
function readStars(clause: Clause, mark: Mark, index: number): boolean {
  const next = clause.marks[index + 1];
  const score = readingsOf(next, 'value').find(({ dimension }) => dimension === 'reviewScore');
  const op = BOUNDS[functionsOf(mark).find((name) => BOUNDS[name]) ?? ''];
  if (!score || !next || !op || op === 'eq') return false;
  const shift = op === 'gt' ? 1 : op === 'lt' ? -1 : 0;
  clause.draft.filters.push({
    dimension: 'reviewScore',
    op: op === 'gt' || op === 'gte' ? 'gte' : 'lte',
    values: [Number(score.value) + shift],
  });
  clause.used.add(mark);
  clause.used.add(next);
  return true;
}

/** "100 deliveries or more": the bound stands behind the measure. */
function readBehindMeasure(clause: Clause, mark: Mark, index: number): boolean {
  const op = BOUNDS[functionsOf(mark).find((name) => name === 'atLeast' || name === 'atMost') ?? ''];
  const measure = clause.marks[index - 1];
  const number = clause.marks[index - 2];
  const metric = readingsOf(measure, 'metric')[0];
  if (!op || !metric || !measure || number?.number == null || number.end !== measure.start || measure.end !== mark.start) return false;
  if (!boundHeld(clause, { next: measure, at: index - 2, op, value: number.number }))
    clause.draft.having.push({ metric: metric.id, op, value: number.number });
  for (const used of [mark, measure, number]) clause.used.add(used);
  return true;
}

/** "100+ deliveries". */
function readPlus(clause: Clause, mark: Mark, index: number): void {
  const next = clause.marks[index + 1];
  const metric = readingsOf(next, 'metric')[0];
  if (mark.number === null || !next || !metric || !hasParticle(clause, 'plus', mark.end, next.start)) return;
  if (!boundHeld(clause, { next, at: clause.marks.indexOf(mark), op: 'gte', value: mark.number }))
    clause.draft.having.push({ metric: metric.id, op: 'gte', value: mark.number });
  clause.used.add(mark);
  clause.used.add(next);
}

function isTimes(clause: Clause, number: Mark): boolean {
  return hasParticle(clause, 'times', number.start, number.end) || hasParticle(clause, 'times', number.end, number.end + 1);
}

function isPercentWord(clause: Clause, number: Mark): boolean {
  return clause.tokens[number.end]?.text === '%' || clause.tokens[number.end]?.lemma === 'percent';
}
