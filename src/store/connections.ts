import { AppError } from '@/core/errors';
import type { Database } from './client';
import { connectionIdOf } from './fact-ids';

export interface ConnectionSettings {
  marketplace: string;
  /** The account's own id at the marketplace. */
  accountId: string;
  name: string;
  /** IANA zone of the shop's clock. */
  timeZone: string;
  /** ISO 4217 code of the account. */
  currency: string;
  /** When the account was connected; now when absent. */
  createdAt?: Date;
}

export interface Connection extends ConnectionSettings {
  id: string;
  createdAt: Date;
  status: 'connected' | 'paused' | 'error' | 'disconnected';
  lastSyncAt: Date | null;
  /** False for imported files, which nobody can be asked for again. */
  isSynced: boolean;
}

const SELECTED = {
  id: true,
  marketplace: true,
  accountId: true,
  name: true,
  timeZone: true,
  currency: true,
  status: true,
  lastSyncAt: true,
  createdAt: true,
  openedAt: true,
} as const;

const toConnection = ({ openedAt, ...row }: Omit<Connection, 'isSynced'> & { openedAt: Date | null }): Connection => ({
  ...row,
  isSynced: openedAt !== null,
});

/** The connection of an account: created when missing, otherwise as it is stored. */
export async function ensureConnection(db: Database, workspaceId: string, settings: ConnectionSettings): Promise<Connection> {
  const { marketplace, accountId, name, timeZone, currency, createdAt } = settings;
  const id = connectionIdOf({ workspaceId, marketplace, accountId });
  const row = { workspaceId, id, marketplace, accountId, name, timeZone, currency, ...(createdAt ? { createdAt } : {}) };
  return db.asWorkspace(workspaceId, async (tx) => {
    await tx.marketplaceConnection.createMany({ data: [row], skipDuplicates: true });
    return toConnection(
      await tx.marketplaceConnection.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id } }, select: SELECTED }),
    );
  });
}

/**
 * Note that everything up to `at` has been read from the source. The moment never goes back.
 * @throws AppError not_found.
 */
export async function markSynced(db: Database, workspaceId: string, connectionId: string, at: Date): Promise<void> {
  await db.asWorkspace(workspaceId, async (tx) => {
    const found = await tx.marketplaceConnection.findUnique({
      where: { workspaceId_id: { workspaceId, id: connectionId } },
      select: { lastSyncAt: true },
    });
    if (!found)
      throw new AppError('not_found', 'This connection does not exist.', { field: 'connection', remedy: 'Connect the shop again.' });
    await tx.marketplaceConnection.updateMany({
      where: { workspaceId, id: connectionId, OR: [{ lastSyncAt: null }, { lastSyncAt: { lt: at } }] },
      data: { lastSyncAt: at },
    });
  });
}

/** Connections of a workspace, by marketplace and name. */
export async function listConnections(db: Database, workspaceId: string): Promise<Connection[]> {
  const rows = await db.asWorkspace(workspaceId, (tx) =>
    tx.marketplaceConnection.findMany({
      where: { workspaceId },
      select: SELECTED,
      orderBy: [{ marketplace: 'asc' }, { name: 'asc' }, { id: 'asc' }],
    }),
  );
  return rows.map(toConnection);
}
