import { AppError } from '@/core/errors';
import type { Moment } from './facts';

/** Calendar dates are ISO strings "YYYY-MM-DD"; they compare correctly as text. */
export type Day = string;

const DAY_MS = 86_400_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

/** True for an IANA zone name this runtime knows. */
export function isTimeZone(zone: string): boolean {
  try {
    formatterOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** Wall clock "YYYY-MM-DDTHH:MM:SS" of an instant in a zone. */
export function toLocal(at: Date, zone: string): string {
  if (zone === 'UTC' || zone === 'Etc/UTC') return at.toISOString().slice(0, 19);
  const parts: Record<string, string> = {};
  for (const part of formatterOf(zone).formatToParts(at)) parts[part.type] = part.value;
  return `${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}:${parts['second']}`;
}

/**
 * The instant at which a zone's clock reads `local`. A reading that occurs twice (clocks set back) gives the
 * earlier instant; one that never occurs (clocks set forward) gives the instant moved on by the gap.
 */
export function fromLocal(local: string, zone: string): Date {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) throw new AppError('invalid_input', `"${local}" is not a date and time.`);
  if (zone === 'UTC' || zone === 'Etc/UTC') return new Date(wall);
  const offsetAt = (ms: number): number => Date.parse(`${toLocal(new Date(ms), zone)}Z`) - Math.floor(ms / 1000) * 1000;
  // The offsets a day before and after bracket any change; try the earlier instant first.
  const offsets = [offsetAt(wall - DAY_MS), offsetAt(wall + DAY_MS)];
  const candidates = offsets.map((offset) => wall - offset).sort((a, b) => a - b);
  for (const candidate of candidates) {
    if (candidate + offsetAt(candidate) === wall) return new Date(candidate);
  }
  return new Date(wall - (offsets[0] ?? 0));
}

/** A moment known by its wall clock in a zone. */
export function momentFromLocal(local: string, zone: string): Moment {
  return { at: fromLocal(local, zone), local };
}

/** A moment known by its instant, read on the clock of a zone. */
export function momentFromInstant(at: Date, zone: string): Moment {
  return { at, local: toLocal(at, zone) };
}

export function dayOf(moment: Moment): Day {
  return moment.local.slice(0, 10);
}

function toEpochDay(day: Day): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}

/** The day that comes so many days after 1970-01-01. */
export function fromEpochDay(epochDay: number): Day {
  return new Date(epochDay * DAY_MS).toISOString().slice(0, 10);
}

/** True for a real calendar date written YYYY-MM-DD ("2025-02-30" is not one). */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) && fromEpochDay(toEpochDay(text)) === text;
}

export function addDays(day: Day, count: number): Day {
  return fromEpochDay(toEpochDay(day) + count);
}

/** Days from `from` to `to`, both counted: the length of an inclusive period. */
export function daysInclusive(from: Day, to: Day): number {
  return toEpochDay(to) - toEpochDay(from) + 1;
}

/** The days of a period in their order. */
export function eachDay({ from, to }: { from: Day; to: Day }): Day[] {
  return Array.from({ length: Math.max(0, daysInclusive(from, to)) }, (_, index) => addDays(from, index));
}

/** Add months, keeping the day of month where it exists and else the month's last day. */
export function addMonths(day: Day, count: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const index = year * 12 + (month - 1) + count;
  const first = `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`;
  const last = Number(addDays(nextMonth(first), -1).slice(8));
  return `${first.slice(0, 8)}${String(Math.min(date, last)).padStart(2, '0')}`;
}

function nextMonth(first: Day): Day {
  const [year = 0, month = 1] = first.split('-').map(Number);
  return month === 12 ? `${String(year + 1).padStart(4, '0')}-01-01` : `${first.slice(0, 5)}${String(month + 1).padStart(2, '0')}-01`;
}

/** ISO weekday: Monday 1 to Sunday 7. */
export function isoWeekday(day: Day): number {
  return ((((toEpochDay(day) + 3) % 7) + 7) % 7) + 1;
}

export const GRAINS = ['day', 'week', 'month', 'quarter', 'half', 'year'] as const;
export type Grain = (typeof GRAINS)[number];

/** First day of the grain bucket that holds `day`. `weekStart` is the ISO weekday weeks begin on (1 Monday, 7 Sunday). */
export function startOfGrain(day: Day, grain: Grain, weekStart = 1): Day {
  switch (grain) {
    case 'day':
      return day;
    case 'week':
      return addDays(day, -((isoWeekday(day) - weekStart + 7) % 7));
    case 'month':
      return `${day.slice(0, 7)}-01`;
    case 'quarter':
      return `${day.slice(0, 5)}${String(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`;
    case 'half':
      return `${day.slice(0, 5)}${day.slice(5, 7) <= '06' ? '01' : '07'}-01`;
    case 'year':
      return `${day.slice(0, 4)}-01-01`;
  }
}

/** Move a bucket start by `count` buckets. */
export function addGrain(start: Day, grain: Grain, count: number): Day {
  switch (grain) {
    case 'day':
      return addDays(start, count);
    case 'week':
      return addDays(start, 7 * count);
    case 'month':
      return addMonths(start, count);
    case 'quarter':
      return addMonths(start, 3 * count);
    case 'half':
      return addMonths(start, 6 * count);
    case 'year':
      return addMonths(start, 12 * count);
  }
}

/** Last day of the bucket that starts on `start`. */
export function endOfGrain(start: Day, grain: Grain): Day {
  return addDays(addGrain(start, grain, 1), -1);
}

/** Buckets of a grain that the days from `from` to `to` touch. */
export function bucketsBetween({ from, to }: { from: Day; to: Day }, grain: Grain, weekStart = 1): number {
  let buckets = 0;
  for (let start = startOfGrain(from, grain, weekStart); start <= to; start = addGrain(start, grain, 1)) buckets += 1;
  return buckets;
}

/** Label of a bucket in tables: 2018-03-05 (day, week), 2018-03, 2018-Q1, 2018-H1, 2018. Sorts as text. */
export function grainLabel(start: Day, grain: Grain): string {
  switch (grain) {
    case 'day':
    case 'week':
      return start;
    case 'month':
      return start.slice(0, 7);
    case 'quarter':
      return `${start.slice(0, 4)}-Q${Math.floor((Number(start.slice(5, 7)) - 1) / 3) + 1}`;
    case 'half':
      return `${start.slice(0, 4)}-H${start.slice(5, 7) <= '06' ? 1 : 2}`;
    case 'year':
      return start.slice(0, 4);
  }
}
