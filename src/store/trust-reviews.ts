import type { TrustReview } from '@/core/trust/review';
import type { Database, TenantTx } from './client';

/** Characters of a text that are read; trust looks at no more. */
const LONGEST_TEXT = 20_000;
/** Reviews read at a time. */
const BATCH = 10_000;
/** Reviews a single new one is weighed beside. */
const MOST_NEIGHBOURS = 5000;

/**
 * Reviews with what stands behind them. One product of several marketplaces is one for each: reviews are bought where it
 * is listed. $1 is the workspace. An order stands behind a review that names it, or that is by somebody who ordered the
 * product before.
 */
const SELECTED = `SELECT r.id::text AS id, r."productId"::text AS "productId", p.title AS "productTitle", p.category, x.marketplace,
    r."customerId"::text AS reviewer, r.score::int AS score, r.title, left(r.body, ${LONGEST_TEXT}) AS body, r.verified,
    (EXISTS (SELECT FROM "UnifiedOrder" o WHERE o."workspaceId" = r."workspaceId" AND o.id = r."orderId")
      OR EXISTS (SELECT FROM "UnifiedOrder" o JOIN "UnifiedOrderItem" i ON i."workspaceId" = o."workspaceId" AND i."orderId" = o.id
        WHERE o."workspaceId" = r."workspaceId" AND o."customerId" = r."customerId" AND o."orderedAt" <= r."reviewedAt"
          AND (r."productId" IS NULL OR i."productId" = r."productId"))) AS "hasOrder",
    (extract(epoch FROM r."reviewedAt") * 1000)::float8 AS "reviewedAt", (r."reviewedDay" - date '1970-01-01')::int AS "reviewedDay",
    (extract(epoch FROM r."deletedAt") * 1000)::float8 AS "deletedAt"
  FROM "Review" r
  JOIN "MarketplaceConnection" x ON x."workspaceId" = r."workspaceId" AND x.id = r."connectionId"
  LEFT JOIN "UnifiedProduct" p ON p."workspaceId" = r."workspaceId" AND p.id = r."productId"
  WHERE r."workspaceId" = $1::uuid`;

/** All reviews of a workspace, in the order of their ids. */
export async function readTrustReviews(db: Database, workspaceId: string): Promise<TrustReview[]> {
  const reviews: TrustReview[] = [];
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await db.asWorkspace(workspaceId, (tx) =>
      tx.$queryRawUnsafe<TrustReview[]>(`${SELECTED} AND r.id > $2::uuid ORDER BY r.id LIMIT ${BATCH}`, workspaceId, after),
    );
    reviews.push(...rows);
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return reviews;
    after = last.id;
  }
}

/** Reviews nothing is thought of yet, the oldest first. */
export function readArrivedReviews(db: Database, workspaceId: string, limit: number): Promise<TrustReview[]> {
  return db.asWorkspace(workspaceId, (tx) =>
    tx.$queryRawUnsafe<TrustReview[]>(
      `${SELECTED} AND NOT EXISTS (SELECT FROM "ReviewTrust" t WHERE t."workspaceId" = r."workspaceId" AND t."reviewId" = r.id)
       ORDER BY r."reviewedAt", r.id LIMIT $2`,
      workspaceId,
      limit,
    ),
  );
}

/** Reviews of the same product or by the same writer, the newest of them. */
export function readNeighbours(db: Database, workspaceId: string, { id, productId, reviewer }: TrustReview): Promise<TrustReview[]> {
  return db.asWorkspace(workspaceId, (tx) =>
    tx.$queryRawUnsafe<TrustReview[]>(
      `${SELECTED} AND r.id <> $2::uuid AND (r."productId" = $3::uuid OR r."customerId" = $4::uuid)
       ORDER BY r."reviewedAt" DESC, r.id LIMIT ${MOST_NEIGHBOURS}`,
      workspaceId,
      id,
      productId,
      reviewer,
    ),
  );
}

/** The state of all reviews in a few letters: another one when any of them changed, or what stands behind it. */
export async function reviewsFingerprint(db: Database, workspaceId: string): Promise<string> {
  const [row] = await db.asWorkspace(workspaceId, (tx: TenantTx) =>
    tx.$queryRawUnsafe<{ print: string }[]>(
      `SELECT count(*) || '-' || coalesce(sum(hashtextextended(s::text, 0)::numeric), 0) AS print FROM (${SELECTED}) s`,
      workspaceId,
    ),
  );
  return row?.print ?? '0-0';
}
