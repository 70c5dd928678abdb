import { addDays, addGrain, addMonths, endOfGrain, isoWeekday, startOfGrain, type Day } from '@/core/model/calendar';
import type { Period } from '@/core/query/query';
import { HOLIDAYS } from './holidays';
import { grainOfWord, type TimeWord } from './words';

import { datedInYear, type Reader } from './found';

/** Black Friday 2017, the week before Christmas, Christmas week, Black Friday weekend. */
export const holiday: Reader = (words, at, context) => {
  const before = aroundHoliday(words, at);
  const start = at + (before?.length ?? 0);
  const name = /^holiday:(\w+)$/.exec(words[start]?.symbol ?? '')?.[1];
  const dayIn = name ? HOLIDAYS[name] : undefined;
  if (!dayIn) return null;
  const after = before ? null : words[start + 1]?.symbol;
  const stretch = after === 'week' || after === 'weekend' || after === 'month' ? after : null;
  const build = (year: number): Period | null => {
    const on = dayIn(year);
    if (on === null) return null;
    if (before) return before.shift(on);
    if (stretch === 'week')
      return { from: startOfGrain(on, 'week', context.weekStart), to: addDays(startOfGrain(on, 'week', context.weekStart), 6) };
    if (stretch === 'month') return { from: startOfGrain(on, 'month'), to: endOfGrain(startOfGrain(on, 'month'), 'month') };
    if (stretch === 'weekend')
      return isoWeekday(on) === 5
        ? { from: on, to: addDays(on, 2) }
        : { from: addDays(startOfGrain(on, 'week', 1), 5), to: addDays(startOfGrain(on, 'week', 1), 6) };
    return { from: on, to: on };
  };
  return datedInYear({ words, next: start + (stretch ? 2 : 1), at, grain: stretch || before ? null : 'day' }, build, context);
};

/** "the week before", "3 days after": how it moves a day. */
function aroundHoliday(words: readonly TimeWord[], at: number): { length: number; shift: (on: Day) => Period } | null {
  const count = words[at]?.number ?? null;
  const next = at + (count === null ? 0 : 1);
  const grain = grainOfWord(words[next]);
  const side = words[next + 1]?.symbol;
  if (!grain || (side !== 'before' && side !== 'after') || !words[next + 2]?.symbol.startsWith('holiday:')) return null;
  const units = count ?? 1;
  return {
    length: next + 2 - at,
    shift: (on) =>
      side === 'before'
        ? { from: addGrain(on, grain, -units), to: addDays(on, -1) }
        : { from: addDays(on, 1), to: addDays(addGrain(addDays(on, 1), grain, units), -1) },
  };
}

/** "over the summer", "last winter", "spring 2026": three whole months, as the weather services count them in the north. */
export const season: Reader = (words, at, context) => {
  const lead = words[at]?.symbol;
  const start = lead === 'last' || lead === 'this' ? at + 1 : at;
  const number = Number(/^season(\d)$/.exec(words[start]?.symbol ?? '')?.[1] ?? 0);
  if (number === 0) return null;
  const build = (year: number): Period => {
    const from = `${year}-${String(number * 3).padStart(2, '0')}-01`;
    return { from, to: addDays(addMonths(from, 3), -1) };
  };
  const found = datedInYear({ words, next: start + 1, at, grain: null }, build, context);
  // "last summer" in July is the one before.
  if (found && lead === 'last' && found.period.to >= context.today)
    return { ...found, period: build(Number(found.period.from.slice(0, 4)) - 1) };
  return found;
};
