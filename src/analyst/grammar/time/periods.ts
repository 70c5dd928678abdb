import { addDays, addGrain, addMonths, daysInclusive, startOfGrain, type Day, type Grain } from '@/core/model/calendar';
import type { Period } from '@/core/query/query';
import type { Lexicon } from '@/analyst/language/lexicon';
import type { Token } from '@/analyst/language/text';
import { periodAt, type Found, type TimeContext } from './readers';
import { timeWords, type TimeWord } from './words';

export type { TimeContext } from './readers';

/** A stretch of tokens that names a period. */
export interface PeriodSpan {
  start: number;
  end: number;
  period: Period;
  /** A grain word of its own ("last 3 months" names months), used when a trend is asked. */
  grain: Grain | null;
  /** "ever", "so far": all there is, which is what a question without a period means. */
  isWhole?: boolean;
  /** Both ends of a range said as two periods: a change runs from one to the other. */
  ends?: readonly [Period, Period];
  /** Named without a year ("jan-aug"): the year was taken from elsewhere. */
  isYearless?: boolean;
  /** Said as the one before ("last year"). */
  isLast?: boolean;
  /** "after march", "until may": one end is open. */
  isOpen?: boolean;
  /** Of people and products: the period of the first order, or one without any. */
  role?: 'first' | 'none' | undefined;
  /** Set when there is no such day; the period means nothing then. */
  problem?: string;
}

/**
 * All periods a question names outside reserved tokens, ranges joined ("from May to July 2018", "between", "since").
 * A year said once holds for the months beside it ("november 2017 against october").
 */
export function findPeriods(
  tokens: readonly Token[],
  context: TimeContext,
  input: { lexicon: Lexicon; reserved?: readonly boolean[] },
): PeriodSpan[] {
  const words = timeWords(tokens, input.lexicon, input.reserved ?? []);
  const inLanguage = { ...context, isNumberFirst: input.lexicon.file.numberBeforeLast };
  const found = scan(words, inLanguage);
  const dated = found.filter(
    (entry) => !entry.isYearless && !entry.isRelative && entry.period.from.slice(0, 4) === entry.period.to.slice(0, 4),
  );
  const years = new Set(dated.map((entry) => entry.period.from.slice(0, 4)));
  const needsYear = found.some((entry) => entry.isYearless) && years.size === 1;
  const settled = needsYear ? scan(words, { ...inLanguage, anchorYear: Number([...years][0]) }) : found;
  // "2018 so far", "best day ever in 2018": the named period says which time is meant.
  const named = withoutDated(
    settled.filter((entry) => !entry.isWhole),
    words,
  );
  return (named.length > 0 ? named : settled).map(({ start, end, period, grain, ends, problem, isWhole, isYearless, isOpen, isLast }) => ({
    start,
    end,
    period,
    grain,
    ...(ends ? { ends } : {}),
    ...(isWhole ? { isWhole } : {}),
    ...(isYearless ? { isYearless } : {}),
    ...(isOpen ? { isOpen } : {}),
    ...(isLast ? { isLast } : {}),
    ...(problem === undefined ? {} : { problem }),
  }));
}

/** Days around a holiday that may be told beside its name. */
const AROUND = 7;

/** "carnival, 9 to 14 feb 2018": of a holiday and its dates right behind, the dates count. */
function withoutDated(spans: readonly Placed[], words: readonly TimeWord[]): Placed[] {
  return spans.flatMap((span, index) => {
    const before = spans[index - 1];
    if (isDated(span, spans[index + 1], words)) return [];
    return before && isDated(before, span, words) ? [{ ...span, start: before.start }] : [span];
  });
}

function isDated(holiday: Placed, dates: Placed | undefined, words: readonly TimeWord[]): boolean {
  const isHoliday = words.some(({ start, symbol }) => start === holiday.start && symbol.startsWith('holiday:'));
  if (!isHoliday || !dates || dates.start > holiday.end + 1 || dates.isYearless) return false;
  const isShort = daysInclusive(dates.period.from, dates.period.to) <= 2 * AROUND;
  return isShort && addDays(holiday.period.from, -AROUND) <= dates.period.to && addDays(holiday.period.to, AROUND) >= dates.period.from;
}

interface Placed extends Found {
  start: number;
  end: number;
}

function scan(words: readonly TimeWord[], context: TimeContext): Placed[] {
  const spans: Placed[] = [];
  for (let at = 0; at < words.length;) {
    const found = isBound(words, at, context)
      ? null
      : (openRange(words, at, context) ??
        closedRange(words, at, context) ??
        openRangeBehind(words, at, context) ??
        periodAt(words, at, context) ??
        lastAlone(words, at, { of: spans.at(-1), weekStart: context.weekStart }) ??
        bareOrdinal(words, at, context));
    if (found) {
      spans.push({ ...found, start: words[at]?.start ?? 0, end: words[at + found.length - 1]?.end ?? 0 });
      at += found.length;
    } else at += 1;
  }
  return spans;
}

/** "this year vs last": the one before of the same length. */
function lastAlone(words: readonly TimeWord[], at: number, { of, weekStart }: { of: Placed | undefined; weekStart: number }): Found | null {
  const grain = of?.grain ?? 'day';
  if (words[at]?.symbol !== 'last' || words[at - 1]?.symbol !== 'versus' || !of || grain === 'day') return null;
  const start = startOfGrain(of.period.from, grain, weekStart);
  return { length: 1, period: { from: addGrain(start, grain, -1), to: addDays(start, -1) }, grain };
}

/** "more than 2000 orders", "top 2000": a number that only looks like a year. */
function isBound(words: readonly TimeWord[], at: number, { firstDay, today }: TimeContext): boolean {
  const year = words[at]?.year ?? null;
  const before = words[at - 1];
  // "over 2017" is during it, "over 2000" more than that many.
  const isStrange = year !== null && (year < Number(firstDay.slice(0, 4)) || year > Number(today.slice(0, 4)));
  return year !== null && (before?.symbol === 'bound' || (before?.isBounding === true && isStrange));
}

/** since, after, before, until. */
function openRange(words: readonly TimeWord[], at: number, context: TimeContext): Found | null {
  const lead = words[at]?.symbol ?? '';
  if (!['since', 'after', 'before', 'until'].includes(lead)) return null;
  let skip = 1;
  while (['from', 'in'].includes(words[at + skip]?.symbol ?? '')) skip += 1;
  const found = periodAt(words, at + skip, context);
  return found ? bounded(found, { lead, extra: skip }, context) : null;
}

/** "march se", "june tak": the word that opens a range stands behind it. */
function openRangeBehind(words: readonly TimeWord[], at: number, context: TimeContext): Found | null {
  const found = periodAt(words, at, context);
  const lead = /^(\w+)Behind$/.exec(words[at + (found?.length ?? 0)]?.symbol ?? '')?.[1];
  return found && lead ? bounded(found, { lead, extra: 1 }, context) : null;
}

function bounded(found: Found, { lead, extra }: { lead: string; extra: number }, context: TimeContext): Found | null {
  const { from, to } = found.period;
  const period =
    lead === 'since'
      ? { from, to: context.today }
      : lead === 'after'
        ? { from: addDays(to, 1), to: context.today }
        : lead === 'before'
          ? { from: earlier(context.firstDay, addDays(from, -1)), to: addDays(from, -1) }
          : { from: earlier(context.firstDay, from), to };
  return period.from > period.to ? null : { ...found, length: found.length + extra, period, grain: null, isOpen: true };
}

const earlier = (a: Day, b: Day): Day => (a < b ? a : b);

/** "from A to B", "between A and B", "A to B", "A-B". */
function closedRange(words: readonly TimeWord[], at: number, context: TimeContext): Found | null {
  const lead = words[at]?.symbol ?? '';
  const isLed = lead === 'from' || lead === 'between';
  const start = at + (isLed ? 1 : 0);
  const first = periodAt(words, start, context) ?? bareDay(words, start, context) ?? bareOrdinal(words, start, context);
  if (!first) return null;
  const joint = start + first.length;
  const joiner = words[joint];
  const joins =
    joiner !== undefined &&
    (lead === 'between' ? joiner.symbol === 'and' || joiner.symbol === 'to' : ['to', 'until'].includes(joiner.symbol));
  const next = joins ? joint + 1 : joiner?.afterDash ? joint : null;
  const second = next === null ? null : periodAt(words, next, context);
  if (!second || next === null) return null;
  // "from May to July 2018": the year of the end is the year of the start, too.
  const from = first.isYearless && !second.isYearless ? withYear(first.period.from, second.period) : first.period.from;
  const to = second.isYearless && !first.isYearless ? inYearOf(first.period, second.period) : second.period.to;
  if (from > to) return null;
  return {
    length: next + second.length - at,
    period: { from, to },
    grain: second.grain === 'day' ? null : second.grain,
    ...(isAlike(first.period, second.period)
      ? {
          ends: [
            { from, to: endIn(first.period, from) },
            { from: startIn(second.period, to), to },
          ] as const,
        }
      : {}),
    ...(first.isYearless && second.isYearless ? { isYearless: true } : {}),
  };
}

/** "7 to 27 september 2026": a day whose month comes with the second. */
function bareDay(words: readonly TimeWord[], at: number, context: TimeContext): Found | null {
  const day = words[at]?.number ?? 0;
  const joiner = words[at + 1];
  const next = joiner && ['to', 'until', 'and'].includes(joiner.symbol) ? at + 2 : joiner?.afterDash ? at + 1 : null;
  const second = next === null || !Number.isInteger(day) || day < 1 || day > 31 ? null : periodAt(words, next, context);
  if (!second || second.grain !== 'day' || second.problem !== undefined) return null;
  const from = `${second.period.from.slice(0, 8)}${String(day).padStart(2, '0')}`;
  return from <= second.period.to
    ? { length: 1, period: { from, to: from }, grain: 'day', ...(second.isYearless ? { isYearless: true } : {}) }
    : null;
}

const ORDINALS = ['first', 'second', 'third', 'fourth'];

/** "from the 2nd to the 3rd quarter of 2011", "first vs second half": a quarter or half whose noun and year come with the second. */
function bareOrdinal(words: readonly TimeWord[], at: number, context: TimeContext): Found | null {
  const number = ORDINALS.indexOf(words[at]?.symbol ?? '') + 1;
  const joins = ['to', 'until', 'and', 'versus'].includes(words[at + 1]?.symbol ?? '');
  const second = ORDINALS.indexOf(words[at + 2]?.symbol ?? '') + 1;
  const noun = words[at + 3]?.symbol;
  if (number === 0 || !joins || second <= number || (noun !== 'quarter' && noun !== 'half')) return null;
  const end = periodAt(words, at + 2, context);
  if (!end) return null;
  const months = noun === 'quarter' ? 3 : 6;
  const from = addMonths(end.period.from, (number - second) * months);
  const period = { from, to: addDays(addMonths(from, months), -1) };
  return { length: 1, period, grain: end.grain, ...(end.isYearless ? { isYearless: true } : {}) };
}

/** Days by which months, quarters and halves of a kind differ, at most. */
const ALIKE = 4;

/** Two stretches of a kind, longer than a few days: a change can run from one to the other. */
function isAlike(a: Period, b: Period): boolean {
  const [first, second] = [daysInclusive(a.from, a.to), daysInclusive(b.from, b.to)];
  return first >= 7 && Math.abs(first - second) <= ALIKE;
}

const endIn = (period: Period, from: Day): Day => `${from.slice(0, 4)}${period.to.slice(4)}`;
const startIn = (period: Period, to: Day): Day => `${to.slice(0, 4)}${period.from.slice(4)}`;

function withYear(day: Day, end: Period): Day {
  const moved = `${end.from.slice(0, 4)}${day.slice(4)}`;
  return moved <= end.to ? moved : `${Number(end.from.slice(0, 4)) - 1}${day.slice(4)}`;
}

/** "from november 2017 to february": the first such end after the start. */
function inYearOf(start: Period, end: Period): Day {
  const year = Number(start.from.slice(0, 4));
  const moved = `${year}${end.to.slice(4)}`;
  return moved >= start.from ? moved : `${year + 1}${end.to.slice(4)}`;
}
