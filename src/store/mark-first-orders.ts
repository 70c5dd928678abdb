import type { OrderFact } from '@/core/model/facts';
import { isStanding } from '@/core/model/order-state';
import { chunksOf, toJson } from './bulk-upsert';
import type { TenantTx } from './client';
import type { RowContext } from './fact-rows';

/**
 * Say of every order of some people whether it is their first one that stands (placed, with a line sold, neither canceled
 * nor unavailable). At most two orders of a person change with a page, whichever way the pages come.
 * @param changed orders just written, and people whom one of them named before.
 * @returns ids of the orders of which something else is said now.
 */
export async function markFirstOrders(
  tx: TenantTx,
  workspaceId: string,
  changed: { orderIds: readonly string[]; formerCustomers: readonly string[] },
): Promise<string[]> {
  const flipped: string[] = [];
  for (const chunk of chunksOf(changed.orderIds)) {
    const rows = await tx.$queryRawUnsafe<{ id: string }[]>(
      `WITH written AS (SELECT id::uuid AS id FROM json_array_elements_text($1::text::json) AS sent(id)),
people AS (SELECT o."customerId" AS id FROM "UnifiedOrder" o JOIN written w ON w.id = o.id WHERE o."workspaceId" = $3::uuid AND o."customerId" IS NOT NULL
  UNION SELECT id::uuid FROM json_array_elements_text($2::text::json) AS former(id)),
marked AS (SELECT o.id, CASE WHEN ${STANDS} THEN row_number() OVER (PARTITION BY o."customerId", ${STANDS} ORDER BY o."orderedAt", o."externalId" COLLATE "C") = 1 END AS first
  FROM "UnifiedOrder" o JOIN people ON people.id = o."customerId" WHERE o."workspaceId" = $3::uuid
  UNION ALL SELECT o.id, NULL FROM "UnifiedOrder" o JOIN written w ON w.id = o.id WHERE o."workspaceId" = $3::uuid AND o."customerId" IS NULL)
UPDATE "UnifiedOrder" o SET "isFirst" = marked.first FROM marked
WHERE o."workspaceId" = $3::uuid AND o.id = marked.id AND o."isFirst" IS DISTINCT FROM marked.first RETURNING o.id`,
      toJson(chunk),
      toJson(changed.formerCustomers),
      workspaceId,
    );
    for (const { id } of rows) flipped.push(id);
  }
  return flipped;
}

/**
 * Which orders of a page are their person's first, as far as the stored ones and the page itself tell: written with the
 * row, so that a page of new orders is not written twice. `markFirstOrders` has the last word.
 */
export async function guessFirstOrders(
  tx: TenantTx,
  { ids, workspaceId }: RowContext & { workspaceId: string },
  page: readonly OrderFact[],
): Promise<ReadonlyMap<OrderFact, boolean>> {
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
  const placed = (order: OrderFact): Placed => ({ at: order.ordered.at.getTime(), externalId: order.externalId });
  for (const order of standing) {
    const first = firsts.get(personOf(order));
    if (!first || isBefore(placed(order), first)) firsts.set(personOf(order), placed(order));
  }
  return new Map(standing.map((order) => [order, firsts.get(personOf(order))?.externalId === order.externalId]));
}

interface Placed {
  at: number;
  externalId: string;
}

const isBefore = (a: Placed, b: Placed): boolean => a.at < b.at || (a.at === b.at && a.externalId < b.externalId);

/** Orders that stand. */
const STANDS = `(o.status NOT IN ('canceled', 'unavailable') AND o."itemCount" > 0)`;
