import { addDays, addGrain, endOfGrain, startOfGrain } from '@/core/model/calendar';

import { grainOfWord, type TimeWord } from './words';

import { allTime, fiscalYear, monthAndDay, numeric, plainYear, quarterOrHalf } from './dated';
import { type Found, type Reader, type TimeContext } from './found';
import { holiday, season } from './holiday-periods';
import { ago, beforeLast, last, near } from './relative';

export type { Found, TimeContext } from './found';

/** The longest period that starts at a word. */
export function periodAt(words: readonly TimeWord[], at: number, context: TimeContext): Found | null {
  let best: Found | null = null;
  for (const read of READERS) {
    const found = read(words, at, context);
    if (found && (!best || found.length > best.length)) best = found;
  }
  return best;
}

/** "last 3 months of 2017", "first week of december", "first 10 days of May 2018", "last day of q1". */
const edge: Reader = (words, at, context) => {
  const symbol = words[at]?.symbol;
  if (symbol !== 'last' && symbol !== 'first') return null;
  const count = words[at + 1]?.number ?? null;
  const next = at + (count === null ? 1 : 2);
  const said = grainOfWord(words[next]);
  // "against the first 14 of september": days.
  const grain = said ?? (count === null ? null : 'day');
  if (!grain) return null;
  const behind = said ? next + 1 : next;
  const joint = words[behind]?.symbol === 'in' ? behind + 1 : behind;
  const whole = periodAt(words, joint, context);
  if (!whole || whole.problem !== undefined || whole.grain === grain || (!said && whole.grain !== 'month')) return null;
  const { from, to } = whole.period;
  const units = count ?? 1;
  const period =
    symbol === 'first' ? { from, to: addDays(addGrain(from, grain, units), -1) } : { from: addGrain(addDays(to, 1), grain, -units), to };
  if (period.from < from || period.to > to) return null;
  return { length: joint - at + whole.length, period, grain, ...(whole.isYearless ? { isYearless: true } : {}) };
};

/** "the week of 5 September": the bucket that holds the day. "the month of March". */
const holding: Reader = (words, at, context) => {
  const grain = grainOfWord(words[at]);
  // "by month jan to march": without "of" between them, the two words have nothing to do with each other.
  const isJoined = (words[at + 1]?.start ?? 0) > (words[at]?.end ?? 0);
  // "in which month of 2018 (jan to aug)": the month is asked for, the year says where it is looked for.
  if (!grain || grain === 'day' || !isJoined || words[at + 1]?.year != null) return null;
  const inner = periodAt(words, at + 1, context);
  if (!inner || (inner.grain !== 'day' && inner.grain !== grain) || inner.problem !== undefined) return null;
  const from = startOfGrain(inner.period.from, grain, context.weekStart);
  return { ...inner, length: inner.length + 1, period: { from, to: endOfGrain(from, grain) }, grain };
};

const READERS: readonly Reader[] = [
  holding,
  near,
  last,
  beforeLast,
  ago,
  edge,
  numeric,
  monthAndDay,
  quarterOrHalf,
  fiscalYear,
  holiday,
  season,
  plainYear,
  allTime,
];
