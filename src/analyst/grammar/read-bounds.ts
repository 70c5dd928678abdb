import { findMetric } from '@/core/metrics/registry';
import type { Having } from '@/core/query/query';
import { functionsOf, has, hasParticle, isPlural, readingsOf, type Clause } from './clause';
import type { Mark } from './tag';

const BOUNDS: Readonly<Record<string, Having['op']>> = {
  atLeast: 'gte',
  moreThan: 'gt',
  atMost: 'lte',
  lessThan: 'lt',
  exactly: 'eq',
  minimum: 'gte',
  maximum: 'lte',
};
/** "channels that took over 10k": a bound this high with no measure named is money. */
const MONEY = 1000;
/** Rows behind "a decent number of orders" when nobody says how many. */
const ENOUGH = 30;
/** Dimensions whose numbers are values, not figures to be counted. */
const NUMERIC_DIMENSIONS = new Set(['hour', 'reviewScore', 'installments']);

/** "at least 100 orders", "revenue over 1,000", "with enough reviews", "products without returns", "above average". */
export function readBounds(clause: Clause): void {
  clause.marks.forEach((mark, index) => {
    readEnough(clause, mark, index);
    readBound(clause, mark, index);
    if (has(mark, 'aboveAverage')) clause.draft.againstAverage = 'above';
    if (has(mark, 'belowAverage')) clause.draft.againstAverage = 'below';
  });
  readWithout(clause);
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
  if (readStars(clause, mark, index) || readBehindMeasure(clause, mark, index)) return;
  const trailing = marks[index - 1];
  const next = marks[index + 1];
  const name = functionsOf(mark).find((candidate) => BOUNDS[candidate]);
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
  const op = BOUNDS[name] ?? 'gte';
  // "more than once", "10 times or more": how often people ordered.
  if (isTimes(clause, number) && !draft.having.some(({ metric }) => metric === 'orders')) {
    draft.having.push({ metric: 'orders', op, value: number.number });
    used.add(mark);
    used.add(number);
    return;
  }
  const gap = after ? after.start - (isTrailing ? mark.end : number.end) : Infinity;
  const own = gap <= 1 ? readingsOf(after, 'metric')[0] : undefined;
  const ownDimension = gap <= 1 ? readingsOf(after, 'dimension').find(({ id }) => NUMERIC_DIMENSIONS.has(id)) : undefined;
  const before = marks.slice(0, beforeAt).findLast((other) => readingsOf(other, 'metric').length > 0);
  const isCount = own && findMetric(own.id)?.measure.kind !== 'ratio';
  if (own && (isCount || !before) && after) {
    draft.having.push({ metric: own.id, op, value });
    used.add(after);
  } else if (ownDimension?.id === 'installments' && after) {
    const shift = op === 'gt' ? 1 : op === 'lt' ? -1 : 0;
    const bound = op === 'gt' || op === 'gte' ? 'gte' : 'lte';
    draft.filters.push({ dimension: ownDimension.id, op: op === 'eq' ? 'in' : bound, values: [number.number + shift] });
    used.add(after);
  } else if (ownDimension && after && !before) return;
  else if (before) {
    const id = readingsOf(before, 'metric')[0]?.id ?? '';
    draft.having.push({ metric: id, op, value: findMetric(id)?.unit === 'ratio' && value > 1 ? value / 100 : value });
  } else if (value >= MONEY) draft.having.push({ metric: 'netSales', op, value });
  else return;
  used.add(mark);
  used.add(number);
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
  clause.draft.having.push({ metric: metric.id, op, value: number.number });
  for (const used of [mark, measure, number]) clause.used.add(used);
  return true;
}

/** "100+ deliveries". */
function readPlus(clause: Clause, mark: Mark, index: number): void {
  const next = clause.marks[index + 1];
  const metric = readingsOf(next, 'metric')[0];
  if (mark.number === null || !next || !metric || !hasParticle(clause, 'plus', mark.end, next.start)) return;
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

/** "products without returns" are groups whose figure is zero; "orders without a category" miss a property. */
function readWithout(clause: Clause): void {
  const { marks, draft, used } = clause;
  marks.forEach((mark, index) => {
    const before = marks[index - 1];
    if (!hasParticle(clause, 'withoutValue', before?.end ?? 0, mark.start) && !hasNone(clause, mark)) return;
    if (readingsOf(mark, 'value').length > 0) {
      draft.flags.add(`except:${mark.start}`);
      return;
    }
    const dimension = readingsOf(mark, 'dimension')[0];
    const metric = readingsOf(mark, 'metric')[0];
    if (metric && hasGroups(clause, mark)) draft.having.push({ metric: metric.id, op: 'eq', value: 0 });
    else if (dimension && (!metric || findMetric(metric.id)?.isNoun))
      draft.filters.push({ dimension: dimension.id, op: 'isNull', values: [] });
    else
      draft.unknown.push({ text: words(clause, mark), longer: null, chain: null, isRestricting: true, isGroup: false, isExcepted: false });
    used.add(mark);
  });
}

/** "countries with orders and no returns": no supposition is made. */
function hasNone(clause: Clause, mark: Mark): boolean {
  const isRightBefore = clause.tagged.particles.some(({ name, end }) => name === 'nothing' && end === mark.start);
  return (
    isRightBefore && readingsOf(mark, 'metric').length > 0 && hasGroups(clause, mark) && !clause.marks.some((other) => has(other, 'whatIf'))
  );
}

/** A group in the plural stands before the mark. */
const hasGroups = (clause: Clause, mark: Mark): boolean =>
  clause.marks.some((other) => other.end <= mark.start && readingsOf(other, 'dimension').length > 0 && isPlural(clause, other));

function words(clause: Clause, mark: Mark): string {
  return clause.tokens
    .slice(Math.max(0, mark.start - 1), mark.end)
    .map((token) => token.raw)
    .join(' ');
}
