import { z } from 'zod';
import { emptyBatch } from '@/core/model/facts';
import type { Page, Session, Stream } from '../../kit/contract';
import { shopPath } from '../client';
import { fieldOf, offsetSchema, readOffset, secondsOf, START, windowOf } from '../paging';
import { factsOfReceipts } from '../receipts';

const MINUTE_MS = 60_000;

/** Where reading stands: at the receipts that changed in the second `from`, so many of which are read. */
const cursorSchema = offsetSchema.extend({ from: z.int() });
type Cursor = z.infer<typeof cursorSchema>;

/**
 * Receipts by when they last changed, the oldest first. A page goes on at the second in which the one before ended, not
 * at an offset: a receipt that changes meanwhile leaves its place and comes again later, and none moves past unseen.
 */
export const ordersStream: Stream = {
  id: 'orders',
  scopes: ['transactions_r'],
  by: 'updated',
  overlapMs: 10 * MINUTE_MS,
  // Pages go on by time, however long the window is.
  pastDays: 5_000,
  // A refund does not move the stamp of its receipt. Those of money that was paid into the account are in its ledger as
  // well (streams/finances.ts); those before that are of these days.
  rescanDays: 30,
  async read(session, request) {
    const { from, to } = secondsOf(windowOf(request));
    const cursor: Cursor = request.cursor === null ? { ...START, from } : cursorSchema.parse(JSON.parse(request.cursor));
    const { nodes, next } = await readOffset(session, listingOf(session, { from: cursor.from, to }), cursor);
    const page = nodes.length > 0 ? await factsOfReceipts(session, nodes) : { facts: emptyBatch(), newest: null, notices: [] };
    return { ...page, next: next === null ? null : JSON.stringify(nextOf(cursor, nodes, next)) } satisfies Page;
  },
};

function listingOf(session: Session, { from, to }: { from: number; to: number }) {
  const query = { min_last_modified: from, max_last_modified: to, sort_on: 'updated', sort_order: 'asc' };
  return { path: shopPath(session, '/receipts'), query, id: 'receipt_id', stamp: 'updated_timestamp' };
}

/** On to the second of the last receipt; within one second by offset, as all of it has one stamp. */
function nextOf({ from }: Cursor, nodes: readonly unknown[], next: z.infer<typeof offsetSchema>): Cursor {
  const stamp = Number(fieldOf(nodes.at(-1), 'updated_timestamp') ?? Number.NaN);
  return stamp > from ? { ...START, from: stamp } : { ...next, from };
}
