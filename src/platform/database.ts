import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import pg from 'pg';
import { AppError } from '@/core/errors';
import type { Env } from './env';

/**
 * One code path for both databases: whoever asks gets a PostgreSQL URL. Native: DATABASE_URL. Embedded: one process
 * owns the directory under a lock file and serves it on loopback; every other process (web, CLI) reads the URL from
 * the lock file. Two processes opening one directory would silently lose data, hence the lock.
 */
export interface DatabaseHandle {
  url: string;
  kind: 'embedded' | 'native';
  /** True when this process owns the embedded directory. */
  isOwner: boolean;
  close(): Promise<void>;
}

interface LockFile {
  pid: number;
  url: string | null;
}

const OWNER_START_MS = 30_000;
/** A lock file is written in one go right after it is created: an unreadable one this old was left by a crash. */
const UNREADABLE_STALE_MS = 2000;
/** Two starters can both find a dead owner's lock; after this long only one of them still has its own. */
const SETTLE_MS = 100;
/** Locks this process holds. After a restart a dead owner can have had the process id we have now. */
const held = new Set<string>();

// Frontend messages of the extended protocol that belong to the batch a Sync ends (PostgreSQL docs, "Message Formats").
const BATCH_MESSAGES = new Set([...'PBDECHdcf'].map((letter) => letter.charCodeAt(0)));
const BATCH_ENDS = new Set([...'SQX'].map((letter) => letter.charCodeAt(0)));

/**
 * The socket server hands the one session from client to client between messages unless a transaction is open. A
 * parameterised query is several messages (Parse, Bind, Execute, Sync): another client in between would replace the
 * unnamed statement. So an open batch counts as a transaction too.
 */
function withWholeBatches(db: PGlite): PGlite {
  let isBatchOpen = false;
  return new Proxy(db, {
    get(target, key) {
      if (key === 'isInTransaction') return () => isBatchOpen || target.isInTransaction();
      if (key === 'execProtocolRawStream') {
        return (...call: Parameters<PGlite['execProtocolRawStream']>) => {
          const type = call[0][0] ?? 0;
          if (BATCH_MESSAGES.has(type)) isBatchOpen = true;
          else if (BATCH_ENDS.has(type)) isBatchOpen = false;
          return target.execProtocolRawStream(...call);
        };
      }
      if (key === 'exec') {
        // The server rolls back for a client that went away: its batch ends with it.
        return (...call: Parameters<PGlite['exec']>) => {
          isBatchOpen = false;
          return target.exec(...call);
        };
      }
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** Serve a PGlite instance on a free loopback port. Shared by the owner process and the tests. */
export async function servePglite(db: PGlite): Promise<{ url: string; close(): Promise<void> }> {
  const port = await freePort();
  const server = new PGLiteSocketServer({ db: withWholeBatches(db), port, host: '127.0.0.1', maxConnections: 100 });
  await server.start();
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    close: async () => {
      await server.stop();
      await db.close();
    },
  };
}

/**
 * Settings of the embedded server. It is the only one on its data: with the usual small cache a table of a few hundred
 * thousand rows would be read from its files by every question. A page costs the same in any order.
 */
const SETTINGS = ['shared_buffers=512MB', 'work_mem=32MB', 'random_page_cost=1.1', 'jit=off'];

/** Create or open an embedded database with the extensions the product uses. No directory: in memory. */
export function createPglite(dataDir?: string, loadDataDir?: Blob): Promise<PGlite> {
  return PGlite.create({
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(loadDataDir === undefined ? {} : { loadDataDir }),
    extensions: { vector, pg_trgm },
    startParams: [...PGlite.defaultStartParams, ...SETTINGS.flatMap((setting) => ['-c', setting])],
  });
}

/**
 * Open the configured database.
 * @param mode `own`: refuse when another process holds the embedded directory; `share`: use that process instead.
 * @throws AppError data_dir_in_use, database_unavailable.
 */
export async function openDatabase(env: Env, mode: 'own' | 'share'): Promise<DatabaseHandle> {
  if (env.DATABASE_URL) {
    await assertReachable(env.DATABASE_URL);
    return { url: env.DATABASE_URL, kind: 'native', isOwner: false, close: async () => {} };
  }
  mkdirSync(env.dataDir, { recursive: true });
  const lockPath = path.join(env.dataDir, 'pg.lock');
  const running = await findOwner(lockPath, { dataDir: env.dataDir, mode });
  if (running !== null) return { url: running, kind: 'embedded', isOwner: false, close: async () => {} };
  try {
    const served = await servePglite(await createPglite(path.join(env.dataDir, 'pg')));
    writeFileSync(`${lockPath}.tmp`, JSON.stringify({ pid: process.pid, url: served.url } satisfies LockFile));
    renameSync(`${lockPath}.tmp`, lockPath);
    return {
      url: served.url,
      kind: 'embedded',
      isOwner: true,
      close: async () => {
        await served.close().finally(() => releaseLock(lockPath));
      },
    };
  } catch (cause) {
    releaseLock(lockPath);
    throw new AppError('database_unavailable', `The embedded database in ${env.dataDir} could not be opened.`, {
      cause,
      remedy: 'Check that the folder can be written and the disk is not full, or set SHOPIQ_DATA to another folder.',
    });
  }
}

/** Take the lock and give null, or give the URL of the process that has it. @throws AppError data_dir_in_use. */
async function findOwner(lockPath: string, request: { dataDir: string; mode: 'own' | 'share' }): Promise<string | null> {
  const deadline = Date.now() + OWNER_START_MS;
  let hasCleared = false;
  for (;;) {
    if (takeLock(lockPath)) {
      if (!hasCleared) return null;
      await sleep(SETTLE_MS);
      if (readLock(lockPath)?.pid === process.pid) return null;
      held.delete(lockPath);
      continue;
    }
    const holder = readLock(lockPath);
    if (holder === null ? isFresh(lockPath) : isHeld(lockPath, holder)) {
      if (holder && request.mode === 'own') throw inUse(request.dataDir, holder.pid);
      if (holder?.url) return holder.url;
      // The owner is still opening the directory: wait for its URL.
      if (Date.now() > deadline) throw inUse(request.dataDir, holder?.pid ?? 0);
      await sleep(SETTLE_MS);
    } else {
      hasCleared = true;
      rmSync(lockPath, { force: true });
    }
  }
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** True while another process may be between creating the lock file and writing it. */
function isFresh(lockPath: string): boolean {
  const stat = statSync(lockPath, { throwIfNoEntry: false });
  return stat !== undefined && Date.now() - stat.mtimeMs < UNREADABLE_STALE_MS;
}

function isHeld(lockPath: string, { pid }: LockFile): boolean {
  return pid === process.pid ? held.has(lockPath) : isAlive(pid);
}

function releaseLock(lockPath: string): void {
  held.delete(lockPath);
  rmSync(lockPath, { force: true });
}

function inUse(dataDir: string, pid: number): AppError {
  return new AppError('data_dir_in_use', `The data folder ${dataDir} is in use by process ${pid}.`, {
    remedy: 'Stop that process, or set SHOPIQ_DATA to another folder.',
  });
}

function takeLock(lockPath: string): boolean {
  try {
    const file = openSync(lockPath, 'wx');
    writeFileSync(file, JSON.stringify({ pid: process.pid, url: null } satisfies LockFile));
    closeSync(file);
    held.add(lockPath);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new AppError('database_unavailable', `The lock file ${lockPath} could not be written.`, {
      cause: error,
      remedy: 'Make the data folder writable, or set SHOPIQ_DATA to another folder.',
    });
  }
}

function readLock(lockPath: string): LockFile | null {
  try {
    return JSON.parse(readFileSync(lockPath, 'utf8')) as LockFile;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function assertReachable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    await client.query('select 1');
  } catch (cause) {
    throw new AppError('database_unavailable', `The database at ${redactUrl(url)} does not answer: ${(cause as Error).message}.`, {
      cause,
      retry: 'later',
      remedy: 'Start it, or correct DATABASE_URL, or unset it to use the embedded database.',
    });
  } finally {
    await client.end().catch(() => {});
  }
}

/** A database URL that can be shown: no password. */
export function redactUrl(url: string): string {
  const parsed = new URL(url);
  if (parsed.password) parsed.password = '***';
  return parsed.toString();
}

/** A loopback port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
