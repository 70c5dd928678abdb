import { emptyBatch } from '@/core/model/facts';
import type { Stream } from '../../kit/contract';
import { readListings, readSections } from '../listings';
import { mapLevels, mapListing } from '../map/listing';

export const productsStream: Stream = {
  id: 'products',
  scopes: ['listings_r'],
  by: 'snapshot',
  overlapMs: 0,
  async read(session, request) {
    const { listings, next, notices } = await readListings(session, request);
    const sections = listings.length > 0 ? await readSections(session) : new Map<string, string>();
    const products = listings.flatMap((listing) => mapListing(listing, sections.get(listing.shop_section_id ?? '') ?? null));
    return { facts: { ...emptyBatch(), products }, next, newest: null, notices };
  },
};

export const inventoryStream: Stream = {
  id: 'inventory',
  scopes: ['listings_r'],
  by: 'snapshot',
  overlapMs: 0,
  async read(session, request) {
    const { listings, next, notices } = await readListings(session, request);
    const inventoryLevels = listings.flatMap((listing) => mapLevels(listing, session.timeZone));
    return { facts: { ...emptyBatch(), inventoryLevels }, next, newest: null, notices };
  },
};
