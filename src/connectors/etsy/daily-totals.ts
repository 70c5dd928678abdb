import { z } from 'zod';
import { addDays, daysInclusive, fromLocal, type Day } from '@/core/model/calendar';
import type { DayTotal, Session } from '../kit/contract';
import { get, shopPath } from './client';

/** Orders of each day as Etsy counts them, canceled ones included. What they came to is not told. */
export async function dailyTotals(session: Session, { from, to }: { from: Day; to: Day }): Promise<DayTotal[]> {
  const schema = z.object({ count: z.int().nonnegative() });
  const secondsAt = (day: Day): number => fromLocal(`${day}T00:00:00`, session.timeZone).getTime() / 1000;
  const totals: DayTotal[] = [];
  for (let left = daysInclusive(from, to), day = from; left > 0; left -= 1, day = addDays(day, 1)) {
    const query = { min_created: secondsAt(day), max_created: secondsAt(addDays(day, 1)) - 1, limit: 1 };
    const { count } = await get(session, { path: shopPath(session, '/receipts'), query, schema });
    totals.push({ day, orders: count, salesMinor: null });
  }
  return totals;
}
