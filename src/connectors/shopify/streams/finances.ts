import { z } from 'zod';
import { emptyBatch, type OrderLedgerFact } from '@/core/model/facts';
import type { Page, PageRequest, Session, Stream } from '../../kit/contract';
import { BALANCE_TRANSACTIONS, PAYOUTS } from '../documents';
import { balanceTransactionSchema, mapBalanceTransaction, mapPayout, payoutSchema } from '../map/finance';
import { NO_PAYMENTS_ACCOUNT } from '../notices';
import { connectionSchema, newestOf, pageCursorOf, readPage, searchIn, understood, windowOf } from '../paging';

const PAGE_SIZE = 250;
const PAGE_COST = 60;
const HOUR_MS = 3_600_000;

/** What the account's lists have in common. */
interface AccountList<T> {
  query: string;
  field: 'balanceTransactions' | 'payouts';
  /** Field of search for the time, and the record's own stamp of it. */
  searchField: string;
  stampOf(record: T): string;
  schema: z.ZodType<T>;
  what: string;
  map(record: T, timeZone: string): OrderLedgerFact | null;
}

async function readList<T>(session: Session, request: PageRequest, list: AccountList<T>): Promise<Page> {
  const lists = z.object({ balanceTransactions: connectionSchema.optional(), payouts: connectionSchema.optional() });
  const schema = z
    .object({ shopifyPaymentsAccount: lists.nullable() })
    .transform(({ shopifyPaymentsAccount }) => shopifyPaymentsAccount?.[list.field] ?? null);
  const variables = { query: searchIn(list.searchField, windowOf(request)) };
  const page = await readPage(session, { query: list.query, variables, schema, cost: PAGE_COST }, pageCursorOf(request, PAGE_SIZE));
  if (page === null) {
    return { facts: emptyBatch(), next: null, newest: null, notices: request.mode === 'backfill' ? [NO_PAYMENTS_ACCOUNT] : [] };
  }
  const { records, notices } = understood(list.schema, page.nodes, list.what);
  const orderLedgers = records.flatMap((record) => list.map(record, session.timeZone) ?? []);
  return { facts: { ...emptyBatch(), orderLedgers }, next: page.next, newest: newestOf(records.map(list.stampOf)), notices };
}

/** Fees of payments, by order, and what else moves the balance. */
export const financesStream: Stream = {
  id: 'finances',
  scopes: ['read_shopify_payments_accounts', 'read_shopify_payments_payouts'],
  by: 'created',
  overlapMs: HOUR_MS,
  // Pages go on by a cursor, however long the window is.
  pastDays: 5_000,
  read: (session, request) =>
    readList(session, request, {
      query: BALANCE_TRANSACTIONS,
      field: 'balanceTransactions',
      searchField: 'processed_at',
      stampOf: ({ transactionDate }) => transactionDate,
      schema: balanceTransactionSchema,
      what: 'movement of the balance',
      map: mapBalanceTransaction,
    }),
};

export const payoutsStream: Stream = {
  id: 'payouts',
  scopes: ['read_shopify_payments_accounts', 'read_shopify_payments_payouts'],
  by: 'created',
  overlapMs: HOUR_MS,
  // Pages go on by a cursor, however long the window is.
  pastDays: 5_000,
  // A payout is issued before it is paid, and may fail weeks later; neither moves a stamp.
  rescanDays: 30,
  read: (session, request) =>
    readList(session, request, {
      query: PAYOUTS,
      field: 'payouts',
      searchField: 'issued_at',
      stampOf: ({ issuedAt }) => issuedAt,
      schema: payoutSchema,
      what: 'payout',
      map: mapPayout,
    }),
};
