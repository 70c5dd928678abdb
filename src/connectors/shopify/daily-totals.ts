import { z } from 'zod';
import { addDays, daysInclusive, fromLocal, type Day } from '@/core/model/calendar';
import type { DayTotal, Session } from '../kit/contract';
import { ask } from './client';
import { orderCounts } from './documents';
import { searchIn } from './paging';

/** Days counted by one question. */
const DAYS_AT_ONCE = 20;

/**
 * Orders of each day as Shopify counts them: by the day they were made on the shop's clock, canceled ones included,
 * test orders not. What they came to is not told.
 */
export async function dailyTotals(session: Session, { from, to }: { from: Day; to: Day }): Promise<DayTotal[]> {
  const days = Array.from({ length: Math.max(0, daysInclusive(from, to)) }, (_, index) => addDays(from, index));
  const totals: DayTotal[] = [];
  for (let start = 0; start < days.length; start += DAYS_AT_ONCE) {
    const some = days.slice(start, start + DAYS_AT_ONCE);
    const counts = await countsOf(session, some);
    for (const [index, day] of some.entries()) totals.push({ day, orders: counts[index] ?? 0, salesMinor: null });
  }
  return totals;
}

async function countsOf(session: Session, days: readonly Day[]): Promise<number[]> {
  const midnightOf = (day: Day): Date => fromLocal(`${day}T00:00:00`, session.timeZone);
  const searches = days.map((day) => {
    const window = { from: midnightOf(day), to: midnightOf(addDays(day, 1)) };
    return `${searchIn('processed_at', window)} AND test:false`;
  });
  const schema = z.object(Object.fromEntries(days.map((_, index) => [`d${index}`, z.object({ count: z.int() })])));
  const { data } = await ask(session, { query: orderCounts(searches), schema, cost: 10 * days.length });
  return days.map((_, index) => data[`d${index}`]?.count ?? 0);
}
