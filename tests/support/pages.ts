import type { DailyTotals, Page, Session } from '@/connectors/kit/contract';
import type { Faults } from '@/connectors/kit/sandbox/faults';
import type { Day } from '@/core/model/calendar';
import type { FactBatch, OrderFact } from '@/core/model/facts';
import { windowOfDay } from '@/core/sync/reconcile';

export const noticesOf = (pages: readonly Page[]): string[] => pages.flatMap(({ notices }) => notices.map(({ text }) => text));

/** Orders with the parts of their ledgers that other streams tell, as a store holds them. */
export function withParts({ orders, orderLedgers }: FactBatch): OrderFact[] {
  const parts = new Map<string, OrderFact['ledger']>();
  for (const { orderExternalId: id, entries } of orderLedgers) parts.set(id, [...(parts.get(id) ?? []), ...entries]);
  return orders.map((order) => ({ ...order, ledger: [...order.ledger, ...(parts.get(order.externalId) ?? [])] }));
}

/** A fetch that brings answers of the vendor in which one text stands for another. */
export function rewritten(from: RegExp, to: string): typeof fetch {
  return async (input, init) => {
    const answer = await fetch(input, init);
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
    return isJson ? new Response((await answer.text()).replace(from, to), answer) : answer;
  };
}

/** Ways in which a vendor fails while orders are read. `timeout`: every so many requests, as there must be enough of them. */
export const failures = (timeout: number): [name: string, faults: Partial<Faults>][] => [
  ['does not', {}],
  ['asks to slow down', { throttle: 3 }],
  ['is unavailable now and then', { unavailable: 3 }],
  ['does not answer now and then', { timeout }],
  ['is cut off in the middle', { cut: 4 }],
  ['refuses its tokens again and again', { expire: 5 }],
  ['repeats records and holds those of the end', { inclusive: true }],
  ['cuts nested lists without a word', { truncate: 1 }],
  ['has a clock that is ahead', { skewMs: 7 * 60_000 }],
  ['sends fields nobody knows', { schema: 'more' }],
  ['does all of it at once', { throttle: 7, unavailable: 11, cut: 13, expire: 5, inclusive: true, truncate: 2, schema: 'more' }],
];

/** Read the orders of a day, by when they were made, to its end. */
export async function readDay({ read }: DailyTotals, { session }: { session: Session }, day: Day): Promise<OrderFact[]> {
  const orders: OrderFact[] = [];
  const window = windowOfDay(day, session.timeZone);
  for (let cursor: string | null = null; ;) {
    const { facts, next } = await read(session, { window, cursor });
    orders.push(...facts.orders);
    if (next === null) return orders;
    cursor = next;
  }
}
