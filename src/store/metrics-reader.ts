import type { CohortCell, CohortRequest, MetricsReader } from '@/core/ports';
import { factsOf, type Plan } from '@/core/query/plan';
import { parseExact, roundExact } from '@/core/model/exact';
import { HAS_ITEMS } from '@/core/metrics/define-metric';
import { AppError } from '@/core/errors';
import type { Database } from './client';
import { runPlan } from './run-plan';
import { bucketSql } from './sql/bucket';
import { compilePlan, compileRows, type CompiledSql } from './sql/compile-plan';
import { countingOf, NEVER } from './sql/visits';

/** Executes plans for one workspace. `currencies` says what the workspace holds; it is asked once per plan. */
export function createMetricsReader(db: Database, workspaceId: string, currencies: () => Promise<readonly string[]>): MetricsReader {
  return {
    run: async (plan) => runPlan(db, workspaceId, { plan, currencies: await currencies() }),
    cohorts: (request) => readCohorts(db, workspaceId, request),
    orderGaps: (plan) => readOrderGaps(db, workspaceId, plan),
    orderValues: async (plan) => readOrderValues(db, workspaceId, { plan, currencies: await currencies() }),
  };
}

/** Cohorts by the bucket of a person's first order under the plan's filters; a later order counts in its own bucket. */
async function readCohorts(
  db: Database,
  workspaceId: string,
  { plan, grain, periods }: CohortRequest,
): Promise<{ cells: CohortCell[]; rowsRead: number; sql: string }> {
  const base = compileRows(plan, 'orders', workspaceId, () => ['o."customerId" AS person', 'o."orderedDay" AS day']);
  const bucket = (day: string): string => bucketSql(day, grain, plan.weekStart);
  const values = [...base.values];
  const limits = plan.period ? [plan.period.from, plan.period.to].map((day) => `$${values.push(day)}::date`) : null;
  const months = (day: string): string => `(extract(year FROM ${day}) * 12 + extract(month FROM ${day}))`;
  const offset =
    grain === 'week' ? '(bucket - cohort) / 7' : `(${months('bucket')} - ${months('cohort')}) / ${grain === 'quarter' ? 3 : 1}`;
  const sql = `WITH visits AS (${base.text} AND o."customerId" IS NOT NULL),
firsts AS (SELECT person, min(day) AS first_day FROM visits GROUP BY 1${limits ? ` HAVING min(day) BETWEEN ${limits[0]} AND ${limits[1]}` : ''}),
active AS (SELECT DISTINCT v.person, ${bucket('f.first_day')} AS cohort, ${bucket('v.day')} AS bucket FROM visits v JOIN firsts f USING (person))
SELECT cohort, (${offset})::int AS offset_buckets, count(*)::int AS customers, (SELECT count(*)::int FROM visits) AS read
FROM active GROUP BY 1, 2 HAVING (${offset})::int <= ${Math.trunc(periods)} ORDER BY 1, 2`;
  const rows = await db.asWorkspace(workspaceId, (tx) =>
    tx.$queryRawUnsafe<{ cohort: Date; offset_buckets: number; customers: number; read: number }[]>(sql, ...values),
  );
  return {
    cells: rows.map((row) => ({ cohort: row.cohort.toISOString().slice(0, 10), offset: row.offset_buckets, customers: row.customers })),
    rowsRead: rows[0]?.read ?? 0,
    sql,
  };
}

async function readOrderValues(
  db: Database,
  workspaceId: string,
  input: { plan: Plan; currencies: readonly string[] },
): Promise<{ values: { minor: bigint; orders: number }[]; rowsRead: number; sql: string }> {
  const { plan } = input;
  if (factsOf(plan)[0] !== 'ledger' || !plan.leaves[0]?.isMoney) {
    throw new AppError('not_supported', 'A distribution is computed over the value of orders.', {
      field: 'metrics',
      remedy: 'Ask for the distribution of net sales per order.',
    });
  }
  const compiled = compilePlan(
    // Credit notes are no orders.
    { ...plan, dimensions: [], grain: null, filters: [...plan.filters, HAS_ITEMS] },
    { workspaceId, currencies: input.currencies, extraKey: 'l."orderId"' },
  );
  const sql = `SELECT m0, count(*)::int AS orders, sum(n::bigint)::text AS read FROM (${compiled.text}) per_order GROUP BY 1`;
  const rows = await db.asWorkspace(workspaceId, (tx) =>
    tx.$queryRawUnsafe<{ m0: string | null; orders: number; read: string }[]>(sql, ...compiled.values),
  );
  return {
    values: rows.map((row) => ({ minor: roundExact(parseExact(row.m0 ?? '0')), orders: row.orders })),
    rowsRead: rows.reduce((sum, row) => sum + Number(row.read), 0),
    sql,
  };
}

async function readOrderGaps(
  db: Database,
  workspaceId: string,
  plan: Plan,
): Promise<{ gaps: { seconds: number; customers: number }[]; rowsRead: number; sql: string }> {
  const isStored = plan.leaves.every(({ leaf }) => countingOf(plan, leaf) === 'visits');
  const second = isStored ? storedSecondOrders(plan, workspaceId) : secondOrders(plan, workspaceId);
  const values = [...second.values];
  const limits = plan.period ? [plan.period.from, plan.period.to].map((day) => `$${values.push(day)}::date`) : null;
  const sql = `WITH second AS (${second.text})
SELECT round(extract(epoch FROM second_at - first_at))::bigint AS seconds, count(*)::int AS customers
FROM second${limits ? ` WHERE first_day BETWEEN ${limits[0]} AND ${limits[1]}` : ''} GROUP BY 1 ORDER BY 1`;
  const rows = await db.asWorkspace(workspaceId, (tx) => tx.$queryRawUnsafe<{ seconds: bigint; customers: number }[]>(sql, ...values));
  return {
    gaps: rows.map((row) => ({ seconds: Number(row.seconds), customers: row.customers })),
    rowsRead: rows.reduce((sum, row) => sum + 2 * row.customers, 0),
    sql,
  };
}

/** Everybody's second order and the first, found among the orders under the plan's filters. */
function secondOrders(plan: Plan, workspaceId: string): CompiledSql {
  const { text, values } = compileRows(plan, 'orders', workspaceId, () => [
    'o."orderedAt" AS second_at',
    'lag(o."orderedAt") OVER visits AS first_at',
    'lag(o."orderedDay") OVER visits AS first_day',
    'row_number() OVER visits AS place',
  ]);
  const window = 'WINDOW visits AS (PARTITION BY o."customerId" ORDER BY o."orderedDay", o."orderedAt", o."externalId" COLLATE "C")';
  return { text: `SELECT * FROM (${text} AND o."customerId" IS NOT NULL ${window}) visits WHERE place = 2`, values };
}

/** The same where the filters leave no order of a person out: what is stored with the order tells. */
function storedSecondOrders(plan: Plan, workspaceId: string): CompiledSql {
  const { text, values } = compileRows(plan, 'orders', workspaceId, () => [
    'o."orderedAt" AS second_at',
    'o."previousAt" AS first_at',
    'o."previousDay" AS first_day',
  ]);
  return { text: `${text} AND o."earlierDay" = '${NEVER}' AND o."previousDay" > '${NEVER}'`, values };
}
