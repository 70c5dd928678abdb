import type { Cell, Chart, Column, Table } from '@/core/artifact/artifact';
import { formatCell } from '@/core/artifact/format';
import { findMetric } from '@/core/metrics/registry';

export interface BigNumberFacts {
  column: Column;
  /** As read by people. */
  text: string;
  change: Change | null;
}

export interface Change {
  direction: 'up' | 'down' | 'same';
  /** Whether the direction is good for the seller; null when it depends. */
  isGood: boolean | null;
  /** "up 12.4% from R$1,000.00 (Jan 1 – 31, 2018)". */
  words: string;
  /** "+12.4%". */
  short: string;
}

function cellOf(table: Table, id: string): Cell {
  return table.rows[0]?.[id] ?? table.totals?.[id] ?? null;
}

/** What a `number` chart says: the value and its change against the comparison. Null when the value is missing. */
export function toBigNumber(
  chart: Chart,
  table: Table,
  look: { locale: string; compareLabel?: string | undefined },
): BigNumberFacts | null {
  const column = table.columns.find((candidate) => candidate.id === chart.y[0]);
  if (!column) return null;
  const value = cellOf(table, column.id);
  const compareColumn = table.columns.find((candidate) => candidate.id === chart.compare);
  const before = compareColumn ? cellOf(table, compareColumn.id) : null;
  const hasBoth = typeof value === 'number' && typeof before === 'number';
  return {
    column,
    text: formatCell(value, column, look.locale),
    change:
      hasBoth && compareColumn
        ? toChange(value, before, { column, compareLabel: look.compareLabel ?? compareColumn.label, locale: look.locale })
        : null,
  };
}

function toChange(value: number, before: number, about: { column: Column; compareLabel: string; locale: string }): Change {
  const { column, compareLabel, locale } = about;
  const delta = value - before;
  const direction = delta > 0 ? 'up' : delta < 0 ? 'down' : 'same';
  const higherIsBetter = findMetric(column.source ?? column.id)?.higherIsBetter ?? null;
  const from = `${formatCell(before, column, locale)} (${compareLabel})`;
  if (direction === 'same') return { direction, isGood: null, words: `the same as ${from}`, short: '±0' };
  const sign = delta > 0 ? '+' : '\u2212';
  // Rates change by points, everything else in proportion; nothing has a proportion to zero or below.
  const size =
    column.unit === 'ratio'
      ? `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(Math.abs(delta) * 100)} points`
      : before > 0
        ? new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(Math.abs(delta) / before)
        : formatCell(Math.abs(delta), column, locale);
  return {
    direction,
    isGood: higherIsBetter === null ? null : higherIsBetter === delta > 0,
    words: `${direction} ${size} from ${from}`,
    short: `${sign}${size}`,
  };
}
