import { z } from 'zod';
import { emptyBatch } from '@/core/model/facts';
import type { Window } from '@/core/sync/stream-plan';
import type { Notice, Page, PageRequest, Session, Stream } from '../../kit/contract';
import { bulkStateOf, readBulkPart, startBulk } from '../bulk';
import { ask } from '../client';
import { bulkOrders, ORDERS, SCOPES_GRANTED } from '../documents';
import { ONLY_RECENT, WITHHELD } from '../notices';
import { factsOfOrders, type ReadOrder } from '../order-facts';
import { connectionSchema, firstPage, nameOf, pageCursorSchema, readPage, searchIn, windowOf, type PageCursor } from '../paging';
import { listedOrderSchema } from '../schema';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** Orders on a page. Shopify allows 250, but a page of that many with their sales is dearer than a query may be. */
const PAGE_SIZE = 50;
const PAGE_COST = 100;

/** Of the file of a bulk operation: some four hundred orders. */
const PIECE_BYTES = 1_048_576;
/** A file of few orders is ready within seconds; looking costs next to nothing. */
const POLL_MS = 3 * SECOND_MS;
/** Another operation of ours runs: minutes, mostly. */
const BUSY_MS = 30 * SECOND_MS;

/** Where reading stands: text, so that it survives a restart. */
const cursorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start') }),
  z.object({ kind: z.literal('bulk'), id: z.string(), offset: z.int().nonnegative() }),
  pageCursorSchema,
]);
type Cursor = z.infer<typeof cursorSchema>;
type CursorOf<K extends Cursor['kind']> = Extract<Cursor, { kind: K }>;

/** The past by a bulk operation, what changed since page by page. */
export const ordersStream: Stream = ordersStreamOf(PIECE_BYTES);

/** @param pieceBytes how much of a bulk operation's file is read at a time. */
export function ordersStreamOf(pieceBytes: number): Stream {
  return {
    id: 'orders',
    scopes: ['read_orders'],
    by: 'updated',
    // Lists are made by a search index, which knows of a change some time after it.
    overlapMs: 10 * MINUTE_MS,
    // One bulk operation reads the past of years: beginning one takes longer than reading it.
    pastDays: 5_000,
    async read(session, request) {
      const notices = request.mode === 'backfill' && request.cursor === null ? await noticeOfDepth(session) : [];
      const page = await readFrom(session, windowOf(request), { cursor: cursorOf(request), pieceBytes });
      return { ...page, notices: [...notices, ...page.notices] };
    },
  };
}

function cursorOf({ cursor, mode }: PageRequest): Cursor {
  if (cursor !== null) return cursorSchema.parse(JSON.parse(cursor));
  return mode === 'backfill' ? { kind: 'start' } : firstPage(PAGE_SIZE);
}

function readFrom(session: Session, window: Window, { cursor, pieceBytes }: { cursor: Cursor; pieceBytes: number }): Promise<Page> {
  switch (cursor.kind) {
    case 'start':
      return start(session, window);
    case 'bulk':
      return readBulk(session, cursor, pieceBytes);
    case 'page':
      return readOrderList(session, searchOf(window), cursor);
  }
}

/** Without leave to read all, orders older than 60 days are not listed, without a word. */
async function noticeOfDepth(session: Session): Promise<Notice[]> {
  const schema = z.object({ currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }) });
  const { data } = await ask(session, { query: SCOPES_GRANTED, schema, cost: 10 });
  const isAll = data.currentAppInstallation.accessScopes.some(({ handle }) => handle === 'read_all_orders');
  return isAll ? [] : [ONLY_RECENT];
}

/** Search words for orders of a window. Test orders move no money. */
function searchOf(window: Window): string {
  return `${searchIn('updated_at', window)} AND test:false`;
}

const pause = (cursor: Cursor, waitMs: number): Page => ({
  facts: emptyBatch(),
  next: JSON.stringify(cursor),
  newest: null,
  waitMs,
  notices: [],
});

async function start(session: Session, window: Window): Promise<Page> {
  const started = await startBulk(session, bulkOrders(searchOf(window)));
  switch (started.kind) {
    case 'started':
      return pause({ kind: 'bulk', id: started.id, offset: 0 }, POLL_MS);
    case 'busy':
      return pause({ kind: 'start' }, BUSY_MS);
    case 'refused':
      return readOrderList(session, searchOf(window), firstPage(PAGE_SIZE));
  }
}

async function readBulk(session: Session, cursor: CursorOf<'bulk'>, bytes: number): Promise<Page> {
  const state = await bulkStateOf(session, cursor.id);
  switch (state.kind) {
    case 'running':
      return pause(cursor, POLL_MS);
    case 'failed':
      // Page by page it takes longer, but it can always be done.
      return pause(firstPage(PAGE_SIZE), 0);
    case 'done': {
      if (state.url === null) return { facts: emptyBatch(), next: null, newest: null, notices: [] };
      const { orders, next } = await readBulkPart(session, { url: state.url, offset: cursor.offset, bytes });
      const page = await factsOfOrders(session, orders);
      return { ...page, next: next === null ? null : JSON.stringify({ ...cursor, offset: next }) };
    }
  }
}

/** Where a list of orders goes on, as text; null for its first page. */
export const listCursorOf = (cursor: string | null): PageCursor =>
  cursor === null ? firstPage(PAGE_SIZE) : pageCursorSchema.parse(JSON.parse(cursor));

/** Read one page of the orders that some search words find. */
export async function readOrderList(session: Session, query: string, cursor: PageCursor): Promise<Page> {
  const schema = z.object({ orders: connectionSchema }).transform(({ orders }) => orders);
  const listed = await readPage(session, { query: ORDERS, variables: { query }, schema, cost: PAGE_COST }, cursor);
  const page = await factsOfOrders(session, (listed?.nodes ?? []).map(toReadOrder));
  return { ...page, next: listed?.next ?? null, notices: listed?.isWithheld ? [...page.notices, WITHHELD] : page.notices };
}

function toReadOrder(node: unknown): ReadOrder {
  const { success, data } = listedOrderSchema.safeParse(node);
  if (!success) return { id: nameOf(node), record: null, isComplete: false };
  const { nodes, pageInfo } = data.agreements;
  const agreements = nodes.map(({ sales, ...agreement }) => ({ ...agreement, sales: sales.nodes }));
  const isComplete = !pageInfo.hasNextPage && nodes.every(({ sales }) => !sales.pageInfo.hasNextPage);
  return { id: data.id, record: { ...data, agreements }, isComplete };
}
