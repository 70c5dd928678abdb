import type { Table } from '@/core/artifact/artifact';
import type { Coverage, MetricsReader } from '@/core/ports';
import type { PlanResult } from '@/core/query/evaluate';
import type { Plan } from '@/core/query/plan';
import type { Period, Query } from '@/core/query/query';
import { lapsedTable, orderGapTable } from './shapes/customer-shapes';
import { concentrationTable, countGroupsTable, perBucketTable } from './shapes/group-shapes';
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

/** The table of a query whose result is not one aggregate per group; null for a plain aggregate. */
export async function buildShape(metrics: MetricsReader, request: ShapeRequest): Promise<ShapedTable | null> {
  const { query, plan, tableId, title, period } = request;
  const { shape } = query;
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
      const read = await metrics.lastOrders({ ...plan, period: null });
      const asOf = plan.period?.to ?? request.coverage.lastDay ?? '';
      return { table: lapsedTable(read.days, { tableId, title, days: shape.days, asOf }), result: nothing(read.rowsRead), sql: read.sql };
    }
    case 'perBucket':
    case 'countGroups':
    case 'concentration': {
      const result = await metrics.run(plan);
      const build = { perBucket: perBucketTable, countGroups: countGroupsTable, concentration: concentrationTable }[shape.kind];
      return { table: build({ query, plan, result, tableId, title, period }), result, sql: result.sql };
    }
  }
}
