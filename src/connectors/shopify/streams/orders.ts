import { z } from 'zod';
import type { Notice, Page, PageRequest, Session, Stream, Window } from '../../kit/contract';
import { ask, TooCostly } from '../client';
import { ORDERS, SCOPES_GRANTED } from '../documents';
import { factsOfOrders, type ReadOrder } from '../order-facts';
import { listedOrderSchema, pageSchema } from '../schema';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** Orders on a page. Shopify allows 250, but a page of that many with their sales is dearer than a query may be. */
const PAGE_SIZE = 25;
const PAGE_COST = 250;

/** Where reading stands: text, so that it survives a restart. */
const cursorSchema = z.object({ kind: z.literal('page'), after: z.string().nullable(), first: z.int().positive() });
type PageCursor = z.infer<typeof cursorSchema>;

export const ordersStream: Stream = {
  id: 'orders',
  scopes: ['read_orders'],
  by: 'updated',
  // Lists are made by a search index, which knows of a change some time after it.
  overlapMs: 10 * MINUTE_MS,
  async read(session, request) {
    const notices = request.mode === 'backfill' && request.cursor === null ? await noticeOfDepth(session) : [];
    const cursor: PageCursor =
      request.cursor === null ? { kind: 'page', after: null, first: PAGE_SIZE } : cursorSchema.parse(JSON.parse(request.cursor));
    const page = await readPage(session, windowOf(request), cursor);
    return { ...page, notices: [...notices, ...page.notices] };
  },
};

/** @throws TypeError without a window: orders are read by when they changed. */
export function windowOf({ window }: PageRequest): Window {
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

async function readPage(session: Session, window: Window, cursor: PageCursor): Promise<Page> {
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

export const WITHHELD: Notice = {
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
