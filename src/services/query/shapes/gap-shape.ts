import type { Column, Row, Table } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import type { Metric } from '@/core/metrics/define-metric';
import { currencyExponent } from '@/core/model/money';
import { finishQuery } from '@/core/query/finish';
import { dimensionLabel, round } from '@/core/query/metric-value';
import type { GroupShapeInput } from './group-shapes';

/**
 * By how much one member lies above another: one row with both figures, their difference and its part of the second.
 * The members are the two values the filter names, in that order; one without any rows has sold, ordered and so on nothing.
 * @throws AppError not_supported unless it is one measure of two named members.
 */
export function gapTable(input: GroupShapeInput): Table {
  const { plan, query } = input;
  const [dimension, ...others] = plan.dimensions;
  const [planned, ...more] = plan.metrics;
  const named = query.filters.find((filter) => filter.dimension === dimension?.id && filter.op === 'in')?.values ?? [];
  const [first, second] = named;
  if (!dimension || !planned || others.length + more.length > 0 || plan.grain !== null || named.length !== 2 || first === undefined)
    throw new AppError('not_supported', 'A difference is that of one measure between two members of a group.', {
      field: 'filters',
      remedy: 'Name one measure and two members, like net sales to Germany and France.',
    });
  const { limit: _limit, orderBy: _orderBy, ...rest } = query;
  const table = finishQuery({ ...input, query: { ...rest, transforms: [], shape: { kind: 'aggregate' } } });
  const { metric } = planned;
  const nothing = metric.measure.kind === 'ratio' ? null : 0;
  const labels = [first, second ?? first].map((value) => dimensionLabel(dimension, value));
  const [value, otherValue] = labels.map((label) => table.rows.find((row) => row[dimension.id] === label)?.[metric.id] ?? nothing);
  const row: Row = {
    [dimension.id]: labels[0] ?? null,
    [metric.id]: value ?? null,
    other: labels[1] ?? null,
    otherValue: otherValue ?? null,
    ...differences(metric, { value, otherValue, currency: plan.currency }),
  };
  return { id: input.tableId, title: input.title, columns: columnsOf(table, metric), rows: [row], complete: true, totalRows: 1 };
}

function differences(metric: Metric, input: { value: unknown; otherValue: unknown; currency: string }): Row {
  const { value, otherValue, currency } = input;
  if (typeof value !== 'number' || typeof otherValue !== 'number') return { gap: null, gapPct: null };
  const gap = round(value - otherValue, metric.unit === 'money' ? currencyExponent(currency) : 8);
  // Of what is booked negative the size counts.
  const sign = metric.isBookedNegative ? -1 : 1;
  return { gap, gapPct: otherValue === 0 ? null : round((sign * gap) / Math.abs(otherValue), 8) + 0 };
}

function columnsOf(table: Table, metric: Metric): Column[] {
  const group = table.columns.filter((column) => column.role === 'dimension');
  const figure = table.columns.filter((column) => column.id === metric.id);
  return [
    ...group,
    ...figure,
    ...group.map((column): Column => ({ ...column, id: 'other', label: 'Compared with' })),
    ...figure.map((column): Column => ({ ...column, id: 'otherValue', label: `${metric.title} there`, role: 'derived' })),
    ...figure.map((column): Column => ({ ...column, id: 'gap', label: 'Difference' })),
    { id: 'gapPct', label: 'Difference, %', role: 'derived', type: 'number', unit: 'ratio', source: metric.id, derivation: 'changePct' },
  ];
}
