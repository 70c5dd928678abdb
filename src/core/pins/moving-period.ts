import { z } from 'zod';
import type { Day } from '@/core/model/calendar';
import { PRESETS, presetSchema, previousPeriod, previousYear, resolvePreset, type Preset } from '@/core/query/period';
import type { Period, Query } from '@/core/query/query';

/** The day and the week of a workspace. */
export interface CalendarClock {
  today: Day;
  /** ISO weekday weeks begin on. */
  weekStart: number;
}

/** The named period that gives exactly these days today: "last month" moves with the clock. Null: days that stay. */
export function movingPeriod(period: Period, { today, weekStart }: CalendarClock): Preset | null {
  return (
    PRESETS.find((preset) => {
      const days = resolvePreset(preset, today, weekStart);
      return days !== null && days.from === period.from && days.to === period.to;
    }) ?? null
  );
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
  const preset = period ? movingPeriod(period, clock) : null;
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

/** "last month": a named period in words. */
export const presetLabel = (preset: Preset): string => preset.replaceAll('_', ' ');
