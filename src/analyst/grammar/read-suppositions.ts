import type { Filter } from '@/core/query/query';
import { has, hasParticle, readingsOf, type Clause } from './clause';
import type { Lever, Supposition } from './draft';
import type { Mark } from './tag';

/** Measures whose word names the lever itself ("returns cut in half", "10 % lower fees"). */
const LEVER_METRICS: Readonly<Record<string, Lever>> = {
  averageOrderValue: 'orderValue',
  returns: 'returns',
  unitsReturned: 'returns',
  discounts: 'discounts',
  fees: 'fees',
  averageUnitPrice: 'price',
};
/** Marks on either side of a change in which its lever is looked for. */
const NEAR = 3;
/** Words between a change and what it counts ("5 % of the orders"). */
const REACH = 3;

/** "what if we raised prices by 5 %", "10 % fewer orders", "had returns been halved": which levers move, and how far. */
export function readSuppositions(clause: Clause): void {
  const { draft, marks } = clause;
  const found = marks.flatMap((mark, index) => readChange(clause, mark, index));
  const isSupposed = draft.flags.has('whatIf') || found.some((entry) => entry.isSupposedByItself);
  if (!isSupposed || found.length === 0) {
    // "if nothing had been returned": a supposition that is not understood is not left out silently.
    if (draft.flags.has('whatIf') && draft.flags.has('nothing')) draft.flags.add('supposed');
    draft.flags.delete('whatIf');
    return;
  }
  draft.flags.add('whatIf');
  for (const { used, lever, change, amount, part } of found) {
    for (const mark of used) clause.used.add(mark);
    draft.suppositions.push({ lever, change, ...(amount ? { amount } : {}), ...(part ? { part } : {}) });
  }
  // Raising a price in a supposition changes nothing: no write, no growth, no threshold.
  draft.isWrite = false;
  for (const flag of ['rise', 'fall', 'growth', 'share', 'compare', 'percent', 'comparing']) draft.flags.delete(flag);
  draft.compareAt = null;
  draft.direction = null;
  draft.having = [];
}

interface ReadChange extends Supposition {
  used: Mark[];
  /** "5 % higher prices" supposes without an "if". */
  isSupposedByItself: boolean;
}

/** Marks around a change that belong to it: "prices up 3 % and 5 % fewer orders" are two. */
function nearby(clause: Clause, index: number): Mark[] {
  const { marks, tagged } = clause;
  const mark = marks[index];
  if (!mark) return [];
  const isSized = (other: Mark): boolean => other !== mark && other.number !== null;
  const joints = tagged.particles.filter(({ name }) => name === 'joint');
  const before = marks.slice(0, index).findLast(isSized);
  const after = marks.slice(index + 1).find(isSized);
  const lower = before ? (joints.findLast(({ start, end }) => start >= before.end && end <= mark.start)?.end ?? before.end) : 0;
  const upper = after ? (joints.find(({ start, end }) => start >= mark.end && end <= after.start)?.start ?? after.start) : Infinity;
  return marks.slice(Math.max(0, index - NEAR), index + NEAR + 1).filter((other) => other.start >= lower && other.end <= upper);
}

function readChange(clause: Clause, mark: Mark, index: number): ReadChange[] {
  const amount = readAmount(clause, mark, index);
  if (amount) return [amount];
  const size = sizeOf(clause, mark, index);
  if (size === null) return [];
  const near = nearby(clause, index);
  const isCut = size.isSigned ? false : near.some((other) => (has(other, 'cut') || has(other, 'fall')) && !has(other, 'raise'));
  const isRaise = near.some((other) => has(other, 'raise') || has(other, 'rise'));
  if (!isCut && !isRaise && !size.isSigned) return [];
  const named = leverOf(near, mark);
  const lever = named ?? 'volume';
  const part = named === null ? partOf(clause, index) : null;
  // "5 % of orders", "5 % fewer orders": the orders are what changes, not what is asked.
  const isCounted = (other: Mark): boolean =>
    lever === 'volume' && other.start >= mark.end && other.start - mark.end <= REACH && readingsOf(other, 'metric').length > 0;
  const levers = near.filter(
    (other) => isCounted(other) || readingsOf(other, 'metric').some(({ id }) => LEVER_METRICS[id] === lever) || has(other, 'price'),
  );
  return [
    {
      lever,
      change: size.size * (isCut ? -1 : 1),
      ...(part ? { part: part.filter } : {}),
      used: [mark, ...levers, ...(part ? [part.mark] : [])],
      isSupposedByItself: isSupposedByItself(clause, { lever, isSigned: size.isSigned, isDirected: isRaise !== isCut }),
    },
  ];
}

/** "had the average order value been 150", "10 reais higher": an amount, of the one measure that amounts are supposed of. */
function readAmount(clause: Clause, mark: Mark, index: number): ReadChange | null {
  if (mark.number === null || mark.isPercent || clause.tokens[mark.end]?.text === '%' || !clause.draft.flags.has('whatIf')) return null;
  const near = nearby(clause, index);
  const named = near.find((other) => readingsOf(other, 'metric').some(({ id }) => LEVER_METRICS[id] === 'orderValue'));
  if (!named || has(clause.marks[index + 1], 'share')) return null;
  const isCut = near.some((other) => has(other, 'cut') || has(other, 'fall') || has(other, 'low'));
  const isRaise = near.some((other) => has(other, 'raise') || has(other, 'rise') || has(other, 'high'));
  const unit = clause.marks[index + 1];
  const isUnit = unit?.start === mark.end && readingsOf(unit, 'value').some(({ dimension }) => dimension === 'currency');
  return {
    lever: 'orderValue',
    change: 0,
    amount: isCut || isRaise ? { by: mark.number * (isCut ? -1 : 1) } : { to: mark.number },
    used: [mark, named, ...(unit && isUnit ? [unit] : [])],
    isSupposedByItself: false,
  };
}

/** Without an "if": "prices up 3 %", "with zero returns", "returns cut in half"; not "products without returns". */
function isSupposedByItself(clause: Clause, said: { lever: Lever; isSigned: boolean; isDirected: boolean }): boolean {
  const hasGroup = clause.marks.some(
    (mark) => readingsOf(mark, 'dimension').some(({ id }) => id !== 'customer') && readingsOf(mark, 'metric').length === 0,
  );
  // "products that had no returns" are told by what they had.
  if (clause.tagged.particles.some(({ name }) => name === 'withoutValue')) return false;
  if (said.lever === 'price') return said.isSigned || said.isDirected;
  return said.lever !== 'volume' && !hasGroup && (said.isSigned || said.isDirected);
}

/** The size of a change: a percentage, "doubled", "halved", "no". Signed ones need no word of direction. */
function sizeOf(clause: Clause, mark: Mark, index: number): { size: number; isSigned: boolean } | null {
  if (has(mark, 'double')) return { size: 1, isSigned: true };
  if (has(mark, 'nothingReturned')) return { size: -1, isSigned: true };
  if (has(mark, 'halve')) return { size: -0.5, isSigned: true };
  if (has(mark, 'quarterPart')) return { size: 0.25, isSigned: false };
  if (has(mark, 'thirdPart')) return { size: 1 / 3, isSigned: false };
  // "if nothing had been returned": words of supposing may stand between.
  const before = clause.marks.slice(0, index).findLast((other) => !has(other, 'whatIf'));
  const isMember = readingsOf(mark, 'value').some(({ dimension }) => dimension !== 'currency');
  if (
    isMember &&
    clause.draft.flags.has('whatIf') &&
    hasParticle(clause, 'nothing', before?.end ?? 0, clause.marks[index + 1]?.start ?? clause.tokens.length)
  )
    return { size: -1, isSigned: true };
  const isLever = readingsOf(mark, 'metric').some(({ id }) => LEVER_METRICS[id]);
  if (isLever && hasParticle(clause, 'nothing', before?.end ?? 0, mark.start)) return { size: -1, isSigned: true };
  const isPercent = mark.isPercent || clause.tokens[mark.end]?.text === '%' || has(clause.marks[index + 1], 'share');
  if (mark.number === null || !isPercent) return null;
  const sign = clause.tokens[mark.start]?.afterDash ? -1 : hasParticle(clause, 'plus', Math.max(0, mark.start - 1), mark.start) ? 1 : 0;
  return { size: (mark.number / 100) * (sign === 0 ? 1 : sign), isSigned: sign !== 0 };
}

function leverOf(near: readonly Mark[], mark: Mark): Lever | null {
  const byDistance = [...near].sort((a, b) => Math.abs(a.start - mark.start) - Math.abs(b.start - mark.start));
  for (const other of byDistance) {
    const named = readingsOf(other, 'metric').flatMap(({ id }) => LEVER_METRICS[id] ?? [])[0];
    if (named) return named;
    if (has(other, 'nothingReturned')) return 'returns';
    if (has(other, 'price')) return 'price';
    if (readingsOf(other, 'metric').some(({ id }) => id === 'orders' || id === 'unitsSold' || id === 'customers')) return 'volume';
  }
  return null;
}

/** "if RJ grew by 15 %", "imagine no eBay": one member changes, the rest stays. */
function partOf(clause: Clause, index: number): { mark: Mark; filter: Filter } | null {
  const near = clause.marks.slice(Math.max(0, index - NEAR), index + 2);
  const mark = near.find((other) => readingsOf(other, 'value').some(({ dimension }) => dimension !== 'currency'));
  const value = readingsOf(mark, 'value').find(({ dimension }) => dimension !== 'currency');
  return mark && value ? { mark, filter: { dimension: value.dimension, op: 'in', values: [value.value] } } : null;
}
