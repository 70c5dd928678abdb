import { hasParticle, readingsOf, type Clause } from './clause';
import type { Mark } from './tag';

const PARTS = { morning: 'am', afternoon: 'pm', evening: 'pm', night: 'pm' } as const;
const PART_HOURS = { night: [0, 6], morning: [6, 12], afternoon: [12, 18], evening: [18, 24] } as const;
/** "2 at night" is after midnight. */
const SMALL_HOURS = 6;

/**
 * "between 8 and 12 o'clock", "from 10 pm to midnight", "after 6 pm", "6 to 8 in the evening": hours of the day, the last one
 * not begun. A part of the day beside them says which half of the clock is meant, and gives way to them.
 */
export function readHours(clause: Clause, mark: Mark, index: number): boolean {
  const { marks, draft, used } = clause;
  const next = marks[index + 1];
  const joins =
    next?.number != null &&
    (hasParticle(clause, 'joint', mark.end, next.start) ||
      hasParticle(clause, 'toHour', mark.end, next.start) ||
      clause.tokens[next.start]?.afterDash === true);
  const upper = joins ? next : null;
  const last = upper ?? mark;
  const noun = marks[index + (upper ? 2 : 1)];
  const isNamed = readingsOf(noun, 'dimension').some(({ id }) => id === 'hour') && (noun?.start ?? 0) <= last.end + 1;
  const part = marks.find((other) => partOf(other) !== null);
  const said = sideOf(clause, last.end);
  const named = namedHour(clause, mark.end);
  const isClock = hasParticle(clause, 'clock', last.end, last.end + 1);
  const isLed = ['fromHour', 'tillHour'].some((name) => hasParticle(clause, name, Math.max(0, mark.start - 2), mark.start));
  const isOfPart = part !== undefined && (upper !== null || isLed);
  const isHour = (one: Mark): boolean => one.number !== null && one.number <= 24 && Number.isInteger(one.number);
  if (!isHour(mark) || (upper && !isHour(upper)) || !(isNamed || isClock || said || named !== null || isOfPart)) return false;
  for (const one of [upper, isNamed ? noun : null, part]) if (one) used.add(one);
  const side = said ?? sideAt(part, last.number ?? 0);
  const to = named ?? (upper?.number == null ? null : to24(upper.number, side));
  const start = sideOf(clause, mark.end) ?? sideAt(part, mark.number ?? 0) ?? side;
  const from = beginning(to24(mark.number ?? 0, start), to, { isSaid: sideOf(clause, mark.end) !== null });
  // "at night (0-5h)": the hours of the part are only told.
  const [first, end] = PART_HOURS[partOf(part) ?? 'night'];
  if (part && from === first && to !== null && to >= end - 1) used.delete(part);
  else if (to !== null) addHours(clause, from, to);
  else if (hasParticle(clause, 'tillHour', Math.max(0, mark.start - 2), mark.start)) addHours(clause, 0, from);
  else if (hasParticle(clause, 'fromHour', Math.max(0, mark.start - 2), mark.start)) addHours(clause, from, 24);
  else draft.filters.push({ dimension: 'hour', op: 'in', values: [from] });
  return true;
}

/** "before noon", "after midday": an hour that is a word. */
export function readNamedHours(clause: Clause): void {
  for (const { name, start, end } of clause.tagged.particles) {
    if (name !== 'noon' || clause.marks.some((mark) => mark.number !== null && mark.end <= start && start - mark.end <= 4)) continue;
    if (hasParticle(clause, 'tillHour', Math.max(0, start - 2), start)) addHours(clause, 0, 12);
    else if (hasParticle(clause, 'fromHour', Math.max(0, start - 2), start)) addHours(clause, 12, 24);
    else if (end > start) clause.draft.filters.push({ dimension: 'hour', op: 'in', values: [12] });
  }
}

/** Hours from one on, the last not begun; "10 pm to 2 am" goes over midnight. */
function addHours({ draft }: Clause, from: number, to: number): void {
  if (from >= to) {
    const over = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => hour >= from || hour < to);
    draft.filters.push({ dimension: 'hour', op: 'in', values: over });
    return;
  }
  if (from > 0) draft.filters.push({ dimension: 'hour', op: 'gte', values: [from] });
  if (to < 24 || from === 0) draft.filters.push({ dimension: 'hour', op: 'lte', values: [to - 1] });
}

/** "10 to 2 pm" begins in the morning. */
function beginning(from: number, to: number | null, { isSaid }: { isSaid: boolean }): number {
  return to !== null && !isSaid && from >= to && from - 12 >= 0 && from - 12 < to ? from - 12 : from;
}

function partOf(mark: Mark | undefined): keyof typeof PARTS | null {
  const value = readingsOf(mark, 'value').find(({ dimension }) => dimension === 'dayPart')?.value;
  return value !== undefined && value in PARTS ? (value as keyof typeof PARTS) : null;
}

function sideAt(part: Mark | undefined, hour: number): 'am' | 'pm' | null {
  const name = partOf(part);
  return name === null ? null : name === 'night' && hour < SMALL_HOURS ? 'am' : PARTS[name];
}

function sideOf(clause: Clause, at: number): 'am' | 'pm' | null {
  return hasParticle(clause, 'pm', at, at + 1) ? 'pm' : hasParticle(clause, 'am', at, at + 1) ? 'am' : null;
}

/** The hour a word names behind a number ("10 pm to midnight"). */
function namedHour(clause: Clause, at: number): number | null {
  if (hasParticle(clause, 'midnight', at, at + 4)) return 24;
  return hasParticle(clause, 'noon', at, at + 4) ? 12 : null;
}

function to24(hour: number, side: 'am' | 'pm' | null): number {
  if (side === 'pm' && hour < 12) return hour + 12;
  return side === 'am' && hour === 12 ? 0 : hour;
}
