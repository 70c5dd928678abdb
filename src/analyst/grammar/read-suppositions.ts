import type { Lever } from '@/core/metrics/define-metric';
import { findMetric } from '@/core/metrics/registry';
import type { Filter } from '@/core/query/query';
import { has, hasParticle, isJoined, readingsOf, type Clause } from './clause';
import { unreadRun, type Supposition } from './draft';
import { chooseValue } from './read-values';
import type { Mark } from './tag';

/** Marks on either side of a change in which its lever is looked for. */
const NEAR = 3;
/** Words between a change and what it counts ("5 % of the orders"). */
const REACH = 3;

/** "what if we raised prices by 5 %", "10 % fewer orders", "had returns been halved": which levers move, and how far. */
export function readSuppositions(clause: Clause): void {
  const { draft, marks } = clause;
  const isTold = isToldToLose(clause);
  if (isInverted(clause) || isTold || draft.flags.has('supposeHard')) draft.flags.add('whatIf');
  const found = marks.flatMap((mark, index) => readChange(clause, mark, index));
  const isSupposed = draft.flags.has('whatIf') || found.some((entry) => entry.isSupposedByItself);
  if (!isSupposed || found.length === 0) {
    // "if nothing had been returned": a supposition that is not understood is not left out silently.
    if (draft.flags.has('whatIf') && (draft.flags.has('nothing') || isTold || isMeant(clause) || isUnreal(clause) || isLedInverted(clause)))
      draft.flags.add('supposed');
    draft.flags.delete('whatIf');
    leaveOpen(clause);
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

/** A word that only supposes ("imagine"); "if we leave out SP" is a filter. */
function isMeant({ marks, tagged }: Clause): boolean {
  const leavesOut = marks.some((mark) => has(mark, 'except')) || tagged.particles.some(({ name }) => name === 'withoutValue');
  return marks.some((mark) => has(mark, 'supposeHard')) && !leavesOut;
}

/** "revenue had december been as good as november"; "how much had been returned" asks for what was. */
function isLedInverted(clause: Clause): boolean {
  const had = clause.tagged.particles.find(({ name }) => name === 'supposing');
  const asks = clause.tagged.particles.some(({ name, start }) => name === 'asking' && start < (had?.start ?? 0));
  return isInverted(clause) && !asks;
}

/** "if RJ had had the late rate of SP": an "if" with a "had" behind it. */
function isUnreal({ marks, tagged }: Clause): boolean {
  const condition = marks.find((mark) => has(mark, 'whatIf'));
  return (
    condition === marks[0] && tagged.particles.some(({ name, start }) => name === 'supposing' && start >= (condition?.end ?? Infinity))
  );
}

/** "drop telephony: revenue 2018?": told to take something away, before a figure is asked for. */
function isToldToLose({ marks, tokens, draft }: Clause): boolean {
  if (draft.isWrite) return false;
  const [first] = marks;
  const isLed = has(first, 'takeAway') && tokens[first?.start ?? 0]?.startsClause === true;
  return isLed && marks.some((mark) => mark !== first && readingsOf(mark, 'metric').length > 0);
}

/** Words of change that say nothing unless something is supposed. */
const ONLY_SUPPOSED = ['takeAway', 'cheaper', 'dearer'];

/** "cheaper products", "closed shops": where nothing is supposed, the word narrows what is asked, and nothing is known about it. */
function leaveOpen({ draft, marks, tokens }: Clause): void {
  for (const { readings, start, end } of marks) {
    if (!readings.every((reading) => reading.kind === 'function' && ONLY_SUPPOSED.includes(reading.name)) || readings.length === 0)
      continue;
    const text = tokens.slice(start, end).map(({ raw }) => raw);
    draft.unknown.push(unreadRun(text.join(' ')));
  }
}

/** Words between "had" and "been" at most ("had the average order value been"). */
const INVERSION = 7;

/** "had freight been cheaper": the word of supposing is the order of the words. */
function isInverted({ tagged }: Clause): boolean {
  const named = (name: string) => tagged.particles.filter((particle) => particle.name === name);
  return named('supposing').some(({ end }) => named('been').some(({ start }) => start > end && start - end <= INVERSION));
}

const isCutWord = (mark: Mark): boolean => ['cut', 'fall', 'cheaper'].some((name) => has(mark, name));
const isRaiseWord = (mark: Mark): boolean => ['raise', 'rise', 'dearer'].some((name) => has(mark, name));

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

/** "if we lost the dutch", "drop telephony from the range": all that belongs to a member is gone. */
function readLoss(clause: Clause, mark: Mark, index: number): ReadChange | null {
  const isSupposed = clause.draft.flags.has('whatIf') && has(mark, 'takeAway') && readingsOf(mark, 'write').length === 0;
  const lost =
    clause.marks.slice(index + 1, index + 1 + NEAR).find(isMember) ??
    clause.marks.slice(Math.max(0, index - NEAR), index).findLast(isMember);
  // "lost SP, RJ and MG": all of a kind that are joined to it.
  const isSized = clause.marks.some((other) => other !== mark && sizeOf(clause, other, clause.marks.indexOf(other)) !== null);
  const value = lost && valueOf(clause, lost);
  if (!isSupposed || isSized || !lost || !value) return null;
  const { dimension } = value;
  const others = joinedMembers(clause, lost, dimension);
  const filter: Filter = { dimension, op: 'in', values: [value.value, ...others.map((other) => other.value)] };
  return { lever: 'volume', change: -1, part: filter, used: [mark, lost, ...others.map((other) => other.mark)], isSupposedByItself: false };
}

/** The member a mark names, of the dimension said beside it ("sellers from SP"). */
function valueOf(clause: Clause, mark: Mark): { dimension: string; value: string } | undefined {
  const values = readingsOf(mark, 'value').filter(({ dimension }) => dimension !== 'currency');
  return chooseValue(clause, values, clause.marks.indexOf(mark));
}

/** Members of the same kind right behind a mark ("SP, RJ and MG"). */
function joinedMembers(clause: Clause, mark: Mark, dimension: string): { mark: Mark; value: string }[] {
  const found: { mark: Mark; value: string }[] = [];
  for (let index = clause.marks.indexOf(mark) + 1; index < clause.marks.length && isJoined(clause, index); index += 1) {
    const other = clause.marks[index];
    const value = readingsOf(other, 'value').find((reading) => reading.dimension === dimension)?.value;
    if (!other || value === undefined) break;
    found.push({ mark: other, value });
  }
  return found;
}

const isReturned = (mark: Mark): boolean =>
  readingsOf(mark, 'value').some(({ dimension, value }) => dimension === 'orderStatus' && value === 'returned');

/** A name of the data that is neither a currency nor what became of an order. */
const isMember = (mark: Mark): boolean =>
  readingsOf(mark, 'value').some(({ dimension }) => dimension !== 'currency' && dimension !== 'orderStatus');

function readChange(clause: Clause, mark: Mark, index: number): ReadChange[] {
  const loss = readLoss(clause, mark, index);
  if (loss) return [loss];
  const amount = readAmount(clause, mark, index);
  if (amount) return [amount];
  const size = sizeOf(clause, mark, index);
  if (size === null) return [];
  const near = nearby(clause, index);
  const isCut = size.isSigned ? false : near.some((other) => isCutWord(other) && !has(other, 'raise'));
  const isRaise = near.some(isRaiseWord);
  if (!isCut && !isRaise && !size.isSigned) return [];
  const named = leverOf(near, mark);
  const lever = named ?? 'volume';
  const part = named === null ? partOf(clause, index) : null;
  // "5 % of orders", "5 % fewer orders": the orders are what changes, not what is asked.
  const isCounted = (other: Mark): boolean =>
    lever === 'volume' && other.start >= mark.end && other.start - mark.end <= REACH && readingsOf(other, 'metric').length > 0;
  const levers = near.filter(
    (other) =>
      isCounted(other) ||
      (lever !== 'volume' && leversOf(other).includes(lever)) ||
      has(other, 'price') ||
      (lever === 'returns' && isReturned(other)),
  );
  return [
    {
      lever,
      change: size.size * (isCut ? -1 : 1),
      ...(part ? { part: part.filter } : {}),
      used: [mark, ...levers, ...(part ? [part.mark] : [])],
      isSupposedByItself:
        isSupposedByItself(clause, { lever, isSigned: size.isSigned, isDirected: isRaise !== isCut }) ||
        (part !== null && isRaise !== isCut && isMovedMember(clause, part.mark, mark)),
    },
  ];
}

/** "had the average order value been 150", "10 reais higher": an amount, of the one measure that amounts are supposed of. */
function readAmount(clause: Clause, mark: Mark, index: number): ReadChange | null {
  if (mark.number === null || mark.isPercent || clause.tokens[mark.end]?.text === '%' || !clause.draft.flags.has('whatIf')) return null;
  const near = nearby(clause, index);
  const named = near.find((other) => leversOf(other).includes('orderValue'));
  if (!named || has(clause.marks[index + 1], 'share')) return null;
  const isCut = near.some((other) => isCutWord(other) || has(other, 'low'));
  const isRaise = near.some((other) => isRaiseWord(other) || has(other, 'high'));
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

/** "amazon 12 % up in september - total net sales?": a percentage right behind a member and before a word of direction. */
function isMovedMember({ marks, draft, tagged }: Clause, member: Mark, size: Mark): boolean {
  const next = marks.find(({ start }) => start >= size.end && start - size.end <= 1 && tagged.tokens[start]?.text !== '%');
  const isCompared = draft.compare !== null || draft.compareAt !== null || tagged.periods.length > 1;
  return member.end <= size.start && size.start - member.end <= 1 && (has(next, 'raise') || has(next, 'cut')) && !isCompared;
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
  if (
    isMember(mark) &&
    clause.draft.flags.has('whatIf') &&
    hasParticle(clause, 'nothing', before?.end ?? 0, clause.marks[index + 1]?.start ?? clause.tokens.length)
  )
    return { size: -1, isSigned: true };
  const isLever = leversOf(mark).some((lever) => lever !== 'volume');
  if (isLever && hasParticle(clause, 'nothing', before?.end ?? 0, mark.start)) return { size: -1, isSigned: true };
  // "with half the returns", "if only half had come back".
  const isHalved = clause.draft.flags.has('whatIf') && hasParticle(clause, 'half', before?.end ?? 0, mark.start);
  if (isHalved && (isLever || has(mark, 'cameBack'))) return { size: -0.5, isSigned: true };
  const isPercent = mark.isPercent || clause.tokens[mark.end]?.text === '%' || has(clause.marks[index + 1], 'share');
  if (mark.number === null || !isPercent) return null;
  const sign = clause.tokens[mark.start]?.afterDash ? -1 : hasParticle(clause, 'plus', Math.max(0, mark.start - 1), mark.start) ? 1 : 0;
  return { size: (mark.number / 100) * (sign === 0 ? 1 : sign), isSigned: sign !== 0 };
}

/** What the word of a measure says would change ("returns cut in half", "10 % lower fees"). */
const leversOf = (mark: Mark | undefined): Lever[] => readingsOf(mark, 'metric').flatMap(({ id }) => findMetric(id)?.lever ?? []);

function leverOf(near: readonly Mark[], mark: Mark): Lever | null {
  const byDistance = [...near].sort((a, b) => Math.abs(a.start - mark.start) - Math.abs(b.start - mark.start));
  for (const other of byDistance) {
    const [named] = leversOf(other);
    if (named && named !== 'volume') return named;
    // "only half as much been returned": what came back, not orders in that state.
    if (has(other, 'nothingReturned') || has(other, 'cameBack') || isReturned(other)) return 'returns';
    if (has(other, 'price')) return 'price';
    if (named) return named;
  }
  return null;
}

/** "if RJ grew by 15 %", "imagine no eBay": one member changes, the rest stays. */
function partOf(clause: Clause, index: number): { mark: Mark; filter: Filter } | null {
  const near = clause.marks.slice(Math.max(0, index - NEAR), index + 2);
  const mark = near.find((other) => readingsOf(other, 'value').some(({ dimension }) => dimension !== 'currency'));
  const value = mark && valueOf(clause, mark);
  return mark && value ? { mark, filter: { dimension: value.dimension, op: 'in', values: [value.value] } } : null;
}
