import type { OrderFact } from '@/core/model/facts';
import { bulkInsert, chunksOf, toJson, type Row } from './bulk-upsert';
import type { TenantTx } from './client';
import { ledgerContent, type RowContext } from './fact-rows';
import { LEDGER_TABLE } from './fact-tables';

/** The newest version of a source event in the ledger. */
interface LastEntry {
  id: string;
  orderId: string;
  sourceEventId: string;
  version: number;
  /** False when a reversing entry has taken this version back. */
  isLive: boolean;
  content: string;
}

interface Reversal {
  /** Id of the entry that is taken back. */
  id: string;
  reversalId: string;
}

/** Columns of an entry's content in the form `ledgerContent` gives them, so that both compare as text. */
const CONTENT_SQL = (() => {
  const instant = (name: string): string => `to_char(l."${name}" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  return `jsonb_build_array(l."connectionId", l."orderId", l."itemId", l."productId", l."kind", l."amountMinor"::text, l."quantity",
    l."currency", ${instant('occurredAt')}, ${instant('processedAt')}, ${instant('orderAt')},
    l."occurredDay", l."processedDay", l."orderDay", l."processedHour", l."orderHour")::text`;
})();

/**
 * Bring the ledger to the state of the given orders, by adding only. A new event becomes version 1. A changed one is
 * taken back by an entry of opposite sign on the same dates and follows as the next version. A vanished one is taken
 * back. One that reappears gets the next version. So sums over all entries always equal the latest state.
 * @param known ids of orders among `orders` that were stored before.
 */
export async function writeLedger(
  tx: TenantTx,
  context: RowContext & { workspaceId: string },
  orders: readonly { fact: OrderFact; isKnown: boolean }[],
): Promise<{ entries: number; reversals: number }> {
  const { ids, workspaceId } = context;
  const known = orders.filter((order) => order.isKnown).map((order) => ids.order(order.fact.externalId));
  const last = await readLastEntries(tx, workspaceId, known);
  const rows: Row[] = [];
  const reversals: Reversal[] = [];
  for (const { fact } of orders) {
    const orderId = ids.order(fact.externalId);
    const stored = last.get(orderId) ?? new Map<string, LastEntry>();
    for (const entry of fact.ledger) {
      const content = ledgerContent(context, fact, entry);
      const before = stored.get(entry.sourceEventId);
      stored.delete(entry.sourceEventId);
      if (before?.isLive) {
        if (before.content === contentText(content)) continue;
        reversals.push(reversalOf(context, before));
      }
      const version = (before?.version ?? 0) + 1;
      rows.push({ id: ids.ledger(orderId, entry.sourceEventId, version, false), sourceEventId: entry.sourceEventId, version, ...content });
    }
    for (const vanished of stored.values()) if (vanished.isLive) reversals.push(reversalOf(context, vanished));
  }
  return { reversals: await insertReversals(tx, workspaceId, reversals), entries: await bulkInsert(tx, LEDGER_TABLE, workspaceId, rows) };
}

function reversalOf({ ids }: RowContext, entry: LastEntry): Reversal {
  return { id: entry.id, reversalId: ids.ledger(entry.orderId, entry.sourceEventId, entry.version, true) };
}

/** The content as PostgreSQL prints a jsonb array: one space after each comma. */
function contentText(content: ReturnType<typeof ledgerContent>): string {
  return `[${Object.values(content)
    .map((value) => JSON.stringify(value))
    .join(', ')}]`;
}

async function readLastEntries(
  tx: TenantTx,
  workspaceId: string,
  orderIds: readonly string[],
): Promise<Map<string, Map<string, LastEntry>>> {
  const byOrder = new Map<string, Map<string, LastEntry>>();
  for (const chunk of chunksOf(orderIds)) {
    const entries = await tx.$queryRawUnsafe<LastEntry[]>(
      `SELECT DISTINCT ON (l."orderId", l."sourceEventId") l."id", l."orderId", l."sourceEventId", l."version",
         NOT l."isReversal" AS "isLive", ${CONTENT_SQL} AS "content"
       FROM "LedgerEntry" l
       WHERE l."workspaceId" = $2::uuid AND l."orderId" = ANY (ARRAY(SELECT id::uuid FROM json_array_elements_text($1::text::json) AS o(id)))
       ORDER BY l."orderId", l."sourceEventId", l."version" DESC, l."isReversal" DESC`,
      toJson(chunk),
      workspaceId,
    );
    for (const entry of entries) {
      const events = byOrder.get(entry.orderId) ?? new Map<string, LastEntry>();
      byOrder.set(entry.orderId, events.set(entry.sourceEventId, entry));
    }
  }
  return byOrder;
}

async function insertReversals(tx: TenantTx, workspaceId: string, reversals: readonly Reversal[]): Promise<number> {
  const copied = LEDGER_TABLE.columns.map((column) => column.name).filter((name) => !['id', 'amountMinor', 'quantity'].includes(name));
  const names = copied.map((name) => `"${name}"`).join(', ');
  let inserted = 0;
  for (const chunk of chunksOf(reversals)) {
    inserted += await tx.$executeRawUnsafe(
      `INSERT INTO "LedgerEntry" ("workspaceId", "id", "amountMinor", "quantity", "isReversal", ${names})
       SELECT l."workspaceId", r."reversalId", -l."amountMinor", -l."quantity", true, ${copied.map((name) => `l."${name}"`).join(', ')}
       FROM "LedgerEntry" l JOIN json_to_recordset($1::text::json) AS r("id" uuid, "reversalId" uuid) ON l."id" = r."id"
       WHERE l."workspaceId" = $2::uuid`,
      toJson(chunk),
      workspaceId,
    );
  }
  return inserted;
}
