import type { OrderFact } from '@/core/model/facts';
import { isStanding } from '@/core/model/order-state';
import { chunksOf, toJson } from './bulk-upsert';
import type { TenantTx } from './client';
import type { RowContext } from './fact-rows';

/** What is known of a page before it is written. */
export interface FirstOrders {
  /** Of the page's standing orders with a person: whether they are that person's first. */
  isFirst: ReadonlyMap<OrderFact, boolean>;
  /** People of the page who have a first order stored: it may no longer be it. */
  people: readonly string[];
}

/**
 * Which orders of a page are their person's first that stands (placed, with a line sold, neither canceled nor unavailable),
 * as the stored ones and the page itself tell: written with the row, so that a page of new orders is not written twice.
 */
export async function firstOrdersOf(
  tx: TenantTx,
  { ids, workspaceId }: RowContext & { workspaceId: string },
  page: readonly OrderFact[],
): Promise<FirstOrders> {
  const standing = page.filter((order) => order.customerExternalId != null && isStanding(order));
  const personOf = (order: OrderFact): string => ids.customer(order.customerExternalId ?? '');
  const firsts = new Map<string, Placed>();
  for (const chunk of chunksOf([...new Set(standing.map(personOf))])) {
    const rows = await tx.$queryRawUnsafe<{ customerId: string; orderedAt: Date; externalId: string }[]>(
      `SELECT o."customerId", o."orderedAt", o."externalId" FROM "UnifiedOrder" o
       WHERE o."workspaceId" = $2::uuid AND o."isFirst" AND o."customerId" = ANY (ARRAY(SELECT id::uuid FROM json_array_elements_text($1::text::json) AS sent(id)))`,
      toJson(chunk),
      workspaceId,
    );
    for (const { customerId, orderedAt, externalId } of rows) firsts.set(customerId, { at: orderedAt.getTime(), externalId });
  }
  const people = [...firsts.keys()];
  const placed = (order: OrderFact): Placed => ({ at: order.ordered.at.getTime(), externalId: order.externalId });
  for (const order of standing) {
    const first = firsts.get(personOf(order));
    if (!first || isBefore(placed(order), first)) firsts.set(personOf(order), placed(order));
  }
  return { people, isFirst: new Map(standing.map((order) => [order, firsts.get(personOf(order))?.externalId === order.externalId])) };
}

interface Placed {
  at: number;
  externalId: string;
}

/** Ids in the order of their bytes, as the database's collation "C" has them. */
const isBefore = (a: Placed, b: Placed): boolean =>
  a.at < b.at || (a.at === b.at && Buffer.compare(Buffer.from(a.externalId), Buffer.from(b.externalId)) < 0);

/**
 * Say again of every order of some people whether it is their first: after a page changed what was stored of them. At most
 * two orders of a person change, whichever way the pages come.
 * @returns ids of the orders of which something else is said now.
 */
export async function markFirstOrders(tx: TenantTx, workspaceId: string, people: readonly string[]): Promise<string[]> {
  const changed: string[] = [];
  for (const chunk of chunksOf([...new Set(people)])) {
    // Read first and changed by their ids: joined in one statement, a planner that does not yet know the workspace's rows compares all with all.
    const rows = await tx.$queryRawUnsafe<{ id: string; first: boolean | null }[]>(
      `SELECT id, first FROM (SELECT o.id, o."isFirst", CASE WHEN ${STANDS} THEN row_number() OVER (PARTITION BY o."customerId", ${STANDS} ORDER BY o."orderedAt", o."externalId" COLLATE "C") = 1 END AS first
  FROM "UnifiedOrder" o WHERE o."workspaceId" = $2::uuid AND o."customerId" = ANY (ARRAY(SELECT id::uuid FROM json_array_elements_text($1::text::json) AS sent(id)))) marked
WHERE "isFirst" IS DISTINCT FROM first`,
      toJson(chunk),
      workspaceId,
    );
    for (const first of [true, false, null]) {
      const ids = rows.filter((row) => row.first === first).map((row) => row.id);
      if (ids.length > 0) await setFirst(tx, { workspaceId, ids, first });
      changed.push(...ids);
    }
  }
  return changed;
}

async function setFirst(
  tx: TenantTx,
  { workspaceId, ids, first }: { workspaceId: string; ids: readonly string[]; first: boolean | null },
): Promise<void> {
  await tx.$executeRawUnsafe(
    `UPDATE "UnifiedOrder" SET "isFirst" = $3::boolean
     WHERE "workspaceId" = $2::uuid AND id = ANY (ARRAY(SELECT id::uuid FROM json_array_elements_text($1::text::json) AS sent(id)))`,
    toJson(ids),
    workspaceId,
    first,
  );
}

/** Orders that stand. */
const STANDS = `(o.status NOT IN ('canceled', 'unavailable') AND o."itemCount" > 0)`;
