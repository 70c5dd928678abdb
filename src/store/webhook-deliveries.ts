import { randomUUID } from 'node:crypto';
import type { Database, Prisma } from './client';

export interface StoredDelivery {
  id: string;
  topic: string;
  hint: unknown;
}

/** Keep a delivery. @returns its id, or null when it is here already: vendors deliver more than once. */
export async function keepDelivery(
  db: Database,
  delivery: { workspaceId: string; connectionId: string; deliveryId: string; topic: string; hint: unknown; receivedAt: Date },
): Promise<string | null> {
  const { hint, ...rest } = delivery;
  const id = randomUUID();
  const { count } = await db.asWorkspace(delivery.workspaceId, (tx) =>
    tx.webhookDelivery.createMany({ data: [{ ...rest, id, hint: hint as Prisma.InputJsonValue }], skipDuplicates: true }),
  );
  return count === 0 ? null : id;
}

/** Deliveries of a connection that wait to be processed, in the order they came. */
export function waitingDeliveries(
  db: Database,
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
): Promise<StoredDelivery[]> {
  return db.asWorkspace(workspaceId, (tx) =>
    tx.webhookDelivery.findMany({
      where: { workspaceId, connectionId, processedAt: null },
      orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }],
      select: { id: true, topic: true, hint: true },
    }),
  );
}

export async function endDeliveries(
  db: Database,
  { workspaceId, ids, outcome, now }: { workspaceId: string; ids: readonly string[]; outcome: string; now: Date },
): Promise<void> {
  await db.asWorkspace(workspaceId, (tx) =>
    tx.webhookDelivery.updateMany({ where: { workspaceId, id: { in: [...ids] } }, data: { processedAt: now, outcome } }),
  );
}
