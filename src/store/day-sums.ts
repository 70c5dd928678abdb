import type { Day } from '@/core/model/calendar';
import { TOTAL_KINDS, type DaySum } from '@/core/sync/reconcile';
import type { Database } from './client';

interface Account {
  workspaceId: string;
  /** Of the connection. */
  id: string;
  currency: string;
}

/**
 * Orders of each day of an account as they are stored, by the day they were made, and what their own entries come to; those
 * that are gone at the source are none. A day with an order in another currency has no total. Days without orders are left out.
 */
export async function readDaySums(
  db: Database,
  { workspaceId, id, currency }: Account,
  { from, to }: { from: Day; to: Day },
): Promise<Map<Day, DaySum>> {
  const rows = await db.asWorkspace(workspaceId, (tx) =>
    tx.$queryRawUnsafe<{ day: Day; orders: number; totalMinor: string; isForeign: boolean }[]>(
      `SELECT o."orderedDay"::text AS "day", count(*)::int AS "orders", coalesce(sum(own."minor"), 0)::text AS "totalMinor",
         bool_or(o."currency" <> $6) AS "isForeign"
       FROM "UnifiedOrder" o
       LEFT JOIN LATERAL (
         SELECT sum(l."amountMinor") AS "minor" FROM "LedgerEntry" l
         WHERE l."workspaceId" = o."workspaceId" AND l."orderId" = o."id" AND l."scope" = ''
           AND l."kind"::text = ANY (string_to_array($5, ','))) own ON true
       WHERE o."workspaceId" = $1::uuid AND o."connectionId" = $2::uuid AND o."orderedDay" BETWEEN $3::date AND $4::date
         AND o."sourceStatus" <> 'deleted'
       GROUP BY 1`,
      workspaceId,
      id,
      from,
      to,
      TOTAL_KINDS.join(','),
      currency,
    ),
  );
  return new Map(
    rows.map(({ day, orders, totalMinor, isForeign }) => [day, { orders, totalMinor: isForeign ? null : BigInt(totalMinor) }]),
  );
}

/** External ids of the orders of an account that are stored of a day; those that are gone at the source are none. */
export async function readOrdersOn(db: Database, { workspaceId, id }: Pick<Account, 'workspaceId' | 'id'>, day: Day): Promise<string[]> {
  const rows = await db.asWorkspace(workspaceId, (tx) =>
    tx.$queryRawUnsafe<{ externalId: string }[]>(
      `SELECT o."externalId" FROM "UnifiedOrder" o
       WHERE o."workspaceId" = $1::uuid AND o."connectionId" = $2::uuid AND o."orderedDay" = $3::date AND o."sourceStatus" <> 'deleted'`,
      workspaceId,
      id,
      day,
    ),
  );
  return rows.map(({ externalId }) => externalId);
}
