import { z } from 'zod';
import { isAppError } from '@/core/errors';
import { emptyBatch } from '@/core/model/facts';
import type { Notice, Page, PageRequest, Session, Stream } from '../../kit/contract';
import { SCOPES } from '../auth';
import { ask } from '../client';
import { mapLevels, mapListing } from '../map/listing';
import { unreadable } from '../notices';
import { listingPageSchema, listingSchema, listingsSchema, type Listing } from '../schema';

/** Listings have no search by time: all there are, each time. */
const RULES = { scopes: SCOPES, by: 'snapshot', overlapMs: 0 } as const;

/** SKUs one question may name, and those of one page of ours: lists of SKUs hold five hundred. */
const MOST_SKUS = 10;
const PAGE_SKUS = 100;

/** Where reading stands: on which page of the list, and behind which SKU of it. */
const cursorSchema = z.object({ page: z.string().nullable(), after: z.string().nullable() });
type Cursor = z.infer<typeof cursorSchema>;

interface ListingPage {
  listings: { sku: string; listing: Listing }[];
  next: string | null;
  notices: Notice[];
}

async function readListings(session: Session, { cursor }: PageRequest): Promise<ListingPage> {
  const at: Cursor = cursor === null ? { page: null, after: null } : cursorSchema.parse(JSON.parse(cursor));
  const body = { filters: {}, ...(at.page === null ? {} : { page_id: at.page }) };
  const list = await ask(session, { method: 'POST', path: '/listings/v3/search', body, schema: listingPageSchema });
  const all = [...new Set(list.listings.map(({ sku_id }) => sku_id))];
  // Where it is gone, the page is read from its start.
  const start = at.after === null ? 0 : all.indexOf(at.after) + 1;
  const skus = all.slice(start, start + PAGE_SKUS);
  const page: ListingPage = { listings: [], next: null, notices: [] };
  for (let first = 0; first < skus.length; first += MOST_SKUS) await readSome(session, skus.slice(first, first + MOST_SKUS), page);
  const [last] = skus.slice(-1);
  if (start + skus.length < all.length && last !== undefined) page.next = JSON.stringify({ page: at.page, after: last } satisfies Cursor);
  else if (list.has_more) page.next = JSON.stringify({ page: list.next_page_id ?? null, after: null } satisfies Cursor);
  return page;
}

async function readSome(session: Session, skus: readonly string[], { listings, notices }: ListingPage): Promise<void> {
  const path = `/listings/v3/${skus.map(encodeURIComponent).join(',')}`;
  const { available, unavailable } = await ask(session, { path, schema: listingsSchema });
  for (const sku of skus) {
    const { success, data } = listingSchema.safeParse(available[sku]);
    if (success) listings.push({ sku, listing: data });
    // Those that are unavailable went since they were listed.
    else if (!unavailable?.includes(sku)) notices.push(unreadable('listing', sku));
  }
}

async function pageOf<T>(
  session: Session,
  request: PageRequest,
  map: (listing: Listing, sku: string) => T[],
): Promise<{ found: T[] } & Omit<Page, 'facts'>> {
  const { listings, next, notices } = await readListings(session, request);
  const found: T[] = [];
  for (const { sku, listing } of listings) {
    try {
      found.push(...map(listing, sku));
    } catch (error) {
      if (!isAppError(error) || error.code !== 'invalid_input') throw error;
      notices.push(unreadable('listing', sku));
    }
  }
  return { found, next, newest: null, notices };
}

export const productsStream: Stream = {
  id: 'products',
  ...RULES,
  async read(session, request) {
    const { found: products, ...page } = await pageOf(session, request, (listing, sku) => [mapListing(listing, sku)]);
    return { ...page, facts: { ...emptyBatch(), products } };
  },
};

export const inventoryStream: Stream = {
  id: 'inventory',
  ...RULES,
  async read(session, request) {
    const { found: inventoryLevels, ...page } = await pageOf(session, request, (listing) =>
      mapLevels(listing, session.now(), session.timeZone),
    );
    return { ...page, facts: { ...emptyBatch(), inventoryLevels } };
  },
};
