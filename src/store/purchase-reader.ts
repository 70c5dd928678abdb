import type { Database } from './client';

/** A line of an order that was sold, as recommendations learn from it. */
export interface Purchase {
  /** The buyer's id; null for guests. */
  user: string | null;
  /** Title of the product: one product of several marketplaces is one. */
  item: string;
  order: string;
  /** Milliseconds since 1970. */
  at: number;
  quantity: number;
}

/** Lines read at a time: what is in memory as rows. */
const BATCH = 20_000;

interface Line {
  user: string | null;
  item: string;
  order: string;
  line: string;
  at: number;
  quantity: number;
}

/**
 * Every line that was sold, in the order of orders' ids, some thousands at a time. Lines of products without a name,
 * without units, and of canceled orders say nothing of what is liked and are left out.
 */
export async function* readPurchases(db: Database, workspaceId: string): AsyncGenerator<Purchase[]> {
  let after = { order: '00000000-0000-0000-0000-000000000000', line: '00000000-0000-0000-0000-000000000000' };
  for (;;) {
    const lines = await db.asWorkspace(workspaceId, (tx) =>
      tx.$queryRawUnsafe<Line[]>(
        `SELECT o."customerId"::text AS "user", coalesce(p.title, i.title) AS item, i."orderId"::text AS "order", i.id::text AS line,
           (extract(epoch FROM o."orderedAt") * 1000)::float8 AS at, i.quantity::int AS quantity
         FROM "UnifiedOrderItem" i
         JOIN "UnifiedOrder" o ON o."workspaceId" = i."workspaceId" AND o.id = i."orderId"
         LEFT JOIN "UnifiedProduct" p ON p."workspaceId" = i."workspaceId" AND p.id = i."productId"
         WHERE i."workspaceId" = $1::uuid AND (i."orderId", i.id) > ($2::uuid, $3::uuid) AND i.quantity > 0
           AND o.status <> 'canceled' AND coalesce(p.title, i.title) IS NOT NULL
         ORDER BY i."orderId", i.id LIMIT ${BATCH}`,
        workspaceId,
        after.order,
        after.line,
      ),
    );
    const last = lines.at(-1);
    if (!last) return;
    after = { order: last.order, line: last.line };
    yield lines.map(({ user, item, order, at, quantity }) => ({ user, item, order, at, quantity }));
    if (lines.length < BATCH) return;
  }
}

/** Which purchases there are, in a few letters: another one when orders came, went or changed. */
export async function purchasesState(db: Database, workspaceId: string): Promise<string> {
  const [row] = await db.asWorkspace(workspaceId, (tx) =>
    tx.$queryRawUnsafe<{ state: string }[]>(
      `SELECT count(*) || '-' || coalesce(max("sourceVersion"), 0) || '-' || coalesce(sum("unitCount"), 0) AS state
       FROM "UnifiedOrder" WHERE "workspaceId" = $1::uuid AND status <> 'canceled'`,
      workspaceId,
    ),
  );
  return row?.state ?? '0-0-0';
}

/** What one customer bought: each product with when last and in how many orders. Null when there is no such customer. */
export async function customerHistory(
  db: Database,
  workspaceId: string,
  customer: string,
): Promise<{ item: string; at: number; count: number }[] | null> {
  // As a question by customer shows them: "Ann Lee (amazon-buyer-7)", or the id alone.
  const externalId = /\(([^()]+)\)$/.exec(customer)?.[1] ?? customer;
  return db.asWorkspace(workspaceId, async (tx) => {
    const known = await tx.unifiedCustomer.findMany({ where: { workspaceId, externalId }, select: { id: true } });
    if (known.length === 0) return null;
    return tx.$queryRawUnsafe<{ item: string; at: number; count: number }[]>(
      `SELECT coalesce(p.title, i.title) AS item, (extract(epoch FROM max(o."orderedAt")) * 1000)::float8 AS at,
         count(DISTINCT o.id)::int AS count
       FROM "UnifiedOrder" o
       JOIN "UnifiedOrderItem" i ON i."workspaceId" = o."workspaceId" AND i."orderId" = o.id
       LEFT JOIN "UnifiedProduct" p ON p."workspaceId" = i."workspaceId" AND p.id = i."productId"
       WHERE o."workspaceId" = $1::uuid AND o."customerId" = ANY ($2::text[]::uuid[]) AND i.quantity > 0 AND o.status <> 'canceled'
       GROUP BY 1 ORDER BY 1`,
      workspaceId,
      known.map(({ id }) => id),
    );
  });
}

/** Products by how many customers bought them in two orders or more, most first. Canceled orders do not count. */
export function boughtAgain(db: Database, workspaceId: string, limit: number): Promise<{ item: string; customers: number }[]> {
  return db.asWorkspace(workspaceId, (tx) =>
    tx.$queryRawUnsafe<{ item: string; customers: number }[]>(
      `SELECT item, count(*)::int AS customers FROM (
         SELECT o."customerId", coalesce(p.title, i.title) AS item
         FROM "UnifiedOrder" o
         JOIN "UnifiedOrderItem" i ON i."workspaceId" = o."workspaceId" AND i."orderId" = o.id
         LEFT JOIN "UnifiedProduct" p ON p."workspaceId" = i."workspaceId" AND p.id = i."productId"
         WHERE o."workspaceId" = $1::uuid AND o."customerId" IS NOT NULL AND i.quantity > 0 AND o.status <> 'canceled'
         GROUP BY 1, 2 HAVING count(DISTINCT o.id) > 1) again
       GROUP BY item ORDER BY customers DESC, item LIMIT $2::int`,
      workspaceId,
      limit,
    ),
  );
}

/** The category of each product by its title; of one title in several, the first by name. */
export async function productCategories(db: Database, workspaceId: string): Promise<Map<string, string>> {
  const rows = await db.asWorkspace(workspaceId, (tx) =>
    tx.$queryRawUnsafe<{ title: string; category: string }[]>(
      `SELECT title, min(category) AS category FROM "UnifiedProduct" WHERE "workspaceId" = $1::uuid AND category IS NOT NULL GROUP BY title`,
      workspaceId,
    ),
  );
  return new Map(rows.map(({ title, category }) => [title, category]));
}
