import { dayOf } from '@/core/model/calendar';
import type { LedgerFact, Moment, OrderFact, OrderLedgerFact } from '@/core/model/facts';
import { chunksOf, toJson } from './bulk-upsert';
import type { TenantTx } from './client';
import type { RowContext } from './fact-rows';
import { markDirtyDays } from './rollups/dirty-days';
import { writeLedger, type LedgerList } from './write-ledger';

type Context = RowContext & { workspaceId: string };

interface StoredOrder {
  id: string;
  externalId: string;
  currency: string;
  orderedAt: Date;
  orderedDay: string;
  orderedHour: number;
  sourceVersion: bigint;
}

/** Write entries that come from another stream than their order. They are dated by the order where it is known. */
export async function writeDocuments(
  tx: TenantTx,
  context: Context,
  documents: readonly OrderLedgerFact[],
): Promise<{ entries: number; reversals: number }> {
  if (documents.length === 0) return { entries: 0, reversals: 0 };
  const { ids, workspaceId } = context;
  const orders = await readOrders(tx, workspaceId, [...new Set(documents.map((fact) => ids.order(fact.orderExternalId)))]);
  const lists = documents.map(({ orderExternalId, scope, currency, entries }): LedgerList => {
    const order = orders.get(ids.order(orderExternalId));
    const ordered = order ? momentOf(order) : earliestOf(entries);
    return { document: { externalId: orderExternalId, currency, ordered }, scope, entries, isKnown: true };
  });
  const written = await writeLedger(tx, context, lists);
  await markDirtyDays(tx, workspaceId, {
    days: lists.flatMap(({ document, entries }) =>
      entries.length === 0 ? [] : [dayOf(document.ordered), ...entries.map((entry) => dayOf(entry.processed))],
    ),
    orderIds: [...new Set(documents.map((fact) => ids.order(fact.orderExternalId)))],
  });
  return written;
}

/** Entries written before their order was known, or before its date was corrected, are corrected: each a reversal and a new version. */
export async function redateDocuments(tx: TenantTx, { ids, workspaceId }: Context, externalIds: readonly string[]): Promise<number> {
  let redated = 0;
  for (const chunk of chunksOf(externalIds.map((externalId) => ids.order(externalId)))) {
    const stale = await tx.$queryRawUnsafe<{ id: string; orderId: string; sourceEventId: string; version: number }[]>(
      `SELECT last."id", last."orderId", last."sourceEventId", last."version" FROM (
         SELECT DISTINCT ON (l."orderId", l."sourceEventId") l.* FROM "LedgerEntry" l
         WHERE l."workspaceId" = $2::uuid AND l."scope" <> ''
           AND l."orderId" = ANY (ARRAY(SELECT id::uuid FROM json_array_elements_text($1::text::json) AS o(id)))
         ORDER BY l."orderId", l."sourceEventId", l."version" DESC, l."isReversal" DESC) last
       JOIN "UnifiedOrder" o ON o."workspaceId" = last."workspaceId" AND o."id" = last."orderId"
       WHERE NOT last."isReversal" AND (o."orderedAt", o."orderedDay") IS DISTINCT FROM (last."orderAt", last."orderDay")`,
      toJson(chunk),
      workspaceId,
    );
    if (stale.length === 0) continue;
    const next = stale.map(({ id, orderId, sourceEventId, version }) => ({
      id,
      reversalId: ids.ledger(orderId, sourceEventId, version, true),
      nextId: ids.ledger(orderId, sourceEventId, version + 1, false),
    }));
    await tx.$executeRawUnsafe(REDATE_SQL, toJson(next), workspaceId);
    redated += stale.length;
  }
  return redated;
}

const COPIED = ['connectionId', 'orderId', 'itemId', 'productId', 'kind', 'currency', 'occurredAt', 'processedAt'];
const MORE = ['occurredDay', 'processedDay', 'processedHour', 'sourceEventId', 'scope'];

const REDATE_SQL = (() => {
  const kept = [...COPIED, ...MORE];
  const names = kept.map((name) => `"${name}"`).join(', ');
  const values = kept.map((name) => `l."${name}"`).join(', ');
  const own = `"workspaceId", "id", "amountMinor", "quantity", "version", "isReversal", "orderAt", "orderDay", "orderHour", ${names}`;
  return `INSERT INTO "LedgerEntry" (${own})
SELECT l."workspaceId", n."reversalId", -l."amountMinor", -l."quantity", l."version", true, l."orderAt", l."orderDay", l."orderHour", ${values}
FROM json_to_recordset($1::text::json) AS n("id" uuid, "reversalId" uuid, "nextId" uuid)
JOIN "LedgerEntry" l ON l."workspaceId" = $2::uuid AND l."id" = n."id"
UNION ALL
SELECT l."workspaceId", n."nextId", l."amountMinor", l."quantity", l."version" + 1, false, o."orderedAt", o."orderedDay", o."orderedHour", ${values}
FROM json_to_recordset($1::text::json) AS n("id" uuid, "reversalId" uuid, "nextId" uuid)
JOIN "LedgerEntry" l ON l."workspaceId" = $2::uuid AND l."id" = n."id"
JOIN "UnifiedOrder" o ON o."workspaceId" = $2::uuid AND o."id" = l."orderId"`;
})();

/** What is left of orders that are gone at the source: no lines, no money, nobody's order. Those never seen are left out. */
export async function emptiedOrders(
  tx: TenantTx,
  { ids, workspaceId }: Context,
  deleted: readonly { externalId: string; sourceVersion: bigint }[],
): Promise<OrderFact[]> {
  if (deleted.length === 0) return [];
  const stored = await readOrders(
    tx,
    workspaceId,
    deleted.map(({ externalId }) => ids.order(externalId)),
  );
  return deleted.flatMap(({ externalId, sourceVersion }) => {
    const order = stored.get(ids.order(externalId));
    if (!order) return [];
    return {
      externalId,
      status: 'unavailable',
      sourceStatus: 'deleted',
      currency: order.currency,
      ordered: momentOf(order),
      items: [],
      ledger: [],
      payments: [],
      shipments: [],
      sourceVersion: sourceVersion > order.sourceVersion ? sourceVersion : order.sourceVersion,
    };
  });
}

/** While nothing is known of an order, its entries are dated by the first of them. */
function earliestOf(entries: readonly LedgerFact[]): Moment {
  const [first = EPOCH, ...others] = entries.map(({ occurred }) => occurred);
  return others.reduce((earliest, moment) => (moment.at < earliest.at ? moment : earliest), first);
}

/** Of a list without entries, whose date nobody reads. */
const EPOCH: Moment = { at: new Date(0), local: '1970-01-01T00:00:00' };

function momentOf({ orderedAt, orderedDay, orderedHour }: StoredOrder): Moment {
  return { at: orderedAt, local: `${orderedDay}T${String(orderedHour).padStart(2, '0')}:00:00` };
}

async function readOrders(tx: TenantTx, workspaceId: string, orderIds: readonly string[]): Promise<Map<string, StoredOrder>> {
  const orders = new Map<string, StoredOrder>();
  for (const chunk of chunksOf(orderIds)) {
    const rows = await tx.$queryRawUnsafe<StoredOrder[]>(
      `SELECT o."id", o."externalId", o."currency", o."orderedAt", o."orderedDay"::text AS "orderedDay", o."orderedHour", o."sourceVersion"
       FROM "UnifiedOrder" o WHERE o."workspaceId" = $2::uuid
         AND o."id" = ANY (ARRAY(SELECT id::uuid FROM json_array_elements_text($1::text::json) AS sent(id)))`,
      toJson(chunk),
      workspaceId,
    );
    for (const row of rows) orders.set(row.id, row);
  }
  return orders;
}
