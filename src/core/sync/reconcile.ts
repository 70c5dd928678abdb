import { addDays, fromLocal, toLocal, type Day } from '@/core/model/calendar';
import type { LedgerKind } from '@/core/model/facts';
import { toMajor } from '@/core/model/money';

/** Orders of one day, by the day they were made on the account's clock: canceled ones are orders, deleted ones are none. */
export interface DaySum {
  orders: number;
  /**
   * What they come to now, in minor units of the account's currency: goods less discounts, with shipping, taxes, duties and
   * tips, less what was taken back since. Null when it is not told.
   */
  totalMinor: bigint | null;
}

/** What an order's own entries must come to for that: not what was paid, nor what the platform takes. */
export const TOTAL_KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'DUTY', 'TIP', 'ADJUSTMENT'];

/** A day that the platform tells otherwise than it is stored. */
export interface Difference {
  day: Day;
  here: DaySum;
  there: DaySum;
}

/** How far the days of an account have been compared. */
export interface Recount {
  /** When they last were, or could not be. */
  comparedAt: Date | null;
  /** Days that differ and are to be read again, the newest first. */
  days: readonly Day[];
  /** Ids of the orders that were told so far of the one that is being read. */
  told: readonly string[];
  /** What was left after a day had been read again: no reason to read it once more while neither side changes. */
  left: readonly Difference[];
}

export const UNCOMPARED: Recount = { comparedAt: null, days: [], told: [], left: [] };

const HOUR_MS = 3_600_000;
/** Once a day: a night begins at the same hour as the one before, and its runs at any time of it. */
const COMPARE_MS = 20 * HOUR_MS;
/** Days up to yesterday. Some platforms show no orders that are older than sixty days, and would seem to have lost them. */
export const COMPARED_DAYS = 56;
/** Days of one question. */
const DAYS_AT_ONCE = 7;

/** True when the days are to be compared again. @param mostMs they are compared that often; once a day when absent. */
export function isCompareDue({ comparedAt, days }: Recount, now: Date, mostMs = COMPARE_MS): boolean {
  return days.length === 0 && (comparedAt === null || now.getTime() - comparedAt.getTime() >= mostMs);
}

/**
 * The days that can be compared, in stretches of a question each, the oldest first: those that are over, and all of whose
 * orders have been read.
 * @param readFrom everything from here on has been read. @param since nothing is older.
 */
export function comparedPeriods({
  now,
  readFrom,
  since,
  timeZone,
}: {
  now: Date;
  readFrom: Date;
  since: Date;
  timeZone: string;
}): { from: Day; to: Day }[] {
  const to = addDays(dayAt(now, timeZone), -1);
  const readDay = dayAt(readFrom, timeZone);
  const firstWhole = readFrom <= since ? readDay : addDays(readDay, 1);
  const trailing = addDays(to, 1 - COMPARED_DAYS);
  const periods: { from: Day; to: Day }[] = [];
  for (let from = firstWhole > trailing ? firstWhole : trailing; from <= to; from = addDays(from, DAYS_AT_ONCE)) {
    const last = addDays(from, DAYS_AT_ONCE - 1);
    periods.push({ from, to: last < to ? last : to });
  }
  return periods;
}

const NOTHING: DaySum = { orders: 0, totalMinor: 0n };

/** The days on which both sides are not the same. Totals count where both are told. */
export function differencesOf(there: readonly ({ day: Day } & DaySum)[], here: ReadonlyMap<Day, DaySum>): Difference[] {
  return there.flatMap(({ day, orders, totalMinor }) => {
    const own = here.get(day) ?? NOTHING;
    const isTold = totalMinor !== null && own.totalMinor !== null;
    const isSame = orders === own.orders && (!isTold || totalMinor === own.totalMinor);
    return isSame ? [] : [{ day, here: own, there: { orders, totalMinor } }];
  });
}

/** After all days were compared: those that differ are to be read again, unless they were and nothing has changed since. */
export function afterCompare({ left }: Recount, differences: readonly Difference[], now: Date): Recount {
  const isKnown = (difference: Difference): boolean => left.some((known) => isSame(known, difference));
  const days = differences.filter((difference) => !isKnown(difference)).map(({ day }) => day);
  return { comparedAt: now, days: days.sort().reverse(), told: [], left: differences.filter(isKnown) };
}

/** After a page of a day. `isLast`: it was read to its end. */
export function afterDayPage(recount: Recount, { day, told, isLast }: { day: Day; told: readonly string[]; isLast: boolean }): Recount {
  if (!isLast) return { ...recount, told: [...recount.told, ...told] };
  return { ...recount, days: recount.days.filter((each) => each !== day), told: [] };
}

/** A day still differs after it was read again. */
export function withLeft(recount: Recount, difference: Difference): Recount {
  return { ...recount, left: [...recount.left.filter(({ day }) => day !== difference.day), difference] };
}

/** The days could not be read again: they differ the next time, too. */
export const givenUp = (recount: Recount): Recount => ({ ...recount, days: [], told: [] });

function isSame(one: Difference, other: Difference): boolean {
  return one.day === other.day && isSameSum(one.here, other.here) && isSameSum(one.there, other.there);
}

const isSameSum = (one: DaySum, other: DaySum): boolean => one.orders === other.orders && one.totalMinor === other.totalMinor;

/** The day on the account's clock. */
export const dayAt = (at: Date, timeZone: string): Day => toLocal(at, timeZone).slice(0, 10);

/** From midnight to midnight on the account's clock. */
export function windowOfDay(day: Day, timeZone: string): { from: Date; to: Date } {
  const midnightOf = (each: Day): Date => fromLocal(`${each}T00:00:00`, timeZone);
  return { from: midnightOf(day), to: midnightOf(addDays(day, 1)) };
}

/** One sentence for the seller. @param name of the marketplace. */
export function sayDifference({ day, here, there }: Difference, { name, currency }: { name: string; currency: string }): string {
  const isTold = here.totalMinor !== null && there.totalMinor !== null;
  const sumOf = ({ orders, totalMinor }: DaySum): string => {
    const counted = `${orders} ${orders === 1 ? 'order' : 'orders'}`;
    return isTold && totalMinor !== null ? `${counted} of ${toMajor(totalMinor, currency)} ${currency}` : counted;
  };
  return `Of ${day}, ${name} counts ${sumOf(there)}, and ${sumOf(here)} could be read.`;
}
