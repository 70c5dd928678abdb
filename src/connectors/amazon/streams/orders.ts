import { z } from 'zod';
import { emptyBatch } from '@/core/model/facts';
import type { Stream } from '../../kit/contract';
import { endOfPast } from '../account';
import { get } from '../client';
import { mapOrder } from '../map/order';
import { mapEach, newestOf, readWindow, understood } from '../paging';
import { orderSchema } from '../schema';

const MINUTE_MS = 60_000;

/** Orders on a page: Amazon gives no more, and few pages. */
const PAGE_SIZE = 100;
/** What of an order is read. Who bought it and where it went is not. */
const INCLUDED = ['PROCEEDS', 'TAX', 'FULFILLMENT', 'PACKAGES', 'PAYMENT'];

const pageSchema = z.object({
  orders: z.array(z.unknown()),
  pagination: z.object({ nextToken: z.string().min(1).nullish() }).nullish(),
});

/** Orders of all the region's marketplaces by when they last changed. */
export const ordersStream: Stream = {
  id: 'orders',
  scopes: [],
  by: 'updated',
  overlapMs: 10 * MINUTE_MS,
  // Amazon lists nothing of the last two minutes.
  lagMs: 3 * MINUTE_MS,
  // Twenty pages may be asked for at once, then one in three minutes: two years are thirteen windows, and a window of forty
  // thousand orders is read within the day that its token is good for.
  pastDays: 60,
  async read(session, request) {
    const { nodes, next } = await readWindow(session, request, async ({ after, before, token }) => {
      const query = {
        lastUpdatedAfter: after,
        lastUpdatedBefore: before,
        maxResultsPerPage: PAGE_SIZE,
        includedData: INCLUDED.join(','),
        paginationToken: token,
      };
      const page = await get(session, { operation: 'searchOrders', path: '/orders/2026-01-01/orders', query, schema: pageSchema });
      return { nodes: page.orders, token: page.pagination?.nextToken ?? null };
    });
    const read = understood(orderSchema, nodes, { what: 'order', id: 'orderId' });
    const mapped = mapEach(read.records, (order) => mapOrder(order, session), { what: 'order', idOf: ({ orderId }) => orderId });
    const end = next === null && mapped.facts.length > 0 ? endOfPast(session, request.window) : null;
    return {
      facts: { ...emptyBatch(), orders: mapped.facts },
      next,
      newest: newestOf(read.records.map(({ lastUpdatedTime }) => lastUpdatedTime)),
      notices: [...read.notices, ...mapped.notices, ...(end ? [end] : [])],
    };
  },
};
