import { parseExact } from '@/core/model/exact';
import type { EntryLine, LedgerReader, RecordedEntry } from '@/core/ports';
import type { Database } from './client';
import { compileRecorded } from './sql/compile-plan';

/** Reads ledger entries of one workspace for people to check. */
export function createLedgerReader(db: Database, workspaceId: string): LedgerReader {
  return {
    recordedSince: async ({ plan, since, limit }) => {
      const compiled = compileRecorded(plan, workspaceId, { since, limit });
      const rows = await db.asWorkspace(workspaceId, (tx) =>
        tx.$queryRawUnsafe<(Omit<RecordedEntry, 'converted'> & { converted: string | null })[]>(compiled.text, ...compiled.values),
      );
      const entries = rows.map((row) => ({ ...row, converted: row.converted === null ? null : parseExact(row.converted) }));
      return { entries, sql: compiled.text };
    },
    betweenBases: async ({ kinds, period }) => {
      const sql = `SELECT coalesce(o.name, o."externalId") AS "order", x.marketplace, l.kind::text AS kind, l."amountMinor", l.currency, l."orderDay"::text AS "orderDay",
  l."processedDay"::text AS "processedDay", l."isReversal", l."processedDay" BETWEEN $2::date AND $3::date AS "isEvent"
FROM "LedgerEntry" l JOIN "UnifiedOrder" o ON o."workspaceId" = $1::uuid AND o.id = l."orderId"
  JOIN "MarketplaceConnection" x ON x."workspaceId" = $1::uuid AND x.id = l."connectionId"
WHERE l."workspaceId" = $1::uuid AND l.kind::text = ANY (string_to_array($4::text, ','))
  AND (l."processedDay" BETWEEN $2::date AND $3::date) <> (l."orderDay" BETWEEN $2::date AND $3::date)
ORDER BY abs(l."amountMinor") DESC, l.id`;
      const rows = await db.asWorkspace(workspaceId, (tx) =>
        tx.$queryRawUnsafe<(EntryLine & { isEvent: boolean })[]>(sql, workspaceId, period.from, period.to, kinds.join(',')),
      );
      return { onlyEvent: rows.filter((row) => row.isEvent).map(strip), onlyOrder: rows.filter((row) => !row.isEvent).map(strip), sql };
    },
  };
}

function strip(row: EntryLine & { isEvent: boolean }): EntryLine {
  const { order, marketplace, kind, amountMinor, currency, orderDay, processedDay, isReversal } = row;
  return { order, marketplace, kind, amountMinor, currency, orderDay, processedDay, isReversal };
}
