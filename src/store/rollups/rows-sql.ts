import type { Basis } from '@/core/query/query';
import { conversionTable } from '../sql/conversion';
import type { Parameters } from '../sql/parameters';
import { baseOf, type Rollup } from './rollups';

/** Columns of a rollup's rows. */
export function columnsOf(rollup: Rollup): string[] {
  const sums = rollup.fact === 'ledger' ? [...rollup.money, 'quantity'] : [];
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
  const isLedger = rollup.fact === 'ledger';
  const grouped = `GROUP BY ${Array.from({ length: names.length + 1 }, (_, index) => index + 1).join(', ')}`;
  const daily = `SELECT ${[
    `${day} AS rate_day`,
    ...Object.entries(keys).map(([name, sql]) => `${sql} AS "${name}"`),
    ...(isLedger ? ['sum(l."amountMinor") AS "amountMinor"', 'sum(l.quantity) AS quantity'] : []),
    'count(*) AS entries',
  ].join(', ')} FROM ${from} WHERE ${where} ${grouped}`;
  if (!isLedger) return `SELECT ${['rate_day AS day', ...names, 'entries', '0 AS unrated'].join(', ')} FROM (${daily}) daily`;
  return `SELECT ${[
    `date_trunc('${rollup.grain}', rate_day::timestamp)::date AS day`,
    ...names,
    'sum("amountMinor") AS "amountMinor"',
    'sum("amountMinor" * factor) AS converted',
    'sum(quantity) AS quantity',
    'sum(entries) AS entries',
    'sum(CASE WHEN factor IS NULL THEN entries ELSE 0 END) AS unrated',
  ].join(', ')}
  FROM (WITH daily AS (${daily}), rates AS MATERIALIZED (${conversionTable('daily', options.currency, options.parameters)})
    SELECT * FROM daily JOIN rates USING (rate_day, currency)) rated
  ${grouped}`;
}
