import { isAppError } from '@/core/errors';
import type { Day } from '@/core/model/calendar';
import { dayAt, type DaySum } from '@/core/sync/reconcile';

/** An order as a list of totals tells it. */
export interface ToldOrder {
  /** Lists that change meanwhile tell some twice. */
  id: string;
  madeAt: Date;
  /** What it comes to now. @throws AppError invalid_input when that is no amount of the account's currency. */
  totalMinor(): bigint;
}

/** Orders added up by the day they were made; a day with one whose amount cannot be read has no total. */
export function sumsByDay(orders: readonly ToldOrder[], timeZone: string): Map<Day, DaySum> {
  const sums = new Map<Day, DaySum>();
  for (const order of new Map(orders.map((each) => [each.id, each])).values()) {
    const day = dayAt(order.madeAt, timeZone);
    const sum = sums.get(day) ?? { orders: 0, totalMinor: 0n };
    const minor = sum.totalMinor === null ? null : amountOf(order);
    sums.set(day, { orders: sum.orders + 1, totalMinor: minor === null ? null : (sum.totalMinor ?? 0n) + minor });
  }
  return sums;
}

function amountOf(order: ToldOrder): bigint | null {
  try {
    return order.totalMinor();
  } catch (error) {
    if (isAppError(error) && error.code === 'invalid_input') return null;
    throw error;
  }
}
