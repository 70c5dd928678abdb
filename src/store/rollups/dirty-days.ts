import { chunksOf, toJson } from '../bulk-upsert';
import type { TenantTx } from '../client';
import type { RollupState } from './rollup-source';

/**
 * Mark days as written, in the writer's own transaction: from its commit on they are read from the base tables until their
 * rollups are computed again. Days are marked in order, so that writers never wait for each other in a circle; a day being
 * recomputed right now is waited for.
 * @param written days of what was written; `orderIds` are orders whose stored entries count otherwise now, on their days.
 */
export async function markDirtyDays(
  tx: TenantTx,
  workspaceId: string,
  written: { days: readonly string[]; orderIds: readonly string[] },
): Promise<void> {
  const days = new Set(written.days);
  for (const chunk of chunksOf(written.orderIds)) {
    const rows = await tx.$queryRawUnsafe<{ day: string }[]>(
      `SELECT DISTINCT unnest(ARRAY[l."processedDay", l."orderDay"])::text AS day FROM "LedgerEntry" l
       WHERE l."workspaceId" = $2::uuid AND l."orderId" = ANY (ARRAY(SELECT id::uuid FROM json_array_elements_text($1::text::json) AS sent(id)))`,
      toJson(chunk),
      workspaceId,
    );
    for (const { day } of rows) days.add(day);
  }
  if (days.size === 0) return;
  await tx.$executeRawUnsafe(
    `INSERT INTO "RollupDirtyDay" ("workspaceId", "day") SELECT $2::uuid, day::date FROM json_array_elements_text($1::text::json) AS sent(day)
ON CONFLICT ("workspaceId", "day") DO UPDATE SET "markedAt" = now()`,
    toJson([...days].sort()),
    workspaceId,
  );
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
