import { z } from 'zod';
import { emptyBatch } from '@/core/model/facts';
import type { Stream } from '../../kit/contract';
import { get } from '../client';
import { mapPayout } from '../map/payout';
import { mapTransaction } from '../map/transaction';
import { mapEach, newestOf, readWindow, understood } from '../paging';
import { payoutSchema, transactionSchema } from '../schema';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Amazon lists nothing of the last two minutes. */
const LAG_MS = 3 * MINUTE_MS;

const transactionsSchema = z.object({
  payload: z.object({ nextToken: z.string().min(1).nullish(), transactions: z.array(z.unknown()).nullish() }),
});

/** Fees, refunds, and what else moves the account, by when it was posted. */
export const financesStream: Stream = {
  id: 'finances',
  scopes: [],
  by: 'created',
  // More than 180 days are answered with nothing, without a word; an open end is a minute later than ours.
  windowDays: 179,
  pastDays: 179,
  // Orders of the last 48 hours may be listed late.
  overlapMs: 49 * HOUR_MS,
  lagMs: LAG_MS,
  // What is deferred is an estimate until it is released.
  rescanDays: 45,
  async read(session, request) {
    const { nodes, next } = await readWindow(session, request, async ({ after, before, token }) => {
      // Not by marketplace: then orders that sellers of the United States send out themselves are left out.
      const query = { postedAfter: after, postedBefore: before, nextToken: token };
      const path = '/finances/2024-06-19/transactions';
      const { payload } = await get(session, { operation: 'listTransactions', path, query, schema: transactionsSchema });
      return { nodes: payload.transactions ?? [], token: payload.nextToken ?? null };
    });
    const what = 'transaction of the account';
    const read = understood(transactionSchema, nodes, { what, id: 'transactionId' });
    const mapped = mapEach(read.records, (transaction) => mapTransaction(transaction, session.timeZone), {
      what,
      idOf: ({ transactionId }) => transactionId,
    });
    return {
      facts: { ...emptyBatch(), orderLedgers: mapped.facts },
      next,
      newest: newestOf(read.records.map(({ postedDate }) => postedDate)),
      notices: [...read.notices, ...mapped.notices],
    };
  },
};

const payoutsSchema = z.object({ payouts: z.array(z.unknown()).nullish(), nextToken: z.string().min(1).nullish() });

/** Money on its way to the bank, by when it set out. */
export const payoutsStream: Stream = {
  id: 'payouts',
  scopes: [],
  by: 'created',
  // Pages go on by a token, however long the window is.
  pastDays: 5_000,
  overlapMs: HOUR_MS,
  lagMs: LAG_MS,
  // A payout may fail days later, which moves no stamp that is searched.
  rescanDays: 30,
  async read(session, request) {
    const { nodes, next } = await readWindow(session, request, async ({ after, before, token }) => {
      const query = { createdAfter: after, createdBefore: before, nextToken: token };
      const path = '/finances/transfers/2024-06-01/payouts';
      const page = await get(session, { operation: 'listPayouts', path, query, schema: payoutsSchema });
      return { nodes: page.payouts ?? [], token: page.nextToken ?? null };
    });
    const read = understood(payoutSchema, nodes, { what: 'payout', id: 'id' });
    const mapped = mapEach(read.records, (payout) => mapPayout(payout, session.timeZone), { what: 'payout', idOf: ({ id }) => id });
    return {
      facts: { ...emptyBatch(), orderLedgers: mapped.facts },
      next,
      newest: newestOf(read.records.flatMap(({ creationDate }) => creationDate ?? [])),
      notices: [...read.notices, ...mapped.notices],
    };
  },
};
