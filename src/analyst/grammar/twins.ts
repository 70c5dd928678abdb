import { isCountOf } from '@/core/metrics/define-metric';
import { findMetric } from '@/core/metrics/registry';
import type { Draft } from './draft';

/** Clauses that say only what is different from the one beside them: the other end of a ranking, a part of what was counted. */

/** "which state waits longest and which the shortest", "best and worst month", "which sold most in may and which in june". */
export function isOtherEnd(draft: Draft, last: Draft | undefined): boolean {
  if (!last || draft.metrics.length > 0 || !isSameGroup(draft, last)) return false;
  if (isEnd(draft) && isEnd(last)) return isOpposite(draft, last);
  const isNamed = draft.periods.length > 0 && last.periods.length > 0;
  return isEnd(last) && isNamed && draft.flags.has('which') && draft.limit === null && draft.having.length === 0;
}

const isEnd = ({ direction, quality, flags }: Draft): boolean =>
  direction !== null || quality !== null || flags.has('top') || flags.has('bottom');

/** Which end of the order is asked for. */
const endOf = ({ direction, quality, flags }: Draft): 'first' | 'last' => {
  if (direction !== null) return direction === 'desc' ? 'first' : 'last';
  return quality === 'bad' || flags.has('bottom') ? 'last' : 'first';
};

const isOpposite = (a: Draft, b: Draft): boolean => endOf(a) !== endOf(b);

function isSameGroup(draft: Draft, last: Draft): boolean {
  const isOfGroups = draft.dimensions.every((id) => last.dimensions.length === 0 || last.dimensions.includes(id));
  return isOfGroups && (draft.grain === null || last.grain === null || draft.grain === last.grain);
}

/** "what were orders and revenue in may, and which state was best": the ranking is asked besides. */
export function isFurther(draft: Draft, last: Draft | undefined): boolean {
  const asksRanking = draft.flags.has('which') && isEnd(draft) && isRanking(draft) && draft.metrics.length === 0;
  if (!last || !asksRanking || isRanking(last) || isEnd(last) || last.limit !== null || !last.flags.has('asking')) return false;
  draft.metrics.push(...last.metrics.slice(0, 1));
  return last.metrics.length > 0;
}

/**
 * "orders in india, how many of them were cancelled, and how many were cash on delivery": a part of what was counted.
 * "... and how much money was it": what was counted, in money.
 */
export function isPartOf(draft: Draft, last: Draft | undefined): boolean {
  const counted = last?.metrics.find((id) => isCountOf(findMetric(id), 'order') || findMetric(id)?.isNoun);
  const says = draft.metrics.length + draft.dimensions.length + draft.suppositions.length > 0;
  if (!last || counted === undefined || says || draft.counted !== null || draft.grain !== null || isEnd(draft)) return false;
  const isCounted = draft.flags.has('howMany') && draft.filters.length + draft.having.length + draft.loose.length > 0;
  const isMoney = asksMoney(draft) && !isEnd(last);
  if (!isCounted && !isMoney) return false;
  draft.flags.add('partOf');
  if (isCounted) draft.metrics.push(counted);
  else draft.metrics.push(moneyOf(last.filters));
  return true;
}

/** "how much did we pay in fees, and what % of sales is that": what was said before as a part of what is named. */
export function isPartSaidBefore(draft: Draft, last: Draft | undefined): boolean {
  const [part] = last?.metrics ?? [];
  const [whole] = draft.metrics;
  const isMoney = (id: string | undefined): boolean => findMetric(id ?? '')?.unit === 'money';
  const asksPart = (draft.flags.has('share') || draft.flags.has('percentWord')) && draft.flags.has('it');
  const isBare = draft.dimensions.length + draft.filters.length + draft.having.length === 0 && draft.grain === null && draft.limit === null;
  if (!last || last.metrics.length !== 1 || draft.metrics.length !== 1 || part === whole || last.dimensions.length > 0) return false;
  if (!isMoney(part) || !isMoney(whole) || !asksPart || !isBare || part === undefined) return false;
  draft.metrics.push(part);
  draft.isShareFirst = true;
  return true;
}

/** "how much money was it", "what is that in dollars": said of what was counted. */
export function asksMoney(draft: Draft): boolean {
  const says = draft.filters.length + draft.dimensions.length + draft.having.length + draft.loose.length + (draft.limit ?? 0);
  const isAsked = draft.flags.has('howMuch') || draft.currency !== null;
  return isAsked && draft.flags.has('it') && draft.metrics.length === 0 && says === 0 && draft.grain === null;
}

/** What orders are in money: of those paid in some way what was paid so, else their sales. */
export function moneyOf(filters: readonly { dimension: string }[]): string {
  return filters.some(({ dimension }) => dimension === 'paymentMethod') ? 'paymentValue' : 'netSales';
}

/** "how many orders, how many sellers and how many products in 2018": the days said last are those of the whole sentence. */
export function lendPeriods(drafts: readonly Draft[]): void {
  drafts.toReversed().forEach((draft, index, reversed) => {
    const next = reversed[index - 1];
    if (!next || next.sentence !== draft.sentence || draft.periods.length > 0 || draft.flags.has('allTime')) return;
    draft.periods.push(...next.periods);
  });
}

/** "Which weekday and which hour get the most orders?", "best and worst month by sales": what one of two rankings leaves out, the other says. */
export function lend(drafts: readonly Draft[]): void {
  drafts.forEach((draft, index) => {
    const other = drafts[index + 1] ?? drafts[index - 1];
    if (!other || isRanking(draft) || !isRanking(other)) return;
    // "which month had the highest sales and which the highest returns": the second asks of months, too.
    const isRest = isEnd(draft) || (draft.metrics.length === 0 && draft.flags.has('which') && isEnd(other));
    if (!isRest) return;
    draft.dimensions.push(...other.dimensions);
    draft.grain = other.grain;
    draft.isSingular = other.isSingular;
    draft.limit ??= other.limit;
  });
  drafts.forEach((draft, index) => {
    const other = drafts[index + 1] ?? drafts[index - 1];
    if (!other || !isRanking(draft) || !isRanking(other)) return;
    const isBare = draft.metrics.length === 0;
    if (isBare || isSameAsked(draft, other)) lendBounds(draft, other);
    if (isBare) {
      if (draft.limit === null && isSameGroup(draft, other)) draft.isSingular ||= other.isSingular;
      draft.metrics.push(...other.metrics);
      draft.perMetric ??= other.perMetric;
    }
    if (draft.periods.length === 0) draft.periods.push(...other.periods);
    if (!isEnd(draft) && draft.limit === null) {
      draft.direction = other.direction;
      draft.quality = other.quality;
    }
  });
}

const isSameAsked = (a: Draft, b: Draft): boolean => a.metrics.join() === b.metrics.join() || b.metrics.length === 0;

/** Of two ends of one ranking, what narrows the one narrows the other. */
function lendBounds(draft: Draft, other: Draft): void {
  if (draft.having.length === 0) draft.having.push(...other.having);
  if (draft.loose.length === 0) draft.loose.push(...other.loose);
  if (draft.filters.length === 0) draft.filters.push(...other.filters.map((filter) => ({ ...filter, values: [...filter.values] })));
}

const isRanking = (draft: Draft): boolean => draft.dimensions.length > 0 || draft.grain !== null || draft.counted !== null;
