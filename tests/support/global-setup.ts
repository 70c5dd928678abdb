import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
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

/** Start the native server in a process of its own and prepare the template. */
async function startNative(databaseDir: string): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort();
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'native-server.mjs'), databaseDir, String(port)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await exited;
  };
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const isReady = await Promise.race([
    new Promise<boolean>((resolve) => child.stdout.once('data', () => resolve(true))),
    exited.then(() => false),
  ]);
  if (!isReady) throw new Error(said.trim() || 'the native server ended at once');
  const url = `postgresql://shopiq:shopiq@127.0.0.1:${port}`;
  await createTemplate(url);
  return { url, stop };
}

async function createTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE_DATABASE}`);
  await client.end();
  await applyMigrations(`${url}/${TEMPLATE_DATABASE}`);
}
