import { z } from 'zod';
import type { Notice, Session } from '../kit/contract';
import { marketplacesOf } from './account';
import { get, Refused } from './client';
import { understood } from './paging';
import { listingSchema, type Listing } from './schema';

/** Listings on a page, and those that one search gives at most. */
const PAGE_SIZE = 20;
const MOST = 1000;

const cursorSchema = z.object({
  marketplaces: z.array(z.string()).min(1),
  /** Only what was made since; a search that is full goes on from its last one. */
  since: z.string().nullable(),
  token: z.string().nullable(),
  /** Listings of this search so far. */
  read: z.int(),
});
type Cursor = z.infer<typeof cursorSchema>;

const pageSchema = z.object({
  numberOfResults: z.int(),
  pagination: z.object({ nextToken: z.string().min(1).nullish() }).nullish(),
  items: z.array(z.unknown()),
});

/** Read one page of the account's listings, by when they were made. */
export async function readListings(
  session: Session,
  cursorText: string | null,
  included: readonly string[],
): Promise<{ listings: Listing[]; marketplaces: string[]; next: string | null; notices: Notice[] }> {
  const cursor =
    cursorText === null
      ? { marketplaces: await marketplacesOf(session), since: null, token: null, read: 0 }
      : cursorSchema.parse(JSON.parse(cursorText));
  const { marketplaces } = cursor;
  const page = await ask(session, cursor, included);
  // Its token has ended: the search begins again.
  if (page === null) return { listings: [], marketplaces, next: JSON.stringify({ ...cursor, token: null, read: 0 }), notices: [] };
  const { records: listings, notices } = understood(listingSchema, page.items, { what: 'listing', id: 'sku' });
  const { next, isCut } = nextOf(cursor, { page, listings });
  return { listings, marketplaces, next: next && JSON.stringify(next), notices: isCut ? [...notices, TRUNCATED] : notices };
}

async function ask(session: Session, cursor: Cursor, included: readonly string[]): Promise<z.infer<typeof pageSchema> | null> {
  const query = {
    marketplaceIds: cursor.marketplaces.join(','),
    includedData: included.join(','),
    createdAfter: cursor.since ?? undefined,
    sortBy: 'createdDate',
    sortOrder: 'ASC',
    pageSize: PAGE_SIZE,
    pageToken: cursor.token ?? undefined,
  };
  const path = `/listings/2021-08-01/items/${encodeURIComponent(session.accountId)}`;
  try {
    return await get(session, { operation: 'searchListingsItems', path, query, schema: pageSchema });
  } catch (error) {
    if (error instanceof Refused && cursor.token !== null) return null;
    throw error;
  }
}

function nextOf(
  cursor: Cursor,
  { page, listings }: { page: z.infer<typeof pageSchema>; listings: readonly Listing[] },
): { next: Cursor | null; isCut: boolean } {
  const token = page.pagination?.nextToken ?? null;
  const read = cursor.read + page.items.length;
  if (token !== null && read < MOST) return { next: { ...cursor, token, read }, isCut: false };
  if (read < Math.min(MOST, page.numberOfResults) || page.numberOfResults <= MOST) return { next: null, isCut: false };
  const since =
    listings
      .flatMap(({ summaries }) => (summaries ?? []).map(({ createdDate }) => createdDate))
      .sort()
      .at(-1) ?? null;
  // A thousand made in one moment: nothing tells them apart.
  if (since === null || since === cursor.since) return { next: null, isCut: true };
  return { next: { ...cursor, since, token: null, read: 0 }, isCut: false };
}

const TRUNCATED: Notice = {
  code: 'truncated',
  text: 'More than a thousand listings were made at the same moment; Amazon shows no more than a thousand of them.',
};
