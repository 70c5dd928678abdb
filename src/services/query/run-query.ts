import type { Artifact, Definition, Freshness, Provenance, Row, Table } from '@/core/artifact/artifact';
import { formatPeriod } from '@/core/artifact/format';
import { AppError } from '@/core/errors';
import { endOfGrain, startOfGrain, type Grain } from '@/core/model/calendar';
import { marketplaceName } from '@/core/model/marketplaces';
import type { Workspace } from '@/core/model/workspace';
import type { Coverage, CoverageReader, MetricsReader } from '@/core/ports';
import type { PlanResult } from '@/core/query/evaluate';
import { bucketOf, finishQuery, isAdditive } from '@/core/query/finish';
import { previousPeriod, previousYear, todayIn } from '@/core/query/period';
import { planQuery, type Plan } from '@/core/query/plan';
import type { Period, Query } from '@/core/query/query';
import { chartsFor, type ChartWish } from '@/core/query/charts';
import { titleOf } from '@/core/query/title';
import { accountGaps, type Gap } from './account-gaps';
import { buildShape } from './build-shape';
import { meanPerBucket } from './mean-per-bucket';
import { readWhole } from './read-whole';

export interface QueryDeps {
  workspace: Workspace;
  metrics: MetricsReader;
  coverage: CoverageReader;
  now: () => Date;
}

/** The part of an artifact one query gives: its table, charts and provenance. */
export type QueryAnswer = Pick<Artifact, 'tables' | 'charts' | 'provenance'>;

export interface QueryRequest {
  query: Query;
  /** Id of the table, unique within the artifact. */
  tableId: string;
  tool: string;
  chart?: ChartWish | undefined;
}

/**
 * Run a typed query and return a table with everything needed to trust it: period, zone, currency and rates, basis,
 * rows read, SQL, definitions, freshness, gaps.
 * @throws AppError not_supported for what the layer cannot answer, no_data when the period holds nothing.
 */
export async function runQuery(deps: QueryDeps, request: QueryRequest): Promise<QueryAnswer> {
  const { query } = request;
  const { workspace } = deps;
  const coverage = await deps.coverage.coverage();
  if (coverage.orders === 0) {
    throw new AppError('no_data', 'There are no orders in this workspace yet.', { remedy: 'Import a file or connect a shop.' });
  }
  const plan = planQuery(query, workspace);
  const table = await buildTable(deps, request, { plan, coverage });
  const today = todayIn(deps.now(), workspace.timeZone);
  const partial = partialBuckets({ plan, coverage, table: table.table, today });
  if (partial.length > 0) table.table.partialBuckets = partial;
  const gaps = findGaps({ plan, coverage, result: table.result, now: deps.now(), timeZone: workspace.timeZone });
  const provenance: Provenance = {
    tool: request.tool,
    tableIds: [request.tableId],
    query,
    sql: table.sql,
    definitions: plan.metrics.map(({ metric }): Definition => ({
      id: metric.id,
      title: metric.title,
      unit: metric.unit,
      text: metric.definition,
      source: metric.source,
      version: metric.version,
    })),
    period: plan.period ?? coveredPeriod(coverage),
    periodLabel: periodLabel(plan, coverage, workspace),
    comparison: table.comparison,
    timeZone: workspace.timeZone,
    currency: plan.leaves.some((leaf) => leaf.isMoney) ? plan.currency : null,
    rates: await ratesUsed(deps, plan, coverage),
    basis: plan.basis,
    rowsRead: table.result.rowsRead,
    freshness: coverage.connections.map(toFreshness),
    gaps: gaps.map(({ text }) => text),
    ...(gaps.length > 0 ? { gapNotes: gaps.map(({ code, values }) => ({ code, values })) } : {}),
  };
  const charts = chartsFor({
    query,
    table: table.table,
    wish: request.chart,
    partial: partial.find((label) => label === currentBucket(plan, today)),
    locale: workspace.locale,
  });
  return { tables: [table.table], charts, provenance: [provenance] };
}

interface BuiltTable {
  table: Table;
  result: PlanResult;
  comparison: Period | null;
  sql: string;
}

async function buildTable(
  deps: QueryDeps,
  request: QueryRequest,
  { plan, coverage }: { plan: Plan; coverage: Coverage },
): Promise<BuiltTable> {
  const { query, tableId } = request;
  const title = titleOf(query, plan, deps.workspace.locale);
  const shaped = await buildShape(deps.metrics, { query, plan, tableId, title, period: answeredPeriod(plan, coverage), coverage });
  if (shaped) return { ...shaped, comparison: null };
  const result = await deps.metrics.run(plan);
  const comparison = comparisonPeriod(query, plan);
  const compared = comparison ? await runComparison(deps, plan, { query, coverage, comparison }) : null;
  const needsTotals = !isAdditive(plan) && (plan.dimensions.length > 0 || plan.grain !== null);
  const totals = needsTotals ? (await deps.metrics.run({ ...plan, dimensions: [], grain: null })).rows[0] : undefined;
  const whole = await readWhole(deps.metrics, query, plan);
  const isCourse = query.leading !== undefined && plan.grain !== null && plan.dimensions.length > 0;
  const groups = isCourse && !isAdditive(plan) ? (await deps.metrics.run({ ...plan, grain: null })).rows : undefined;
  const table = finishQuery({
    query,
    plan,
    result,
    tableId,
    title,
    ...(compared && comparison ? { comparison: { result: compared, from: comparison.from } } : {}),
    ...(totals ? { totals } : {}),
    ...(whole ? { whole } : {}),
    ...(groups ? { groups } : {}),
  });
  return { table, result, comparison, sql: result.sql };
}

/** The figures to compare with: those of another period, or the mean of its buckets that the data holds. */
function runComparison(
  deps: QueryDeps,
  plan: Plan,
  { query, coverage, comparison }: { query: Query; coverage: Coverage; comparison: Period },
): Promise<PlanResult> {
  const grain = typeof query.compare === 'object' ? query.compare.per : undefined;
  if (grain === undefined) return deps.metrics.run({ ...plan, period: comparison });
  if (plan.grain !== null)
    throw new AppError('not_supported', 'A course over time cannot be compared with one mean.', {
      field: 'compare',
      remedy: 'Ask for one period against the mean, without a time axis.',
    });
  const period = answeredPeriod({ ...plan, period: comparison }, coverage) ?? comparison;
  return meanPerBucket(deps.metrics, plan, { period, grain });
}

function comparisonPeriod(query: Query, plan: Plan): Period | null {
  if (query.compare === undefined) return null;
  if (typeof query.compare === 'object') return { from: query.compare.from, to: query.compare.to };
  if (plan.period === null)
    throw new AppError('invalid_input', 'A comparison needs a period.', {
      field: 'period',
      remedy: 'Name the period to compare, like last month.',
    });
  return query.compare === 'previousPeriod' ? previousPeriod(plan.period) : previousYear(plan.period);
}

/** The days asked for that the data holds: a mean per day takes no days before or after it. */
function answeredPeriod(plan: Plan, coverage: Coverage): Period | null {
  const covered = coveredPeriod(coverage);
  if (plan.period === null || covered === null) return plan.period ?? covered;
  const from = plan.period.from > covered.from ? plan.period.from : covered.from;
  const to = plan.period.to < covered.to ? plan.period.to : covered.to;
  return from > to ? null : { from, to };
}

function coveredPeriod(coverage: Coverage): Period | null {
  return coverage.firstDay && coverage.lastDay ? { from: coverage.firstDay, to: coverage.lastDay } : null;
}

function periodLabel(plan: Plan, coverage: Coverage, workspace: Workspace): string {
  const period = plan.period ?? coveredPeriod(coverage);
  if (!period) return 'no data';
  return plan.period ? formatPeriod(period, workspace.locale) : `all data, ${formatPeriod(period, workspace.locale)}`;
}

function toFreshness(connection: Coverage['connections'][number]): Freshness {
  return {
    connection: connection.name,
    marketplace: marketplaceName(connection.marketplace),
    asOf: connection.asOf?.toISOString() ?? null,
    firstDay: connection.firstDay,
    lastDay: connection.lastDay,
  };
}

async function ratesUsed(deps: QueryDeps, plan: Plan, coverage: Coverage): Promise<Provenance['rates']> {
  const foreign = coverage.currencies.filter((currency) => currency !== plan.currency);
  const period = plan.period ?? coveredPeriod(coverage);
  if (foreign.length === 0 || !period || !plan.leaves.some((leaf) => leaf.isMoney)) return [];
  const quoted = await deps.coverage.rates([...foreign, plan.currency], period);
  return foreign.flatMap((from) => {
    const quote = quoted.find((rate) => rate.quote === from) ?? quoted.find((rate) => rate.quote === plan.currency);
    return quote ? [{ from, to: plan.currency, firstDay: quote.firstDay, lastDay: quote.lastDay, source: quote.source }] : [];
  });
}

/** Label of the time bucket today is in. */
function currentBucket(plan: Plan, today: string): string | undefined {
  return plan.grain ? bucketOf(today, plan.grain, plan.weekStart) : undefined;
}

/** Buckets at the edges that the period, the data or the calendar covers only in part. */
function partialBuckets(input: { plan: Plan; coverage: Coverage; table: Table; today: string }): string[] {
  const { plan, coverage, table, today } = input;
  const { grain } = plan;
  if (!grain || grain === 'day' || !coverage.firstDay || !coverage.lastDay) return [];
  const from = plan.period && plan.period.from > coverage.firstDay ? plan.period.from : coverage.firstDay;
  const last = coverage.lastDay < today ? coverage.lastDay : today;
  const to = plan.period && plan.period.to < last ? plan.period.to : last;
  const labels = new Set(table.rows.map((row) => String(row['time'])));
  const edges = [
    startOfGrain(from, grain, plan.weekStart) < from ? from : null,
    endOfGrain(startOfGrain(to, grain, plan.weekStart), grain) > to ? to : null,
  ];
  return [...new Set(edges.flatMap((day) => (day === null ? [] : [bucketOf(day, grain, plan.weekStart)])))].filter((label) =>
    labels.has(label),
  );
}

/** Buckets with fewer rows than this share of the median are called thin. */
const THIN_SHARE = 0.05;

function findGaps(input: { plan: Plan; coverage: Coverage; result: PlanResult; now: Date; timeZone: string }): Gap[] {
  const { plan, coverage, result, now, timeZone } = input;
  const ofAccounts = accountGaps(coverage, { period: plan.period, filters: plan.filters, now, timeZone });
  const gaps: Gap[] = [...ofAccounts];
  const add = (code: string, values: Record<string, string>, text: string): void => {
    gaps.push({ code, values, text });
  };
  const { firstDay, lastDay } = coverage;
  // An account that is synced was read up to a moment, whatever the day of its last order.
  const isImported = coverage.connections.every(({ standing }) => standing === null);
  if (plan.period && lastDay && plan.period.to > lastDay && isImported)
    add('dataEnds', { day: lastDay }, `The data ends on ${lastDay}: days after it are not in the answer.`);
  const isBeingRead = ofAccounts.some(({ code }) => code === 'accountPast' || code === 'accountUnread');
  if (plan.period && firstDay && plan.period.from < firstDay && !isBeingRead)
    add('dataBegins', { day: firstDay }, `The data begins on ${firstDay}: days before it are not in the answer.`);
  const unrated = String(result.rowsWithoutRate);
  if (result.rowsWithoutRate > 0)
    add(
      'noRate',
      { count: unrated, currency: plan.currency },
      `${unrated} entries are left out: there is no exchange rate to ${plan.currency} for their day.`,
    );
  const thin = plan.grain && plan.dimensions.length === 0 ? thinBuckets(result, plan.grain) : [];
  const buckets = thin.join(', ');
  if (thin.length > 0)
    add(
      'thin',
      { buckets },
      `${buckets} ${thin.length === 1 ? 'holds' : 'hold'} only a handful of records: do not read a trend into ${thin.length === 1 ? 'it' : 'them'}.`,
    );
  const only = plan.dimensions.find((dimension) => dimension.only);
  if (only) add('only', { values: only.only?.join(', ') ?? '' }, `Only ${only.only?.join(' and ')} are shown: ${only.definition}`);
  const small = { count: String(smallBases(plan, result)), minimum: String(minimumSample(plan)) };
  if (small.count !== '0') add('small', small, `${small.count} of the groups rest on fewer than ${small.minimum} records.`);
  return gaps;
}

function thinBuckets(result: PlanResult, grain: Grain): string[] {
  if (grain === 'day' || result.rows.length < 6) return [];
  const sizes = result.rows.map((row) => row.rows).sort((a, b) => a - b);
  const median = sizes[Math.floor(sizes.length / 2)] ?? 0;
  return result.rows
    .filter((row) => row.rows < median * THIN_SHARE)
    .map((row) => row.time ?? '')
    .sort()
    .slice(0, 8);
}

function minimumSample(plan: Plan): number {
  return Math.max(0, ...plan.metrics.map(({ metric }) => metric.minimumSample ?? 0));
}

function smallBases(plan: Plan, result: PlanResult): number {
  const minimum = minimumSample(plan);
  return plan.dimensions.length === 0 ? 0 : result.rows.filter((row) => row.rows < minimum).length;
}

/** True when a table holds no value at all: nothing happened in the period asked for. */
export function isEmptyTable(table: Table): boolean {
  const values = (row: Row): unknown[] => table.columns.filter((column) => column.role === 'metric').map((column) => row[column.id]);
  return table.rows.length === 0 || table.rows.every((row) => values(row).every((value) => value === null || value === undefined));
}
