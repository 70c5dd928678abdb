import { addDays, addGrain, addMonths, endOfGrain, isDay, isoWeekday, startOfGrain, type Day, type Grain } from '@/core/model/calendar';
import type { Period } from '@/core/query/query';
import { numberOf, type Token } from './text';

/** What the grammar of time needs to know. */
export interface TimeContext {
  today: Day;
  weekStart: number;
  /** Last day with data: a month named without a year is the last one before it. */
  lastDay: Day;
  firstDay: Day;
}

/** A stretch of tokens that names a period. */
export interface PeriodSpan {
  start: number;
  end: number;
  period: Period;
  /** A grain word of its own ("last 3 months" names months), used when a trend is asked. */
  grain: Grain | null;
}

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const GRAIN_WORDS: Readonly<Record<string, Grain>> = {
  day: 'day',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
  wk: 'week',
  mth: 'month',
  qtr: 'quarter',
  yr: 'year',
};
/** Words the grammar of time knows: never a misspelling of something else. */
export const TIME_WORDS: readonly string[] = [
  ...MONTHS,
  'today',
  'yesterday',
  'week',
  'month',
  'quarter',
  'half',
  'year',
  'current',
  'previous',
  'prior',
  'latest',
  'recent',
  'preceding',
  'trailing',
  'since',
  'until',
  'between',
  'before',
  'after',
  'during',
  'starting',
  'through',
  'black',
  'friday',
  'cyber',
  'monday',
  'christmas',
  'halloween',
  'thanksgiving',
  'valentine',
  'lifetime',
  'launch',
  'second',
  'third',
  'fourth',
  'first',
];
const ORDINALS: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4, '1st': 1, '2nd': 2, '3rd': 3, '4th': 4 };

/** The grain a word names, or null. */
export function grainOf(token: Token | undefined): Grain | null {
  return token ? (GRAIN_WORDS[token.lemma] ?? null) : null;
}

/** Month number 1 to 12 of a name or its first three letters. */
function monthOf(token: Token | undefined): number | null {
  if (!token) return null;
  const index = MONTHS.findIndex(
    (name) => name === token.text || (token.text.length >= 3 && token.text.length <= 4 && name.startsWith(token.text)),
  );
  return index >= 0 ? index + 1 : null;
}

function yearOf(token: Token | undefined): number | null {
  return token && /^(19|20)\d{2}$/.test(token.text) ? Number(token.text) : null;
}

const two = (value: number): string => String(value).padStart(2, '0');

function monthPeriod(year: number, month: number): Period {
  const from = `${year}-${two(month)}-01`;
  return { from, to: endOfGrain(from, 'month') };
}

/** The last occurrence of something dated by month and day that the data can hold. */
function lastYearWith(build: (year: number) => Period, context: TimeContext): Period {
  const limit = context.lastDay < context.today ? context.lastDay : context.today;
  for (let year = Number(limit.slice(0, 4)); ; year -= 1) {
    const period = build(year);
    if (period.from <= limit) return period;
  }
}

type Found = { length: number; period: Period; grain: Grain | null } | null;

/** The longest period that starts at token `at`. */
function periodAt(tokens: readonly Token[], at: number, context: TimeContext): Found {
  const readers = [relativePeriod, isoPeriod, monthAndDay, quarterOrHalf, holiday, plainYear, everything];
  let best: Found = null;
  for (const read of readers) {
    const found = read(tokens, at, context);
    if (found && (!best || found.length > best.length)) best = found;
  }
  return best;
}

function everything(tokens: readonly Token[], at: number, context: TimeContext): Found {
  const phrase = (count: number): string =>
    tokens
      .slice(at, at + count)
      .map((token) => token.text)
      .join(' ');
  const whole = { from: context.firstDay, to: context.lastDay };
  if (['since we launched', 'since the start', 'since the beginning', 'of all time'].includes(phrase(3)))
    return { length: 3, period: whole, grain: null };
  if (['all time', 'so far', 'since launch', 'since start', 'to date', 'all data'].includes(phrase(2)))
    return { length: 2, period: whole, grain: null };
  if (['ever', 'overall', 'alltime', 'lifetime'].includes(phrase(1))) return { length: 1, period: whole, grain: null };
  return null;
}

function plainYear(tokens: readonly Token[], at: number): Found {
  const year = yearOf(tokens[at]);
  // "more than 2000 orders" is a number.
  const isBound = ['than', 'least', 'most', 'under', 'above', 'below', 'exceeding', 'top', 'bottom'].includes(tokens[at - 1]?.text ?? '');
  if (year === null || isBound) return null;
  return { length: 1, period: { from: `${year}-01-01`, to: `${year}-12-31` }, grain: 'year' };
}

function isoPeriod(tokens: readonly Token[], at: number): Found {
  const text = tokens[at]?.text ?? '';
  if (isDay(text)) return { length: 1, period: { from: text, to: text }, grain: 'day' };
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text))
    return { length: 1, period: monthPeriod(Number(text.slice(0, 4)), Number(text.slice(5))), grain: 'month' };
  return null;
}

/** today, yesterday, this/last/past/previous [n] grain, year to date, ytd. */
function relativePeriod(tokens: readonly Token[], at: number, context: TimeContext): Found {
  const { today, weekStart } = context;
  const word = tokens[at]?.text ?? '';
  if (word === 'today') return { length: 1, period: { from: today, to: today }, grain: 'day' };
  if (word === 'yesterday') return { length: 1, period: { from: addDays(today, -1), to: addDays(today, -1) }, grain: 'day' };
  const toDate = { ytd: 'year', mtd: 'month', qtd: 'quarter', wtd: 'week' }[word] as Grain | undefined;
  if (toDate) return { length: 1, period: { from: startOfGrain(today, toDate, weekStart), to: today }, grain: toDate };
  const grain = grainOf(tokens[at]);
  if (grain && tokens[at + 1]?.text === 'to' && tokens[at + 2]?.text === 'date')
    return { length: 3, period: { from: startOfGrain(today, grain, weekStart), to: today }, grain };
  const skip = word === 'the' ? 1 : 0;
  const lead = tokens[at + skip]?.text ?? '';
  const next = tokens[at + skip + 1];
  if (['this', 'current'].includes(lead)) {
    const own = grainOf(next);
    return own ? { length: skip + 2, period: { from: startOfGrain(today, own, weekStart), to: today }, grain: own } : null;
  }
  if (!['last', 'past', 'previous', 'prior', 'latest', 'recent', 'preceding', 'trailing'].includes(lead)) return null;
  const own = grainOf(next);
  if (own) {
    const start = startOfGrain(today, own, weekStart);
    return { length: skip + 2, period: { from: addGrain(start, own, -1), to: addDays(start, -1) }, grain: own };
  }
  const count = numberOf(next);
  const unit = grainOf(tokens[at + skip + 2]);
  if (count === null || !unit || count < 1) return null;
  const length = skip + 3;
  const ofYear = ['of', 'in'].includes(tokens[at + length]?.text ?? '') ? yearOf(tokens[at + length + 1]) : null;
  if (ofYear !== null && unit !== 'year')
    return { length: length + 2, period: { from: addGrain(`${ofYear + 1}-01-01`, unit, -count), to: `${ofYear}-12-31` }, grain: unit };
  if (unit === 'day') return { length, period: { from: addDays(today, -count), to: addDays(today, -1) }, grain: 'day' };
  const start = startOfGrain(today, unit, weekStart);
  return { length, period: { from: addGrain(start, unit, -count), to: addDays(start, -1) }, grain: unit };
}

/** november 2017, nov, 5 march 2018, march 5th 2018, in may. */
function monthAndDay(tokens: readonly Token[], at: number, context: TimeContext): Found {
  const dayFirst = dayNumber(tokens[at]);
  const skipOf = tokens[at + 1]?.text === 'of' ? 1 : 0;
  if (dayFirst !== null && monthOf(tokens[at + 1 + skipOf]) !== null)
    return datedDay(
      { day: dayFirst, month: monthOf(tokens[at + 1 + skipOf]) ?? 1, year: yearOf(tokens[at + 2 + skipOf]), length: 2 + skipOf },
      context,
    );
  const month = monthOf(tokens[at]);
  if (month === null) return null;
  // "may" and "march" alone are also other words.
  const isAmbiguous = ['may', 'march', 'mar', 'sun', 'sat', 'dec'].includes(tokens[at]?.text ?? '');
  const day = yearOf(tokens[at + 1]) === null ? dayNumber(tokens[at + 1]) : null;
  if (day !== null) return datedDay({ day, month, year: yearOf(tokens[at + 2]), length: 2 }, context);
  const year = yearOf(tokens[at + 1]) ?? (tokens[at + 1]?.text === 'of' ? yearOf(tokens[at + 2]) : null);
  if (year !== null) return { length: tokens[at + 1]?.text === 'of' ? 3 : 2, period: monthPeriod(year, month), grain: 'month' };
  if (tokens[at + 1]?.text === 'last' && tokens[at + 2]?.text === 'year')
    return { length: 3, period: monthPeriod(Number(context.today.slice(0, 4)) - 1, month), grain: 'month' };
  const before = tokens[at - 1]?.text ?? '';
  if (
    isAmbiguous &&
    !['in', 'for', 'of', 'during', 'since', 'from', 'to', 'and', 'vs', 'versus', 'than', 'until', 'last', 'with', 'between'].includes(
      before,
    )
  )
    return null;
  return { length: 1, period: lastYearWith((y) => monthPeriod(y, month), context), grain: 'month' };
}

function dayNumber(token: Token | undefined): number | null {
  const match = /^(\d{1,2})(st|nd|rd|th)?$/.exec(token?.text ?? '');
  const day = Number(match?.[1] ?? 0);
  return match && day >= 1 && day <= 31 ? day : null;
}

function datedDay(date: { day: number; month: number; year: number | null; length: number }, context: TimeContext): Found {
  const build = (year: number): Period => {
    const day = `${year}-${two(date.month)}-${two(date.day)}`;
    return { from: day, to: day };
  };
  const period = date.year === null ? lastYearWith(build, context) : build(date.year);
  return isDay(period.from) ? { length: date.length + (date.year === null ? 0 : 1), period, grain: 'day' } : null;
}

/** q3 2018, third quarter of 2018, h1 2018, first half of 2018. */
function quarterOrHalf(tokens: readonly Token[], at: number, context: TimeContext): Found {
  const short = /^(q|h)([1-4])$/.exec(tokens[at]?.text ?? '');
  const skip = tokens[at]?.text === 'the' ? 1 : 0;
  const ordinal = ORDINALS[tokens[at + skip]?.text ?? ''];
  const word = tokens[at + skip + 1]?.lemma;
  let length = 1;
  let months = 3;
  let number = 0;
  if (short) {
    months = short[1] === 'q' ? 3 : 6;
    number = Number(short[2]);
  } else if (ordinal && (word === 'quarter' || word === 'half')) {
    length = skip + 2;
    months = word === 'quarter' ? 3 : 6;
    number = ordinal;
  }
  if (number === 0 || number > 12 / months) return null;
  const skipOf = ['of', 'in'].includes(tokens[at + length]?.text ?? '') ? 1 : 0;
  const year = yearOf(tokens[at + length + skipOf]);
  const build = (y: number): Period => {
    const from = `${y}-${two((number - 1) * months + 1)}-01`;
    return { from, to: addDays(addMonths(from, months), -1) };
  };
  const grain = months === 3 ? 'quarter' : null;
  return year === null
    ? { length, period: lastYearWith(build, context), grain }
    : { length: length + skipOf + 1, period: build(year), grain };
}

/** Trading holidays by name. */
function holiday(tokens: readonly Token[], at: number, context: TimeContext): Found {
  const pair = `${tokens[at]?.text ?? ''} ${tokens[at + 1]?.text ?? ''}`;
  const single = tokens[at]?.text ?? '';
  const fourthThursday = (year: number): Day => {
    const first = `${year}-11-01`;
    return addDays(first, ((4 - isoWeekday(first) + 7) % 7) + 21);
  };
  const days: Readonly<Record<string, (year: number) => Day>> = {
    'black friday': (year) => addDays(fourthThursday(year), 1),
    'cyber monday': (year) => addDays(fourthThursday(year), 4),
    'christmas day': (year) => `${year}-12-25`,
    'christmas eve': (year) => `${year}-12-24`,
    'valentine day': (year) => `${year}-02-14`,
    'valentines day': (year) => `${year}-02-14`,
    'singles day': (year) => `${year}-11-11`,
    thanksgiving: fourthThursday,
    christmas: (year) => `${year}-12-25`,
    halloween: (year) => `${year}-10-31`,
  };
  const length = days[pair] ? 2 : 1;
  const dayIn = days[pair] ?? days[single];
  if (!dayIn) return null;
  const build = (year: number): Period => ({ from: dayIn(year), to: dayIn(year) });
  const year = yearOf(tokens[at + length]);
  return year === null
    ? { length, period: lastYearWith(build, context), grain: 'day' }
    : { length: length + 1, period: build(year), grain: 'day' };
}

/** All periods a question names outside `reserved` tokens, ranges joined ("from May to July 2018", "between", "since", "until", "before", "after"). */
export function findPeriods(tokens: readonly Token[], context: TimeContext, reserved: readonly boolean[] = []): PeriodSpan[] {
  const spans: PeriodSpan[] = [];
  for (let at = 0; at < tokens.length;) {
    const found = tokens[at]?.isQuoted || reserved[at] ? null : (rangeAt(tokens, at, context) ?? single(tokens, at, context));
    if (found) {
      spans.push({ start: at, end: at + found.length, period: found.period, grain: found.grain });
      at += found.length;
    } else at += 1;
  }
  return spans;
}

const single = (tokens: readonly Token[], at: number, context: TimeContext): Found => periodAt(tokens, at, context);

function rangeAt(tokens: readonly Token[], at: number, context: TimeContext): Found {
  const lead = tokens[at]?.text ?? '';
  if (['since', 'after', 'before', 'until', 'till', 'starting', 'through'].includes(lead)) {
    const skip = tokens[at + 1]?.text === 'from' ? 2 : 1;
    const found = periodAt(tokens, at + skip, context);
    if (!found) return null;
    const open = (period: Period): Found => (period.from > period.to ? null : { length: found.length + skip, period, grain: null });
    if (lead === 'since' || lead === 'starting') return open({ from: found.period.from, to: context.today });
    if (lead === 'after') return open({ from: addDays(found.period.to, 1), to: context.today });
    if (lead === 'before')
      return open({
        from: context.firstDay < found.period.from ? context.firstDay : addDays(found.period.from, -1),
        to: addDays(found.period.from, -1),
      });
    return open({ from: context.firstDay < found.period.to ? context.firstDay : found.period.from, to: found.period.to });
  }
  const isLed = lead === 'from' || lead === 'between';
  const first = periodAt(tokens, at + (isLed ? 1 : 0), context);
  if (!first) return null;
  const joint = at + (isLed ? 1 : 0) + first.length;
  const joiner = tokens[joint]?.text ?? '';
  const joins = lead === 'between' ? joiner === 'and' : ['to', 'until', 'through', 'till', 'thru'].includes(joiner);
  const second = joins ? periodAt(tokens, joint + 1, context) : null;
  if (!second) return isLed && lead === 'from' ? null : null;
  // "from May to July 2018": the year of the end is the year of the start, too.
  const from = yearless(tokens.slice(at, joint)) ? withYear(first.period.from, second.period) : first.period.from;
  if (from > second.period.to) return null;
  return {
    length: joint + 1 + second.length - at,
    period: { from, to: second.period.to },
    grain: second.grain === 'day' ? null : second.grain,
  };
}

function yearless(tokens: readonly Token[]): boolean {
  return !tokens.some((token) => /\d{4}/.test(token.text));
}

function withYear(day: Day, end: Period): Day {
  const moved = `${end.from.slice(0, 4)}${day.slice(4)}`;
  return moved <= end.to ? moved : `${Number(end.from.slice(0, 4)) - 1}${day.slice(4)}`;
}
