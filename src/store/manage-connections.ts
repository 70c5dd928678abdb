import { AppError } from '@/core/errors';
import { statesBefore } from '@/core/sync/run-state';
import { setDue } from './account-schedule';
import type { Database, TenantTx } from './client';
import { connectionIdOf } from './fact-ids';
import { markAllDays } from './rollups/dirty-days';

/** An account that was connected, as its marketplace describes it. */
export interface ConnectedAccount {
  marketplace: string;
  accountId: string;
  name: string;
  timeZone: string;
  currency: string;
  openedAt: Date;
  scopes: readonly string[];
  baseUrl: string | null;
}

/** Keep an account that was connected, or connected again, and have it read: what was read before stays, and nothing is doubled. @returns its id. */
export async function saveConnection(
  db: Database,
  workspaceId: string,
  { now, ...account }: ConnectedAccount & { now: Date },
): Promise<string> {
  const { marketplace, accountId, scopes, ...rest } = account;
  const id = connectionIdOf({ workspaceId, marketplace, accountId });
  const state = {
    ...rest,
    scopes: [...scopes],
    status: 'connected' as const,
    failures: 0,
    retryAt: null,
    errorCode: null,
    errorText: null,
    errorRemedy: null,
  };
  await db.asWorkspace(workspaceId, (tx) =>
    tx.marketplaceConnection.upsert({
      where: { workspaceId_id: { workspaceId, id } },
      create: { workspaceId, id, marketplace, accountId, ...state },
      update: state,
    }),
  );
  await db.shared.accountRoute.upsert({
    where: { marketplace_accountId_workspaceId: { marketplace, accountId, workspaceId } },
    create: { marketplace, accountId, workspaceId, connectionId: id, dueAt: now },
    update: { dueAt: now },
  });
  return id;
}

/** A connection as deliveries of its marketplace find it. */
export interface RoutedConnection {
  workspaceId: string;
  id: string;
  marketplace: string;
  accountId: string;
  timeZone: string;
  currency: string;
  baseUrl: string | null;
}

/** Connections of an account, in all workspaces it was connected to. */
export async function connectionsOfAccount(db: Database, marketplace: string, accountId: string): Promise<RoutedConnection[]> {
  const routes = await db.shared.accountRoute.findMany({ where: { marketplace, accountId } });
  return (await Promise.all(routes.map((route) => routedConnection(db, route)))).flatMap((connection) => connection ?? []);
}

/** A connection as deliveries find it; null when it is gone. */
export async function routedConnection(
  db: Database,
  { workspaceId, connectionId: id }: { workspaceId: string; connectionId: string },
): Promise<RoutedConnection | null> {
  return db.asWorkspace(workspaceId, (tx) =>
    tx.marketplaceConnection.findUnique({
      where: { workspaceId_id: { workspaceId, id } },
      select: { workspaceId: true, id: true, marketplace: true, accountId: true, timeZone: true, currency: true, baseUrl: true },
    }),
  );
}

/** The permission was taken back at the marketplace: its tokens are of no use any more. What was read stays. */
export async function markRevoked(
  db: Database,
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
): Promise<void> {
  await db.asWorkspace(workspaceId, async (tx) => {
    await tx.connectionSecret.deleteMany({ where: { workspaceId, connectionId, name: 'tokens' } });
    await tx.marketplaceConnection.updateMany({
      where: { workspaceId, id: connectionId },
      data: {
        status: 'error',
        errorCode: 'authorization_lost',
        errorText: 'The app was removed at the marketplace.',
        errorRemedy: 'Connect the account again; what was read stays.',
      },
    });
  });
  await setDue(db, connectionId, null);
}

/** Forget who a buyer is, as privacy law lets them ask. Their orders stay, without a name. */
export async function eraseCustomer(
  db: Database,
  { workspaceId, connectionId, customer }: { workspaceId: string; connectionId: string; customer: string },
): Promise<void> {
  await db.asWorkspace(workspaceId, (tx) =>
    tx.unifiedCustomer.updateMany({ where: { workspaceId, connectionId, externalId: customer }, data: { name: null, email: null } }),
  );
}

/** Read everything again from the start. What is stored stays until it is read anew. */
export async function forgetProgress(
  db: Database,
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
): Promise<void> {
  await db.asWorkspace(workspaceId, (tx) => tx.syncStream.deleteMany({ where: { workspaceId, connectionId } }));
}

/** Tables that hold what was read of a connection, and how its rows are told. Parts come before what they are parts of. */
const PARTS: readonly { table: string; of: string }[] = [
  ...['UnifiedOrderItem', 'Payment', 'Shipment'].map((table) => ({
    table,
    of: `"orderId" IN (SELECT "id" FROM "UnifiedOrder" WHERE "workspaceId" = $1::uuid AND "connectionId" = $2::uuid)`,
  })),
  {
    table: 'InventoryLevel',
    of: `"productId" IN (SELECT "id" FROM "UnifiedProduct" WHERE "workspaceId" = $1::uuid AND "connectionId" = $2::uuid)`,
  },
  ...['LedgerEntry', 'Review', 'UnifiedOrder', 'UnifiedCustomer', 'UnifiedProduct'].map((table) => ({
    table,
    of: `"connectionId" = $2::uuid`,
  })),
];

/**
 * End a connection. Its secrets, deliveries and history go at once; with `removesData`, so does everything that was read
 * through it, and nothing of it is left in any figure.
 * @throws AppError not_found.
 */
export async function disconnect(
  db: Database,
  { workspaceId, connectionId, removesData, now }: { workspaceId: string; connectionId: string; removesData: boolean; now: Date },
): Promise<void> {
  await db.asWorkspace(workspaceId, async (tx) => {
    if ((await stopRun(tx, { workspaceId, connectionId, now })) === 0) throw notFound();
    await tx.connectionSecret.deleteMany({ where: { workspaceId, connectionId } });
    await tx.webhookDelivery.deleteMany({ where: { workspaceId, connectionId } });
    if (!removesData) {
      await tx.marketplaceConnection.updateMany({ where: { workspaceId, id: connectionId }, data: { status: 'disconnected', scopes: [] } });
      return;
    }
    for (const { table, of } of PARTS)
      await tx.$executeRawUnsafe(`DELETE FROM "${table}" WHERE "workspaceId" = $1::uuid AND ${of}`, workspaceId, connectionId);
    await markAllDays(tx, workspaceId);
    await tx.marketplaceConnection.deleteMany({ where: { workspaceId, id: connectionId } });
  });
  await db.shared.accountRoute.deleteMany({ where: { workspaceId, connectionId } });
}

/**
 * Take the connection from whoever reads it: a page of theirs that is being written is waited for, and later ones are refused.
 */
async function stopRun(
  tx: TenantTx,
  { workspaceId, connectionId, now }: { workspaceId: string; connectionId: string; now: Date },
): Promise<number> {
  const { count } = await tx.marketplaceConnection.updateMany({
    where: { workspaceId, id: connectionId },
    data: { leaseOwner: null, leaseUntil: null },
  });
  await tx.syncRun.updateMany({
    where: { workspaceId, connectionId, state: { in: statesBefore('paused') } },
    data: { state: 'paused', finishedAt: now },
  });
  return count;
}

const notFound = (): AppError =>
  new AppError('not_found', 'This connection does not exist.', { field: 'connection', remedy: 'Connect the account again.' });

/** Stop or go on syncing. What was read stays. @throws AppError not_found. */
export async function setPaused(
  db: Database,
  { workspaceId, connectionId, isPaused, now }: { workspaceId: string; connectionId: string; isPaused: boolean; now: Date },
): Promise<void> {
  const { count } = await db.asWorkspace(workspaceId, async (tx) => {
    if (isPaused) await stopRun(tx, { workspaceId, connectionId, now });
    return tx.marketplaceConnection.updateMany({
      where: { workspaceId, id: connectionId, status: isPaused ? { in: ['connected', 'error'] } : 'paused' },
      data: { status: isPaused ? 'paused' : 'connected', retryAt: null },
    });
  });
  if (count === 0) throw notFound();
  await setDue(db, connectionId, isPaused ? null : now);
}
