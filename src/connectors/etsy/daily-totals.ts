import { z } from 'zod';
import { eachDay } from '@/core/model/calendar';
import type { Window } from '@/core/sync/stream-plan';
import { windowOfDay } from '@/core/sync/reconcile';
import type { DailyTotals, Session } from '../kit/contract';
import { sumsByDay, type ToldOrder } from '../kit/day-sums';
import { unexpected } from '../kit/http';
import { TITLE } from './auth';
import { get, shopPath } from './client';
import { hasStatus } from './map/ledger';
import { minorOf } from './map/money';
import { PAGE_SIZE, readWindow, secondsOf } from './paging';
import { factsOfReceipts, readReceipt } from './receipts';
import { receiptSchema } from './schema';

/** Receipts of a period that are listed to be added up: where there are more, they are only counted. */
const MOST_LISTED = 30 * PAGE_SIZE;

/** Etsy adds nothing up: its totals are what its receipts state of themselves. Canceled ones are among them. */
export const dailyTotals: DailyTotals = dailyTotalsOf(MOST_LISTED);

/** @param mostListed orders of a period that are added up. */
export function dailyTotalsOf(mostListed: number): DailyTotals {
  return {
    async of(session, period) {
      const { timeZone } = session;
      const days = eachDay(period);
      const window = { from: windowOfDay(period.from, timeZone).from, to: windowOfDay(period.to, timeZone).to };
      if ((await countIn(session, window)) <= mostListed) {
        const sums = sumsByDay(await list(session, window), timeZone);
        return days.map((day) => ({ day, ...(sums.get(day) ?? { orders: 0, totalMinor: 0n }) }));
      }
      const totals = [];
      for (const day of days) totals.push({ day, orders: await countIn(session, windowOfDay(day, timeZone)), totalMinor: null });
      return totals;
    },
    async read(session, { window, cursor }) {
      const { nodes, next } = await readWindow(session, listingOf(session), { window, cursor, mode: 'delta' });
      const page = await factsOfReceipts(session, nodes);
      return { ...page, next };
    },
    async readOne(session, externalId) {
      const receipt = await readReceipt(session, externalId);
      return receipt === null ? null : factsOfReceipts(session, [receipt]);
    },
  };
}

const listingOf = (session: Session) => ({ path: shopPath(session, '/receipts'), id: 'receipt_id' });

/** Both ends of a stretch belong to it at Etsy: its last second is the one before the window ends. */
async function countIn(session: Session, window: Window): Promise<number> {
  const { from, to } = secondsOf(window);
  const schema = z.object({ count: z.int().nonnegative() });
  const query = { min_created: from, max_created: to - 1, limit: 1 };
  return (await get(session, { path: shopPath(session, '/receipts'), query, schema })).count;
}

const totalSchema = receiptSchema.pick({ receipt_id: true, status: true, created_timestamp: true, grandtotal: true, refunds: true });

async function list(session: Session, window: Window): Promise<ToldOrder[]> {
  const told: ToldOrder[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof readWindow>> = await readWindow(session, listingOf(session), { window, cursor, mode: 'delta' });
    const { success, data } = z.array(totalSchema).safeParse(page.nodes);
    if (!success) throw unexpected(TITLE, 'sent an order in another form');
    for (const receipt of data)
      told.push({
        id: receipt.receipt_id,
        madeAt: new Date(receipt.created_timestamp * 1000),
        totalMinor: () => leftOf(receipt, session.currency),
      });
    cursor = page.next;
  } while (cursor !== null);
  return told;
}

function leftOf({ status, grandtotal, refunds }: z.infer<typeof totalSchema>, currency: string): bigint {
  if (hasStatus({ status }, 'canceled', 'fully refunded')) return 0n;
  return (refunds ?? []).reduce((left, { amount }) => left - minorOf(amount, currency), minorOf(grandtotal, currency));
}
