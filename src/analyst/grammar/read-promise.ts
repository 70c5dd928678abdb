import type { Having } from '@/core/query/query';
import { functionsOf, has, hasParticle, readingsOf, type Clause } from './clause';
import { boundFilter } from './read-held';
import type { Mark } from './tag';

/** Days of the stretches a delivery is early or late by. */
const DAYS = { day: 1, week: 7 } as const;
/** Words between the days and what they are counted from, at most ("10 days before it was due"). */
const REACH = 2;
/** Phrases from the word of delay to the days, at most ("late | by | more than | 3 | days"). */
const MOST_BETWEEN = 4;

/** "more than 10 days before the promised date", "late by at least a week", "came early": deliveries by their days after the promised one. */
export function readPromise(clause: Clause, bounds: Readonly<Record<string, Having['op']>>): void {
  const { marks, draft, used } = clause;
  marks.forEach((mark, index) => {
    const isEarly = has(mark, 'early');
    if (!isEarly && !isLate(mark)) return;
    const behind = stretchInside(clause, index) ?? stretchBefore(clause, index) ?? stretchAfter(clause, index);
    if (!behind) {
      if (isEarly && !draft.flags.has('average')) draft.filters.push({ dimension: 'daysLate', op: 'lte', values: [-1] });
      if (isEarly) used.add(mark);
      return;
    }
    const [bound] = behind.marks.flatMap((other) => functionsOf(other).flatMap((name) => bounds[name] ?? []));
    const op = bound ?? (behind.isPlus ? 'gte' : 'eq');
    draft.filters.push(isEarly ? mirrored(op, behind.days) : boundFilter('daysLate', op, behind.days));
    for (const one of [mark, ...behind.marks]) used.add(one);
  });
}

/** Ten days early or more is ten days less than nothing, or less. */
function mirrored(op: Having['op'], days: number): ReturnType<typeof boundFilter> {
  return boundFilter('daysLate', ({ gt: 'lt', gte: 'lte', lt: 'gt', lte: 'gte', eq: 'eq' } as const)[op], -days);
}

/** Measures whose word says that something came late. */
const LATE: ReadonlySet<string> = new Set(['lateDeliveryRate', 'lateDeliveries', 'lateDays']);

const isLate = (mark: Mark): boolean =>
  has(mark, 'overdue') ||
  readingsOf(mark, 'metric').some(({ id }) => LATE.has(id)) ||
  readingsOf(mark, 'value').some(({ dimension, value }) => dimension === 'deliveryStatus' && value === 'late');

interface Stretch {
  days: number;
  isPlus: boolean;
  marks: Mark[];
}

/** "5 days late": the days are part of the word. */
function stretchInside({ marks }: Clause, index: number): Stretch | null {
  const [bound, number, mark] = [marks[index - 2], marks[index - 1], marks[index]];
  const isOfDays = readingsOf(mark, 'metric').some(({ id }) => id === 'lateDays');
  if (!isOfDays || number?.number == null || number.end !== mark?.start || !Number.isInteger(number.number)) return null;
  const isBound = bound?.end === number.start && functionsOf(bound).length > 0;
  return { days: number.number, isPlus: false, marks: [...(isBound ? [bound] : []), number] };
}

/** "more than 10 days early", "2 weeks or more late". */
function stretchBefore(clause: Clause, index: number): Stretch | null {
  const { marks } = clause;
  const isBound = (mark: Mark | undefined): boolean => functionsOf(mark).some((name) => name === 'atLeast' || name === 'atMost');
  const at = isBound(marks[index - 1]) && marks[index - 1]?.number === null && marks[index - 2]?.grain != null ? index - 2 : index - 1;
  const grain = marks[at];
  const mark = marks[index];
  if (!grain || !mark || mark.start - grain.end > REACH + (at === index - 1 ? 0 : 1)) return null;
  const stretch = stretchAt(clause, at);
  return stretch && at === index - 2 ? { ...stretch, marks: [...stretch.marks, ...marks.slice(index - 1, index)] } : stretch;
}

/** "late by more than 3 days". */
function stretchAfter(clause: Clause, index: number): Stretch | null {
  const at = clause.marks.findIndex((mark, place) => place > index && place <= index + MOST_BETWEEN && mark.grain !== null);
  const stretch = at < 0 ? null : stretchAt(clause, at);
  const from = stretch?.marks[0];
  if (!stretch || !from || from.start - (clause.marks[index]?.end ?? 0) > 1) return null;
  return { ...stretch, marks: [...clause.marks.slice(index + 1, clause.marks.indexOf(from)), ...stretch.marks] };
}

/** The number before a word for days, and the bound before it. */
function stretchAt({ marks, ...clause }: Clause, at: number): Stretch | null {
  const [bound, number, grain] = [marks[at - 2], marks[at - 1], marks[at]];
  const unit = grain?.grain === 'day' || grain?.grain === 'week' ? DAYS[grain.grain] : null;
  if (!grain || unit === null || number?.number == null || !Number.isInteger(number.number)) return null;
  const isBound = bound !== undefined && number.start - bound.end <= 1 && functionsOf(bound).length > 0;
  const isPlus = hasParticle({ marks, ...clause }, 'plus', number.end, grain.start);
  return { days: number.number * unit, isPlus, marks: [...(isBound ? [bound] : []), number, grain] };
}
