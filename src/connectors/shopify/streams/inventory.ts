import { z } from 'zod';
import { emptyBatch, type InventoryLevelFact } from '@/core/model/facts';
import type { Session, Stream } from '../../kit/contract';
import { INVENTORY, VARIANT_LEVELS } from '../documents';
import { levelSchema, mapLevels, type Level } from '../map/catalog';
import { connectionSchema, pageCursorOf, readAll, readPage, understood } from '../paging';
import { idSchema, moreSchema } from '../schema';

const PAGE_SIZE = 50;
const PAGE_COST = 60;
/** Locations on a page of one variant that is kept at more than its place in a page of variants holds. */
const LEVELS = 50;

const stockedSchema = z.object({
  id: idSchema,
  inventoryItem: z.object({
    tracked: z.boolean(),
    locationsCount: z.object({ count: z.int() }).nullish(),
    inventoryLevels: z.object({ nodes: z.array(levelSchema), pageInfo: moreSchema }),
  }),
});
type Stocked = z.infer<typeof stockedSchema>;

/** Levels have no search by time: all there are, each time. What is not tracked has no level. */
export const inventoryStream: Stream = {
  id: 'inventory',
  scopes: ['read_products', 'read_inventory', 'read_locations'],
  by: 'snapshot',
  overlapMs: 0,
  async read(session, request) {
    const schema = z.object({ productVariants: connectionSchema }).transform(({ productVariants }) => productVariants);
    const page = await readPage(session, { query: INVENTORY, variables: {}, schema, cost: PAGE_COST }, pageCursorOf(request, PAGE_SIZE));
    const { records, notices } = understood(stockedSchema, page?.nodes ?? [], 'stock level');
    const inventoryLevels: InventoryLevelFact[] = [];
    for (const variant of records) {
      if (!variant.inventoryItem.tracked) continue;
      inventoryLevels.push(...mapLevels(variant.id, await levelsOf(session, variant), session.timeZone));
    }
    return { facts: { ...emptyBatch(), inventoryLevels }, next: page?.next ?? null, newest: null, notices };
  },
};

async function levelsOf(session: Session, { id, inventoryItem }: Stocked): Promise<readonly Level[]> {
  const { inventoryLevels, locationsCount } = inventoryItem;
  if (!inventoryLevels.pageInfo.hasNextPage && inventoryLevels.nodes.length >= (locationsCount?.count ?? 0)) return inventoryLevels.nodes;
  const schema = z
    .object({ productVariant: z.object({ inventoryItem: z.object({ inventoryLevels: connectionSchema }) }).nullable() })
    .transform(({ productVariant }) => productVariant?.inventoryItem.inventoryLevels ?? null);
  return readAll(session, { query: VARIANT_LEVELS, variables: { id }, schema, cost: 15 }, { first: LEVELS, entry: levelSchema });
}
