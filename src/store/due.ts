import type { Database, TenantTx } from './client';
import type { DueKind } from './generated/enums';

export type { DueKind };

/** Something that is to be done by now, wherever it belongs. */
export interface DueItem {
  id: string;
  workspaceId: string;
}

/** What of a kind is due, the longest overdue first. */
export function dueItems(db: Database, kind: DueKind, { now, limit }: { now: Date; limit: number }): Promise<DueItem[]> {
  return db.shared.due.findMany({
    where: { kind, at: { lte: now } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    take: limit,
    select: { id: true, workspaceId: true },
  });
}

/** Say when something is to be done, in the transaction that decides it; null: not any more. */
export async function setDueAt(
  tx: TenantTx,
  { kind, id, workspaceId, at }: { kind: DueKind; id: string; workspaceId: string; at: Date | null },
): Promise<void> {
  if (at === null) await tx.due.deleteMany({ where: { kind, id } });
  else await tx.due.upsert({ where: { kind_id: { kind, id } }, create: { kind, id, workspaceId, at }, update: { at } });
}
