import { addDays, addMonths, fromLocal, isoWeekday, toLocal, type Day } from '../model/calendar';
import { resolvePreset, todayIn, type Preset } from '../query/period';
import type { Period } from '../query/query';
import type { DigestSchedule } from './digest';

/**
 * When a digest comes next after a moment, on the clock of a zone. A time that the clock leaves out when it is set
 * forward comes as much later; one that occurs twice comes once, the first time.
 */
export function nextDigest(schedule: DigestSchedule, after: Date, timeZone: string): Date {
  let day = firstDay(schedule, toLocal(after, timeZone).slice(0, 10));
  for (;;) {
    const due = fromLocal(`${day}T${schedule.at}:00`, timeZone);
    if (due > after) return due;
    day = dayAfter(schedule, day);
  }
}

/** Longer than between any two digests of a schedule. */
const SPAN_DAYS: Readonly<Record<DigestSchedule['every'], number>> = { day: 2, week: 8, month: 32 };

/** The last moment up to now at which a digest was to come: one stands for all that were missed while nothing ran. */
export function latestDigest(schedule: DigestSchedule, now: Date, timeZone: string): Date {
  let due = nextDigest(schedule, new Date(now.getTime() - SPAN_DAYS[schedule.every] * 86_400_000), timeZone);
  for (let next = due; next <= now; next = nextDigest(schedule, next, timeZone)) due = next;
  return due;
}

/** The first day from `day` on that the schedule names. */
function firstDay(schedule: DigestSchedule, day: Day): Day {
  switch (schedule.every) {
    case 'day':
      return day;
    case 'week':
      return addDays(day, (schedule.weekday - isoWeekday(day) + 7) % 7);
    case 'month': {
      const own = `${day.slice(0, 8)}${String(schedule.monthDay).padStart(2, '0')}`;
      return own >= day ? own : addMonths(own, 1);
    }
  }
}

function dayAfter(schedule: DigestSchedule, day: Day): Day {
  return schedule.every === 'day' ? addDays(day, 1) : schedule.every === 'week' ? addDays(day, 7) : addMonths(day, 1);
}

const PRESET: Readonly<Record<DigestSchedule['every'], Preset>> = { day: 'yesterday', week: 'last_week', month: 'last_month' };

/** The days a digest tells of: the last whole day, week or month before it comes. */
export function digestPeriod(
  every: DigestSchedule['every'],
  due: Date,
  { timeZone, weekStart }: { timeZone: string; weekStart: number },
): Period {
  const period = resolvePreset(PRESET[every], todayIn(due, timeZone), weekStart);
  if (!period) throw new RangeError(`no period of ${every}`);
  return period;
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** "Every Monday at 08:00". */
export function describeSchedule(schedule: DigestSchedule): string {
  switch (schedule.every) {
    case 'day':
      return `Every day at ${schedule.at}`;
    case 'week':
      return `Every ${WEEKDAYS[schedule.weekday - 1] ?? ''} at ${schedule.at}`;
    case 'month':
      return `On day ${schedule.monthDay} of each month at ${schedule.at}`;
  }
}
