import { similarity, trigramsOf, type Trigrams } from '@/core/math/trigram';
import { findDimension } from '@/core/dimensions/registry';
import type { FactId } from '@/core/metrics/define-metric';
import type { Coverage, EntityFinder, EntityMatch } from '@/core/ports';
import type { Plan } from '@/core/query/plan';
import type { Database } from './client';
import { runPlan } from './run-plan';

/** Dimensions whose values are read from a table of their own. */
const VALUE_COLUMNS: Readonly<Record<string, { table: string; column: string; says?: string; where?: string }>> = {
  product: { table: 'UnifiedProduct', column: 'title' },
  sku: { table: 'UnifiedProduct', column: 'sku' },
  category: { table: 'UnifiedProduct', column: 'category' },
  vendor: { table: 'UnifiedProduct', column: 'vendor' },
  // As a question by customer shows them.
  customer: {
    table: 'UnifiedCustomer',
    column: 'externalId',
    says: `CASE WHEN name IS NOT NULL THEN name || ' (' || "externalId" || ')' ELSE "externalId" END`,
  },
  marketplace: { table: 'MarketplaceConnection', column: 'marketplace' },
  connection: { table: 'MarketplaceConnection', column: 'name' },
  seller: { table: 'UnifiedOrderItem', column: 'sellerId' },
  sellerRegion: { table: 'UnifiedOrderItem', column: 'sellerRegion', where: '"sellerId" IS NOT NULL' },
};

/** Dimensions whose values are asked of a fact, as a question would be: from rollups where there are some. */
const VALUE_FACTS: Readonly<Record<string, FactId>> = {
  customerCountry: 'orders',
  customerRegion: 'orders',
  customerCity: 'orders',
  orderStatus: 'orders',
  currency: 'orders',
  paymentMethod: 'payments',
  carrier: 'shipments',
};

interface KnownValue {
  value: string;
  folded: string;
  trigrams: Trigrams;
}

/** Matches below this are noise. */
const LOWEST_SCORE = 0.3;
/** A part of a name counts a little less than the whole of it. */
const PART_WEIGHT = 0.95;
/** Values of one dimension that are kept; beyond it the rarest are not found by name. */
const MOST_VALUES = 50_000;

// Values change only with the data: kept per coverage object, which is new after every sync or import.
const kept = new WeakMap<Coverage, Map<string, Promise<KnownValue[]>>>();

/** Finds dimension values by name in one workspace. */
export function createEntityFinder(
  db: Database,
  workspaceId: string,
  coverage: () => Promise<Coverage>,
): Omit<EntityFinder, 'findByMeaning'> {
  const known = async (dimension: string): Promise<KnownValue[]> => {
    const key = await coverage();
    const values = kept.get(key) ?? new Map<string, Promise<KnownValue[]>>();
    kept.set(key, values);
    const reading = values.get(dimension) ?? readValues({ db, workspaceId }, dimension);
    values.set(dimension, reading);
    reading.catch(() => values.delete(dimension));
    return reading;
  };
  return {
    find: async (text, dimensions, limit) => {
      const matches: EntityMatch[] = [];
      for (const dimension of dimensions) matches.push(...matchValues(text, dimension, await known(dimension)));
      return matches.sort((a, b) => b.score - a.score || a.value.length - b.value.length || (a.value < b.value ? -1 : 1)).slice(0, limit);
    },
    values: async (dimension, limit) => (await known(dimension)).slice(0, limit).map((entry) => entry.value),
  };
}

/** Distinct values, the most frequent first. */
async function readValues(context: { db: Database; workspaceId: string }, dimension: string): Promise<KnownValue[]> {
  const values = await (dimension in VALUE_FACTS ? askValues(context, dimension) : listValues(context, dimension));
  return values.map((value) => ({ value, folded: value.toLowerCase(), trigrams: trigramsOf(value) }));
}

async function askValues({ db, workspaceId }: { db: Database; workspaceId: string }, dimension: string): Promise<string[]> {
  const asked = findDimension(dimension);
  const fact = VALUE_FACTS[dimension];
  if (!asked || !fact) return [];
  const plan: Plan = {
    metrics: [],
    leaves: [{ id: 'm0', leaf: { kind: 'count', fact, where: [] }, isMoney: false }],
    dimensions: [asked],
    grain: null,
    weekStart: 1,
    period: null,
    filters: [{ attribute: asked.id, op: 'notNull', values: [] }],
    basis: 'order',
    currency: '',
  };
  const { rows } = await runPlan(db, workspaceId, { plan, currencies: [] });
  const values = rows.map((row) => ({ value: String(row.keys[0]), count: row.rows }));
  values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return values.slice(0, MOST_VALUES).map(({ value }) => value);
}

async function listValues(context: { db: Database; workspaceId: string }, dimension: string): Promise<string[]> {
  const column = VALUE_COLUMNS[dimension];
  if (!column) return [];
  const sql = `SELECT ${column.says ?? `"${column.column}"::text`} AS value FROM "${column.table}" WHERE "workspaceId" = $1::uuid AND ${column.where ?? 'true'} AND "${column.column}" IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${MOST_VALUES}`;
  const rows = await context.db.asWorkspace(context.workspaceId, (tx) => tx.$queryRawUnsafe<{ value: string }[]>(sql, context.workspaceId));
  return rows.map(({ value }) => value);
}

function matchValues(text: string, dimension: string, values: readonly KnownValue[]): EntityMatch[] {
  const folded = text.trim().toLowerCase();
  const trigrams = trigramsOf(text);
  return values.flatMap((entry) => {
    const { jaccard, containment } = similarity(trigrams, entry.trigrams);
    const score = entry.folded === folded ? 1 : Math.max(jaccard, containment * PART_WEIGHT);
    return score > LOWEST_SCORE ? [{ dimension, value: entry.value, score }] : [];
  });
}
