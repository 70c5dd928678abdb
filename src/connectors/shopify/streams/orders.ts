import { z } from 'zod';
import { emptyBatch } from '@/core/model/facts';
import type { Window } from '@/core/sync/stream-plan';
import type { Notice, Page, PageRequest, Session, Stream } from '../../kit/contract';
import { bulkStateOf, readBulkPart, startBulk } from '../bulk';
import { ask, TooCostly } from '../client';
import { bulkOrders, ORDERS, SCOPES_GRANTED } from '../documents';
import { factsOfOrders, type ReadOrder } from '../order-facts';
import { listedOrderSchema, pageSchema } from '../schema';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** Orders on a page. Shopify allows 250, but a page of that many with their sales is dearer than a query may be. */
const PAGE_SIZE = 25;
const PAGE_COST = 250;

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
  z.object({ kind: z.literal('page'), after: z.string().nullable(), first: z.int().positive() }),
]);
type Cursor = z.infer<typeof cursorSchema>;
type CursorOf<K extends Cursor['kind']> = Extract<Cursor, { kind: K }>;

const FIRST_PAGE: CursorOf<'page'> = { kind: 'page', after: null, first: PAGE_SIZE };

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
    async read(session, request) {
      const notices = request.mode === 'backfill' && request.cursor === null ? await noticeOfDepth(session) : [];
      const page = await readFrom(session, windowOf(request), { cursor: cursorOf(request), pieceBytes });
      return { ...page, notices: [...notices, ...page.notices] };
    },
  };
}

function cursorOf({ cursor, mode }: PageRequest): Cursor {
  if (cursor !== null) return cursorSchema.parse(JSON.parse(cursor));
  return mode === 'backfill' ? { kind: 'start' } : FIRST_PAGE;
}

function readFrom(session: Session, window: Window, { cursor, pieceBytes }: { cursor: Cursor; pieceBytes: number }): Promise<Page> {
  switch (cursor.kind) {
    case 'start':
      return start(session, window);
    case 'bulk':
      return readBulk(session, cursor, pieceBytes);
    case 'page':
      return readPage(session, window, cursor);
  }
}

/** @throws TypeError without a window: orders are read by when they changed. */
function windowOf({ window }: PageRequest): Window {
  if (!window) throw new TypeError('this stream is read in windows');
  return window;
}

/** Without leave to read all, orders older than 60 days are not listed, without a word. */
async function noticeOfDepth(session: Session): Promise<Notice[]> {
  const schema = z.object({ currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }) });
  const { data } = await ask(session, { query: SCOPES_GRANTED, schema, cost: 10 });
  const isAll = data.currentAppInstallation.accessScopes.some(({ handle }) => handle === 'read_all_orders');
  const text = 'Shopify shows this app only the orders of the last 60 days; older ones need the permission "read_all_orders".';
  return isAll ? [] : [{ code: 'not_permitted', text }];
}

/** Search words for orders of a window. Test orders move no money. */
export function searchOf({ from, to }: Window): string {
  return `updated_at:>='${stampOf(from)}' AND updated_at:<'${stampOf(to)}' AND test:false`;
}

/** Shopify's clock ticks in seconds. Both ends are cut to it alike, so that windows that touch leave nothing out. */
function stampOf(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
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
      return readPage(session, window, FIRST_PAGE);
  }
}

async function readBulk(session: Session, cursor: CursorOf<'bulk'>, bytes: number): Promise<Page> {
  const state = await bulkStateOf(session, cursor.id);
  switch (state.kind) {
    case 'running':
      return pause(cursor, POLL_MS);
    case 'failed':
      // Page by page it takes longer, but it can always be done.
      return pause(FIRST_PAGE, 0);
    case 'done': {
      if (state.url === null) return { facts: emptyBatch(), next: null, newest: null, notices: [] };
      const { orders, next } = await readBulkPart(session, { url: state.url, offset: cursor.offset, bytes });
      const page = await factsOfOrders(session, orders);
      return { ...page, next: next === null ? null : JSON.stringify({ ...cursor, offset: next }) };
    }
  }
}

async function readPage(session: Session, window: Window, cursor: CursorOf<'page'>): Promise<Page> {
  const variables = { first: cursor.first, after: cursor.after, query: searchOf(window) };
  const schema = z.object({ orders: pageSchema });
  try {
    const { data, isWithheld } = await ask(session, { query: ORDERS, variables, schema, cost: PAGE_COST });
    const { nodes, pageInfo } = data.orders;
    const page = await factsOfOrders(session, nodes.map(toReadOrder));
    const next = pageInfo.hasNextPage ? JSON.stringify({ ...cursor, after: pageInfo.endCursor }) : null;
    return { ...page, next, notices: isWithheld ? [...page.notices, WITHHELD] : page.notices };
  } catch (error) {
    if (!(error instanceof TooCostly) || cursor.first === 1) throw error;
    return readPage(session, window, { ...cursor, first: Math.max(1, Math.floor(cursor.first * error.share)) });
  }
}

const WITHHELD: Notice = {
  code: 'not_permitted',
  text: 'Shopify withholds who bought and where: the app has no leave to read protected customer data.',
};

function toReadOrder(node: unknown): ReadOrder {
  const { success, data } = listedOrderSchema.safeParse(node);
  if (!success) return { id: z.object({ id: z.string() }).safeParse(node).data?.id ?? null, record: null, isComplete: false };
  const { nodes, pageInfo } = data.agreements;
  const agreements = nodes.map(({ sales, ...agreement }) => ({ ...agreement, sales: sales.nodes }));
  const isComplete = !pageInfo.hasNextPage && nodes.every(({ sales }) => !sales.pageInfo.hasNextPage);
  return { id: data.id, record: { ...data, agreements }, isComplete };
}
