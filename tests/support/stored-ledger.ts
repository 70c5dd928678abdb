import type { LedgerLine } from '@/connectors/kit/sandbox/shop';
import type { LedgerKind } from '@/core/model/facts';
import type { Database } from '@/store/client';

/** What the store holds of a connection, as `SandboxShop.ledger` gives what it should: sums by order, kind and day, in its order. */
export async function storedLedger(
  db: Database,
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
  kinds: readonly LedgerKind[],
): Promise<LedgerLine[]> {
  const rows = await db.asWorkspace(workspaceId, (tx) =>
    tx.$queryRawUnsafe<LedgerLine[]>(
      `SELECT o."externalId" AS "order", l."kind"::text AS "kind", l."processedDay"::text AS "day",
         sum(l."amountMinor")::bigint AS "amountMinor", sum(l."quantity")::int AS "quantity"
       FROM "LedgerEntry" l JOIN "UnifiedOrder" o ON o."workspaceId" = l."workspaceId" AND o."id" = l."orderId"
       WHERE l."connectionId" = $1::uuid AND l."kind"::text = ANY (string_to_array($2, ','))
       GROUP BY 1, 2, 3 HAVING sum(l."amountMinor") <> 0 OR sum(l."quantity") <> 0`,
      connectionId,
      kinds.join(','),
    ),
  );
  const key = ({ order, kind, day }: LedgerLine): string => `${order}|${kind}|${day}`;
  return rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
