import type { Basis } from '@/core/query/query';
import { conversionTable } from '../sql/conversion';
import type { Parameters } from '../sql/parameters';
import { baseOf, type Rollup } from './rollups';

/** Columns of a rollup row that are added up. */
const SUMS: Readonly<Record<string, string>> = { amountMinor: 'l."amountMinor"', quantity: 'l.quantity' };

/** Columns every rollup row has, in the order `rollupRows` selects them; with its keys, amounts and counts. */
export function columnsOf(rollup: Rollup): string[] {
  const sums = rollup.fact === 'ledger' ? [rollup.isConverted ? 'converted' : 'amountMinor', 'quantity'] : [];
  return ['day', 'connectionId', 'currency', 'status', ...Object.keys(rollup.keys), ...sums, 'entries', 'unrated'];
}

/**
 * SELECT of a rollup's rows over some days, computed from the base tables. The same text fills the table and stands in for
 * days that were written since, so the two cannot differ. `{ws}` is the workspace placeholder.
 * @param days condition on `{day}`, the SQL of the base row's day.
 */
export function rollupRows(rollup: Rollup, basis: Basis, options: { days: string; currency: string; parameters: Parameters }): string {
  const { from, day } = baseOf(rollup, basis);
  const base = rollup.fact === 'orders' ? 'o' : 'l';
  const keys = { connectionId: `${base}."connectionId"`, currency: `${base}.currency`, status: 'o.status', ...rollup.keys };
  const names = Object.keys(keys).map((name) => `"${name}"`);
  const where = `${base}."workspaceId" = {ws} AND (${options.days.replaceAll('{day}', day)})`;
  const daily = `SELECT ${[
    `${day} AS rate_day`,
    ...Object.entries(keys).map(([name, sql]) => `${sql} AS "${name}"`),
    ...(rollup.fact === 'ledger' ? Object.entries(SUMS).map(([name, sql]) => `sum(${sql}) AS "${name}"`) : []),
    'count(*) AS entries',
  ].join(', ')} FROM ${from} WHERE ${where} GROUP BY ${Array.from({ length: names.length + 1 }, (_, index) => index + 1).join(', ')}`;
  if (!rollup.isConverted) {
    const sums = rollup.fact === 'ledger' ? ['"amountMinor"', 'quantity'] : [];
    return `SELECT ${['rate_day AS day', ...names, ...sums, 'entries', '0 AS unrated'].join(', ')} FROM (${daily}) daily`;
  }
  return `SELECT ${[
    `date_trunc('${rollup.grain}', rate_day::timestamp)::date AS day`,
    ...names,
    'sum("amountMinor" * factor) AS converted',
    'sum(quantity) AS quantity',
    'sum(entries) AS entries',
    'sum(CASE WHEN factor IS NULL THEN entries ELSE 0 END) AS unrated',
  ].join(', ')}
  FROM (WITH daily AS (${daily}), rates AS MATERIALIZED (${conversionTable('daily', options.currency, options.parameters)})
    SELECT * FROM daily JOIN rates USING (rate_day, currency)) rated
  GROUP BY ${Array.from({ length: names.length + 1 }, (_, index) => index + 1).join(', ')}`;
}
