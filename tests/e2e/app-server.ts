import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '@/platform/database';
import { Ledger } from './ledger';

export interface AppServer {
  /** Where the product answers. */
  url: string;
  /** Its data folder: the lock file in it names the database. */
  dataDir: string;
  /** What it has printed so far, for the message of a failed test. */
  output(): string;
  stop(): Promise<void>;
}

/** A build on a busy machine takes a minute, the newest days of the demo shop as long again. */
const START_MS = 300_000;
const STOP_MS = 15_000;
/** A small demo shop: about 2,500 orders in two years. */
const DEMO_SCALE = 0.1;

/**
 * Start the product as `npm start` does (it builds what is stale) on a free port with a data folder of its own.
 * @throws Error with everything it printed when it does not become ready.
 */
export async function startApp(environment: Record<string, string> = {}): Promise<AppServer> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'shopiq-e2e-'));
  const port = await freePort();
  // The test runner's own settings would change what is built and how days are read.
  const { NODE_ENV: _mode, TZ: _zone, VITEST: _runner, DATABASE_URL: _database, ...inherited } = process.env;
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: {
      ...inherited,
      PORT: String(port),
      HOST: '127.0.0.1',
      SHOPIQ_DATA: dataDir,
      SHOPIQ_DEMO_SCALE: String(DEMO_SCALE),
      NODE_ENV: 'production',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    await end(child);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await untilReady(child, url);
    // Where the demo is read by workers, figures of the past come in for a while.
    if (environment['SHOPIQ_WORKER'] !== 'off') await untilFilled(dataDir);
  } catch (error) {
    await stop();
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${printed}`);
  }
  return { url, dataDir, output: () => printed, stop };
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The product ended with code ${child.exitCode} before it was ready.`);
    const response = await fetch(`${url}/signin`).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`The product was not ready after ${START_MS / 1000} s.`);
}

/** Wait until all of the past of the demo's accounts has been read. */
async function untilFilled(dataDir: string): Promise<void> {
  const ledger = new Ledger(dataDir);
  await ledger.open();
  try {
    for (const deadline = Date.now() + START_MS; Date.now() < deadline; await wait(500)) if (await ledger.isFilled()) return;
  } finally {
    await ledger.close();
  }
  throw new Error(`The demo was not read after ${START_MS / 1000} s.`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(timer);
}
