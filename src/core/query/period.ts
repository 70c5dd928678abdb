import { z } from 'zod';
import { addDays, addMonths, daysInclusive, endOfGrain, startOfGrain, toLocal, type Day, type Grain } from '@/core/model/calendar';
import type { Period } from './query';

/** Named periods, resolved against the workspace's clock and zone. `last` is the one before the current. */
export const PRESETS = [
  'today',
  'yesterday',
  'this_week',
  'last_week',
  'this_month',
  'last_month',
  'this_quarter',
  'last_quarter',
  'this_year',
  'last_year',
  'last_7_days',
  'last_30_days',
  'last_90_days',
  'last_365_days',
  'last_12_months',
  'last_6_months',
  'last_3_months',
  'last_24_months',
  'all',
] as const;
export const presetSchema = z.enum(PRESETS);
export type Preset = z.infer<typeof presetSchema>;

/** Today in a zone. */
export function todayIn(now: Date, timeZone: string): Day {
  return toLocal(now, timeZone).slice(0, 10);
}

/**
 * The days of a named period. `this_…` runs to today; `last_N_days` and `last_N_months` end yesterday and at the end of
 * last month, so that an unfinished day or month never drags a rate down. `all` gives null.
 */
export function resolvePreset(preset: Preset, today: Day, weekStart: number): Period | null {
  const grainOf: Record<string, Grain> = { week: 'week', month: 'month', quarter: 'quarter', year: 'year' };
  const named = /^(this|last)_(week|month|quarter|year)$/.exec(preset);
  const grain = named ? grainOf[named[2] ?? ''] : undefined;
  if (named && grain) {
    const start = startOfGrain(today, grain, weekStart);
    if (named[1] === 'this') return { from: start, to: today };
    const before = startOfGrain(addDays(start, -1), grain, weekStart);
    return { from: before, to: addDays(start, -1) };
  }
  const days = /^last_(\d+)_days$/.exec(preset);
  if (days) return { from: addDays(today, -Number(days[1])), to: addDays(today, -1) };
  const months = /^last_(\d+)_months$/.exec(preset);
  if (months) {
    const start = startOfGrain(today, 'month');
    return { from: addMonths(start, -Number(months[1])), to: addDays(start, -1) };
  }
  if (preset === 'today') return { from: today, to: today };
  if (preset === 'yesterday') return { from: addDays(today, -1), to: addDays(today, -1) };
  return null;
}

/** Whether a named period ended before today: its figures are whole. */
export const isOver = (preset: Preset): boolean => preset === 'yesterday' || preset.startsWith('last_');

/** "last month": a named period in words. */
export const presetLabel = (preset: Preset): string => preset.replaceAll('_', ' ');

/** The named period that is these days today; undefined when none is. The first of several. */
export function presetOf(period: Period, today: Day, weekStart: number): Preset | undefined {
  return PRESETS.find((preset) => {
    const days = resolvePreset(preset, today, weekStart);
    return days?.from === period.from && days.to === period.to;
  });
}

/**
 * The period before, of the same shape: whole months, quarters or years are compared with whole ones, a part of a
 * month (month to date) with the same part, anything else with as many days right before.
 */
export function previousPeriod(period: Period): Period {
  const startsMonth = period.from.endsWith('-01');
  const endsMonth = addDays(period.to, 1).endsWith('-01');
  const months =
    (Number(period.to.slice(0, 4)) - Number(period.from.slice(0, 4))) * 12 +
    Number(period.to.slice(5, 7)) -
    Number(period.from.slice(5, 7)) +
    1;
  if (startsMonth && endsMonth) return { from: addMonths(period.from, -months), to: addDays(period.from, -1) };
  if (startsMonth) {
    const to = addMonths(period.to, -months);
    return { from: addMonths(period.from, -months), to };
  }
  const length = daysInclusive(period.from, period.to);
  return { from: addDays(period.from, -length), to: addDays(period.from, -1) };
}

/** The same days one year earlier. */
export function previousYear(period: Period): Period {
  const endsMonth = addDays(period.to, 1).endsWith('-01');
  const to = addMonths(period.to, -12);
  return { from: addMonths(period.from, -12), to: endsMonth ? endOfGrain(startOfGrain(to, 'month'), 'month') : to };
}
