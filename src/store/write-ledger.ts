import type { LedgerFact } from '@/core/model/facts';
import { bulkInsert, chunksOf, toJson, type Row } from './bulk-upsert';
import type { TenantTx } from './client';
import { ledgerContent, type LedgerDocument, type RowContext } from './fact-rows';
import { LEDGER_TABLE } from './fact-tables';

/** The newest version of a source event in the ledger. */
interface LastEntry {
  id: string;
  orderId: string;
  scope: string;
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

/** A list of entries that is complete for its scope of a document. */
export interface LedgerList {
  document: LedgerDocument;
  /** Empty for an order's own entries. */
  scope: string;
  entries: readonly LedgerFact[];
  /** False when nothing of it can be stored yet. */
  isKnown: boolean;
}

/**
 * Bring the ledger to the state of the given lists, by adding only. A new event becomes version 1. A changed one is
 * taken back by an entry of opposite sign on the same dates and follows as the next version. A vanished one is taken
 * back. One that reappears gets the next version. So sums over all entries always equal the latest state. Entries of
 * other scopes of the same order are left alone.
 */
export async function writeLedger(
  tx: TenantTx,
  context: RowContext & { workspaceId: string },
  lists: readonly LedgerList[],
): Promise<{ entries: number; reversals: number }> {
  const { ids, workspaceId } = context;
  const known = lists.filter((list) => list.isKnown).map((list) => ids.order(list.document.externalId));
  const last = await readLastEntries(tx, workspaceId, [...new Set(known)]);
  const rows: Row[] = [];
  const reversals: Reversal[] = [];
  for (const { document, scope, entries } of lists) {
    const orderId = ids.order(document.externalId);
    const stored = last.get(keyOf(orderId, scope)) ?? new Map<string, LastEntry>();
    for (const entry of entries) {
      const content = ledgerContent(context, document, entry);
      const sourceEventId = scope === '' ? entry.sourceEventId : `${scope}/${entry.sourceEventId}`;
      const before = stored.get(sourceEventId);
      stored.delete(sourceEventId);
      if (before?.isLive) {
        if (before.content === contentText(content)) continue;
        reversals.push(reversalOf(context, before));
      }
      const version = (before?.version ?? 0) + 1;
      rows.push({ id: ids.ledger(orderId, sourceEventId, version, false), sourceEventId, scope, version, ...content });
    }
    for (const vanished of stored.values()) if (vanished.isLive) reversals.push(reversalOf(context, vanished));
  }
  return { reversals: await insertReversals(tx, workspaceId, reversals), entries: await bulkInsert(tx, LEDGER_TABLE, workspaceId, rows) };
}

const keyOf = (orderId: string, scope: string): string => `${orderId} ${scope}`;

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
  const byList = new Map<string, Map<string, LastEntry>>();
  for (const chunk of chunksOf(orderIds)) {
    const entries = await tx.$queryRawUnsafe<LastEntry[]>(
      `SELECT DISTINCT ON (l."orderId", l."sourceEventId") l."id", l."orderId", l."scope", l."sourceEventId", l."version",
         NOT l."isReversal" AS "isLive", ${CONTENT_SQL} AS "content"
       FROM "LedgerEntry" l
       WHERE l."workspaceId" = $2::uuid AND l."orderId" = ANY (ARRAY(SELECT id::uuid FROM json_array_elements_text($1::text::json) AS o(id)))
       ORDER BY l."orderId", l."sourceEventId", l."version" DESC, l."isReversal" DESC`,
      toJson(chunk),
      workspaceId,
    );
    for (const entry of entries) {
      const key = keyOf(entry.orderId, entry.scope);
      const events = byList.get(key) ?? new Map<string, LastEntry>();
      byList.set(key, events.set(entry.sourceEventId, entry));
    }
  }
  return byList;
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
