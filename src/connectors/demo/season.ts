import { addDays, daysInclusive, isoWeekday, type Day } from '@/core/model/calendar';
import type { DemoMarket } from './markets';

/** Days of demo history. */
export const HISTORY_DAYS = 731;

/** How busy each month is for home goods, January first. */
const MONTHS = [0.82, 0.84, 0.9, 0.94, 1.04, 0.9, 0.86, 0.88, 0.96, 1.08, 1.3, 1.42] as const;

/** Main day of Diwali, which moves with the moon; the sale season is the three weeks before. */
const DIWALI: readonly Day[] = [
  '2022-10-24',
  '2023-11-12',
  '2024-10-31',
  '2025-10-20',
  '2026-11-08',
  '2027-10-29',
  '2028-10-17',
  '2029-11-05',
  '2030-10-26',
];

/** How many orders a day draws, compared with an average day. Growth, month, weekday and feasts multiply. */
export function dayWeight(market: DemoMarket, day: Day, today: Day): number {
  const age = daysInclusive(day, today) - 1;
  const progress = 1 - age / HISTORY_DAYS;
  const trend = 1 + (market.growth - 1) * progress;
  const month = MONTHS[Number(day.slice(5, 7)) - 1] ?? 1;
  const weekday = market.weekdays[isoWeekday(day) - 1] ?? 1;
  return trend * month * weekday * (market.currency === 'INR' ? indianFeast(day) : westernFeast(day));
}

function westernFeast(day: Day): number {
  const year = day.slice(0, 4);
  const blackFriday = addDays(nthWeekday(`${year}-11-01`, 4, 4), 1);
  const fromBlackFriday = daysInclusive(blackFriday, day) - 1;
  if (fromBlackFriday === 0 || fromBlackFriday === 3) return 3.4;
  if (fromBlackFriday > 0 && fromBlackFriday < 3) return 2.2;
  if (day >= `${year}-12-01` && day <= `${year}-12-17`) return 1.45;
  if (day >= `${year}-12-21` && day <= `${year}-12-28`) return 0.55;
  const toMothersDay = daysInclusive(day, nthWeekday(`${year}-05-01`, 7, 2)) - 1;
  return toMothersDay >= 2 && toMothersDay <= 11 ? 1.5 : 1;
}

function indianFeast(day: Day): number {
  const diwali = DIWALI.find((feast) => feast.startsWith(day.slice(0, 4)));
  if (!diwali) return 1;
  const daysTo = daysInclusive(day, diwali) - 1;
  if (daysTo >= 14 && daysTo <= 21) return 2.8;
  if (daysTo >= 2 && daysTo < 14) return 1.8;
  return daysTo >= -4 && daysTo < 0 ? 0.6 : 1;
}

/** The nth of a weekday (ISO number) in the month that begins on `first`. */
function nthWeekday(first: Day, weekday: number, nth: number): Day {
  return addDays(first, ((weekday - isoWeekday(first) + 7) % 7) + 7 * (nth - 1));
}

/** Weight of each hour of the buyer's day: little at night, a bump at noon, most in the evening. */
export const HOUR_WEIGHTS: readonly (readonly [number, number])[] = [
  1, 0.5, 0.3, 0.2, 0.2, 0.4, 1, 2, 3, 4, 4.6, 5, 5.6, 5, 4.6, 4.4, 4.6, 5, 5.6, 6.4, 7, 6.6, 4.6, 2.4,
].map((weight, hour) => [hour, weight] as const);
