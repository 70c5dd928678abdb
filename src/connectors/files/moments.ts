import { fromLocal, isDay, momentFromInstant, momentFromLocal } from '@/core/model/calendar';
import type { Moment } from '@/core/model/facts';

export interface MomentOptions {
  /** IANA zone of wall-clock times that state none, and the clock that instants are read on. */
  timeZone: string;
  /** Order of day and month in dates like 03/04/2026. */
  dateOrder?: 'mdy' | 'dmy';
  /** The source writes the shop's wall clock with its offset: keep that clock instead of converting it. */
  keepsStatedClock?: boolean;
}

const TIME = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp][Mm])?)?`;
const ZONE = String.raw`\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${TIME}${ZONE}$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${TIME}${ZONE}$`);

/** Orders of online shops: a year outside is a broken cell ("0001-01-01", Excel's 1899) and not history. */
const FIRST_YEAR = 1990;
const LAST_YEAR = 2100;

/** Lines of one order repeat its date, and reading a zone's clock is slow: the last readings are kept. */
const REMEMBERED = 512;
const remembered = new Map<string, Moment | null>();

/** The moment a text states, or null when it is none. A date without a time is the beginning of that day. */
export function parseMoment(text: string, options: MomentOptions): Moment | null {
  const key = `${text}|${options.timeZone}|${options.dateOrder ?? 'mdy'}|${options.keepsStatedClock === true}`;
  let moment = remembered.get(key);
  if (moment === undefined) {
    moment = readMoment(text, options);
    if (remembered.size >= REMEMBERED) remembered.clear();
    remembered.set(key, moment);
  }
  return moment;
}

function readMoment(text: string, options: MomentOptions): Moment | null {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return build([yearFirst[1], yearFirst[3], yearFirst[4]], yearFirst.slice(5), options);
  const yearLast = YEAR_LAST.exec(text);
  if (!yearLast) return null;
  const [, first = '', , second = '', year = ''] = yearLast;
  // A first number above 12 can only be a day, also where months usually come first; and the other way round.
  const isDayFirst = Number(first) > 12 || (options.dateOrder === 'dmy' && Number(second) <= 12);
  const fullYear = year.length === 2 ? `20${year}` : year;
  return build(isDayFirst ? [fullYear, second, first] : [fullYear, first, second], yearLast.slice(5), options);
}

function build(date: (string | undefined)[], time: (string | undefined)[], options: MomentOptions): Moment | null {
  const day = date.map((part = '') => part.padStart(2, '0')).join('-');
  const [hour = '0', minute = '00', second = '00', half, zone] = time;
  const clockHour = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  const year = Number(day.slice(0, 4));
  if (!isDay(day) || year < FIRST_YEAR || year > LAST_YEAR) return null;
  if (clockHour > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const local = `${day}T${String(clockHour).padStart(2, '0')}:${minute}:${second}`;
  if (zone === undefined) return momentFromLocal(local, options.timeZone);
  if (!/^[+-]/.test(zone)) return momentFromInstant(fromLocal(local, 'UTC'), options.timeZone);
  const offset = `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const at = new Date(`${local}${offset}`);
  if (Number.isNaN(at.getTime())) return null;
  return options.keepsStatedClock ? { at, local } : momentFromInstant(at, options.timeZone);
}
