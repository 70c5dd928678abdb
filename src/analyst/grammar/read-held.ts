import { findDimension } from '@/core/dimensions/registry';
import { isCountOf } from '@/core/metrics/define-metric';
import { findMetric } from '@/core/metrics/registry';
import type { Filter, Having } from '@/core/query/query';
import { isJoined, readingsOf, type Clause } from './clause';
import type { Mark } from './tag';

/** Attributes of an order that count what it holds. */
const COUNTS_OF_ORDER: ReadonlySet<string> = new Set(['lineCount', 'unitCount']);
/** Words between orders and the number of what they hold, at most ("orders that hold 2 items"). */
const REACH = 2;

/** "orders with more than one item": a bound on what each order holds is a filter. @returns false when no order is spoken of. */
export function boundHeld(clause: Clause, bound: { next: Mark | undefined; at: number; op: Having['op']; value: number }): boolean {
  const { next, at, op, value } = bound;
  const noun = clause.marks.slice(0, at).findLast(isNoun);
  // Some languages say the orders last ("ek se zyada item wale orders").
  const behind = next ? clause.marks.indexOf(next) + 1 : 0;
  const isBefore = next !== undefined && isOrders(clause.marks[behind]) && !isJoined(clause, behind);
  const attribute = isOrders(noun) || isBefore ? (countOfOrder(next) ?? differentOf(next)) : null;
  if (attribute === null || next === undefined || !Number.isInteger(value)) return false;
  clause.draft.filters.push(boundFilter(attribute, op, value));
  clause.used.add(next);
  return true;
}

/** "orders with 2 items", "2 item orders". */
export function readHeld(clause: Clause, mark: Mark, index: number): boolean {
  const [before, next, behind] = [clause.marks[index - 1], clause.marks[index + 1], clause.marks[index + 2]];
  const attribute = next?.start === mark.end ? countOfOrder(next) : null;
  if (!next || attribute === null || mark.number === null || !Number.isInteger(mark.number)) return false;
  const isBehind = isOrders(before) && before !== undefined && mark.start - before.end <= REACH;
  const isBefore = isOrders(behind) && behind?.start === next.end;
  if (!isBehind && !isBefore) return false;
  clause.draft.filters.push(boundFilter(attribute, 'eq', mark.number));
  clause.used.add(next);
  return true;
}

/** A bound on whole numbers as a filter: more than 2 is 3 or more. */
export function boundFilter(dimension: string, op: Having['op'], value: number): Filter {
  if (op === 'eq') return { dimension, op: 'in', values: [value] };
  const isLower = op === 'gt' || op === 'gte';
  return { dimension, op: isLower ? 'gte' : 'lte', values: [op === 'gt' ? value + 1 : op === 'lt' ? value - 1 : value] };
}

const isNoun = (mark: Mark): boolean => mark.readings.some(({ kind }) => kind === 'metric' || kind === 'dimension');

/** The mark names orders, which are counted. */
function isOrders(mark: Mark | undefined): boolean {
  return readingsOf(mark, 'metric').some(({ id }) => isCountOf(findMetric(id), 'order'));
}

/** The attribute of an order that counts what the mark names. */
function countOfOrder(mark: Mark | undefined): string | null {
  const ofMeasure = readingsOf(mark, 'metric').flatMap(({ id }) => findMetric(id)?.withinOrder ?? [])[0];
  return ofMeasure ?? readingsOf(mark, 'dimension').find(({ id }) => COUNTS_OF_ORDER.has(id))?.id ?? null;
}

/** "orders with more than one product": members of a group, each counted once. */
function differentOf(mark: Mark | undefined): string | null {
  return readingsOf(mark, 'dimension').flatMap(({ id }) => findDimension(id)?.withinOrder ?? [])[0] ?? null;
}
