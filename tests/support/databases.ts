import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import { createPglite, servePglite } from '@/platform/database';
import { connectDatabase, type Database } from '@/store/client';
import { applyMigrations } from '@/store/migrate';
import { TEMPLATE_DATABASE } from './global-setup';
import { createDatabase } from './temporary-database';

export interface TestDatabase {
  kind: 'embedded' | 'native' | 'DATABASE_URL';
  url: string;
  db: Database;
  hasVector: boolean;
}

interface Opened {
  url: string;
  close(): Promise<void>;
}

/**
 * Run the same tests on every database: the embedded one, the native PostgreSQL the test command starts, and the
 * server of DATABASE_URL when given (it needs the right to create databases). `get()` is valid inside tests.
 */
export function onEveryDatabase(title: string, body: (get: () => TestDatabase) => void): void {
  register(`${title} (embedded)`, 'embedded', () => openEmbedded(), body);
  const native = inject('native');
  if ('url' in native) register(`${title} (native PostgreSQL)`, 'native', () => openNative(native.url), body);
  else describe.skip(`${title} (native PostgreSQL is missing: ${native.missing})`, () => body(notOpen));
  const given = process.env['DATABASE_URL'];
  if (given) register(`${title} (DATABASE_URL)`, 'DATABASE_URL', () => openGiven(given), body);
}

/** One database, the embedded one: for tests that do not depend on the server. */
export function onEmbeddedDatabase(title: string, body: (get: () => TestDatabase) => void): void {
  register(title, 'embedded', () => openEmbedded(), body);
}

function notOpen(): never {
  throw new Error('the database is not open yet');
}

function register(title: string, kind: TestDatabase['kind'], open: () => Promise<Opened>, body: (get: () => TestDatabase) => void): void {
  describe(title, () => {
    let current: (TestDatabase & { close(): Promise<void> }) | undefined;
    beforeAll(async () => {
      const opened = await open();
      const db = connectDatabase(opened.url, 4);
      current = {
        kind,
        url: opened.url,
        db,
        hasVector: kind === 'embedded',
        close: async () => {
          await db.close();
          await opened.close();
        },
      };
    });
    afterAll(async () => {
      await current?.close();
    });
    body(() => current ?? notOpen());
  });
}

async function openEmbedded(): Promise<Opened> {
  return servePglite(await createPglite(undefined, new Blob([readFileSync(inject('embeddedSnapshot'))])));
}

async function openNative(server: string): Promise<Opened> {
  return createDatabase(`${server}/postgres`, TEMPLATE_DATABASE);
}

async function openGiven(url: string): Promise<Opened> {
  const opened = await createDatabase(url, null);
  await applyMigrations(opened.url);
  return opened;
}
