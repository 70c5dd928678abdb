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
 * Sync in processes that are killed (SIGKILL) after a random number of requests each, `kills` times, then in one that may
 * end. @returns what the last one said, how many were killed before they ended, and when the last one started.
 */
export async function syncWithKills(
  served: ServedShop,
  sync: KilledSync,
  { kills, random, most }: { kills: number; random: () => number; most: number },
): Promise<{ said: string; killed: number; at: Date }> {
  let killed = 0;
  let at = sync.now;
  for (let round = 0; round <= kills; round += 1) {
    at = new Date(sync.now.getTime() + round * AFTER_LEASE_MS);
    const isLast = round === kills;
    const limit = served.requests + 1 + Math.floor(random() * most);
    const { said, wasKilled } = await runProcess({ ...sync, now: at.toISOString() }, () => !isLast && served.requests >= limit);
    if (wasKilled) killed += 1;
    if (isLast) return { said, killed, at };
  }
  throw new Error('there was no last process');
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
