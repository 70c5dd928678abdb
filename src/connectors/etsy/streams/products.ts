import { emptyBatch } from '@/core/model/facts';
import type { Stream } from '../../kit/contract';
import { factsOfListings, readListings, readSections } from '../listings';
import { mapLevels, mapListing } from '../map/listing';

/** Lists of listings have no search by time: all there are, each time. */
const RULES = { scopes: ['listings_r'], by: 'snapshot', overlapMs: 0 } as const;

export const productsStream: Stream = {
  id: 'products',
  ...RULES,
  async read(session, request) {
    const { listings, next, notices } = await readListings(session, request);
    const sections = listings.length > 0 ? await readSections(session) : new Map<string, string>();
    const sectionOf = (id: string | null | undefined): string | null => sections.get(id ?? '') ?? null;
    const mapped = factsOfListings(listings, (listing) => mapListing(listing, sectionOf(listing.shop_section_id)));
    return { facts: { ...emptyBatch(), products: mapped.facts }, next, newest: null, notices: [...notices, ...mapped.notices] };
  },
};

export const inventoryStream: Stream = {
  id: 'inventory',
  ...RULES,
  async read(session, request) {
    const { listings, next, notices } = await readListings(session, request);
    const mapped = factsOfListings(listings, (listing) => mapLevels(listing, session.timeZone));
    return { facts: { ...emptyBatch(), inventoryLevels: mapped.facts }, next, newest: null, notices: [...notices, ...mapped.notices] };
  },
};
