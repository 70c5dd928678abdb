import { addDays, addMonths, isDay } from '@/core/model/calendar';
import type { Period } from '@/core/query/query';

import { monthOfWord, type TimeWord } from './words';

import { datedInYear, day, monthPeriod, shortYear, two, yearAt, type Found, type Reader, type TimeContext } from './found';

/** 2018-03-05, 2018-03, 05/03/2018, 03/2018. */
export const numeric: Reader = (words, at, context) => {
  const text = words[at]?.text ?? '';
  if (isDay(text)) return day(text);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return { ...day(context.today), problem: text };
  const month = /^(\d{4})-(\d{2})$/.exec(text) ?? null;
  const slashed = /^(\d{1,2})\/(\d{4})$/.exec(text);
  const [year, number] = month ? [Number(month[1]), Number(month[2])] : slashed ? [Number(slashed[2]), Number(slashed[1])] : [0, 0];
  if (number >= 1 && number <= 12) return { length: 1, period: monthPeriod(number)(year), grain: 'month' };
  const date = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text);
  if (!date) return null;
  const [a, b] = [Number(date[1]), Number(date[2])];
  const isMonthFirst = b > 12 || (context.isMonthFirst === true && a <= 12);
  const on = `${date[3]}-${two(isMonthFirst ? a : b)}-${two(isMonthFirst ? b : a)}`;
  return isDay(on) ? day(on) : { ...day(context.today), problem: text };
};

/** november 2017, nov, 5 march 2018, march 5th 2018, 2017 november. */
export const monthAndDay: Reader = (words, at, context) => {
  const first = dayNumber(words[at]);
  const after = monthOfWord(words[at + 1]);
  if (first !== null && after !== null) return datedDay({ words, at, next: at + 2, day: first, month: after }, context);
  if (words[at]?.year != null && after !== null && words[at + 2]?.year == null)
    return { length: 2, period: monthPeriod(after)(words[at]?.year ?? 0), grain: 'month' };
  const month = monthOfWord(words[at]);
  if (month === null) return null;
  const number = words[at + 1]?.year == null && shortYear(words, at + 1, context) === null ? dayNumber(words[at + 1]) : null;
  if (number !== null) return datedDay({ words, at, next: at + 2, day: number, month }, context);
  const isPaired = ['and', 'to', 'versus'].includes(words[at + 1]?.symbol ?? '') && monthOfWord(words[at + 2]) !== null;
  const opensRange = isPaired || (words[at + 1]?.afterDash === true && monthOfWord(words[at + 1]) !== null);
  if (words[at]?.isDoubtful && !opensRange && yearAt(words, at + 1, context) === null && !isLed(words[at - 1])) return null;
  return datedInYear({ words, next: at + 1, at, grain: 'month' }, monthPeriod(month), context);
};

/** A word after which "may" and "march" are months. */
function isLed(word: TimeWord | undefined): boolean {
  return (
    word !== undefined &&
    (['in', 'on', 'bound', 'since', 'from', 'to', 'and', 'versus', 'until', 'between', 'after', 'before', 'last', 'this'].includes(
      word.symbol,
    ) ||
      monthOfWord(word) !== null)
  );
}

function dayNumber(word: TimeWord | undefined): number | null {
  const match = /^(\d{1,2})(st|nd|rd|th|er|o|a|e)?$/.exec(word?.text ?? '');
  const number = Number(match?.[1] ?? 0);
  if (match && number >= 1 && number <= 31) return number;
  const ordinal = ['first', 'second', 'third', 'fourth'].indexOf(word?.symbol ?? '');
  return ordinal >= 0 && /^\d/.test(word?.text ?? '') ? ordinal + 1 : null;
}

function datedDay(
  input: { words: readonly TimeWord[]; at: number; next: number; day: number; month: number },
  context: TimeContext,
): Found | null {
  const { words, at, next } = input;
  const build = (year: number): Period => {
    const on = `${year}-${two(input.month)}-${two(input.day)}`;
    return { from: on, to: on };
  };
  // No year has a 30 February: said so instead of looked for.
  if (!isDay(build(2024).from))
    return { length: next - at, period: { from: context.today, to: context.today }, grain: 'day', problem: `${input.month}-${input.day}` };
  const found = datedInYear({ words, next, at, grain: 'day' }, (year) => (isDay(build(year).from) ? build(year) : null), context);
  return (
    found ?? {
      length: next - at + 1,
      period: { from: context.today, to: context.today },
      grain: 'day',
      problem: `${input.month}-${input.day}`,
    }
  );
}

/** q3 2018, third quarter of 2018, h1 2018, first half of 2018, 2017 q4. */
export const quarterOrHalf: Reader = (words, at, context) => {
  const isYearFirst = words[at]?.year != null && /^[qh]\d$/.test(words[at + 1]?.symbol ?? '');
  const start = isYearFirst ? at + 1 : at;
  const short = /^([qh])(\d)$/.exec(words[start]?.symbol ?? '');
  const ordinal = ['first', 'second', 'third', 'fourth', 'last'].indexOf(words[at]?.symbol ?? '') + 1;
  const noun = words[at + 1]?.symbol;
  const isSpelt = ordinal > 0 && (noun === 'quarter' || noun === 'half');
  // "last quarter" alone is the one before this; "last quarter of 2017" is its fourth.
  if (!short && (!isSpelt || (ordinal === 5 && yearAt(words, at + 2, context) === null))) return null;
  const months = (short ? short[1] === 'q' : noun === 'quarter') ? 3 : 6;
  const number = short ? Number(short[2]) : Math.min(ordinal, 12 / months);
  if (number > 12 / months) return null;
  const build = (year: number): Period => {
    const from = `${year}-${two((number - 1) * months + 1)}-01`;
    return { from, to: addDays(addMonths(from, months), -1) };
  };
  const grain = months === 3 ? ('quarter' as const) : null;
  if (isYearFirst) return { length: 2, period: build(words[at]?.year ?? 0), grain };
  return datedInYear({ words, next: start + (short ? 1 : 2), at, grain }, build, context);
};

/** "fiscal year 2017 starting in April", "FY 2018": twelve months from the month named, else the calendar year. */
export const fiscalYear: Reader = (words, at) => {
  const length = words[at]?.symbol === 'fiscalYear' ? 1 : words[at]?.symbol === 'fiscal' ? 1 : 0;
  if (length === 0) return null;
  let next = at + length;
  let year = words[next]?.year ?? null;
  if (year !== null) next += 1;
  while (['since', 'from', 'in', 'and'].includes(words[next]?.symbol ?? '')) next += 1;
  const month = monthOfWord(words[next]);
  if (month !== null) {
    next += 1;
    if (year === null && words[next]?.year != null) {
      year = words[next]?.year ?? null;
      next += 1;
    }
  }
  if (year === null) return null;
  const from = `${year}-${two(month ?? 1)}-01`;
  const stop = month === null ? at + length + 1 : next;
  return { length: stop - at, period: { from, to: addDays(addMonths(from, 12), -1) }, grain: 'year' };
};

export const plainYear: Reader = (words, at, context) => {
  const skip = words[at]?.symbol === 'year' && words[at + 1]?.year != null ? 1 : 0;
  const year = words[at + skip]?.year ?? null;
  const toDate = words[at + skip + 1]?.symbol === 'toDate' ? 1 : 0;
  if (year === null) return null;
  const end = `${year}-12-31`;
  return {
    length: skip + 1 + toDate,
    period: { from: `${year}-01-01`, to: toDate === 1 && context.today < end ? context.today : end },
    grain: 'year',
  };
};

export const allTime: Reader = (words, at, context) =>
  words[at]?.symbol === 'allTime'
    ? { length: 1, period: { from: context.firstDay, to: context.lastDay }, grain: null, isWhole: true }
    : null;
