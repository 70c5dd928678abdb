import { z } from 'zod';
import { emptyBatch } from '@/core/model/facts';
import type { Window } from '@/core/sync/stream-plan';
import type { Stream } from '../../kit/contract';
import { CUSTOMERS } from '../documents';
import { customerSchema, mapCustomer } from '../map/catalog';
import { WITHHELD } from '../notices';
import { connectionSchema, newestOf, pageCursorOf, readPage, understood, windowOf } from '../paging';

const PAGE_SIZE = 250;
const PAGE_COST = 50;
const DAY_MS = 86_400_000;

export const customersStream: Stream = {
  id: 'customers',
  scopes: ['read_customers'],
  by: 'updated',
  overlapMs: 600_000,
  // Pages go on by a cursor, however long the window is.
  pastDays: 5_000,
  async read(session, request) {
    const schema = z.object({ customers: connectionSchema }).transform(({ customers }) => customers);
    const variables = { query: searchOf(windowOf(request)) };
    const page = await readPage(session, { query: CUSTOMERS, variables, schema, cost: PAGE_COST }, pageCursorOf(request, PAGE_SIZE));
    const { records, notices } = understood(customerSchema, page?.nodes ?? [], 'customer');
    return {
      facts: { ...emptyBatch(), customers: records.map(mapCustomer) },
      next: page?.next ?? null,
      newest: newestOf(records.map(({ updatedAt }) => updatedAt)),
      notices: page?.isWithheld ? [...notices, WITHHELD] : notices,
    };
  },
};

/** Customers are searched by whole days, of a zone that is not told: a day more at both ends holds every window. */
function searchOf({ from, to }: Window): string {
  const dayAt = (at: Date, days: number): string => new Date(at.getTime() + days * DAY_MS).toISOString().slice(0, 10);
  return `updated_at:>='${dayAt(from, -1)}' AND updated_at:<='${dayAt(to, 2)}'`;
}
