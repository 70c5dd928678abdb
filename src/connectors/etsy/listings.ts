import { z } from 'zod';
import { isAppError } from '@/core/errors';
import { unexpected } from '../kit/http';
import type { Notice, PageRequest, Session } from '../kit/contract';
import { TITLE } from './auth';
import { find, shopPath } from './client';
import { hasAllVariants } from './map/listing';
import { MOST_OFFSET, offsetSchema, readOffset, START, understood, unreadable } from './paging';
import { inventorySchema, listingSchema, type Listing } from './schema';

/** States of listings, one list each. Drafts were never sold. */
const STATES = ['active', 'sold_out', 'inactive', 'expired'] as const;

const cursorSchema = offsetSchema.extend({
  state: z
    .int()
    .min(0)
    .max(STATES.length - 1),
});

/** Read one page of the shop's listings with their stock: lists have no search by time, so it is all there are, each time. */
export async function readListings(
  session: Session,
  { cursor }: PageRequest,
): Promise<{ listings: Listing[]; next: string | null; notices: Notice[] }> {
  const { state, ...offset } = cursor === null ? { ...START, state: 0 } : cursorSchema.parse(JSON.parse(cursor));
  const listing = { path: shopPath(session, '/listings'), id: 'listing_id', query: { state: STATES[state], includes: 'Inventory' } };
  const { nodes, count, next } = await readOffset(session, listing, offset);
  const { records, notices } = understood(listingSchema, nodes, { what: 'listing', id: 'listing_id' });
  const listings: Listing[] = [];
  for (const record of records) listings.push(await whole(session, record));
  if (next && next.skip <= MOST_OFFSET) return { listings, next: JSON.stringify({ ...next, state }), notices };
  if (next)
    notices.push({ code: 'truncated', text: `Etsy lists no more than ${MOST_OFFSET} of the ${count} listings that are ${STATES[state]}.` });
  return { listings, next: state + 1 < STATES.length ? JSON.stringify({ ...START, state: state + 1 }) : null, notices };
}

/** Facts of listings. One whose amounts make no sense becomes a notice. */
export function factsOfListings<T>(listings: readonly Listing[], map: (listing: Listing) => T[]): { facts: T[]; notices: Notice[] } {
  const facts: T[] = [];
  const notices: Notice[] = [];
  for (const listing of listings) {
    try {
      facts.push(...map(listing));
    } catch (error) {
      if (!isAppError(error) || error.code !== 'invalid_input') throw error;
      notices.push(unreadable('listing', listing.listing_id));
    }
  }
  return { facts, notices };
}

async function whole(session: Session, listing: Listing): Promise<Listing> {
  if (hasAllVariants(listing)) return listing;
  const inventory = await find(session, { path: `/listings/${listing.listing_id}/inventory`, schema: inventorySchema });
  return inventory ? { ...listing, inventory } : listing;
}

/** Titles of the shop's sections by their ids. */
export async function readSections(session: Session): Promise<Map<string, string>> {
  const schema = z.object({
    results: z.array(z.object({ shop_section_id: z.union([z.int(), z.string()]).transform(String), title: z.string() })),
  });
  const page = await find(session, { path: shopPath(session, '/sections'), schema });
  if (!page) throw unexpected(TITLE, 'does not know the shop');
  return new Map(page.results.map(({ shop_section_id, title }) => [shop_section_id, title]));
}
