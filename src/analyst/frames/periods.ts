import { addDays, addGrain, addMonths, daysInclusive, endOfGrain, startOfGrain, type Grain } from '@/core/model/calendar';
import type { Period, QueryInput } from '@/core/query/query';
import type { Draft } from '@/analyst/grammar/draft';
import type { TimeContext } from '@/analyst/grammar/time/periods';

/** Days up to which a trend is drawn by day, and by week. */
const DAILY_UP_TO = 45;
const WEEKLY_UP_TO = 200;

export interface ChosenPeriods {
  period?: Period;
  compare?: QueryInput['compare'];
  /** The longer period the asked one is a part of. */
  ofPeriod?: Period;
}

/** The period asked for, and what it is compared with or a part of. */
export function choosePeriods(draft: Draft, time: TimeContext): ChosenPeriods {
  const spans = meantPeriods(draft);
  const part = partOfPeriod(draft);
  if (part) return part;
  const run = runOf(spans);
  if (run) {
    draft.grain ??= run.grain;
    return { period: run.period, ...(draft.compare ? { compare: draft.compare } : {}) };
  }
  const beaten = beatenPeriods(draft, spans, time);
  if (beaten) return beaten;
  const [first, other] = spans;
  const second = first && other && draft.flags.has('sameDay') ? { ...other, period: sameDayIn(other.period, first.period) } : other;
  // "august against the monthly average of january to july".
  if (first && second && draft.averageOf) return { period: first.period, compare: { ...second.period, per: draft.averageOf } };
  // "are we growing?": the last whole quarter against the same one a year before.
  if (!first && draft.metrics.length === 0 && draft.dimensions.length === 0 && isChangeAsked(draft))
    return { period: lastWhole('quarter', time), compare: 'previousYear' };
  // "against the week before": the last whole week.
  if (!first && draft.compare && draft.compareGrain) return { period: lastWhole(draft.compareGrain, time), compare: draft.compare };
  if (!first && draft.compare) return { period: latestYear(time), compare: draft.compare };
  // "which country grows strongest?": the last whole quarter against the one before.
  if (!first)
    return isChangeAsked(draft) && draft.dimensions.length > 0 ? { period: lastWhole('quarter', time), compare: 'previousPeriod' } : {};
  // "grew from 2017 to 2018": a change from one to the other, not within both.
  if (!second && first.ends && (isChangeAsked(draft) || (draft.flags.has('comparing') && draft.grain === null)))
    return { period: first.ends[1], compare: first.ends[0] };
  if (!second)
    return {
      period: first.period,
      ...(draft.compare ? { compare: draft.compare } : isChangeAsked(draft) ? { compare: 'previousPeriod' as const } : {}),
    };
  // "this month compared with last year": the same part of the year before, not the whole of it.
  if (
    second.grain === 'year' &&
    first.grain !== 'year' &&
    Number(second.period.from.slice(0, 4)) === Number(first.period.from.slice(0, 4)) - 1
  )
    return { period: first.period, compare: 'previousYear' };
  if (draft.compareAt !== null || draft.flags.has('comparing') || draft.grain === null) {
    // "from October to November": growth runs towards the later period; "November against October": as said.
    const isForward = draft.compareAt === null && first.period.from < second.period.from;
    const [period, compare] = isForward ? [second, first] : [first, second];
    return sameParts(period, compare, time);
  }
  const from = first.period.from < second.period.from ? first.period.from : second.period.from;
  const to = first.period.to > second.period.to ? first.period.to : second.period.to;
  return { period: { from, to } };
}

/** "october against september", "this year vs last": of a stretch that is not over its days so far, and the same part of the other. */
function sameParts(
  { period, grain }: Draft['periods'][number],
  other: Draft['periods'][number],
  { today }: TimeContext,
): { period: Period; compare: Period } {
  const isRunning = grain !== null && grain === other.grain && period.from <= today && today <= period.to;
  if (!isRunning || today >= endOfGrain(period.from, grain) || other.period.to >= today) return { period, compare: other.period };
  const part = daysInclusive(period.from, today) - 1;
  const to = grain === 'week' ? addDays(other.period.from, part) : addMonths(today, -monthsBetween(other.period.from, period.from));
  return {
    period: { from: period.from, to: today },
    compare: { from: other.period.from, to: to < other.period.to ? to : other.period.to },
  };
}

const monthsBetween = (a: string, b: string): number => 12 * (yearOf(b) - yearOf(a)) + Number(b.slice(5, 7)) - Number(a.slice(5, 7));

/** "did we beat last october yet": the running one so far against it; "did september beat august": the one against the other. */
function beatenPeriods({ flags }: Draft, [first, second]: Draft['periods'], { today, weekStart }: TimeContext): ChosenPeriods | null {
  if (!flags.has('beat') || !first) return null;
  if (second) return { period: first.period, compare: second.period };
  if (first.grain === null || first.grain === 'half' || first.period.to >= today) return null;
  return { period: { from: startOfGrain(today, first.grain, weekStart), to: today }, compare: first.period };
}

/** "what part of the third quarter was september": one period inside the other, where a share is asked for. */
function partOfPeriod({ periods, flags, compareAt, compare, grain }: Draft): ChosenPeriods | null {
  const [first, second] = periods;
  const asks = flags.has('share') || flags.has('percent') || flags.has('howMuch');
  const isChange = flags.has('growth') || flags.has('rise') || flags.has('fall') || flags.has('comparing');
  if (!first || !second || periods.length !== 2 || !asks || isChange || compareAt !== null || compare !== null || grain !== null)
    return null;
  const [whole, part] = days(first.period) > days(second.period) ? [first, second] : [second, first];
  const inner = part.isYearless ? inYear(part.period, yearOf(whole.period.from)) : part.period;
  const isInside = inner.from >= whole.period.from && inner.to <= whole.period.to && days(inner) < days(whole.period);
  return isInside ? { period: inner, ofPeriod: whole.period } : null;
}

const days = ({ from, to }: Period): number => daysInclusive(from, to);

/** "the same day last week": of a longer stretch the day that stands where the one asked about stands in its own. */
export function sameDayIn(stretch: Period, period: Period): Period {
  const days = daysInclusive(stretch.from, stretch.to);
  if (period.from !== period.to || days === 1) return stretch;
  const grain = days <= 7 ? 'week' : days <= 31 ? 'month' : 'year';
  const ahead = (start: string): number => daysInclusive(startOfGrain(start, grain), start) - 1;
  const day = addDays(startOfGrain(stretch.from, grain), ahead(period.from));
  return day > stretch.to ? stretch : { from: day, to: day };
}

/** The periods named, without what another word says already and with a part of the year said once for all. */
function meantPeriods({ periods, compare, compareAt, grain: axis, flags }: Draft): Draft['periods'] {
  const [first] = periods;
  const last = periods.at(-1);
  if (!first || !last || periods.length < 2) return periods;
  const others = periods.slice(0, -1);
  // "this year, may or june": the months say which part of it.
  const rest = periods.slice(1);
  const isInside = rest.every(
    ({ period, grain }) => grain !== 'year' && period.from >= first.period.from && period.to <= endOfYear(first.period),
  );
  // "black week 2017, so 20 to 26 november, day by day".
  const isNarrowed = rest.length > 1 || (axis !== null && compareAt === null && compare === null && !flags.has('comparing'));
  if (first.grain === 'year' && isNarrowed && isInside) return rest;
  // "2018 after march": the part of the year that lies behind it.
  const open = rest.length === 1 && rest[0]?.isOpen && rest[0].isYearless ? rest[0] : null;
  if (open && first.grain === 'year') return [{ ...first, grain: null, period: overlapOf(first.period, open.period) }];
  // "september vs september a year ago": the second is the first, a year before.
  const isSame = first.period.from === last.period.from && first.period.to === last.period.to;
  if (compare === 'previousYear' && periods.length === 2 && isSame) return others;
  // "how did july go last year": the year says which july.
  const isYearOf = last.grain === 'year' && first.grain !== 'year' && yearOf(last.period.from) === yearOf(first.period.from);
  if (isYearOf && periods.length === 2 && compare === null && compareAt === null && !flags.has('comparing')) return others;
  // "january to march 2018 with growth over the same month of 2017".
  if (compare === 'previousYear' && last.grain === 'year' && yearOf(last.period.from) === yearOf(first.period.from) - 1) return others;
  // "in 2017 and in 2018, both jan-aug".
  if (flags.has('both') && last.isYearless === true)
    return others.map((span) => ({ ...span, grain: last.grain, period: inYear(last.period, yearOf(span.period.from)) }));
  return periods;
}

function overlapOf(a: Period, b: Period): Period {
  const overlap = { from: a.from > b.from ? a.from : b.from, to: a.to < b.to ? a.to : b.to };
  return overlap.from > overlap.to ? b : overlap;
}

const endOfYear = ({ from }: Period): string => `${from.slice(0, 4)}-12-31`;

const yearOf = (day: string): number => Number(day.slice(0, 4));

/** A period moved to begin in another year. */
function inYear(period: Period, year: number): Period {
  const years = year - yearOf(period.from);
  const to = addMonths(period.to, 12 * years);
  const endsMonth = addDays(period.to, 1).endsWith('-01');
  return { from: addMonths(period.from, 12 * years), to: endsMonth ? endOfGrain(startOfGrain(to, 'month'), 'month') : to };
}

/** The year to compare when none is named: the running one, or the last the data holds. */
function latestYear(time: TimeContext): Period {
  const to = time.lastDay < time.today ? time.lastDay : time.today;
  return { from: `${to.slice(0, 4)}-01-01`, to };
}

/** "jan, feb and march 2018": three or more of a kind, one after the other, are a course. */
function runOf(spans: Draft['periods']): { period: Period; grain: Grain } | null {
  const [first] = spans;
  if (spans.length < 3 || !first?.grain) return null;
  const isRun = spans.every(
    (span, index) => span.grain === first.grain && (index === 0 || span.period.from === addDays(spans[index - 1]?.period.to ?? '', 1)),
  );
  const last = spans.at(-1);
  return isRun && last ? { period: { from: first.period.from, to: last.period.to }, grain: first.grain } : null;
}

/** The last month or quarter that is over, as far as the data goes. */
export function lastWhole(grain: Grain, time: TimeContext): Period {
  const limit = time.lastDay < time.today ? time.lastDay : time.today;
  const start = startOfGrain(limit, grain);
  const from = endOfGrain(start, grain) <= limit ? start : addGrain(start, grain, -1);
  return { from, to: endOfGrain(from, grain) };
}

/** A change is asked for: "grew", "fell", "change". */
export function asksChange(draft: Draft): boolean {
  return draft.flags.has('growth') || draft.flags.has('rise') || draft.flags.has('fall');
}

function isChangeAsked(draft: Draft): boolean {
  return asksChange(draft) && draft.grain === null && !draft.flags.has('trend');
}

/** The time axis asked for, or the one that fits a trend. */
export function chooseGrain(draft: Draft, period: Period | undefined, time: TimeContext): Grain | null {
  if (draft.grain) return draft.grain;
  if (draft.compare !== null && !draft.flags.has('moving') && !draft.flags.has('cumulative')) return null;
  const isTrend =
    draft.flags.has('trend') ||
    draft.flags.has('cumulative') ||
    draft.flags.has('moving') ||
    (asksChange(draft) && !period && draft.dimensions.length === 0);
  return isTrend ? grainFor(period ?? { from: time.firstDay, to: time.lastDay }) : null;
}

/** The grain a period is drawn by. */
export function grainFor(period: Period): Grain {
  const days = daysInclusive(period.from, period.to);
  return days <= DAILY_UP_TO ? 'day' : days <= WEEKLY_UP_TO ? 'week' : 'month';
}
