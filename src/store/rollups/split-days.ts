import { addDays, addGrain, endOfGrain, startOfGrain, type Day } from '@/core/model/calendar';
import type { Period } from '@/core/query/query';

/** Which days of a question are read from a rollup and which from the base tables. Together they are the period, once. */
export interface DaySplit {
  /** Days or whole months read from the rollup; open when the question has no period. */
  stored: { from: Day | null; to: Day | null };
  /** First days of the days or months inside `stored` that were written since. */
  except: Day[];
  /** Days read from the base tables: the ragged ends of the period and what was written since. */
  fresh: Period[];
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
 * @returns null when the rollup would not help: no whole month inside, or too much was written since.
 */
export function splitDays(asked: Period | null, grain: 'day' | 'month', { dirty, last }: WrittenDays): DaySplit | null {
  // A month that has only begun is whole as long as nothing is later.
  const period = asked && asked.to >= last ? { from: asked.from, to: endOfGrain(startOfGrain(asked.to, grain), grain) } : asked;
  const from =
    period && (startOfGrain(period.from, grain) === period.from ? period.from : addGrain(startOfGrain(period.from, grain), grain, 1));
  const to =
    period && (endOfGrain(startOfGrain(period.to, grain), grain) === period.to ? period.to : addDays(startOfGrain(period.to, grain), -1));
  if (from && to && from > to) return null;
  const touched = new Set(dirty.map((day) => startOfGrain(day, grain)));
  const except = [...touched].filter((day) => (!from || day >= from) && (!to || day <= to)).sort();
  if (except.length > MOST_PIECES[grain]) return null;
  const ends =
    period && from && to
      ? [
          { from: period.from, to: addDays(from, -1) },
          { from: addDays(to, 1), to: period.to },
        ]
      : [];
  const pieces = [...ends.filter((end) => end.from <= end.to), ...except.map((day) => ({ from: day, to: endOfGrain(day, grain) }))];
  const fresh = joinPeriods(pieces).map((piece) => (asked && piece.to > asked.to ? { from: piece.from, to: asked.to } : piece));
  return { stored: { from, to }, except, fresh };
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
