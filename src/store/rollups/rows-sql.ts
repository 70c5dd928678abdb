import type { Basis } from '@/core/query/query';
import { conversionTable } from '../sql/conversion';
import type { Parameters } from '../sql/parameters';
import { SOURCES } from '../sql/sources';
import { baseOf, countColumn, type Rollup } from './rollups';

/** Columns of a rollup's rows: what they are keyed by, and what is added up. */
export function columnsOf(rollup: Rollup): string[] {
  return ['day', 'connectionId', 'currency', 'status', ...Object.keys(rollup.keys), ...addedColumnsOf(rollup)];
}

export function addedColumnsOf(rollup: Rollup): string[] {
  return [...rollup.money, ...sumsOf(rollup).keys(), 'entries', 'unrated'];
}

/** What is added up besides money, by column. */
function sumsOf(rollup: Rollup): Map<string, string> {
  const { fields } = SOURCES[rollup.fact];
  return new Map(
    rollup.fields.flatMap((field) => [
      [field, `sum(${fields[field]})`] as const,
      ...(rollup.countsValues ? [[countColumn(field), `count(${fields[field]})`] as const] : []),
    ]),
  );
}

/**
 * SELECT of a rollup's rows over some days, computed from the base tables. The same text fills the table and stands in for
 * days that were written since, so the two cannot differ. `{ws}` is the workspace placeholder.
 * @param days condition on `{day}`, the SQL of the base row's day.
 */
export function rollupRows(rollup: Rollup, basis: Basis, options: { days: string; currency: string; parameters: Parameters }): string {
  const { from, base, day } = baseOf(rollup, basis);
  const source = SOURCES[rollup.fact];
  const keys = { connectionId: 'o."connectionId"', currency: source.currency ?? 'o.currency', status: 'o.status', ...rollup.keys };
  const names = Object.keys(keys).map((name) => `"${name}"`);
  const sums = [...sumsOf(rollup)];
  const where = `${base}."workspaceId" = {ws} AND (${options.days.replaceAll('{day}', day)})`;
  const grouped = `GROUP BY ${Array.from({ length: names.length + 1 }, (_, index) => index + 1).join(', ')}`;
  const bucket = (of: string): string => `date_trunc('${rollup.grain}', ${of}::timestamp)::date AS day`;
  const read = (first: string, more: readonly string[]): string =>
    `SELECT ${[first, ...Object.entries(keys).map(([name, sql]) => `${sql} AS "${name}"`), ...more, ...sums.map(([name, sql]) => `${sql} AS "${name}"`), 'count(*) AS entries'].join(', ')}`;
  if (rollup.money.length === 0) return `${read(bucket(day), [])}, 0 AS unrated FROM ${from} WHERE ${where} ${grouped}`;
  // Money is added per day and currency before it is converted.
  const daily = `${read(`${day} AS rate_day`, [`sum(${source.fields.amount}) AS "amountMinor"`])} FROM ${from} WHERE ${where} ${grouped}`;
  return `SELECT ${[
    bucket('rate_day'),
    ...names,
    'sum("amountMinor") AS "amountMinor"',
    'sum("amountMinor" * factor) AS converted',
    ...sums.map(([name]) => `sum("${name}") AS "${name}"`),
    'sum(entries) AS entries',
    'sum(CASE WHEN factor IS NULL THEN entries ELSE 0 END) AS unrated',
  ].join(', ')}
  FROM (WITH daily AS (${daily}), rates AS MATERIALIZED (${conversionTable('daily', options.currency, options.parameters)})
    SELECT * FROM daily JOIN rates USING (rate_day, currency)) rated
  ${grouped}`;
}
