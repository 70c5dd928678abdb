import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { digestSettingsSchema } from '@/core/digest/digest';
import { connectDatabase, type Database } from '@/store/client';
import { applyMigrations } from '@/store/migrate';
import { writeSmallShop } from '../support/small-shop';
import { startSmtpServer, type TestSmtpServer } from '../support/smtp-server';

/** People in a workspace, each with a digest of their own. */
const PEOPLE = 50;
const DAY_MS = 86_400_000;

export interface DigestFigures {
  digests: number;
  /** Messages the mail server took, and how many different ones. */
  received: number;
  distinct: number;
  /** Digests nobody got. */
  lost: number;
  /** Digests somebody got as two different messages: another Message-ID. */
  twice: number;
  /** Messages that came again under the same Message-ID, by which mail programs show them once. */
  repeated: number;
  seconds: number;
  /** When the worker was killed: messages received by then. */
  killedAt: number;
}

/**
 * A morning: all digests of a database are due at once, sent by two workers of the product itself
 * (`shopiq worker`), of which one is killed (SIGKILL) when a third has arrived.
 */
export async function sendManyDigests(count: number, url: string): Promise<DigestFigures> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'digests-'));
  const server = await startSmtpServer();
  const workers: ChildProcess[] = [];
  try {
    await applyMigrations(url);
    const db = connectDatabase(url, 4);
    await writeDigests(db, count);
    const started = Date.now();
    const work = (): ChildProcess => startWorker({ url, smtp: server.url, data: path.join(folder, 'data') });
    workers.push(work(), work());
    await until(() => server.received.length >= count / 3);
    const killedAt = server.received.length;
    workers[0]?.kill('SIGKILL');
    await until(() => distinctOf(server) >= count && server.received.length >= count);
    // What was in the killed one's hands is taken up when its lease is over; nothing may come after that.
    await until(async () => (await db.shared.due.count({ where: { kind: 'message' } })) === 0);
    await wait(3000);
    const seconds = Math.round((Date.now() - started) / 1000);
    await db.close();
    return { ...figuresOf(server, count), seconds, killedAt };
  } finally {
    for (const worker of workers) worker.kill('SIGKILL');
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeDigests(db: Database, count: number): Promise<void> {
  const minuteAgo = new Date(Date.now() - 60_000);
  const settings = digestSettingsSchema.parse({
    name: 'Daily',
    schedule: { every: 'day', at: minuteAgo.toISOString().slice(11, 16) },
    sections: [
      { kind: 'standard', id: 'sales' },
      { kind: 'standard', id: 'products' },
    ],
    byEmail: true,
    slackChannel: null,
    whenStale: 'mark',
  });
  const { schedule, sections, ...columns } = settings;
  const at = new Date(`${minuteAgo.toISOString().slice(0, 16)}:00Z`);
  for (let made = 0; made < count; made += PEOPLE) {
    const workspace = await writeSmallShop(db, `shop-${made}`);
    const workspaceId = workspace.id;
    const people = Array.from({ length: Math.min(PEOPLE, count - made) }, (_, index) => ({
      id: uuidv7(),
      email: `person-${made + index}@example.com`,
      name: `Person ${made + index}`,
    }));
    const digests = people.map(({ id: userId }) => ({
      workspaceId,
      id: uuidv7(),
      userId,
      ...columns,
      schedule: schedule as object,
      sections: sections as object[],
      createdAt: new Date(at.getTime() - DAY_MS),
    }));
    await db.shared.user.createMany({ data: people });
    await db.asWorkspace(workspaceId, async (tx) => {
      await tx.membership.createMany({ data: people.map(({ id: userId }) => ({ workspaceId, userId, role: 'viewer' as const })) });
      await tx.digest.createMany({ data: digests });
      await tx.due.createMany({ data: digests.map(({ id }) => ({ kind: 'digest' as const, id, workspaceId, at })) });
    });
  }
}

function startWorker({ url, smtp, data }: { url: string; smtp: string; data: string }): ChildProcess {
  const root = path.resolve(import.meta.dirname, '../..');
  return spawn(process.execPath, ['--import', 'tsx', path.join(root, 'src/cli/main.ts'), 'worker'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      NODE_ENV: 'production',
      PATH: process.env['PATH'],
      DATABASE_URL: url,
      SMTP_URL: smtp,
      SHOPIQ_DATA: data,
      SHOPIQ_URL: 'https://shopiq.example.com',
    },
  });
}

const addressesOf = (server: TestSmtpServer): string[] =>
  server.received.map(({ mail }) => (Array.isArray(mail.to) ? mail.to : mail.to ? [mail.to] : []).map(({ text }) => text).join());

const distinctOf = (server: TestSmtpServer): number => new Set(addressesOf(server)).size;

function figuresOf(server: TestSmtpServer, count: number): Omit<DigestFigures, 'seconds' | 'killedAt'> {
  const ids = new Map<string, Set<string>>();
  for (const [index, address] of addressesOf(server).entries())
    ids.set(address, (ids.get(address) ?? new Set()).add(server.received[index]?.mail.messageId ?? ''));
  const distinct = [...ids.values()].reduce((sum, own) => sum + own.size, 0);
  return {
    digests: count,
    received: server.received.length,
    distinct,
    lost: count - ids.size,
    twice: [...ids.values()].filter((own) => own.size > 1).length,
    repeated: server.received.length - distinct,
  };
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(500);
}
