import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort, openDatabase, redactUrl } from './database';
import { readEnv } from './env';

interface Said {
  pid?: number;
  url?: string;
  isOwner?: boolean;
  code?: string;
  message?: string;
}

const children: ChildProcessWithoutNullStreams[] = [];
let dataDir = '';

/** Open the data folder in a process of its own; resolves with the one line it says. */
async function openElsewhere(mode: 'own' | 'share'): Promise<Said & { child: ChildProcessWithoutNullStreams }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/support/database-holder.ts', mode], {
    env: { ...process.env, SHOPIQ_DATA: dataDir, DATABASE_URL: '' },
  });
  children.push(child);
  let text = '';
  child.stdout.setEncoding('utf8');
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return { ...(JSON.parse(text) as Said), child };
}

async function stop(child: ChildProcessWithoutNullStreams, signal?: 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  if (signal) child.kill(signal);
  else child.stdin.end();
  await exited;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'shopiq-lock-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) await stop(child, 'SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

const lockFile = (): string => path.join(dataDir, 'pg.lock');
const here = (): ReturnType<typeof readEnv> => readEnv({ SHOPIQ_DATA: dataDir });

describe('the embedded database', () => {
  it('has one owner: a second is refused with the process and the remedy, one that shares is given its URL', async () => {
    const owner = await openElsewhere('own');
    expect(owner.isOwner).toBe(true);
    const second = await openElsewhere('own');
    expect(second.code).toBe('data_dir_in_use');
    expect(second.message).toContain(`in use by process ${owner.pid}`);
    expect(second.message).toContain('SHOPIQ_DATA');
    const sharing = await openElsewhere('share');
    expect(sharing).toMatchObject({ url: owner.url, isOwner: false });
    expect(await ask(sharing.url ?? '', 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await stop(owner.child);
    expect(existsSync(lockFile())).toBe(false);
  });

  it('is taken over, with its data, from an owner that was killed', async () => {
    const owner = await openElsewhere('own');
    await ask(owner.url ?? '', 'CREATE TABLE kept AS SELECT 42 AS answer');
    await ask(owner.url ?? '', 'CHECKPOINT');
    await stop(owner.child, 'SIGKILL');
    expect(existsSync(lockFile())).toBe(true);
    const next = await openElsewhere('own');
    expect(next.isOwner).toBe(true);
    expect(await ask(next.url ?? '', 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('has exactly one owner when several find a dead lock at the same moment', async () => {
    const dead = spawn(process.execPath, ['-e', '']);
    await once(dead, 'exit');
    writeFileSync(lockFile(), JSON.stringify({ pid: dead.pid, url: 'postgresql://postgres@127.0.0.1:1/postgres' }));
    const started = await Promise.all([openElsewhere('share'), openElsewhere('share'), openElsewhere('share')]);
    expect(started.filter((one) => one.isOwner)).toHaveLength(1);
    expect(new Set(started.map((one) => one.url)).size).toBe(1);
  });

  it('waits while another process is writing its lock, and clears a half-written one that a crash left', async () => {
    writeFileSync(lockFile(), '');
    const old = new Date(Date.now() - 60_000);
    utimesSync(lockFile(), old, old);
    const handle = await openDatabase(here(), 'own');
    expect(handle.isOwner).toBe(true);
    await expect(openDatabase(here(), 'own')).rejects.toMatchObject({ code: 'data_dir_in_use' });
    await handle.close();
  });

  it('does not take the lock of a dead owner for its own when it has the same process id', async () => {
    writeFileSync(lockFile(), JSON.stringify({ pid: process.pid, url: 'postgresql://postgres@127.0.0.1:1/postgres' }));
    const handle = await openDatabase(here(), 'share');
    expect(handle.isOwner).toBe(true);
    await handle.close();
  });
});

describe('DATABASE_URL', () => {
  it('that does not answer gives the server without its password, and the remedy', async () => {
    const port = await freePort();
    const env = readEnv({ DATABASE_URL: `postgresql://ann:hunter2@127.0.0.1:${port}/shop` });
    const failure = openDatabase(env, 'own');
    await expect(failure).rejects.toMatchObject({ code: 'database_unavailable', retry: 'later' });
    await expect(failure).rejects.toThrow(`127.0.0.1:${port}/shop does not answer`);
    await expect(failure).rejects.not.toThrow(/hunter2/);
  });

  it('is shown without its password', () => {
    expect(redactUrl('postgresql://ann:hunter2@db.example.com/shop')).toBe('postgresql://ann:***@db.example.com/shop');
  });
});
