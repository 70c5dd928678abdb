import type { Column, Row, Table } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import { round } from '@/core/query/metric-value';

const SECONDS_PER_DAY = 86_400;
const column = (id: string, label: string, unit: Column['unit']): Column => ({ id, label, role: 'metric', type: 'number', unit });

/**
 * Time from first to second order over people with a second one: mean, median (mean of the middle two), and the parts
 * that came back within 30 and 90 days.
 * @throws AppError no_data when nobody ordered twice.
 */
export function orderGapTable(gaps: readonly { seconds: number; customers: number }[], options: { tableId: string; title: string }): Table {
  const customers = gaps.reduce((sum, gap) => sum + gap.customers, 0);
  if (customers === 0)
    throw new AppError('no_data', 'Nobody ordered a second time in this period.', { remedy: 'Ask for a longer period.' });
  const sorted = [...gaps].sort((a, b) => a.seconds - b.seconds);
  const total = sorted.reduce((sum, gap) => sum + gap.seconds * gap.customers, 0);
  const within = (days: number): number =>
    round(sorted.filter((gap) => gap.seconds <= days * SECONDS_PER_DAY).reduce((sum, gap) => sum + gap.customers, 0) / customers, 8);
  const median = (at(sorted, Math.floor((customers - 1) / 2)) + at(sorted, Math.floor(customers / 2))) / 2;
  const row: Row = {
    meanDays: round(total / customers / SECONDS_PER_DAY, 6),
    medianDays: round(median / SECONDS_PER_DAY, 6),
    customers,
    within30: within(30),
    within90: within(90),
  };
  return {
    id: options.tableId,
    title: options.title,
    columns: [
      column('meanDays', 'Mean time from first to second order', 'days'),
      column('medianDays', 'Median', 'days'),
      column('customers', 'Customers with a second order', 'count'),
      column('within30', 'Second order within 30 days', 'ratio'),
      column('within90', 'Second order within 90 days', 'ratio'),
    ],
    rows: [row],
    complete: true,
    totalRows: 1,
  };
}

/** Seconds of the person at a place in the order of gaps. */
function at(sorted: readonly { seconds: number; customers: number }[], place: number): number {
  let seen = 0;
  for (const gap of sorted) {
    seen += gap.customers;
    if (place < seen) return gap.seconds;
  }
  return sorted.at(-1)?.seconds ?? 0;
}

/**
 * Customers who have not ordered for `days` days up to `asOf`: all but the `active` ones.
 * @throws AppError no_data when there are no customers.
 */
export function lapsedTable(
  { customers, active }: { customers: number; active: number },
  options: { tableId: string; title: string; days: number; asOf: string },
): Table {
  if (customers === 0) throw new AppError('no_data', 'There are no customers to count.', { remedy: 'Import orders with customers.' });
  const lapsed = customers - active;
  return {
    id: options.tableId,
    title: options.title,
    columns: [
      column('lapsed', `Customers without an order for ${options.days} days`, 'count'),
      column('customers', 'Customers', 'count'),
      column('share', 'Share', 'ratio'),
      column('days', 'Days without an order', 'count'),
      { id: 'asOf', label: 'Up to', role: 'dimension', type: 'date', unit: 'none', grain: 'day' },
    ],
    rows: [{ lapsed, customers, share: round(lapsed / customers, 8), days: options.days, asOf: options.asOf }],
    complete: true,
    totalRows: 1,
  };
}
