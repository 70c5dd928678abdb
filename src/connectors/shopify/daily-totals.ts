import { z } from 'zod';
import { eachDay, type Day } from '@/core/model/calendar';
import { windowOfDay } from '@/core/sync/reconcile';
import type { Window } from '@/core/sync/stream-plan';
import type { DailyTotals, Session } from '../kit/contract';
import { sumsByDay, type ToldOrder } from '../kit/day-sums';
import { ask } from './client';
import { ORDER_TOTALS, orderCounts } from './documents';
import { minorOf } from './map/ledger';
import { factsOfOrders } from './order-facts';
import { connectionSchema, readAll, searchIn } from './paging';
import { readOrder } from './read-order';
import { bagSchema, idSchema, stampSchema } from './schema';
import { listCursorOf, readOrderList } from './streams/orders';

/** Days counted by one question. */
const DAYS_AT_ONCE = 20;
/** Orders of a period that are listed to be added up: where there are more, they are only counted. */
const MOST_LISTED = 3000;
const PAGE_SIZE = 250;
const PAGE_COST = 50;

/**
 * Orders of each day as Shopify counts them: by when they were made, canceled ones included, test orders not. And what
 * they state to come to now.
 */
export const dailyTotals: DailyTotals = dailyTotalsOf(MOST_LISTED);

/** @param mostListed orders of a period that are added up. */
export function dailyTotalsOf(mostListed: number): DailyTotals {
  return {
    async of(session, period) {
      const { timeZone } = session;
      const days = eachDay(period);
      const counts: number[] = [];
      for (let start = 0; start < days.length; start += DAYS_AT_ONCE)
        counts.push(...(await countsOf(session, days.slice(start, start + DAYS_AT_ONCE))));
      const window = { from: windowOfDay(period.from, timeZone).from, to: windowOfDay(period.to, timeZone).to };
      const isListed = counts.reduce((sum, count) => sum + count, 0) <= mostListed;
      const sums = isListed ? sumsByDay(await list(session, window), timeZone) : null;
      return days.map((day, index) => {
        const orders = counts[index] ?? 0;
        const sum = sums?.get(day) ?? { orders: 0, totalMinor: 0n };
        // An order was made or deleted between counting and adding up.
        const isSame = sums !== null && sum.orders === orders;
        return { day, orders, totalMinor: isSame ? sum.totalMinor : null };
      });
    },
    read: (session, { window, cursor }) => readOrderList(session, searchOf(window), listCursorOf(cursor)),
    async readOne(session, externalId) {
      const id = `gid://shopify/Order/${externalId}`;
      const record = await readOrder(session, id);
      return record === null ? null : factsOfOrders(session, [{ id, record, isComplete: true }]);
    },
  };
}

const searchOf = (window: Window): string => `${searchIn('processed_at', window)} AND test:false`;

async function countsOf(session: Session, days: readonly Day[]): Promise<number[]> {
  const searches = days.map((day) => searchOf(windowOfDay(day, session.timeZone)));
  const schema = z.object(Object.fromEntries(days.map((_, index) => [`d${index}`, z.object({ count: z.int() })])));
  const { data } = await ask(session, { query: orderCounts(searches), schema, cost: 10 * days.length });
  return days.map((_, index) => data[`d${index}`]?.count ?? 0);
}

const totalSchema = z.object({ id: idSchema, processedAt: stampSchema, currentTotalPriceSet: bagSchema });

async function list(session: Session, window: Window): Promise<ToldOrder[]> {
  const schema = z.object({ orders: connectionSchema }).transform(({ orders }) => orders);
  const listing = { query: ORDER_TOTALS, variables: { query: searchOf(window) }, schema, cost: PAGE_COST };
  const orders = await readAll(session, listing, { first: PAGE_SIZE, entry: totalSchema });
  return orders.map(({ id, processedAt, currentTotalPriceSet }) => ({
    id,
    madeAt: new Date(processedAt),
    totalMinor: () => minorOf(currentTotalPriceSet, session.currency),
  }));
}
