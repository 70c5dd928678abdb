import type { EntityFinder, EntityMatch } from '@/core/ports';
import type { Database } from './client';

/** Columns whose values people name in questions. */
const VALUE_COLUMNS: Readonly<Record<string, { table: string; column: string; order?: string }>> = {
  product: { table: 'UnifiedProduct', column: 'title' },
  sku: { table: 'UnifiedProduct', column: 'sku' },
  category: { table: 'UnifiedProduct', column: 'category' },
  vendor: { table: 'UnifiedProduct', column: 'vendor' },
  customer: { table: 'UnifiedCustomer', column: 'name' },
  customerCountry: { table: 'UnifiedOrder', column: 'shipCountry' },
  customerRegion: { table: 'UnifiedOrder', column: 'shipRegion' },
  customerCity: { table: 'UnifiedOrder', column: 'shipCity' },
  orderStatus: { table: 'UnifiedOrder', column: 'status' },
  currency: { table: 'UnifiedOrder', column: 'currency' },
  paymentMethod: { table: 'Payment', column: 'method' },
  marketplace: { table: 'MarketplaceConnection', column: 'marketplace' },
  connection: { table: 'MarketplaceConnection', column: 'name' },
  seller: { table: 'UnifiedOrderItem', column: 'sellerId' },
  sellerRegion: { table: 'UnifiedOrderItem', column: 'sellerRegion' },
  carrier: { table: 'Shipment', column: 'carrier' },
};

/** Dimensions whose values can be looked up by name. */
export const FINDABLE_DIMENSIONS: readonly string[] = Object.keys(VALUE_COLUMNS);

/** Finds dimension values by name in one workspace. Vector search joins it with the embeddings of a later step. */
export function createEntityFinder(db: Database, workspaceId: string): EntityFinder {
  return {
    find: (text, dimensions, limit) => find({ db, workspaceId }, { text, dimensions, limit }),
    values: async (dimension, limit) => {
      const column = VALUE_COLUMNS[dimension];
      if (!column) return [];
      const sql = `SELECT "${column.column}"::text AS value, count(*) AS rows FROM "${column.table}" WHERE "workspaceId" = $1::uuid AND "${column.column}" IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${Math.trunc(limit)}`;
      const rows = await db.asWorkspace(workspaceId, (tx) => tx.$queryRawUnsafe<{ value: string }[]>(sql, workspaceId));
      return rows.map((row) => row.value);
    },
  };
}

async function find(
  context: { db: Database; workspaceId: string },
  request: { text: string; dimensions: readonly string[]; limit: number },
): Promise<EntityMatch[]> {
  const columns = request.dimensions.flatMap((dimension) => {
    const column = VALUE_COLUMNS[dimension];
    return column ? [{ dimension, ...column }] : [];
  });
  if (columns.length === 0 || request.text.trim() === '') return [];
  const parts = columns.map(
    ({ dimension, table, column }) =>
      `(SELECT '${dimension}' AS dimension, value, CASE WHEN lower(value) = lower($2) THEN 1 ELSE greatest(similarity(value, $2), word_similarity($2, value) * 0.9) END AS score
        FROM (SELECT DISTINCT "${column}"::text AS value FROM "${table}" WHERE "workspaceId" = $1::uuid AND "${column}" IS NOT NULL) v)`,
  );
  const sql = `SELECT dimension, value, score::float8 AS score FROM (${parts.join(' UNION ALL ')}) found WHERE score > 0.3 ORDER BY score DESC, length(value), value LIMIT ${Math.trunc(request.limit)}`;
  return context.db.asWorkspace(context.workspaceId, (tx) => tx.$queryRawUnsafe<EntityMatch[]>(sql, context.workspaceId, request.text));
}
