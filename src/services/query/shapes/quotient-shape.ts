import type { Cell, Column, Row, Table, Unit } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import type { Metric } from '@/core/metrics/define-metric';
import { currencyExponent } from '@/core/model/money';
import { finishQuery } from '@/core/query/finish';
import { round } from '@/core/query/metric-value';
import type { GroupShapeInput } from './group-shapes';

/**
 * The first metric divided by the second: discounts per order, fees as a part of net sales. One row, or one a group,
 * the greatest first unless another order is asked. What is booked negative counts by its size as a part of something.
 * @throws AppError not_supported unless both are sums or counts.
 */
export function quotientTable(input: GroupShapeInput): Table {
  const { plan, query } = input;
  const [top, bottom] = plan.metrics.map(({ metric }) => metric);
  if (!top || !bottom || top.measure.kind === 'ratio' || bottom.measure.kind === 'ratio')
    throw new AppError('not_supported', 'Only a sum or a count can be divided by another.', {
      field: 'metrics',
      remedy: 'Name two of them, like discounts and orders.',
    });
  const { limit, orderBy, ...rest } = query;
  const table = finishQuery({ ...input, query: { ...rest, shape: { kind: 'aggregate' } } });
  const unit = unitOf(top, bottom);
  const divide = (row: Row): Row => ({ ...row, quotient: quotient(row, { top, bottom, unit, currency: plan.currency }) });
  const rows = table.rows.map(divide);
  // Of what is booked negative, the least number is the most.
  const isAscending = orderBy ? orderBy.direction === 'asc' : unit !== 'ratio' && top.isBookedNegative === true;
  const isInTime = plan.grain !== null || plan.dimensions.some((dimension) => dimension.isOrdered);
  if (!isInTime || orderBy) rows.sort((a, b) => compare(a['quotient'] ?? null, b['quotient'] ?? null, isAscending));
  const first = table.columns.findIndex((column) => column.role === 'metric');
  const columns = [...table.columns.slice(0, first), column(top, bottom, { unit, currency: plan.currency }), ...table.columns.slice(first)];
  return {
    ...table,
    columns,
    rows: limit === undefined ? rows : rows.slice(0, limit),
    complete: limit === undefined || rows.length <= limit,
    totalRows: rows.length,
    ...(table.totals ? { totals: divide(table.totals) } : {}),
  };
}

/** Two figures of a kind make a part; money over a count is money. */
const unitOf = (top: Metric, bottom: Metric): Unit => (top.unit === bottom.unit && top.unit === 'money' ? 'ratio' : top.unit);

function column(top: Metric, bottom: Metric, { unit, currency }: { unit: Unit; currency: string }): Column {
  const label = unit === 'ratio' ? `${top.title} / ${bottom.title.toLowerCase()}` : `${top.title} per ${bottom.title.toLowerCase()}`;
  return { id: 'quotient', label, role: 'metric', type: 'number', unit, ...(unit === 'money' ? { currency } : {}) };
}

function quotient(row: Row, { top, bottom, unit, currency }: { top: Metric; bottom: Metric; unit: Unit; currency: string }): number | null {
  const [over, under] = [row[top.id], row[bottom.id]];
  if (typeof over !== 'number' || typeof under !== 'number' || under === 0) return null;
  const sign = unit === 'ratio' && top.isBookedNegative === true && bottom.isBookedNegative !== true ? -1 : 1;
  return round((sign * over) / under, unit === 'money' ? currencyExponent(currency) : unit === 'ratio' ? 8 : 6) + 0;
}

function compare(a: Cell, b: Cell, isAscending: boolean): number {
  if (typeof a !== 'number') return typeof b === 'number' ? 1 : 0;
  if (typeof b !== 'number') return -1;
  return isAscending ? a - b : b - a;
}
