import { emptyBatch } from '@/core/model/facts';
import type { Stream } from '../../kit/contract';
import { readListings } from '../listings';
import { mapListing } from '../map/listing';
import { mapEach } from '../paging';

/** All listings of the account, parents of variations included. */
export const productsStream: Stream = {
  id: 'products',
  scopes: [],
  by: 'snapshot',
  overlapMs: 0,
  async read(session, { cursor }) {
    const { listings, marketplaces, next, notices } = await readListings(session, cursor, [
      'summaries',
      'attributes',
      'offers',
      'relationships',
    ]);
    const mapped = mapEach(listings, (listing) => mapListing(listing, marketplaces), { what: 'listing', idOf: ({ sku }) => sku });
    return { facts: { ...emptyBatch(), products: mapped.facts }, next, newest: null, notices: [...notices, ...mapped.notices] };
  },
};
