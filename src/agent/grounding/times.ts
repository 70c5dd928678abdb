import { addDays, endOfGrain, isDay, startOfGrain, type Grain } from '@/core/model/calendar';
import type { Evidence, Figure, TimeMention } from './contract';

type Days = { from: string; to: string };

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
/** Capitalised: "may" and "march" are words too. */
const MONTH = `(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?`;
const YEAR = `((?:19|20)\\d{2})`;
const DAY = `(\\d{1,2})(?:st|nd|rd|th)?`;
const COUNTS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const DASH = '\\s*(?:[-–—]|to|until|through|till)\\s*';

const pad = (value: number | string): string => String(value).padStart(2, '0');

interface Pattern {
  pattern: RegExp;
  grain: TimeMention['grain'];
  /** The days, given the groups and the years that can be meant when none is written. */
  read(groups: readonly (string | undefined)[], context: Context): Days[];
}

interface Context {
  years: readonly number[];
  today: string;
  weekStart: number;
}

function monthOf(name: string): string {
  return pad(MONTHS.findIndex((month) => month.startsWith(name.toLowerCase().slice(0, 3))) + 1);
}

const yearsOf = (year: string | undefined, { years }: Context): readonly (number | string)[] => (year === undefined ? years : [year]);
const oneDay = (day: string): Days[] => (isDay(day) ? [{ from: day, to: day }] : []);

function wholeOf(day: string, grain: Grain, weekStart = 1): Days {
  const from = startOfGrain(day, grain, weekStart);
  return { from, to: endOfGrain(from, grain) };
}

const PATTERNS: readonly Pattern[] = [
  {
    pattern: new RegExp(`\\b${MONTH}\\s${DAY}${DASH}${DAY}(?:,?\\s${YEAR})?(?!\\d)`, 'g'),
    grain: 'range',
    read: ([month = '', first = '', last = '', year], context) =>
      yearsOf(year, context).map((y) => ({ from: `${y}-${monthOf(month)}-${pad(first)}`, to: `${y}-${monthOf(month)}-${pad(last)}` })),
  },
  {
    pattern: new RegExp(`\\b${DAY}${DASH}${DAY}\\s${MONTH}(?:,?\\s${YEAR})?`, 'g'),
    grain: 'range',
    read: ([first = '', last = '', month = '', year], context) =>
      yearsOf(year, context).map((y) => ({ from: `${y}-${monthOf(month)}-${pad(first)}`, to: `${y}-${monthOf(month)}-${pad(last)}` })),
  },
  { pattern: /\b(\d{4}-\d{2}-\d{2})\b/g, grain: 'day', read: ([day = '']) => oneDay(day) },
  {
    pattern: /\b(\d{4})-(0[1-9]|1[0-2])\b(?!-\d)/g,
    grain: 'month',
    read: ([year = '', month = '']) => [wholeOf(`${year}-${month}-01`, 'month')],
  },
  {
    pattern: new RegExp(`\\b(?:Q([1-4])(?:\\s+(?:of\\s+)?${YEAR})?|${YEAR}[-\\s]Q([1-4]))\\b`, 'g'),
    grain: 'quarter',
    read: ([number, year, yearBefore, numberAfter], context) =>
      yearsOf(year ?? yearBefore, context).map((y) => wholeOf(`${y}-${pad(Number(number ?? numberAfter) * 3 - 2)}-01`, 'quarter')),
  },
  {
    pattern: new RegExp(`\\b(?:the\\s)?(first|second|third|fourth|last)\\squarter(?:\\sof\\s${YEAR})?`, 'gi'),
    grain: 'quarter',
    read: ([which = '', year], context) => {
      const index = ['first', 'second', 'third', 'fourth'].indexOf(which.toLowerCase());
      if (index < 0 && year === undefined) return [wholeOf(addDays(startOfGrain(context.today, 'quarter'), -1), 'quarter')];
      return yearsOf(year, context).map((y) => wholeOf(`${y}-${pad((index < 0 ? 3 : index) * 3 + 1)}-01`, 'quarter'));
    },
  },
  {
    pattern: new RegExp(`\\b(?:the\\s)?(?:(first|second)\\shalf(?:\\sof\\s${YEAR})?|H([12])\\s${YEAR})`, 'gi'),
    grain: 'range',
    read: ([which, year, number, yearAfter], context) =>
      yearsOf(year ?? yearAfter, context).map((y) =>
        which?.toLowerCase() === 'first' || number === '1'
          ? { from: `${y}-01-01`, to: `${y}-06-30` }
          : { from: `${y}-07-01`, to: `${y}-12-31` },
      ),
  },
  {
    pattern: new RegExp(`\\b(first|last)\\s(${COUNTS.join('|')}|\\d{1,2})\\smonths\\sof\\s${YEAR}`, 'gi'),
    grain: 'range',
    read: ([which = '', count = '', year = '']) => {
      const months = COUNTS.indexOf(count.toLowerCase()) + 1 || Math.min(12, Number(count));
      const last = { from: `${year}-${pad(13 - months)}-01`, to: `${year}-12-31` };
      return [which.toLowerCase() === 'first' ? { from: `${year}-01-01`, to: endOfGrain(`${year}-${pad(months)}-01`, 'month') } : last];
    },
  },
  {
    pattern: new RegExp(`\\b${MONTH}\\s${DAY},?\\s${YEAR}\\b`, 'g'),
    grain: 'day',
    read: ([month = '', day = '', year = '']) => oneDay(`${year}-${monthOf(month)}-${pad(day)}`),
  },
  {
    pattern: new RegExp(`\\b${DAY}\\s(?:of\\s)?${MONTH},?\\s${YEAR}\\b`, 'g'),
    grain: 'day',
    read: ([day = '', month = '', year = '']) => oneDay(`${year}-${monthOf(month)}-${pad(day)}`),
  },
  {
    pattern: new RegExp(`\\b${MONTH},?\\s(?:of\\s)?${YEAR}\\b`, 'g'),
    grain: 'month',
    read: ([month = '', year = '']) => [wholeOf(`${year}-${monthOf(month)}-01`, 'month')],
  },
  {
    pattern: new RegExp(`\\b${MONTH}\\s${DAY}\\b(?![.,]?\\d|\\s?%)`, 'g'),
    grain: 'day',
    read: ([month = '', day = ''], context) => context.years.flatMap((y) => oneDay(`${y}-${monthOf(month)}-${pad(day)}`)),
  },
  {
    pattern: new RegExp(`(?<![\\d.,])\\b${DAY}\\s(?:of\\s)?${MONTH}(?![\\p{L}])`, 'gu'),
    grain: 'day',
    read: ([day = '', month = ''], context) => context.years.flatMap((y) => oneDay(`${y}-${monthOf(month)}-${pad(day)}`)),
  },
  {
    pattern: new RegExp(`\\b${MONTH}(?![\\p{L}])`, 'gu'),
    grain: 'month',
    read: ([month = ''], context) => context.years.map((y) => wholeOf(`${y}-${monthOf(month)}-01`, 'month')),
  },
  {
    pattern: /\b(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d{2})\b/g,
    grain: 'day',
    read: ([a = '', b = '', year = '']) => [...oneDay(`${year}-${pad(b)}-${pad(a)}`), ...oneDay(`${year}-${pad(a)}-${pad(b)}`)],
  },
  {
    pattern: /\b(yesterday|today)\b/gi,
    grain: 'day',
    read: ([word = ''], { today }) => oneDay(word.toLowerCase() === 'today' ? today : addDays(today, -1)),
  },
  {
    pattern: /\b(last|this|previous|past|current)\s(day|week|month|year)\b/gi,
    grain: 'range',
    read: ([which = '', unit = ''], context) => relative(which.toLowerCase(), unit.toLowerCase(), context),
  },
  {
    pattern: /\b(?:this|current)\s(quarter)\b/gi,
    grain: 'range',
    read: (_groups, context) => relative('this', 'quarter', context),
  },
  {
    pattern: new RegExp(`(?<![\\d.,$€£₹-])\\b${YEAR}\\b(?![.,]?\\d|\\s?%|-\\d)`, 'g'),
    grain: 'year',
    read: ([year = '']) => [wholeOf(`${year}-01-01`, 'year')],
  },
];

/** "this month" can mean all of it or up to today; "past week" the seven days up to yesterday or the week before. */
function relative(which: string, unit: string, { today, weekStart }: Context): Days[] {
  const grain = unit as Grain;
  const now = wholeOf(today, grain, weekStart);
  if (which === 'this' || which === 'current') return [now, { from: now.from, to: today }, { from: now.from, to: addDays(today, -1) }];
  const before = wholeOf(addDays(now.from, -1), grain, weekStart);
  const days = { day: 1, week: 7, month: 30, quarter: 91, year: 365 }[unit] ?? 1;
  return which === 'past'
    ? [before, { from: addDays(today, -days), to: addDays(today, -1) }, { from: addDays(today, 1 - days), to: today }]
    : [before];
}

/** What stands before a date that is not the day a figure is about. */
const ASIDE_BEFORE =
  /\b(?:until|up to|through|since|ends?(?:ed|ing)?(?: on)?|begins?(?: on)?|starts?(?:ed)?(?: on| in)?|as of|after|before|by|than(?: in| on)?|(?:compared|against|relative) (?:with|to)|compared|versus|vs\.?|from|unlike(?: in)?|over)\s*$/i;

/** What makes a year or month a loose one. */
const LOOSE_BEFORE =
  /\b(?:early(?: in)?|late(?: in)?|mid-?|parts? of|so far in|beginning of|start of|end of|middle of|rest of|most of|much of)\s?(?:the\s)?$/i;

/** Dates, months, years and named periods in a sentence; ranges are one mention. */
export function findTimes(text: string, evidence: Evidence): TimeMention[] {
  const context: Context = { years: knownYears(evidence), today: evidence.today, weekStart: evidence.weekStart };
  const taken: TimeMention[] = [];
  for (const { pattern, grain, read } of PATTERNS) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (taken.some((other) => start < other.end && end > other.start)) continue;
      const spans = read(match.slice(1), context);
      if (spans.length > 0) taken.push({ start, end, text: match[0], spans, grain, isAside: false, isLoose: false });
    }
  }
  taken.sort((a, b) => a.start - b.start);
  const joined = joinRanges(text, taken);
  for (const mention of joined) {
    const before = text.slice(Math.max(0, mention.start - 24), mention.start);
    mention.isAside = ASIDE_BEFORE.test(before);
    mention.isLoose = LOOSE_BEFORE.test(before);
  }
  return joined;
}

function joinRanges(text: string, mentions: readonly TimeMention[]): TimeMention[] {
  const joined: TimeMention[] = [];
  for (const mention of mentions) {
    const before = joined.at(-1);
    const between = before ? text.slice(before.end, mention.start) : '';
    const isRange =
      before &&
      before.grain !== 'range' &&
      (/^\s*(?:[-–—]|to|until|through|till)\s*$/.test(between) ||
        (/^\s*and\s*$/.test(between) && /\bbetween\s*$/i.test(text.slice(0, before.start))));
    if (!before || !isRange) {
      joined.push(mention);
      continue;
    }
    const spans = before.spans.flatMap((a) => mention.spans.flatMap((b) => (a.from <= b.to ? [{ from: a.from, to: b.to }] : [])));
    joined.pop();
    joined.push({
      start: before.start,
      end: mention.end,
      text: text.slice(before.start, mention.end),
      spans,
      grain: 'range',
      isAside: false,
      isLoose: false,
    });
  }
  return joined;
}

/** Years that a date without one can mean. */
function knownYears(evidence: Evidence): number[] {
  const days = [
    ...evidence.provenance.flatMap((entry) => [entry.period, entry.comparison].flatMap((span) => (span ? [span.from, span.to] : []))),
    ...evidence.provenance.flatMap((entry) => entry.freshness.flatMap((source) => [source.firstDay, source.lastDay])),
    ...evidence.tables.flatMap((table) => table.rows.flatMap((row) => [row['time'], row['firstDay'], row['lastDay']])),
    evidence.today,
  ];
  const written = [...evidence.question.matchAll(/\b(?:19|20)\d{2}\b/g)].map((match) => match[0]);
  return [...new Set([...days, ...written].flatMap((day) => (typeof day === 'string' ? Number(day.slice(0, 4)) : [])))].filter(
    (year) => Number.isInteger(year) && year > 1900,
  );
}

/** The days of a time bucket ("2018-03", "2018-Q1", "2018", "2018-03-05"), or null. */
export function bucketDays(label: unknown, grain: string | undefined): Days | null {
  if (typeof label !== 'string') return null;
  const quarter = /^(\d{4})-Q([1-4])$/.exec(label);
  if (quarter) return wholeOf(`${quarter[1]}-${pad(Number(quarter[2]) * 3 - 2)}-01`, 'quarter');
  const half = /^(\d{4})-H([12])$/.exec(label);
  if (half) return wholeOf(`${half[1]}-${half[2] === '1' ? '01' : '07'}-01`, 'half');
  if (/^\d{4}$/.test(label)) return wholeOf(`${label}-01-01`, 'year');
  if (/^\d{4}-\d{2}$/.test(label)) return wholeOf(`${label}-01`, 'month');
  const day = label.slice(0, 10);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  return grain === 'week' ? { from: day, to: addDays(day, 6) } : { from: day, to: day };
}

/** The days a figure is about: those of its time bucket, else of its table's period; null when it has none. */
export function figureDays(figure: Figure): { days: Days; isBucket: boolean } | null {
  const { table, row, column, provenance } = figure;
  const time = table.columns.find((candidate) => candidate.role === 'time');
  if (time && row !== 'total') {
    const days = bucketDays(table.rows[row]?.[time.id], time.grain);
    return days && { days, isBucket: true };
  }
  const period = column.derivation === 'comparison' ? provenance?.comparison : provenance?.period;
  return period ? { days: period, isBucket: false } : null;
}

export const overlaps = (a: Days, b: Days): boolean => a.from <= b.to && b.from <= a.to;
export const covers = (a: Days, b: Days): boolean => a.from <= b.from && b.to <= a.to;
