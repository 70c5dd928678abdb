import { z } from 'zod';
import type { Day } from '@/core/model/calendar';
import { presetOf, presetSchema, previousPeriod, previousYear, resolvePreset } from '@/core/query/period';
import type { Period, Query } from '@/core/query/query';

/** The day and the week of a workspace. */
export interface CalendarClock {
  today: Day;
  /** ISO weekday weeks begin on. */
  weekStart: number;
}

/** How the days of a query move; null for what stays. */
export const movingSchema = z.object({
  preset: presetSchema.nullable(),
  compare: z.enum(['previousPeriod', 'previousYear']).nullable(),
});
export type Moving = z.infer<typeof movingSchema>;

/** How the days of a query move with the clock, read off from what it asked today. */
export function movingOf(query: Pick<Query, 'period' | 'compare'>, clock: CalendarClock): Moving {
  const { period, compare } = query;
  const preset = (period && presetOf(period, clock.today, clock.weekStart)) ?? null;
  if (!period || preset === null || typeof compare !== 'object' || compare.per !== undefined) return { preset, compare: null };
  const is = (other: Period): boolean => other.from === compare.from && other.to === compare.to;
  return { preset, compare: is(previousPeriod(period)) ? 'previousPeriod' : is(previousYear(period)) ? 'previousYear' : null };
}

/**
 * The query on a day, its named period resolved anew. Days it was compared with move along when they were the period
 * before or a year earlier; others stay: last month beside a certain March.
 */
export function moveQuery(query: Query, { preset, compare }: Moving, { today, weekStart }: CalendarClock): Query {
  const period = preset === null ? null : resolvePreset(preset, today, weekStart);
  if (period === null) return query;
  return { ...query, period, ...(compare === null ? {} : { compare }) };
}
