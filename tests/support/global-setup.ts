import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { createPglite, servePglite } from '@/platform/database';
import { applyMigrations } from '@/store/migrate';
import { startNative } from './native-process';
import { administer } from './temporary-database';

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

  const native = await prepareNative(path.join(directory, 'native')).catch((error: unknown) => ({
    missing: String(error),
    stop: async () => {},
  }));
  project.provide('native', 'url' in native ? { url: native.url } : { missing: native.missing });
  return async () => {
    await native.stop();
    rmSync(directory, { recursive: true, force: true });
  };
}

/** Start the native server and prepare the template. */
async function prepareNative(databaseDir: string): Promise<{ url: string; stop(): Promise<void> }> {
  const native = await startNative(databaseDir);
  await administer(`${native.url}/postgres`, `CREATE DATABASE ${TEMPLATE_DATABASE}`);
  await applyMigrations(`${native.url}/${TEMPLATE_DATABASE}`);
  return native;
}
