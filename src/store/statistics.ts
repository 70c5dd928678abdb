import type { Database } from './client';

/**
 * Refresh the planner's statistics after a bulk load. The embedded database has no autovacuum: without this it would
 * plan every query as if the tables were empty.
 */
export async function refreshStatistics(db: Database): Promise<void> {
  await db.shared.$executeRawUnsafe('ANALYZE');
}
