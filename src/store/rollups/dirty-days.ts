import { chunksOf, toJson } from '../bulk-upsert';
import type { TenantTx } from '../client';
import type { RollupState } from './rollup-source';
import { ROLLUPS } from './rollups';

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
  for (const day of await storedDaysOf(tx, workspaceId, written.orderIds)) days.add(day);
  if (days.size === 0) return;
  await tx.$executeRawUnsafe(
    `INSERT INTO "RollupDirtyDay" ("workspaceId", "day") SELECT $2::uuid, day::date FROM json_array_elements_text($1::text::json) AS sent(day)
ON CONFLICT ("workspaceId", "day") DO UPDATE SET "markedAt" = now()`,
    toJson([...days].sort()),
    workspaceId,
  );
}

/** Days on which something stored of some orders counts. */
export async function storedDaysOf(tx: TenantTx, workspaceId: string, orderIds: readonly string[]): Promise<string[]> {
  const days: string[] = [];
  for (const chunk of chunksOf(orderIds)) {
    const rows = await tx.$queryRawUnsafe<{ day: string }[]>(
      `WITH sent AS (SELECT id::uuid AS id FROM json_array_elements_text($1::text::json) AS sent(id))
SELECT unnest(ARRAY[l."processedDay", l."orderDay"])::text AS day FROM "LedgerEntry" l WHERE l."workspaceId" = $2::uuid AND l."orderId" = ANY (ARRAY(SELECT id FROM sent))
UNION SELECT o."orderedDay"::text FROM "UnifiedOrder" o WHERE o."workspaceId" = $2::uuid AND o.id = ANY (ARRAY(SELECT id FROM sent))
UNION SELECT m."countedDay"::text FROM "Payment" m WHERE m."workspaceId" = $2::uuid AND m."orderId" = ANY (ARRAY(SELECT id FROM sent))
UNION SELECT s."countedDay"::text FROM "Shipment" s WHERE s."workspaceId" = $2::uuid AND s."orderId" = ANY (ARRAY(SELECT id FROM sent))`,
      toJson(chunk),
      workspaceId,
    );
    days.push(...rows.map((row) => row.day));
  }
  return days;
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
  const newest = ROLLUPS.filter((rollup) => rollup.grain === 'day').flatMap(({ cube, bases }) =>
    bases.map((basis) => `(SELECT max(day) FROM "Rollup" WHERE "workspaceId" = $1::uuid AND cube = '${cube}' AND basis = '${basis}')`),
  );
  const rows = await tx.$queryRawUnsafe<{ currency: string; dirty: string[] | null; last: string | null }[]>(
    `SELECT w.currency, marked.dirty, greatest(${['marked.last', ...newest].join(', ')})::text AS last
FROM "Workspace" w CROSS JOIN (SELECT array_agg(day::text ORDER BY day) AS dirty, max(day) AS last FROM "RollupDirtyDay" WHERE "workspaceId" = $1::uuid) marked
WHERE w.id = $1::uuid`,
    workspaceId,
  );
  return { currency: rows[0]?.currency ?? '', dirty: rows[0]?.dirty ?? [], last: rows[0]?.last ?? '' };
}
