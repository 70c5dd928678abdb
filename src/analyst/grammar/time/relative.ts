import { addDays, addGrain, addMonths, endOfGrain, isoWeekday, startOfGrain, type Day, type Grain } from '@/core/model/calendar';
import type { Period } from '@/core/query/query';

import { grainOfWord, monthOfWord, weekdayOfWord } from './words';

import { day, monthPeriod, type Found, type Reader, type TimeContext } from './found';

/** today, yesterday, ytd, this/last grain, this year to date. */
export const near: Reader = (words, at, { today, weekStart }) => {
  const symbol = words[at]?.symbol ?? '';
  if (symbol === 'today') return day(today);
  if (symbol === 'yesterday') return day(addDays(today, -1));
  if (symbol === 'dayBeforeYesterday') return day(addDays(today, -2));
  const toDate = ({ yearToDate: 'year', monthToDate: 'month', quarterToDate: 'quarter', weekToDate: 'week' } as const)[symbol];
  if (toDate) return { length: 1, period: { from: startOfGrain(today, toDate, weekStart), to: today }, grain: toDate };
  const own = grainOfWord(words[at]);
  if (own && words[at + 1]?.symbol === 'toDate')
    return { length: 2, period: { from: startOfGrain(today, own, weekStart), to: today }, grain: own };
  if (symbol !== 'this') return null;
  const grain = grainOfWord(words[at + 1]);
  if (grain) {
    const length = words[at + 2]?.symbol === 'toDate' ? 3 : 2;
    return { length, period: { from: startOfGrain(today, grain, weekStart), to: today }, grain };
  }
  if (words[at + 1]?.symbol === 'half') return { length: 2, period: { from: halfStart(today), to: today }, grain: null };
  const month = monthOfWord(words[at + 1]);
  if (month !== null) return { length: 2, period: monthPeriod(month)(Number(today.slice(0, 4))), grain: 'month' };
  return words[at + 1]?.symbol === 'weekend' ? weekend(startOfGrain(today, 'week', 1)) : null;
};

const weekend = (monday: Day): Found => ({ length: 2, period: { from: addDays(monday, 5), to: addDays(monday, 6) }, grain: null });
const halfStart = (on: Day): Day => `${on.slice(0, 4)}-${on.slice(5, 7) <= '06' ? '01' : '07'}-01`;

/** last month, last 3 months, 3 last months, last november, last friday, last weekend. */
export const last: Reader = (words, at, context) => {
  const { today, weekStart } = context;
  // "3 derniers mois": the number may stand first.
  const isLeading =
    context.isNumberFirst === true && words[at]?.number != null && words[at + 1]?.symbol === 'last' && grainOfWord(words[at + 2]) !== null;
  if (words[at]?.symbol !== 'last' && !isLeading) return null;
  const grain = grainOfWord(words[at + 1]);
  if (grain && !isLeading) {
    const start = startOfGrain(today, grain, weekStart);
    return { length: 2, period: { from: addGrain(start, grain, -1), to: addDays(start, -1) }, grain, isLast: true };
  }
  const count = isLeading ? (words[at]?.number ?? null) : (words[at + 1]?.number ?? null);
  const unit = grainOfWord(words[at + 2]);
  if (count !== null && unit && count >= 1 && Number.isInteger(count)) return { length: 3, ...trailing(count, unit, context) };
  if (words[at + 1]?.symbol === 'half') {
    const start = halfStart(today);
    return { length: 2, period: { from: addMonths(start, -6), to: addDays(start, -1) }, grain: null };
  }
  const month = monthOfWord(words[at + 1]);
  if (month !== null) {
    const year = Number(today.slice(0, 4));
    return { length: 2, period: monthPeriod(month)(month < Number(today.slice(5, 7)) ? year : year - 1), grain: 'month' };
  }
  const weekday = weekdayOfWord(words[at + 1]);
  if (weekday !== null) return day(addDays(today, -((isoWeekday(today) - weekday + 7) % 7 || 7)), 2);
  return words[at + 1]?.symbol === 'weekend' ? weekend(addDays(startOfGrain(today, 'week', 1), -7)) : null;
};

/** "the week before last", "vorletzte Woche". */
export const beforeLast: Reader = (words, at, { today, weekStart }) => {
  const [first, second] = [words[at], words[at + 1]];
  const noun = second?.symbol === 'beforeLast' ? first : first?.symbol === 'beforeLast' ? second : undefined;
  const grain = grainOfWord(noun);
  if (!grain) return null;
  const from = addGrain(startOfGrain(today, grain, weekStart), grain, -2);
  return { length: 2, period: { from, to: endOfGrain(from, grain) }, grain };
};

/** Whole units before the current one, which is not over yet. */
function trailing(count: number, unit: Grain, { today, weekStart }: TimeContext): { period: Period; grain: Grain } {
  const start = unit === 'day' ? today : startOfGrain(today, unit, weekStart);
  return { period: { from: addGrain(start, unit, -count), to: addDays(start, -1) }, grain: unit };
}

/** "3 months ago": that month. */
export const ago: Reader = (words, at, { today, weekStart }) => {
  const count = words[at]?.number ?? null;
  const grain = grainOfWord(words[at + 1]);
  if (count === null || !grain || words[at + 2]?.symbol !== 'ago') return null;
  const from = addGrain(startOfGrain(today, grain, weekStart), grain, -count);
  return { length: 3, period: { from, to: endOfGrain(from, grain) }, grain };
};
