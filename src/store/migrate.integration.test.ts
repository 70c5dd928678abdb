import { randomUUID } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { onEveryDatabase } from '~/tests/support/databases';
import { applyMigrations } from './migrate';

const committed = path.resolve('prisma/migrations');
let directory = '';
beforeEach(() => {
  directory = mkdtempSync(path.join(os.tmpdir(), 'shopiq-migrations-'));
  cpSync(committed, directory, { recursive: true });
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const names = (): string[] => readdirSync(committed, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

const requiresVector = (name: string): boolean =>
  readFileSync(path.join(committed, name, 'migration.sql'), 'utf8').startsWith('-- requires extension: vector\n');

function addMigration(name: string, sql: string): void {
  mkdirSync(path.join(directory, name));
  writeFileSync(path.join(directory, name, 'migration.sql'), sql);
}

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

onEveryDatabase('migrations', (get) => {
  it('that are applied are not applied again', async () => {
    expect(await applyMigrations(get().url, directory)).toEqual([]);
  });

  it('added later are applied in the order of their names, once', async () => {
    addMigration('29990101000002_second', 'ALTER TABLE later ADD COLUMN b int;');
    addMigration('29990101000001_first', 'CREATE TABLE later (a int);');
    expect(await applyMigrations(get().url, directory)).toEqual(['29990101000001_first', '29990101000002_second']);
    expect(await applyMigrations(get().url, directory)).toEqual([]);
    expect(await query(get().url, 'SELECT a, b FROM later')).toEqual([]);
    await query(get().url, `DROP TABLE later`);
    await query(get().url, `DELETE FROM _prisma_migrations WHERE migration_name LIKE '2999%'`);
  });

  it('edited after they were applied are refused by name, with the remedy', async () => {
    const [first = ''] = names();
    appendFileSync(path.join(directory, first, 'migration.sql'), '\n-- edited');
    await expect(applyMigrations(get().url, directory)).rejects.toMatchObject({
      code: 'conflict',
      message: `Migration ${first} was edited after it was applied.`,
      remedy: expect.stringContaining('Restore the file') as string,
    });
  });

  it('that fail leave nothing behind, and can be corrected', async () => {
    addMigration('29990101000003_broken', 'CREATE TABLE half (a int); SELECT no_such_column FROM half;');
    await expect(applyMigrations(get().url, directory)).rejects.toThrow(/no_such_column/);
    expect(await query(get().url, `SELECT to_regclass('half')::text AS found`)).toEqual([{ found: null }]);
    addMigrationAgain('29990101000003_broken', 'CREATE TABLE half (a int);');
    expect(await applyMigrations(get().url, directory)).toEqual(['29990101000003_broken']);
    await query(get().url, 'DROP TABLE half');
    await query(get().url, `DELETE FROM _prisma_migrations WHERE migration_name LIKE '2999%'`);
  });

  it('that require an extension the server lacks stay pending, and the ones after them are applied', async () => {
    addMigration('29990101000005_needy', '-- requires extension: no_such_extension\nCREATE TABLE needy (a int);');
    addMigration('29990101000006_after', 'CREATE TABLE after_needy (a int);');
    expect(await applyMigrations(get().url, directory)).toEqual(['29990101000006_after']);
    expect(await query(get().url, `SELECT to_regclass('needy')::text AS found`)).toEqual([{ found: null }]);
    // Once the extension is there (here: one that every server has) the migration is applied.
    writeFileSync(
      path.join(directory, '29990101000005_needy', 'migration.sql'),
      '-- requires extension: pg_trgm\nCREATE TABLE needy (a int);',
    );
    expect(await applyMigrations(get().url, directory)).toEqual(['29990101000005_needy']);
    await query(get().url, 'DROP TABLE needy');
    await query(get().url, 'DROP TABLE after_needy');
    await query(get().url, `DELETE FROM _prisma_migrations WHERE migration_name LIKE '2999%'`);
  });

  it('found half-way applied by another tool are refused', async () => {
    addMigration('29990101000004_halfway', 'SELECT 1;');
    await query(
      get().url,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('${randomUUID()}', 'x', '29990101000004_halfway')`,
    );
    await expect(applyMigrations(get().url, directory)).rejects.toMatchObject({ code: 'conflict' });
    await query(get().url, `DELETE FROM _prisma_migrations WHERE migration_name LIKE '2999%'`);
  });
});

function addMigrationAgain(name: string, sql: string): void {
  writeFileSync(path.join(directory, name, 'migration.sql'), sql);
}

const native = inject('native');
describe.skipIf(!('url' in native))('migrations on a native server', () => {
  it('are applied once when several processes start together', async () => {
    const server = 'url' in native ? native.url : '';
    const name = `shopiq_test_${randomUUID().replaceAll('-', '')}`;
    await query(`${server}/postgres`, `CREATE DATABASE ${name}`);
    try {
      const applied = await Promise.all([1, 2, 3, 4].map(() => applyMigrations(`${server}/${name}`)));
      // The native server of the tests has no pgvector: what requires it is left pending.
      const possible = names().filter((each) => !requiresVector(each));
      expect(applied.flat()).toEqual(possible);
      const rows = await query<{ n: number }>(`${server}/${name}`, 'SELECT count(*)::int AS n FROM _prisma_migrations');
      expect(rows).toEqual([{ n: possible.length }]);
    } finally {
      await query(`${server}/postgres`, `DROP DATABASE ${name} WITH (FORCE)`);
    }
  });
});
