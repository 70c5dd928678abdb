import type { Column, Row, Table } from '@/core/artifact/artifact';
import { findDimension } from '@/core/dimensions/registry';
import { AppError } from '@/core/errors';
import { leavesOf, type Metric } from '@/core/metrics/define-metric';
import { findMetric } from '@/core/metrics/registry';
import { exactToNumber } from '@/core/model/exact';
import { currencyExponent } from '@/core/model/money';
import { contributionsOf, explanatoryPower, type Contribution, type GroupChange } from '@/core/query/contributions';
import type { PlanResult } from '@/core/query/evaluate';
import { dimensionLabel, round } from '@/core/query/metric-value';
import { previousPeriod, previousYear } from '@/core/query/period';
import { planQuery, type Plan } from '@/core/query/plan';
import { querySchema, type Filter, type Period, type Query } from '@/core/query/query';
import { runQuery, type QueryAnswer, type QueryDeps } from './run-query';

export interface ExplainChangeRequest {
  metric: string;
  period: Period;
  compare: 'previousPeriod' | 'previousYear' | Period;
  filters: Filter[];
  /** Absent: the dimension that explains most is chosen. */
  dimension?: string | undefined;
  basis?: Query['basis'];
  nextTableId: () => string;
}

/** Dimensions looked through for an explanation: what is sold and where first, who buys it next. */
const CANDIDATES: readonly (readonly string[])[] = [
  ['marketplace', 'category', 'product'],
  ['customerCountry', 'customerRegion', 'vendor'],
];
/** Power from which on a dimension explains a change (core/query/contributions). */
const EXPLAINS = 1;
/** Rows of contributions shown; the rest is one row, so that they add up. */
const MOST_ROWS = 12;

/**
 * What drove a change: the figure in both periods, and each group's contribution along the dimension that explains most.
 * The contributions add up to the whole change.
 * @throws AppError not_supported for figures that do not add up over groups (distinct people), no_data.
 */
export async function explainChange(deps: QueryDeps, request: ExplainChangeRequest): Promise<QueryAnswer> {
  const metric = findMetric(request.metric);
  if (!metric) throw new AppError('not_supported', `There is no metric "${request.metric}".`, { field: 'metric' });
  assertAdditive(metric);
  const before =
    typeof request.compare === 'object'
      ? request.compare
      : (request.compare === 'previousYear' ? previousYear : previousPeriod)(request.period);
  const query = querySchema.parse({
    metrics: [metric.id],
    period: request.period,
    compare: before,
    filters: request.filters,
    ...(request.basis ? { basis: request.basis } : {}),
  });
  const whole = await runQuery(deps, { query, tableId: request.nextTableId(), tool: 'explainChange' });
  const explained = await bestDimension(deps, { query, metric, before, wanted: request.dimension });
  const [table] = whole.tables;
  const [provenance] = whole.provenance;
  if (!table || !provenance || !explained) return whole;
  const listed = contributionTable(explained, { metric, tableId: request.nextTableId(), table });
  return { ...whole, tables: [table, listed], provenance: [{ ...provenance, tableIds: [table.id, listed.id] }] };
}

function assertAdditive(metric: Metric): void {
  if (
    leavesOf(metric.measure).every(
      (leaf) => leaf.kind === 'sum' || leaf.kind === 'count' || (leaf.kind === 'distinct' && leaf.of === 'order'),
    )
  )
    return;
  throw new AppError('not_supported', `${metric.title} counts each person once, so its change is not made of parts.`, {
    field: 'metric',
    remedy: 'Ask why sales, orders, units or a rate changed.',
  });
}

interface Explained {
  dimension: string;
  groups: Map<string, GroupChange>;
  contributions: Contribution[];
  plan: Plan;
}

async function bestDimension(
  deps: QueryDeps,
  input: { query: Query; metric: Metric; before: Period; wanted: string | undefined },
): Promise<Explained | null> {
  const { query, metric, before } = input;
  const reaches = (id: string): boolean => leavesOf(metric.measure).every((leaf) => findDimension(id)?.facts.includes(leaf.fact));
  const isFixed = (id: string): boolean =>
    query.filters.some((filter) => filter.dimension === id && filter.op === 'in' && filter.values.length === 1);
  const tiers = input.wanted ? [[input.wanted]] : CANDIDATES.map((tier) => tier.filter((id) => reaches(id) && !isFixed(id)));
  let best: Explained | null = null;
  let bestPower = -1;
  for (const dimension of tiers.flat()) {
    // A dimension of the first tier that explains the change ends the search.
    if (bestPower >= EXPLAINS && !tiers[0]?.includes(dimension)) break;
    const plan = planQuery({ ...query, compare: undefined, dimensions: [dimension] }, deps.workspace);
    const [current, previous] = [await deps.metrics.run(plan), await deps.metrics.run({ ...plan, period: before })];
    const groups = joinGroups(plan, metric, { current, previous });
    const contributions = contributionsOf([...groups.values()], metric.measure.kind === 'ratio');
    const power = explanatoryPower(contributions);
    if (groups.size > 1 && power > bestPower) {
      best = { dimension, groups, contributions, plan };
      bestPower = power;
    }
  }
  return best;
}

function joinGroups(plan: Plan, metric: Metric, results: { current: PlanResult; previous: PlanResult }): Map<string, GroupChange> {
  const groups = new Map<string, GroupChange>();
  const [dimension] = plan.dimensions;
  const ids = plan.metrics[0]?.leafIds ?? [];
  const scale = metric.unit === 'money' || ids.length === 0 ? 10 ** currencyExponent(plan.currency) : 1;
  const sign = metric.measure.kind === 'ratio' ? metric.measure.sign : 1;
  for (const side of ['previous', 'current'] as const) {
    for (const row of results[side].rows) {
      const key = dimension ? String(dimensionLabel(dimension, row.keys[0] ?? null)) : '';
      const group = groups.get(key) ?? { key, previous: { numerator: 0, denominator: 0 }, current: { numerator: 0, denominator: 0 } };
      group[side] = {
        numerator: (sign * exactToNumber(row.values[ids[0] ?? ''] ?? 0n)) / scale,
        denominator: ids.length > 1 ? exactToNumber(row.values[ids[1] ?? ''] ?? 0n) : 1,
      };
      groups.set(key, group);
    }
  }
  return groups;
}

function contributionTable(explained: Explained, input: { metric: Metric; tableId: string; table: Table }): Table {
  const { metric, table } = input;
  const whole = table.rows[0]?.[`${metric.id}_change`];
  const change = typeof whole === 'number' ? whole : 0;
  const digits = metric.unit === 'money' ? currencyExponent(explained.plan.currency) : 6;
  const ranked = [...explained.contributions].sort((a, b) => (change < 0 ? a.delta - b.delta : b.delta - a.delta));
  const toRow = (entry: Contribution): Row => {
    const group = explained.groups.get(entry.key);
    const value = (figure: GroupChange['current'] | undefined): number | null =>
      !figure
        ? null
        : metric.measure.kind === 'ratio'
          ? figure.denominator === 0
            ? null
            : round(figure.numerator / figure.denominator, 8)
          : round(figure.numerator, digits);
    return {
      [explained.dimension]: entry.key,
      previous: value(group?.previous),
      current: value(group?.current),
      delta: round(entry.delta, metric.measure.kind === 'ratio' ? 8 : digits),
      share: change === 0 ? null : round(entry.delta / change, 8),
    };
  };
  const rows = ranked.slice(0, MOST_ROWS).map(toRow);
  const money = metric.unit === 'money' ? { currency: explained.plan.currency } : {};
  const figure = (id: string, label: string): Column => ({
    id,
    label,
    role: 'metric',
    type: 'number',
    unit: metric.unit,
    source: metric.id,
    ...money,
  });
  return {
    id: input.tableId,
    title: `What moved ${metric.title.toLowerCase()}, by ${findDimension(explained.dimension)?.title.toLowerCase() ?? explained.dimension}`,
    columns: [
      {
        id: explained.dimension,
        label: findDimension(explained.dimension)?.title ?? explained.dimension,
        role: 'dimension',
        type: 'string',
        unit: 'none',
        source: explained.dimension,
      },
      figure('delta', 'Contribution to the change'),
      figure('previous', 'Before'),
      figure('current', 'Now'),
      { id: 'share', label: 'Part of the change', role: 'derived', type: 'number', unit: 'ratio' },
    ],
    rows,
    complete: ranked.length <= MOST_ROWS,
    totalRows: ranked.length,
  };
}
