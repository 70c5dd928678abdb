import { addDays, addGrain, daysInclusive, endOfGrain, startOfGrain, type Day } from '@/core/model/calendar';
import type { Period } from '@/core/query/query';

/**
 * Which days of a question are read from a rollup and which from the base tables. What is stored, without `except` and
 * `surplus`, and what is fresh are together the period, once.
 */
export interface DaySplit {
  /** Days or whole months read from the rollup; open when the question has no period. */
  stored: { from: Day | null; to: Day | null };
  /** First days of the days or months inside `stored` that were written since. */
  except: Day[];
  /** Days read from the base tables: the ragged ends of the period and what was written since. */
  fresh: Period[];
  /** Days of the stored months that are not of the period: read from the base tables and taken off. */
  surplus: Period[];
}

/** What was written when. */
export interface WrittenDays {
  /** Days written since their rollup was computed. */
  dirty: readonly Day[];
  /** No fact is of a later day. */
  last: Day;
}

/** More than these and the base tables are read at once instead of in pieces. */
const MOST_PIECES = { day: 45, month: 3 } as const;

/**
 * @param written Days written since their rollup was computed, and the last day that has a fact.
 * @param canTakeOff What is asked adds up, so that of a month asked in part the other days can be taken off, if they are fewer.
 * @returns null when the rollup would not help: no whole month inside, or too much was written since.
 */
export function splitDays(
  asked: Period | null,
  grain: 'day' | 'month',
  { dirty, last, canTakeOff }: WrittenDays & { canTakeOff: boolean },
): DaySplit | null {
  const touched = new Set(dirty.map((day) => startOfGrain(day, grain)));
  const ends = asked ? endsOf(asked, grain, last) : [];
  const isStored = ({ bucket, inside, outside }: End): boolean =>
    outside.length === 0 || (canTakeOff && !touched.has(bucket) && daysOf(outside) < daysOf([inside]));
  const read = ends.filter((end) => !isStored(end));
  const isRead = (day: Day): boolean => read.some((end) => end.bucket === day);
  const first = asked && startOfGrain(asked.from, grain);
  const final = asked && startOfGrain(asked.to, grain);
  const from = first && (isRead(first) ? addGrain(first, grain, 1) : first);
  const to = final && (isRead(final) ? addDays(final, -1) : endOfGrain(final, grain));
  if (from && to && from > to) return null;
  const except = [...touched].filter((day) => (!from || day >= from) && (!to || day <= to)).sort();
  if (except.length > MOST_PIECES[grain]) return null;
  const pieces = [...read.map((end) => end.inside), ...except.map((day) => ({ from: day, to: endOfGrain(day, grain) }))];
  const fresh = joinPeriods(pieces).map((piece) => (asked && piece.to > asked.to ? { from: piece.from, to: asked.to } : piece));
  return { stored: { from, to }, except, fresh, surplus: ends.filter(isStored).flatMap((end) => end.outside) };
}

/** A day or month at an end of a period: its days inside the period, and those outside it that may have facts. */
interface End {
  bucket: Day;
  inside: Period;
  outside: Period[];
}

function endsOf({ from, to }: Period, grain: 'day' | 'month', last: Day): End[] {
  return [...new Set([startOfGrain(from, grain), startOfGrain(to, grain)])].map((bucket) => {
    const end = endOfGrain(bucket, grain);
    const inside = { from: from > bucket ? from : bucket, to: to < end ? to : end };
    const before = { from: bucket, to: addDays(inside.from, -1) };
    const after = { from: addDays(inside.to, 1), to: last < end ? last : end };
    return { bucket, inside, outside: [before, after].filter((piece) => piece.from <= piece.to) };
  });
}

/** How many days some periods have. */
export function daysOf(periods: readonly Period[]): number {
  return periods.reduce((days, { from, to }) => days + daysInclusive(from, to), 0);
}

/** Periods in order, neighbours as one. */
export function joinPeriods(pieces: readonly Period[]): Period[] {
  const result: Period[] = [];
  for (const piece of [...pieces].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = result.at(-1);
    if (last && addDays(last.to, 1) === piece.from) result[result.length - 1] = { from: last.from, to: piece.to };
    else result.push(piece);
  }
  return result;
}
