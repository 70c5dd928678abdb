import { z } from 'zod';
import { emptyBatch, type InventoryLevelFact } from '@/core/model/facts';
import type { Page, Session, Stream } from '../../kit/contract';
import { marketplacesOf } from '../account';
import { get, Refused } from '../client';
import { readListings } from '../listings';
import { mapAmazonStock, mapOwnStock } from '../map/listing';
import { mapEach, understood } from '../paging';
import { placeOf } from '../regions';
import { summarySchema } from '../schema';

/** Tokens of this list end after thirty seconds: what was left off longer is read again. */
const TOKEN_MS = 25_000;

const cursorSchema = z.discriminatedUnion('at', [
  z.object({
    at: z.literal('amazon'),
    /** Marketplaces whose stock is still to be read, one of each pool. */
    pools: z.array(z.string()),
    token: z.string().nullable(),
    asked: z.int(),
  }),
  z.object({ at: z.literal('own'), listings: z.string().nullable() }),
]);
type Cursor = z.infer<typeof cursorSchema>;

/** What lies with Amazon, pool by pool, then what sellers send out themselves. */
export const inventoryStream: Stream = {
  id: 'inventory',
  scopes: [],
  by: 'snapshot',
  overlapMs: 0,
  async read(session, request) {
    const cursor: Cursor =
      request.cursor === null
        ? { at: 'amazon', pools: onePerPool(await marketplacesOf(session)), token: null, asked: 0 }
        : cursorSchema.parse(JSON.parse(request.cursor));
    return cursor.at === 'amazon' ? readAmazon(session, cursor) : readOwn(session, cursor.listings);
  },
};

/** Each marketplace of a pool states all of it: one is asked. */
function onePerPool(marketplaces: readonly string[]): string[] {
  const pools = new Map<string, string>();
  for (const id of marketplaces) {
    const pool = placeOf(id)?.pool ?? id;
    if (!pools.has(pool)) pools.set(pool, id);
  }
  return [...pools.values()];
}

const pageSchema = z.object({
  payload: z.object({ inventorySummaries: z.array(z.unknown()) }).nullish(),
  pagination: z.object({ nextToken: z.string().min(1).nullish() }).nullish(),
});

async function readAmazon(session: Session, cursor: Extract<Cursor, { at: 'amazon' }>): Promise<Page> {
  const [id, ...others] = cursor.pools;
  if (id === undefined) return pageOf([], { at: 'own', listings: null }, []);
  const now = session.now();
  const token = cursor.token !== null && now.getTime() - cursor.asked <= TOKEN_MS ? cursor.token : null;
  const page = await ask(session, { id, token });
  if (page === null) return pageOf([], { ...cursor, token: null }, []);
  const read = understood(summarySchema, page.payload?.inventorySummaries ?? [], { what: 'stock of a listing', id: 'sellerSku' });
  const pool = placeOf(id)?.pool ?? id;
  const levels = read.records.map((summary) => mapAmazonStock(summary, { pool, at: now, timeZone: session.timeZone }));
  const nextToken = page.pagination?.nextToken ?? null;
  const pools = nextToken === null ? others : cursor.pools;
  return pageOf(levels, { at: 'amazon', pools, token: nextToken, asked: session.now().getTime() }, read.notices);
}

async function ask(session: Session, { id, token }: { id: string; token: string | null }): Promise<z.infer<typeof pageSchema> | null> {
  const query = { details: 'true', granularityType: 'Marketplace', granularityId: id, marketplaceIds: id, nextToken: token ?? undefined };
  try {
    return await get(session, { operation: 'getInventorySummaries', path: '/fba/inventory/v1/summaries', query, schema: pageSchema });
  } catch (error) {
    if (error instanceof Refused && token !== null) return null;
    throw error;
  }
}

async function readOwn(session: Session, cursor: string | null): Promise<Page> {
  const { listings, next, notices } = await readListings(session, cursor, ['summaries', 'fulfillmentAvailability']);
  const mapped = mapEach(listings, (listing) => mapOwnStock(listing, session.now(), session.timeZone), {
    what: 'stock of a listing',
    idOf: ({ sku }) => sku,
  });
  return pageOf(mapped.facts, next === null ? null : { at: 'own', listings: next }, [...notices, ...mapped.notices]);
}

const pageOf = (inventoryLevels: InventoryLevelFact[], next: Cursor | null, notices: Page['notices']): Page => ({
  facts: { ...emptyBatch(), inventoryLevels },
  next: next && JSON.stringify(next),
  newest: null,
  notices,
});
