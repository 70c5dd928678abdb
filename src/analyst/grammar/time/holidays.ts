import { addDays, isoWeekday, type Day } from '@/core/model/calendar';

const two = (value: number): string => String(value).padStart(2, '0');
const fixed =
  (month: number, day: number) =>
  (year: number): Day =>
    `${year}-${two(month)}-${two(day)}`;

/** The nth weekday (ISO) of a month; -1 is the last. */
const nth =
  (count: number, weekday: number, month: number, offset = 0) =>
  (year: number): Day => {
    if (count > 0) {
      const first = `${year}-${two(month)}-01`;
      return addDays(first, ((weekday - isoWeekday(first) + 7) % 7) + (count - 1) * 7 + offset);
    }
    const last = addDays(month === 12 ? `${year + 1}-01-01` : `${year}-${two(month + 1)}-01`, -1);
    return addDays(last, -((isoWeekday(last) - weekday + 7) % 7) + offset);
  };

/** Easter Sunday of the Gregorian calendar (Butcher's algorithm), shifted. */
const easter =
  (offset: number) =>
  (year: number): Day => {
    const a = year % 19;
    const b = Math.floor(year / 100);
    const c = year % 100;
    const d = Math.floor((8 * b + 13) / 25);
    const h = (19 * a + b - Math.floor(b / 4) - d + 15) % 30;
    const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
    const m = Math.floor((a + 11 * h + 22 * l) / 451);
    const sum = h + l - 7 * m + 114;
    return addDays(`${year}-${two(Math.floor(sum / 31))}-${two((sum % 31) + 1)}`, offset);
  };

/** Main day of Diwali (Lakshmi Puja) by year: it follows the moon, so it is listed. */
const DIWALI: Readonly<Record<number, string>> = {
  2010: '11-05',
  2011: '10-26',
  2012: '11-13',
  2013: '11-03',
  2014: '10-23',
  2015: '11-11',
  2016: '10-30',
  2017: '10-19',
  2018: '11-07',
  2019: '10-27',
  2020: '11-14',
  2021: '11-04',
  2022: '10-24',
  2023: '11-12',
  2024: '10-31',
  2025: '10-20',
  2026: '11-08',
  2027: '10-29',
  2028: '10-17',
  2029: '11-05',
  2030: '10-26',
};

/** Day of a trading holiday in a year; null when it is not known for that year. A holiday is one line. */
export const HOLIDAYS: Readonly<Record<string, (year: number) => Day | null>> = {
  newYear: fixed(1, 1),
  valentines: fixed(2, 14),
  consumerDay: fixed(3, 15),
  goodFriday: easter(-2),
  easter: easter(0),
  carnival: easter(-47),
  mothersDay: nth(2, 7, 5),
  memorialDay: nth(-1, 1, 5),
  fathersDay: nth(3, 7, 6),
  independenceDayUs: fixed(7, 4),
  laborDayUs: nth(1, 1, 9),
  childrensDayBr: fixed(10, 12),
  halloween: fixed(10, 31),
  diwali: (year) => (DIWALI[year] ? `${year}-${DIWALI[year]}` : null),
  singlesDay: fixed(11, 11),
  thanksgiving: nth(4, 4, 11),
  blackFriday: nth(4, 4, 11, 1),
  cyberMonday: nth(4, 4, 11, 4),
  christmasEve: fixed(12, 24),
  christmas: fixed(12, 25),
  boxingDay: fixed(12, 26),
  newYearsEve: fixed(12, 31),
};
