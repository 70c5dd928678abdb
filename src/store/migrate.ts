import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { AppError } from '@/core/errors';

/** Any number that no other program on the server is likely to use. */
const MIGRATION_LOCK = 7_267_911;

/**
 * Apply the committed migrations that the database lacks, recording each as `prisma migrate deploy` does, so that
 * the Prisma CLI agrees about the state. Works the same on the embedded and a native server.
 * A migration that begins with "-- requires extension: <name>" stays pending on a server without that extension: what
 * needs its tables says so, and everything else works.
 * @returns names of the migrations applied now.
 * @throws AppError conflict when an applied migration was edited or one failed half-way.
 */
export async function applyMigrations(url: string, directory = path.resolve('prisma/migrations')): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {}); // reported by the query that fails
  await client.connect();
  try {
    // Serialises starters on a native server; on the embedded one the directory lock already does.
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
      id VARCHAR(36) PRIMARY KEY, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
      logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`);
    const known = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    );
    const applied: string[] = [];
    for (const name of listMigrations(directory)) {
      const sql = readFileSync(path.join(directory, name, 'migration.sql'), 'utf8');
      const checksum = createHash('sha256').update(sql).digest('hex');
      const row = known.rows.find((candidate) => candidate.migration_name === name);
      if (row) assertApplied(name, checksum, row);
      else if (await isPossible(client, sql)) {
        await applyOne(client, name, sql, checksum);
        applied.push(name);
      }
    }
    return applied;
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => {});
    await client.end();
  }
}

/** False when the migration requires an extension that the server lacks or that this role may not create. */
async function isPossible(client: pg.Client, sql: string): Promise<boolean> {
  const extension = /^-- requires extension: (\w+)\n/.exec(sql)?.[1];
  if (extension === undefined) return true;
  const { rows } = await client.query<{ created: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_extension WHERE extname = name) AS created FROM pg_available_extensions WHERE name = $1`,
    [extension],
  );
  if (rows[0] === undefined || rows[0].created) return rows[0] !== undefined;
  return client.query(`CREATE EXTENSION IF NOT EXISTS ${extension}`).then(
    () => true,
    () => false,
  );
}

function listMigrations(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => existsSync(path.join(directory, name, 'migration.sql')))
    .sort();
}

function assertApplied(name: string, checksum: string, row: { checksum: string; finished_at: Date | null }): void {
  if (row.finished_at === null) {
    throw new AppError('conflict', `Migration ${name} failed half-way before.`, {
      remedy: 'Restore the database from a backup, or repair it and mark the migration with `prisma migrate resolve`.',
    });
  }
  if (row.checksum !== checksum) {
    throw new AppError('conflict', `Migration ${name} was edited after it was applied.`, {
      remedy: 'Restore the file, and put the change into a new migration.',
    });
  }
}

async function applyOne(client: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  const id = randomUUID();
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      'INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)',
      [id, checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
