import { dayOf, type Day } from '@/core/model/calendar';
import type { OrderFact } from '@/core/model/facts';
import { TOTAL_KINDS, type DaySum } from '@/core/sync/reconcile';

/** Orders of each day, and what they come to by their own entries. */
export function daySumsOf(orders: readonly Pick<OrderFact, 'ordered' | 'ledger'>[]): Map<Day, DaySum> {
  const sums = new Map<Day, DaySum>();
  for (const { ordered, ledger } of orders) {
    const day = dayOf(ordered);
    const sum = sums.get(day) ?? { orders: 0, totalMinor: 0n };
    const own = ledger.reduce((minor, entry) => (TOTAL_KINDS.includes(entry.kind) ? minor + entry.amountMinor : minor), 0n);
    sums.set(day, { orders: sum.orders + 1, totalMinor: (sum.totalMinor ?? 0n) + own });
  }
  return sums;
}
