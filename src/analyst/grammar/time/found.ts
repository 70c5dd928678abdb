import { daysInclusive, endOfGrain, isDay, type Day, type Grain } from '@/core/model/calendar';
import type { Period } from '@/core/query/query';

import { monthOfWord, type TimeWord } from './words';

/** What the grammar of time needs to know. */
export interface TimeContext {
  today: Day;
  weekStart: number;
  /** Last day with data: a month named without a year is the last one before it. */
  lastDay: Day;
  firstDay: Day;
  /** Year of the period talked about: a month named without a year is taken from it. */
  anchorYear?: number | undefined;
  /** Dates with slashes begin with the month. */
  isMonthFirst?: boolean | undefined;
  /** The number of a stretch may stand before the word for last. */
  isNumberFirst?: boolean | undefined;
}

/** A period read at some word. */
export interface Found {
  /** Words read. */
  length: number;
  period: Period;
  grain: Grain | null;
  isYearless?: boolean;
  /** One end is open ("after march"). */
  isOpen?: boolean;
  /** Its year is "this year" or "last year": no year for others to take. */
  isRelative?: boolean;
  /** Said as the one before ("last year"), not by its number. */
  isLast?: boolean;
  /** All there is ("so far"): says nothing beside another period. */
  isWhole?: boolean;
  /** Both ends of a range said as two periods ("from 2017 to 2018"). */
  ends?: readonly [Period, Period];
  /** The date said does not exist: as written. */
  problem?: string;
}

/** Reads a period at a word, or nothing. */
export type Reader = (words: readonly TimeWord[], at: number, context: TimeContext) => Found | null;

export const two = (value: number): string => String(value).padStart(2, '0');
export const day = (on: Day, length = 1): Found => ({ length, period: { from: on, to: on }, grain: 'day' });

/** The last occurrence of something dated by month and day that the data can hold, or the one in the year talked about. */
export function latest(build: (year: number) => Period | null, context: TimeContext): Period | null {
  const limit = context.lastDay < context.today ? context.lastDay : context.today;
  const anchored = context.anchorYear === undefined ? null : build(context.anchorYear);
  if (anchored && anchored.from <= limit) return anchored;
  const last = Number(limit.slice(0, 4));
  for (let year = last; year > last - 50; year -= 1) {
    const period = build(year);
    if (period && period.from <= limit) return period;
  }
  return null;
}

/** A year after a date: 2018, "this year", "last year". */
export function yearAt(
  words: readonly TimeWord[],
  at: number,
  context: TimeContext,
): { year: number; length: number; isRelative?: boolean } | null {
  const word = words[at];
  if (word?.year != null) return { year: word.year, length: 1 };
  const short = shortYear(words, at, context);
  if (short !== null) return { year: short, length: 1 };
  const skip = word?.symbol === 'in' ? 1 : 0;
  if (skip === 1 && words[at + 1]?.year != null && words[at + 1]?.number !== null) return { year: words[at + 1]?.year ?? 0, length: 2 };
  const offset = word?.symbol === 'this' ? 0 : word?.symbol === 'last' ? -1 : null;
  if (offset !== null && words[at + 1]?.symbol === 'year')
    return { year: Number(context.today.slice(0, 4)) + offset, length: 2, isRelative: true };
  return null;
}

/** Days a day named without its year lies back, at most, where it could be a year as well. */
const RECENT = 62;

/** "q4 17", "feb 18": two digits of a year the data holds. "on july 17" is a day, and so is one of the last weeks. */
export function shortYear(words: readonly TimeWord[], at: number, context: TimeContext): number | null {
  const number = words[at]?.number ?? null;
  if (number === null || !/^\d{2}$/.test(words[at]?.text ?? '')) return null;
  const year = 2000 + number;
  if (year < Number(context.firstDay.slice(0, 4)) || year > Number(context.today.slice(0, 4))) return null;
  const before = words[at - 1];
  const isQuarter = /^[qh]\d$/.test(before?.symbol ?? '') || ['quarter', 'half', 'fiscal', 'fiscalYear'].includes(before?.symbol ?? '');
  const month = monthOfWord(before);
  if (isQuarter || month === null) return isQuarter ? year : null;
  if (words[at - 2]?.symbol === 'in' || before?.afterDash === true) return year;
  // "feb 18 to 24": a stretch of days.
  const isDayRange =
    ['to', 'and', 'until'].includes(words[at + 1]?.symbol ?? '') && dayOf(words[at + 2]) !== null && monthOfWord(words[at + 3]) === null;
  const isHeld = year <= Number(context.lastDay.slice(0, 4));
  // "aug 25 vs aug 26": of one month, two years.
  const isPaired = words.some((word, index) => index !== at - 1 && word.symbol === before?.symbol && isOtherYear(words[index + 1], year));
  if (isHeld && isPaired) return year;
  const isDay = words[at - 2]?.symbol === 'on' || words[at + 1]?.year != null || isDayRange || isRecent(month, number, context);
  return isHeld && !isDay ? year : null;
}

const isOtherYear = (word: TimeWord | undefined, year: number): boolean =>
  /^\d{2}$/.test(word?.text ?? '') && Math.abs(2000 + (word?.number ?? 0) - year) === 1;

const dayOf = (word: TimeWord | undefined): number | null => (/^\d{1,2}$/.test(word?.text ?? '') ? (word?.number ?? null) : null);

/** A day of this month and number lies within the last weeks of the data. */
function isRecent(month: number, number: number, { lastDay, today }: TimeContext): boolean {
  const limit = lastDay < today ? lastDay : today;
  return [0, 1].some((years) => {
    const on = `${Number(limit.slice(0, 4)) - years}-${two(month)}-${two(number)}`;
    return isDay(on) && on <= limit && daysInclusive(on, limit) <= RECENT && daysInclusive(limit, today) <= RECENT;
  });
}

export function datedInYear(
  input: { words: readonly TimeWord[]; next: number; at: number; grain: Grain | null },
  build: (year: number) => Period | null,
  context: TimeContext,
): Found | null {
  const { words, next, at, grain } = input;
  const year = yearAt(words, next, context);
  const period = year ? build(year.year) : latest(build, context);
  if (!period) return null;
  const length = next - at + (year?.length ?? 0);
  return { length, period, grain, ...(year ? {} : { isYearless: true }), ...(year?.isRelative ? { isRelative: true } : {}) };
}

export const monthPeriod = (month: number) => (year: number) => {
  const from = `${year}-${two(month)}-01`;
  return { from, to: endOfGrain(from, 'month') };
};
