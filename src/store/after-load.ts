import type { Database } from './client';
import { refreshRollups } from './rollups/refresh-rollups';

/**
 * Make questions fast after a bulk load: the planner's statistics and the map of settled pages, then the rollups of what
 * was written. The embedded database has no autovacuum: without, it would plan every query as if the tables were empty and
 * would never read an index alone.
 */
export async function settleAfterLoad(db: Database, workspaceId: string): Promise<void> {
  await db.shared.$executeRawUnsafe('VACUUM ANALYZE');
  if ((await refreshRollups(db, workspaceId)) > 0) await db.shared.$executeRawUnsafe('VACUUM ANALYZE "Rollup"');
}

/**
 * The same for every workspace in which something is left to do: an import that was interrupted, a new exchange rate, a
 * migration that rewrote what is stored.
 */
export async function settleEverything(db: Database): Promise<void> {
  let months = 0;
  for (const { id } of await db.shared.workspace.findMany({ select: { id: true } })) months += await refreshRollups(db, id);
  if (months > 0) await db.shared.$executeRawUnsafe('VACUUM ANALYZE');
}
