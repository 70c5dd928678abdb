import type { Database } from './client';

/** An account that is due, wherever it belongs. */
export interface DueAccount {
  workspaceId: string;
  connectionId: string;
}

/** Accounts that are to be read by now, the longest overdue first, so that none is passed over for ever. */
export async function dueAccounts(db: Database, now: Date, limit: number): Promise<DueAccount[]> {
  return db.shared.accountRoute.findMany({
    where: { dueAt: { lte: now } },
    orderBy: [{ dueAt: 'asc' }, { connectionId: 'asc' }],
    take: limit,
    select: { workspaceId: true, connectionId: true },
  });
}

/** Say when an account is to be read next; null: not by itself. */
export async function setDue(db: Database, connectionId: string, dueAt: Date | null): Promise<void> {
  await db.shared.accountRoute.updateMany({ where: { connectionId }, data: { dueAt } });
}

/** Have an account read now, unless it is not read by itself. */
export async function hasten(db: Database, connectionId: string, now: Date): Promise<void> {
  await db.shared.accountRoute.updateMany({ where: { connectionId, dueAt: { gt: now } }, data: { dueAt: now } });
}
