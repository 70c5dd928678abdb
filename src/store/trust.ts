import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { ReviewFilter } from '@/core/ports';
import type { AssessedReport, FlaggedReview, TrustFigures, TrustReader } from '@/core/trust/ports';
import type { TrustContext } from '@/core/trust/assessment';
import { LEVELS, trustContextSchema, trustReportSchema, type KeptReport, type KeptReviewTrust } from '@/core/trust/report';
import type { Database, Prisma, TenantTx } from './client';
import { toJson } from './bulk-upsert';
import { reviewConditions } from './text-index-reviews';

const ROWS_PER_STATEMENT = 2000;

/**
 * Keep an assessment: the trust of each review, the reports, and what changed since the one before, all or nothing.
 * Reports of what is no more are removed.
 */
export async function writeTrust(
  db: Database,
  workspaceId: string,
  assessed: { at: Date; state: string; reviews: readonly KeptReviewTrust[]; reports: readonly KeptReport[]; context: TrustContext },
): Promise<void> {
  await db.asWorkspace(workspaceId, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`trust ${workspaceId}`}, 0))`;
    for (let start = 0; start < assessed.reviews.length; start += ROWS_PER_STATEMENT)
      await putReviews(tx, { workspaceId, at: assessed.at, rows: assessed.reviews.slice(start, start + ROWS_PER_STATEMENT) });
    await noteChanges(tx, { workspaceId, at: assessed.at, reports: assessed.reports });
    await tx.trustReport.deleteMany({ where: { workspaceId } });
    for (let start = 0; start < assessed.reports.length; start += ROWS_PER_STATEMENT)
      await putReports(tx, { workspaceId, ...assessed, reports: assessed.reports.slice(start, start + ROWS_PER_STATEMENT) });
    const context: object = assessed.context;
    await tx.trustReport.updateMany({ where: { workspaceId, scope: 'all' }, data: { context } });
  });
}

/** Keep what is thought of single reviews. The reports stay as they are until all reviews are assessed. */
export async function writeReviewTrust(db: Database, workspaceId: string, at: Date, rows: readonly KeptReviewTrust[]): Promise<void> {
  await db.asWorkspace(workspaceId, (tx) => putReviews(tx, { workspaceId, at, rows }));
}

/** Reviews may have gone since they were read: what is not there is not written. */
async function putReviews(
  tx: TenantTx,
  { workspaceId, at, rows }: { workspaceId: string; at: Date; rows: readonly KeptReviewTrust[] },
): Promise<void> {
  await tx.$executeRawUnsafe(
    `INSERT INTO "ReviewTrust" ("workspaceId", "reviewId", suspicion, "isFlagged", reasons, "assessedAt")
     SELECT $1::uuid, t."reviewId", t.suspicion, t."isFlagged", t.reasons, $3::timestamptz
     FROM json_to_recordset($2::text::json) AS t("reviewId" uuid, suspicion real, "isFlagged" boolean, reasons jsonb)
     JOIN "Review" r ON r."workspaceId" = $1::uuid AND r.id = t."reviewId"
     ON CONFLICT ("workspaceId", "reviewId") DO UPDATE SET suspicion = EXCLUDED.suspicion, "isFlagged" = EXCLUDED."isFlagged",
       reasons = EXCLUDED.reasons, "assessedAt" = EXCLUDED."assessedAt"
     WHERE ("ReviewTrust".suspicion, "ReviewTrust"."isFlagged", "ReviewTrust".reasons)
       IS DISTINCT FROM (EXCLUDED.suspicion, EXCLUDED."isFlagged", EXCLUDED.reasons)`,
    workspaceId,
    toJson(rows),
    at,
  );
}

async function noteChanges(
  tx: TenantTx,
  { workspaceId, at, reports }: { workspaceId: string; at: Date; reports: readonly KeptReport[] },
): Promise<void> {
  const before = await tx.trustReport.findMany({
    where: { workspaceId },
    select: { scope: true, name: true, level: true, score: true, flagged: true },
  });
  const known = new Map(before.map((report) => [`${report.scope} ${report.name}`, report]));
  const changes = reports.flatMap(({ scope, name, level, score, reviews, flagged }) => {
    const was = known.get(`${scope} ${name}`);
    if (was && was.level === level && was.score === score && was.flagged === flagged) return [];
    const { level: levelBefore, score: scoreBefore } = was ?? { level: null, score: null };
    return [{ workspaceId, id: uuidv7(), scope, name, levelBefore, level, scoreBefore, score, reviews, flagged, changedAt: at }];
  });
  if (changes.length > 0) await tx.trustChange.createMany({ data: changes });
}

async function putReports(
  tx: TenantTx,
  { workspaceId, at, state, reports }: { workspaceId: string; at: Date; state: string; reports: readonly KeptReport[] },
): Promise<void> {
  await tx.$executeRawUnsafe(
    `INSERT INTO "TrustReport" ("workspaceId", scope, name, level, score, reviews, flagged, report, state, "assessedAt")
     SELECT $1::uuid, scope, name, level, score, reviews, flagged, report, $4, $3::timestamptz
     FROM json_to_recordset($2::text::json)
       AS t(scope "TrustScope", name text, level text, score smallint, reviews int, flagged int, report jsonb)`,
    workspaceId,
    toJson(reports),
    at,
    state,
  );
}

/** What is thought of the reviews of one workspace. @param ensure makes the first assessment when there is none. */
export function createTrustReader(db: Database, workspaceId: string, ensure: () => Promise<void>): TrustReader {
  const inWorkspace = async <T>(read: (tx: TenantTx) => Promise<T>): Promise<T> => {
    await ensure();
    return db.asWorkspace(workspaceId, read);
  };
  return {
    report: ({ scope, name }) =>
      inWorkspace(async (tx) => {
        const row = await tx.trustReport.findUnique({ where: { workspaceId_scope_name: { workspaceId, scope, name } } });
        return row && toReport(row);
      }),
    reports: ({ scope, limit, titles, marketplaces }) =>
      inWorkspace(async (tx) => {
        const of = (key: string, values: readonly string[] | undefined) =>
          values ? [{ OR: values.map((value) => ({ report: { path: [key], equals: value } })) }] : [];
        const rows = await tx.trustReport.findMany({
          where: { workspaceId, scope, AND: [...of('title', titles), ...of('marketplace', marketplaces)] },
          orderBy: [{ score: { sort: 'asc', nulls: 'last' } }, { flagged: 'desc' }, { reviews: 'desc' }, { name: 'asc' }],
          take: limit,
        });
        return rows.map(toReport);
      }),
    figures: (filter) => inWorkspace((tx) => readFigures(tx, workspaceId, filter)),
    flagged: (filter, limit) => inWorkspace((tx) => readFlagged(tx, workspaceId, { filter, limit })),
    history: ({ scope, name, limit }) =>
      inWorkspace((tx) =>
        tx.trustChange.findMany({ where: { workspaceId, scope, name }, orderBy: [{ changedAt: 'desc' }, { id: 'desc' }], take: limit }),
      ),
  };
}

type ReportRow = Prisma.TrustReportGetPayload<object>;

/** What was kept by another version and cannot be read any more is as good as a report without details. */
function toReport({ scope, name, level, score, reviews, flagged, report, assessedAt }: ReportRow): AssessedReport {
  return {
    scope,
    name,
    level: levelSchema.parse(level),
    score,
    reviews,
    flagged,
    report: trustReportSchema.parse(report),
    assessedAt,
  };
}

const levelSchema = z.enum(LEVELS);
const LONGEST_TEXT = 400;

async function readFlagged(
  tx: TenantTx,
  workspaceId: string,
  { filter, limit }: { filter: ReviewFilter; limit: number },
): Promise<FlaggedReview[]> {
  const values: unknown[] = [workspaceId];
  const add = (value: unknown): string => `$${values.push(value)}`;
  const { from, where } = reviewConditions(filter, add, { withoutText: true });
  return tx.$queryRawUnsafe<FlaggedReview[]>(
    `SELECT r.id::text AS id, r."reviewedDay"::text AS day, r.score::int AS score, x.marketplace, p.title AS product,
       left(concat_ws(E'\\n', nullif(btrim(r.title), ''), nullif(btrim(r.body), '')), ${LONGEST_TEXT}) AS text,
       t.suspicion::float8 AS suspicion, t.reasons
     FROM ${from} JOIN "ReviewTrust" t ON t."workspaceId" = r."workspaceId" AND t."reviewId" = r.id
     WHERE ${where} AND t."isFlagged" ORDER BY t.suspicion DESC, r."reviewedAt" DESC, r.id LIMIT ${add(limit)}::int`,
    ...values,
  );
}

async function readFigures(tx: TenantTx, workspaceId: string, filter: ReviewFilter): Promise<TrustFigures> {
  const values: unknown[] = [workspaceId];
  const { from, where } = reviewConditions(filter, (value) => `$${values.push(value)}`, { withoutText: true });
  const [row] = await tx.$queryRawUnsafe<TrustFigures[]>(
    `SELECT count(*)::int AS reviews, count(*) FILTER (WHERE t."isFlagged")::int AS flagged, avg(r.score)::float8 AS rating,
       (avg(r.score) FILTER (WHERE t."isFlagged" IS NOT TRUE))::float8 AS "ratingKept"
     FROM ${from} LEFT JOIN "ReviewTrust" t ON t."workspaceId" = r."workspaceId" AND t."reviewId" = r.id WHERE ${where}`,
    ...values,
  );
  return row ?? { reviews: 0, flagged: 0, rating: null, ratingKept: null };
}

/** What single reviews are weighed with; null when there is none, or none this version can read. */
export async function readTrustContext(db: Database, workspaceId: string): Promise<TrustContext | null> {
  const row = await db.asWorkspace(workspaceId, (tx) =>
    tx.trustReport.findUnique({ where: { workspaceId_scope_name: { workspaceId, scope: 'all', name: '' } }, select: { context: true } }),
  );
  return trustContextSchema.safeParse(row?.context).data ?? null;
}

/** Of which reviews, and with which text model, the assessment that is kept was made; null when there is none. */
export async function assessedState(db: Database, workspaceId: string): Promise<string | null> {
  const row = await db.asWorkspace(workspaceId, (tx) =>
    tx.trustReport.findUnique({ where: { workspaceId_scope_name: { workspaceId, scope: 'all', name: '' } }, select: { state: true } }),
  );
  return row?.state ?? null;
}
