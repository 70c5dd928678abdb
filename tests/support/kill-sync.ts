import { spawn } from 'node:child_process';
import path from 'node:path';
import type { ServedShop } from '@/server/sandbox';

/** A killed worker's lease ends by itself; the next one starts after that, however long the first had to wait for the vendor. */
const AFTER_LEASE_MS = 3_600_000;

export interface KilledSync {
  url: string;
  workspaceId: string;
  connectionId: string;
  secret: string;
  /** When the first process starts; each next one starts an hour later. */
  now: Date;
}

/**
 * Sync in processes that are killed (SIGKILL) after a random number of requests each, `kills` times at most, until one
 * ends by itself. @returns what that one said, how many were killed before it, and when it started.
 */
export async function syncWithKills(
  served: ServedShop,
  sync: KilledSync,
  { kills, random, most }: { kills: number; random: () => number; most: number },
): Promise<{ said: string; killed: number; at: Date }> {
  for (let killed = 0; ; killed += 1) {
    const at = new Date(sync.now.getTime() + killed * AFTER_LEASE_MS);
    const limit = served.requests + 1 + Math.floor(random() * most);
    const { said, wasKilled } = await runProcess({ ...sync, now: at.toISOString() }, () => killed < kills && served.requests >= limit);
    if (!wasKilled) return { said, killed, at };
  }
}

async function runProcess(given: object, isTime: () => boolean): Promise<{ said: string; wasKilled: boolean }> {
  const script = path.join(import.meta.dirname, 'sync-process.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(given)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const timer = setInterval(() => {
    if (isTime()) child.kill('SIGKILL');
  }, 2);
  const signal = await new Promise<string | null>((resolve) => child.once('exit', (_, by) => resolve(by)));
  clearInterval(timer);
  return { said, wasKilled: signal === 'SIGKILL' };
}
