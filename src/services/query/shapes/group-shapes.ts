import type { Column, Row, Table } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import { addDays, bucketsBetween, daysInclusive, isoWeekday, type Grain } from '@/core/model/calendar';
import { concentrate, type ConcentrationBy } from '@/core/query/concentration';
import { finishQuery } from '@/core/query/finish';
import type { PlanResult } from '@/core/query/evaluate';
import type { MembersFound } from '@/core/query/members';
import { dimensionLabel, metricValue, round } from '@/core/query/metric-value';
import type { Plan } from '@/core/query/plan';
import type { Period, Query } from '@/core/query/query';
import { currencyExponent } from '@/core/model/money';
import { WEEKDAYS } from '@/core/dimensions/define-dimension';
import { isAdditiveOverTime } from '../mean-per-bucket';

/** What a shape over groups is built from: the plan's full result, not yet cut or ordered. */
export interface GroupShapeInput {
  query: Query;
  plan: Plan;
  result: PlanResult;
  tableId: string;
  title: string;
  /** The days answered. */
  period: Period | null;
}

const count = (id: string, label: string): Column => ({ id, label, role: 'metric', type: 'number', unit: 'count' });
const ratio = (id: string, label: string): Column => ({ id, label, role: 'metric', type: 'number', unit: 'ratio' });

function firstMetric(plan: Plan): Plan['metrics'][number] {
  const [first] = plan.metrics;
  if (!first) throw new AppError('internal', 'The plan has no metric.');
  return first;
}

function assertSum(plan: Plan): void {
  const { metric } = firstMetric(plan);
  if (metric.measure.kind !== 'ratio') return;
  throw new AppError('not_supported', `${metric.title} does not add up over groups, so parts of a whole mean nothing for it.`, {
    field: 'metrics',
    remedy: 'Ask it of sales, orders or units.',
  });
}

/** What belongs to no product or person is no group. */
const namedRows = (result: PlanResult): PlanResult['rows'] => result.rows.filter((row) => row.keys.every((key) => key !== null));

/** One row: how many groups pass the conditions, and how many there are. */
export function countGroupsTable(input: GroupShapeInput): Table {
  const result = { ...input.result, rows: namedRows(input.result) };
  const table = finishQuery({
    query: { ...input.query, shape: { kind: 'aggregate' } },
    plan: input.plan,
    result,
    tableId: input.tableId,
    title: input.title,
  });
  const buckets = emptyBuckets(input);
  return oneRow(input, [count('groups', 'Groups that meet the conditions'), count('all', 'All groups')], {
    groups: buckets?.empty ?? table.totalRows,
    all: buckets?.all ?? result.rows.length,
  });
}

/** "On how many days were there no orders": buckets of the days answered that have no row; null where nothing of the kind is asked. */
function emptyBuckets({ query, plan, result, period }: GroupShapeInput): { empty: number; all: number } | null {
  const asksNothing = query.having.length > 0 && query.having.every(({ op, value }) => op === 'eq' && value === 0);
  if (!asksNothing || plan.grain === null || plan.dimensions.length > 0 || period === null) return null;
  const withSome = result.rows.filter((row) => plan.leaves.some(({ id }) => (row.values[id] ?? 0n) !== 0n)).length;
  const all = bucketsBetween(period, plan.grain, plan.weekStart);
  return { empty: all - withSome, all };
}

/** Names listed when nobody says how many. */
const MOST_NAMES = 50;

/** One row: how many members meet every condition, of those that meet all but the last. Or the members, by name. */
export function membersTable(
  { names, base }: MembersFound,
  { query, plan, tableId, title }: Pick<GroupShapeInput, 'query' | 'plan' | 'tableId' | 'title'>,
): Table {
  const [group] = plan.dimensions;
  if (query.shape.kind === 'members' && query.shape.list && group) {
    const sorted = names.map((name) => String(dimensionLabel(group, name))).sort();
    const shown = sorted.slice(0, query.limit ?? MOST_NAMES);
    return {
      id: tableId,
      title,
      columns: [{ id: group.id, label: group.title, role: 'dimension', type: 'string', unit: 'none', source: group.id }],
      rows: shown.map((name) => ({ [group.id]: name })),
      complete: shown.length === sorted.length,
      totalRows: sorted.length,
    };
  }
  return oneRow(
    { tableId, title },
    [count('members', 'Meet every condition'), count('base', 'Meet all but the last condition'), ratio('share', 'Share')],
    { members: names.length, base, share: base === 0 ? null : round(names.length / base, 8) },
  );
}

/** One row: the leading groups, their value and their part of the whole. */
export function concentrationTable(input: GroupShapeInput): Table {
  assertSum(input.plan);
  const { plan, query } = input;
  const { metric, leafIds } = firstMetric(plan);
  const shape = query.shape.kind === 'concentration' ? query.shape : null;
  const by: ConcentrationBy =
    shape?.top !== undefined
      ? { top: shape.top }
      : shape?.topShare !== undefined
        ? { topShare: shape.topShare }
        : { reach: shape?.reach ?? 0.8 };
  const named = namedRows(input.result);
  const found = concentrate(
    named.map((row) => row.values[leafIds[0] ?? ''] ?? 0n),
    by,
  );
  // Of leaders named by their number, the part is of all there is: sales to nobody known are sales, too.
  const all = input.result.rows.reduce((sum, row) => sum + (row.values[leafIds[0] ?? ''] ?? 0n), 0n);
  const whole = 'reach' in by ? found.total : all;
  const share = 'reach' in by || found.total === 0n ? found.share : all === 0n ? null : Number(found.leadersValue) / Number(all);
  const value = (exact: bigint): number | null =>
    metricValue(metric, leafIds, {
      leafRow: { time: null, keys: [], values: { [leafIds[0] ?? '']: exact }, rows: 0 },
      currency: plan.currency,
    });
  const money = metric.unit === 'money' ? { currency: plan.currency } : {};
  return oneRow(
    input,
    [
      count('leaders', 'Leading groups'),
      count('groups', 'All groups'),
      ratio('leaderShare', 'Part of the groups'),
      { id: 'value', label: metric.title, role: 'metric', type: 'number', unit: metric.unit, source: metric.id, ...money },
      ratio('share', 'Part of the whole'),
      { id: 'whole', label: `${metric.title}, all groups`, role: 'metric', type: 'number', unit: metric.unit, source: metric.id, ...money },
    ],
    {
      leaders: found.leaders,
      groups: found.groups,
      leaderShare: found.groups === 0 ? null : round(found.leaders / found.groups, 8),
      value: value(found.leadersValue),
      share: share === null ? null : round(share, 8),
      whole: value(whole),
    },
  );
}

/**
 * The mean per day, week or month of the period, buckets without anything counted as nothing. One row, or one a group.
 * The result holds the sum over the buckets, which is that of the period except where a person counts in several.
 */
export function perBucketTable(input: GroupShapeInput): Table {
  assertSum(input.plan);
  const { plan, query, period } = input;
  const grain = query.shape.kind === 'perBucket' ? query.shape.grain : 'day';
  if (period === null) throw new AppError('no_data', 'There are no days to take a mean over.', { remedy: 'Name a period.' });
  const table = finishQuery({
    query: { ...query, shape: { kind: 'aggregate' } },
    plan,
    result: input.result,
    tableId: input.tableId,
    title: input.title,
  });
  const { metric } = firstMetric(plan);
  const digits = metric.unit === 'money' ? currencyExponent(plan.currency) : 6;
  const isSummed = isAdditiveOverTime(plan);
  const rows = table.rows.map((row): Row => {
    const total = row[metric.id];
    const number = bucketCount(period, grain, plan, row);
    return {
      ...row,
      [metric.id]: typeof total === 'number' && number > 0 ? round(total / number, digits) : null,
      ...(isSummed ? { total: total ?? null } : {}),
      buckets: number,
    };
  });
  const money = metric.unit === 'money' ? { currency: plan.currency } : {};
  return {
    ...table,
    columns: [
      ...table.columns.map((column) => (column.id === metric.id ? { ...column, label: `${metric.title} per ${grain}` } : column)),
      ...(isSummed
        ? [{ id: 'total', label: metric.title, role: 'metric', type: 'number', unit: metric.unit, source: metric.id, ...money } as const]
        : []),
      { id: 'buckets', label: `${grain[0]?.toUpperCase()}${grain.slice(1)}s`, role: 'metric', type: 'number', unit: 'count' },
    ],
    rows,
  };
}

/** Buckets the period touches; by weekday, the days of that name. */
function bucketCount(period: Period, grain: Grain, plan: Plan, row: Row): number {
  if (plan.dimensions.some((dimension) => dimension.id === 'weekday') && grain === 'day') {
    const weekday = WEEKDAYS.findIndex((name) => name === row['weekday']) + 1;
    let days = 0;
    for (let day = period.from; day <= period.to; day = addDays(day, 1)) if (isoWeekday(day) === weekday) days += 1;
    return days;
  }
  return grain === 'day' ? daysInclusive(period.from, period.to) : bucketsBetween(period, grain, plan.weekStart);
}

function oneRow(input: Pick<GroupShapeInput, 'tableId' | 'title'>, columns: Column[], row: Row): Table {
  return { id: input.tableId, title: input.title, columns, rows: [row], complete: true, totalRows: 1 };
}
