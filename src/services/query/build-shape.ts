import type { Table } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import { distinct, HAS_ITEMS } from '@/core/metrics/define-metric';
import { addDays } from '@/core/model/calendar';
import { exactToNumber } from '@/core/model/exact';
import type { Coverage, MetricsReader } from '@/core/ports';
import { findMembers, plansOf } from '@/core/query/members';
import type { PlanResult } from '@/core/query/evaluate';
import type { Plan } from '@/core/query/plan';
import type { Period, Query } from '@/core/query/query';
import { isAdditiveOverTime, sumOfBuckets } from './mean-per-bucket';
import { gapTable } from './shapes/gap-shape';
import { quotientTable } from './shapes/quotient-shape';
import { lapsedTable, orderGapTable } from './shapes/customer-shapes';
import { concentrationTable, countGroupsTable, membersTable, perBucketTable } from './shapes/group-shapes';
import { cohortTable, distributionTable, orderValueCountTable, quantileTable } from './shapes/order-shapes';

export interface ShapeRequest {
  query: Query;
  plan: Plan;
  tableId: string;
  title: string;
  /** The days answered; null when there is no data. */
  period: Period | null;
  coverage: Coverage;
}

export interface ShapedTable {
  table: Table;
  result: PlanResult;
  sql: string;
}

const nothing = (rowsRead: number): PlanResult => ({ rows: [], rowsRead, rowsWithoutRate: 0 });

/** Results over orders and people that are not split by groups. */
const UNDIVIDED: ReadonlySet<string> = new Set(['cohort', 'distribution', 'quantile', 'orderValueCount', 'orderGap', 'lapsed']);

/** A period as far as there is data: a bucket nobody could have ordered in yet is not asked of anybody. */
function answered(period: Period | null, { firstDay, lastDay }: Coverage): Period | null {
  if (firstDay === null || lastDay === null) return period;
  const from = period && period.from > firstDay ? period.from : firstDay;
  const to = period && period.to < lastDay ? period.to : lastDay;
  return from > to ? period : { from, to };
}

/** The table of a query whose result is not one aggregate per group; null for a plain aggregate. */
export async function buildShape(metrics: MetricsReader, request: ShapeRequest): Promise<ShapedTable | null> {
  const { query, plan, tableId, title, period } = request;
  const { shape } = query;
  const [dimension] = plan.dimensions;
  if (UNDIVIDED.has(shape.kind) && dimension)
    throw new AppError('not_supported', `This cannot be split by ${dimension.title.toLowerCase()}.`, {
      field: 'dimensions',
      remedy: `Ask it for one ${dimension.title.toLowerCase()} at a time.`,
    });
  switch (shape.kind) {
    case 'aggregate':
      return null;
    case 'cohort': {
      const read = await metrics.cohorts({ plan, grain: shape.grain, periods: shape.periods });
      return {
        table: cohortTable(read.cells, { tableId, grain: shape.grain, periods: shape.periods }),
        result: nothing(read.rowsRead),
        sql: read.sql,
      };
    }
    case 'distribution': {
      const read = await metrics.orderValues(plan);
      return {
        table: distributionTable(read.values, { tableId, title, bins: shape.bins, plan }),
        result: nothing(read.rowsRead),
        sql: read.sql,
      };
    }
    case 'quantile': {
      const read = await metrics.orderValues(plan);
      return { table: quantileTable(read.values, { tableId, title, at: shape.at, plan }), result: nothing(read.rowsRead), sql: read.sql };
    }
    case 'orderValueCount': {
      const read = await metrics.orderValues(plan);
      return {
        table: orderValueCountTable(read.values, { tableId, title, bound: shape, plan }),
        result: nothing(read.rowsRead),
        sql: read.sql,
      };
    }
    case 'orderGap': {
      const read = await metrics.orderGaps(plan);
      return { table: orderGapTable(read.gaps, { tableId, title }), result: nothing(read.rowsRead), sql: read.sql };
    }
    case 'lapsed': {
      const asOf = plan.period?.to ?? request.coverage.lastDay ?? '';
      const { people, result, sql } = await countActive(metrics, plan, { from: addDays(asOf, 1 - shape.days), to: lastOf(asOf, request) });
      return { table: lapsedTable(people, { tableId, title, days: shape.days, asOf }), result, sql };
    }
    case 'perBucket': {
      const isSummed = period === null || isAdditiveOverTime(plan);
      const result = await (isSummed ? metrics.run(plan) : sumOfBuckets(metrics, plan, { period, grain: shape.grain }));
      return { table: perBucketTable({ query, plan, result, tableId, title, period }), result, sql: result.sql };
    }
    case 'members': {
      const plans = plansOf(plan, shape.conditions);
      const results = await Promise.all(plans.map((each) => metrics.run(each)));
      const found = findMembers(
        plan,
        shape.conditions,
        results.map(({ rows }, index) => ({ rows, period: answered(plans[index]?.period ?? null, request.coverage) })),
      );
      return {
        table: membersTable(found, { query, plan, tableId, title }),
        result: nothing(results.reduce((sum, { rowsRead }) => sum + rowsRead, 0)),
        sql: [...new Set(results.map(({ sql }) => sql))].join(';\n'),
      };
    }
    case 'quotient':
    case 'gap':
    case 'countGroups':
    case 'concentration': {
      const result = await metrics.run(plan);
      const build = { quotient: quotientTable, gap: gapTable, countGroups: countGroupsTable, concentration: concentrationTable }[
        shape.kind
      ];
      return { table: build({ query, plan, result, tableId, title, period }), result, sql: result.sql };
    }
  }
}

const lastOf = (day: string, { coverage }: ShapeRequest): string =>
  coverage.lastDay !== null && coverage.lastDay > day ? coverage.lastDay : day;

/** People under a plan's filters over all time, and those of them with an order in a period. */
async function countActive(
  metrics: MetricsReader,
  plan: Plan,
  period: Period,
): Promise<{ people: { customers: number; active: number }; result: PlanResult; sql: string }> {
  const where = plan.leaves.find(({ leaf }) => leaf.fact === 'orders')?.leaf.where ?? [HAS_ITEMS];
  const leaves = [{ id: 'm0', leaf: distinct('orders', 'customer', ...where), isMoney: false }];
  const all = await metrics.run({ ...plan, leaves, period: null });
  const active = await metrics.run({ ...plan, leaves, period });
  const count = ({ rows }: PlanResult): number => exactToNumber(rows[0]?.values['m0'] ?? 0n);
  return { people: { customers: count(all), active: count(active) }, result: nothing(all.rowsRead), sql: `${all.sql};\n${active.sql}` };
}
