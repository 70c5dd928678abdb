import type { Column, Row, Table } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import { grainLabel } from '@/core/model/calendar';
import { currencyExponent, toMajor } from '@/core/model/money';
import type { CohortCell } from '@/core/ports';
import type { Plan } from '@/core/query/plan';

/** Cohort retention: a row per first-order bucket, its size, and the share active in each later bucket. */
export function cohortTable(
  cells: readonly CohortCell[],
  options: { tableId: string; grain: 'week' | 'month' | 'quarter'; periods: number },
): Table {
  if (cells.length === 0) throw new AppError('no_data', 'No customers ordered in this period.', { remedy: 'Ask for a longer period.' });
  const cohorts = [...new Set(cells.map((cell) => cell.cohort))].sort();
  const last = Math.max(...cells.map((cell) => cell.offset));
  const columns: Column[] = [
    { id: 'time', label: `First order (${options.grain})`, role: 'time', type: 'date', unit: 'none', grain: options.grain },
    { id: 'customers', label: 'Customers', role: 'metric', type: 'number', unit: 'count', source: 'customers' },
    ...Array.from({ length: last }, (_, index): Column => ({
      id: `p${index + 1}`,
      label: `+${index + 1}`,
      role: 'metric',
      type: 'number',
      unit: 'ratio',
      source: 'repeatPurchaseRate',
    })),
  ];
  const newest = Math.max(...cells.map((cell) => startAfter(cell.cohort, cell.offset, options.grain)));
  const rows = cohorts.map((cohort): Row => {
    const own = new Map(cells.filter((cell) => cell.cohort === cohort).map((cell) => [cell.offset, cell.customers]));
    const size = own.get(0) ?? 0;
    const row: Row = { time: grainLabel(cohort, options.grain), customers: size };
    for (let offset = 1; offset <= last; offset += 1) {
      // A bucket after the last one with orders has not happened: no value rather than zero.
      const isPast = startAfter(cohort, offset, options.grain) <= newest;
      row[`p${offset}`] = size === 0 || !isPast ? null : Math.round(((own.get(offset) ?? 0) / size) * 1e8) / 1e8;
    }
    return row;
  });
  return {
    id: options.tableId,
    title: `Customers who ordered again, by ${options.grain} of first order`,
    columns,
    rows,
    complete: true,
    totalRows: rows.length,
  };
}

function startAfter(cohort: string, offset: number, grain: 'week' | 'month' | 'quarter'): number {
  const day = new Date(`${cohort}T00:00:00Z`);
  if (grain === 'week') return day.getTime() + offset * 7 * 86_400_000;
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + offset * (grain === 'quarter' ? 3 : 1), 1);
}

/** Histogram of order values over round bins; the last bin is open so that outliers do not flatten the rest. */
export function distributionTable(
  values: readonly { minor: bigint; orders: number }[],
  options: { tableId: string; title: string; bins: number; plan: Plan },
): Table {
  const { plan } = options;
  const sorted = values
    .map((value) => ({ major: toMajor(value.minor, plan.currency), orders: value.orders }))
    .filter((value) => value.major >= 0)
    .sort((a, b) => a.major - b.major);
  const total = sorted.reduce((sum, value) => sum + value.orders, 0);
  if (total === 0) throw new AppError('no_data', 'No orders in this period.', { remedy: 'Ask for a longer period.' });
  const width = roundWidth(percentile(sorted, total, 0.98) / options.bins, plan.currency);
  const counts = Array.from({ length: options.bins + 1 }, () => 0);
  for (const value of sorted) {
    const bin = Math.min(Math.floor(value.major / width), options.bins);
    counts[bin] = (counts[bin] ?? 0) + value.orders;
  }
  const label = (index: number): string => (index === options.bins ? `${index * width}+` : `${index * width}–${(index + 1) * width}`);
  const rows = counts.map((orders, index): Row => ({ bin: label(index), orders, orders_share: Math.round((orders / total) * 1e8) / 1e8 }));
  while (rows.length > 1 && rows.at(-1)?.['orders'] === 0) rows.pop();
  return {
    id: options.tableId,
    title: options.title,
    columns: [
      { id: 'bin', label: `Order value (${plan.currency})`, role: 'dimension', type: 'string', unit: 'none' },
      { id: 'orders', label: 'Orders', role: 'metric', type: 'number', unit: 'count', source: 'orders' },
      { id: 'orders_share', label: 'Share', role: 'derived', type: 'number', unit: 'ratio', source: 'orders', derivation: 'share' },
    ],
    rows,
    complete: true,
    totalRows: rows.length,
    totals: { orders: total },
  };
}

function percentile(sorted: readonly { major: number; orders: number }[], total: number, share: number): number {
  let seen = 0;
  for (const value of sorted) {
    seen += value.orders;
    if (seen >= total * share) return value.major;
  }
  return sorted.at(-1)?.major ?? 0;
}

/** The next 1, 2, 2.5 or 5 times a power of ten: bins people can read. */
function roundWidth(raw: number, currency: string): number {
  const smallest = 10 ** -currencyExponent(currency);
  const base = 10 ** Math.floor(Math.log10(Math.max(raw, smallest)));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * base >= raw) ?? 10;
  return Math.max(step * base, smallest);
}

/**
 * Order value at a rank: 0 the smallest, 1 the largest, 0.5 the median (mean of the middle two), over orders worth more
 * than nothing.
 * @throws AppError no_data when there are none.
 */
export function quantileTable(
  values: readonly { minor: bigint; orders: number }[],
  options: { tableId: string; title: string; at: number; plan: Plan },
): Table {
  const sorted = values.filter((value) => value.minor > 0n).sort((a, b) => (a.minor < b.minor ? -1 : 1));
  const orders = sorted.reduce((sum, value) => sum + value.orders, 0);
  if (orders === 0) throw new AppError('no_data', 'No orders in this period.', { remedy: 'Ask for a longer period.' });
  const place = (orders - 1) * options.at;
  const lower = minorAt(sorted, Math.floor(place));
  const upper = minorAt(sorted, Math.ceil(place));
  // Half a minor unit is rounded away from zero, as everywhere.
  const minor = options.at === 0.5 ? (lower + upper + 1n) / 2n : upper;
  const { currency } = options.plan;
  return {
    id: options.tableId,
    title: options.title,
    columns: [
      { id: 'orderValue', label: 'Order value', role: 'metric', type: 'number', unit: 'money', currency, source: 'netSales' },
      { id: 'orders', label: 'Orders', role: 'metric', type: 'number', unit: 'count', source: 'orders' },
    ],
    rows: [{ orderValue: toMajor(minor, currency), orders }],
    complete: true,
    totalRows: 1,
  };
}

function minorAt(sorted: readonly { minor: bigint; orders: number }[], place: number): bigint {
  let seen = 0;
  for (const value of sorted) {
    seen += value.orders;
    if (place < seen) return value.minor;
  }
  return sorted.at(-1)?.minor ?? 0n;
}

/** Orders worth more or less than an amount (major units), of all orders, and their share. */
export function orderValueCountTable(
  values: readonly { minor: bigint; orders: number }[],
  options: { tableId: string; title: string; bound: { op: 'gte' | 'gt' | 'lte' | 'lt'; value: number }; plan: Plan },
): Table {
  const { bound, plan } = options;
  const passes = (minor: bigint): boolean => {
    const worth = toMajor(minor, plan.currency);
    return bound.op === 'gte'
      ? worth >= bound.value
      : bound.op === 'gt'
        ? worth > bound.value
        : bound.op === 'lte'
          ? worth <= bound.value
          : worth < bound.value;
  };
  const all = values.reduce((sum, value) => sum + value.orders, 0);
  const orders = values.filter((value) => passes(value.minor)).reduce((sum, value) => sum + value.orders, 0);
  return {
    id: options.tableId,
    title: options.title,
    columns: [
      { id: 'orders', label: 'Orders', role: 'metric', type: 'number', unit: 'count', source: 'orders' },
      { id: 'all', label: 'All orders', role: 'metric', type: 'number', unit: 'count', source: 'orders' },
      { id: 'share', label: 'Share', role: 'metric', type: 'number', unit: 'ratio' },
      { id: 'bound', label: 'Order value', role: 'derived', type: 'number', unit: 'money', currency: plan.currency },
    ],
    rows: [{ orders, all, share: all === 0 ? null : Math.round((orders / all) * 1e8) / 1e8, bound: bound.value }],
    complete: true,
    totalRows: 1,
  };
}
