import type { Database } from './client';

/** How far one stream has been read. */
export interface StreamHealth {
  stream: string;
  readFrom: Date | null;
  readTo: Date | null;
  refreshedAt: Date | null;
}

/** One sync as the seller sees it. */
export interface RunHealth {
  id: string;
  reason: string;
  state: string;
  startedAt: Date;
  finishedAt: Date | null;
  pages: number;
  orders: number;
  errorText: string | null;
  notices: { stream: string; text: string; count: number }[];
}

export interface ConnectionHealth {
  id: string;
  marketplace: string;
  name: string;
  status: 'connected' | 'paused' | 'error' | 'disconnected';
  lastSyncAt: Date | null;
  openedAt: Date | null;
  cadenceMinutes: number;
  scopes: string[];
  retryAt: Date | null;
  errorText: string | null;
  errorRemedy: string | null;
  isSyncing: boolean;
  streams: StreamHealth[];
  /** The last ones, newest first. */
  runs: RunHealth[];
}

/** Runs shown of a connection. */
const RUNS = 10;

/** The state of the accounts of a workspace that can be synced, by marketplace and name. */
export async function readConnectionHealth(db: Database, workspaceId: string, now: Date): Promise<ConnectionHealth[]> {
  const rows = await db.asWorkspace(workspaceId, (tx) =>
    tx.marketplaceConnection.findMany({
      where: { workspaceId, openedAt: { not: null } },
      orderBy: [{ marketplace: 'asc' }, { name: 'asc' }, { id: 'asc' }],
      include: { streams: { orderBy: { stream: 'asc' } }, runs: { orderBy: { startedAt: 'desc' }, take: RUNS } },
    }),
  );
  return rows.map(({ streams, runs, leaseUntil, ...row }) => ({
    id: row.id,
    marketplace: row.marketplace,
    name: row.name,
    status: row.status,
    lastSyncAt: row.lastSyncAt,
    openedAt: row.openedAt,
    cadenceMinutes: row.cadenceMinutes,
    scopes: row.scopes,
    retryAt: row.retryAt,
    errorText: row.errorText,
    errorRemedy: row.errorRemedy,
    isSyncing: leaseUntil !== null && leaseUntil > now,
    streams: streams.map(({ stream, readFrom, readTo, refreshedAt }) => ({ stream, readFrom, readTo, refreshedAt })),
    runs: runs.map(({ id, reason, state, startedAt, finishedAt, pages, orders, errorText, notices }) => ({
      id,
      reason,
      state,
      startedAt,
      finishedAt,
      pages,
      orders,
      errorText,
      notices: notices as unknown as RunHealth['notices'],
    })),
  }));
}
