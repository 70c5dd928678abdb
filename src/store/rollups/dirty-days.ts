import { chunksOf, toJson } from '../bulk-upsert';
import type { TenantTx } from '../client';
import type { RollupState } from './rollup-source';

/**
 * Mark the days of some orders, of their entries and of where they stood before, in the writer's own transaction: from its
 * commit on these days are read from the base tables until their rollups are computed again. Days are marked in order, so
 * that writers never wait for each other in a circle; a day being recomputed right now is waited for.
 */
export async function markDirtyDays(
  tx: TenantTx,
  workspaceId: string,
  changed: { orderIds: readonly string[]; formerDays: readonly string[] },
): Promise<void> {
  for (const chunk of chunksOf(changed.orderIds)) {
    await tx.$executeRawUnsafe(
      `WITH written AS (SELECT id::uuid AS id FROM json_array_elements_text($1::text::json) AS sent(id)),
days AS (SELECT l."processedDay" AS day FROM "LedgerEntry" l JOIN written w ON w.id = l."orderId" WHERE l."workspaceId" = $3::uuid
  UNION SELECT l."orderDay" FROM "LedgerEntry" l JOIN written w ON w.id = l."orderId" WHERE l."workspaceId" = $3::uuid
  UNION SELECT o."orderedDay" FROM "UnifiedOrder" o JOIN written w ON w.id = o.id WHERE o."workspaceId" = $3::uuid
  UNION SELECT day::date FROM json_array_elements_text($2::text::json) AS former(day))
INSERT INTO "RollupDirtyDay" ("workspaceId", "day") SELECT $3::uuid, day FROM days ORDER BY day ON CONFLICT ("workspaceId", "day") DO UPDATE SET "markedAt" = now()`,
      toJson(chunk),
      toJson(changed.formerDays),
      workspaceId,
    );
  }
}

/** Mark every day that has a rollup, or every one since the month of a day: what amounts are converted with has changed. */
export async function markAllDays(tx: TenantTx, workspaceId: string, from = '-infinity'): Promise<void> {
  await tx.$executeRawUnsafe(
    `INSERT INTO "RollupDirtyDay" ("workspaceId", "day")
SELECT DISTINCT $1::uuid, day FROM "Rollup" WHERE "workspaceId" = $1::uuid AND day >= date_trunc('month', $2::date) ORDER BY 2
ON CONFLICT ("workspaceId", "day") DO UPDATE SET "markedAt" = now()`,
    workspaceId,
    from,
  );
}

/** What a reader has to know of the rollups. */
export async function readRollupState(tx: TenantTx, workspaceId: string): Promise<RollupState> {
  const newest = (cube: string, basis: string): string =>
    `(SELECT max(day) FROM "Rollup" WHERE "workspaceId" = $1::uuid AND cube = '${cube}' AND basis = '${basis}')`;
  const rows = await tx.$queryRawUnsafe<{ currency: string; dirty: string[] | null; last: string | null }[]>(
    `SELECT w.currency, marked.dirty, greatest(marked.last, ${newest('ledgerDay', 'event')}, ${newest('ledgerDay', 'order')}, ${newest('orderDay', 'order')})::text AS last
FROM "Workspace" w CROSS JOIN (SELECT array_agg(day::text ORDER BY day) AS dirty, max(day) AS last FROM "RollupDirtyDay" WHERE "workspaceId" = $1::uuid) marked
WHERE w.id = $1::uuid`,
    workspaceId,
  );
  return { currency: rows[0]?.currency ?? '', dirty: rows[0]?.dirty ?? [], last: rows[0]?.last ?? '' };
}
