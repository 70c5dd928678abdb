import { randomUUID } from 'node:crypto';
import { AppError } from '@/core/errors';
import { statesBefore, type RunState } from '@/core/sync/run-state';
import type { StreamState } from '@/core/sync/stream-plan';
import type { FactBatch, WriteSummary } from '@/core/model/facts';
import type { Database, Prisma, TenantTx } from './client';
import { toColumns, toState } from './sync-state';
import { writeFacts, type WriteTarget } from './write-facts';

/** A connection that can be synced, as the engine needs it. */
export interface SyncedConnection {
  workspaceId: string;
  id: string;
  marketplace: string;
  accountId: string;
  name: string;
  timeZone: string;
  currency: string;
  baseUrl: string | null;
  scopes: string[];
  openedAt: Date;
  cadenceMinutes: number;
  failures: number;
  streams: Map<string, StreamState>;
}

/** Who holds a connection, until when. Every page written under it says so, and is refused once another holds it. */
export interface Lease {
  workspaceId: string;
  connectionId: string;
  owner: string;
  runId: string;
}

/** A notice of a page with its stream; equal ones are counted. */
export interface RunNotice {
  stream: string;
  code: string;
  text: string;
  count: number;
}

const LEASE_MS = 90_000;

/**
 * Take a connection to sync it. Null when somebody else holds it, it is paused, or nothing of it can be synced.
 * A run that was left running is marked as lost.
 */
export async function takeConnection(
  db: Database,
  { workspaceId, connectionId, reason, now }: { workspaceId: string; connectionId: string; reason: string; now: Date },
): Promise<{ lease: Lease; connection: SyncedConnection } | null> {
  const lease: Lease = { workspaceId, connectionId, owner: randomUUID(), runId: randomUUID() };
  return db.asWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.marketplaceConnection.updateMany({
      where: {
        workspaceId,
        id: connectionId,
        status: { in: ['connected', 'error'] },
        openedAt: { not: null },
        OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }],
      },
      data: { leaseOwner: lease.owner, leaseUntil: new Date(now.getTime() + LEASE_MS) },
    });
    if (count === 0) return null;
    await tx.syncRun.updateMany({
      where: { workspaceId, connectionId, state: { in: statesBefore('lost') } },
      data: { state: 'lost', finishedAt: now },
    });
    await tx.syncRun.create({ data: { workspaceId, id: lease.runId, connectionId, reason, startedAt: now, beatAt: now } });
    const row = await tx.marketplaceConnection.findUniqueOrThrow({
      where: { workspaceId_id: { workspaceId, id: connectionId } },
      include: { streams: true },
    });
    const streams = new Map(row.streams.map((stream) => [stream.stream, toState(stream)]));
    return { lease, connection: { ...row, openedAt: row.openedAt ?? now, streams } };
  });
}

/** True while somebody holds the connection. */
export async function isBeingSynced(
  db: Database,
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
  now: Date,
): Promise<boolean> {
  const where = { workspaceId, id: connectionId, leaseUntil: { gt: now } };
  return (await db.asWorkspace(workspaceId, (tx) => tx.marketplaceConnection.count({ where }))) > 0;
}

/** Keep the lease. @throws AppError conflict when it is another's. */
export async function beat(db: Database, lease: Lease, now: Date): Promise<void> {
  await db.asWorkspace(lease.workspaceId, (tx) => holdLease(tx, lease, now));
}

/**
 * Write a page and how far it got its stream: both or neither, and neither when the lease was lost.
 * @throws AppError conflict when another holds the connection now.
 */
export async function commitPage(
  db: Database,
  lease: Lease,
  page: {
    connection: SyncedConnection;
    stream: string;
    batch: FactBatch;
    state: StreamState;
    notices: readonly RunNotice[];
    /** Moment up to which the account's orders are in the store with this page. */
    syncedTo?: Date;
    now: Date;
  },
): Promise<WriteSummary> {
  const { connection, stream, batch, state, now } = page;
  const { workspaceId, connectionId, runId } = lease;
  const target: WriteTarget = { workspaceId, connection };
  return writeFacts(db, target, batch, async (tx, written) => {
    await holdLease(tx, lease, now);
    if (page.syncedTo) await moveOn(tx, lease, page.syncedTo);
    const data = toColumns(state);
    await tx.syncStream.upsert({
      where: { workspaceId_connectionId_stream: { workspaceId, connectionId, stream } },
      create: { workspaceId, connectionId, stream, ...data, pages: 1 },
      update: { ...data, pages: { increment: 1 } },
    });
    const changes = Object.values<number>({ ...written }).reduce((sum, count) => sum + count, 0);
    await tx.syncRun.update({
      where: { workspaceId_id: { workspaceId, id: runId } },
      data: { beatAt: now, pages: { increment: 1 }, orders: { increment: written.orders }, changes: { increment: changes } },
    });
    if (page.notices.length > 0) await addNotices(tx, lease, page.notices);
  });
}

/** End a run and give the connection back. Without an error, failures are forgotten. */
export async function endRun(
  db: Database,
  lease: Lease,
  end: {
    state: Exclude<RunState, 'running' | 'lost'>;
    now: Date;
    error?: AppError;
    retryAt?: Date | null;
    needsSeller?: boolean;
  },
): Promise<void> {
  const { workspaceId, connectionId, owner, runId } = lease;
  const { error, now } = end;
  const fault = { errorCode: error?.code ?? null, errorText: error?.message ?? null, errorRemedy: error?.remedy ?? null };
  await db.asWorkspace(workspaceId, async (tx) => {
    await tx.syncRun.updateMany({
      where: { workspaceId, id: runId, state: { in: statesBefore(end.state) } },
      data: { state: end.state, finishedAt: now, ...fault },
    });
    await tx.marketplaceConnection.updateMany({
      where: { workspaceId, id: connectionId, leaseOwner: owner },
      data: {
        leaseOwner: null,
        leaseUntil: null,
        retryAt: end.retryAt ?? null,
        status: end.needsSeller ? 'error' : 'connected',
        failures: error ? { increment: 1 } : 0,
        ...fault,
      },
    });
  });
}

async function holdLease(tx: TenantTx, { workspaceId, connectionId, owner }: Lease, now: Date): Promise<void> {
  const { count } = await tx.marketplaceConnection.updateMany({
    where: { workspaceId, id: connectionId, leaseOwner: owner },
    data: { leaseUntil: new Date(now.getTime() + LEASE_MS) },
  });
  if (count === 0)
    throw new AppError('conflict', 'Another worker syncs this connection now.', {
      remedy: 'Nothing is lost: it goes on where this one ended.',
    });
}

/** The moment up to which an account was read never goes back. */
async function moveOn(tx: TenantTx, { workspaceId, connectionId }: Lease, to: Date): Promise<void> {
  await tx.marketplaceConnection.updateMany({
    where: { workspaceId, id: connectionId, OR: [{ lastSyncAt: null }, { lastSyncAt: { lt: to } }] },
    data: { lastSyncAt: to },
  });
}

async function addNotices(tx: TenantTx, { workspaceId, runId }: Lease, notices: readonly RunNotice[]): Promise<void> {
  const run = await tx.syncRun.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: runId } }, select: { notices: true } });
  const counted = new Map(
    (run.notices as unknown as RunNotice[]).map((notice) => [`${notice.stream} ${notice.code} ${notice.text}`, notice]),
  );
  for (const notice of notices) {
    const key = `${notice.stream} ${notice.code} ${notice.text}`;
    counted.set(key, { ...notice, count: (counted.get(key)?.count ?? 0) + notice.count });
  }
  await tx.syncRun.update({
    where: { workspaceId_id: { workspaceId, id: runId } },
    data: { notices: [...counted.values()] as unknown as Prisma.InputJsonValue },
  });
}
