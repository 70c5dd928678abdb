import type { Database } from './client';

/** Pages up to which a table is read so soon that no plan matters. */
const SMALL_PAGES = 8;

/**
 * Have the database look again at the tables that have doubled since it last did. Plans are made by what it saw: one made
 * while a table was empty reads all of it, and the check of a foreign key keeps its plan, so that each row written would
 * take longer than the one before. The embedded database never looks by itself, a native one once a minute at the most.
 * The map of pages says which tables have doubled: nothing is read when none has.
 */
export async function refreshStatistics(db: Database): Promise<void> {
  const grown = await db.shared.$queryRaw<{ name: string }[]>`
    SELECT c.relname AS name FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
      AND pg_relation_size(c.oid) > 2 * greatest(c.relpages, ${SMALL_PAGES}::int) * current_setting('block_size')::bigint`;
  if (grown.length === 0) return;
  const tables = grown.map(({ name }) => `"${name}"`).join(', ');
  // Whoever holds a table is looking at it already.
  await db.shared.$executeRawUnsafe(`ANALYZE (SKIP_LOCKED) ${tables}`);
}
