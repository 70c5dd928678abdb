import type { FactId } from '@/core/metrics/define-metric';
import { factsOf, type Plan } from '@/core/query/plan';
import type { RollupState } from '../rollups/rollup-source';
import { conversionTable } from './conversion';
import { FactWriter, keyColumns } from './fact-writer';
import { Parameters } from './parameters';
import { SOURCES, type Source } from './sources';

/**
 * Plan to one SQL statement. Drill-across: one aggregate per fact, then the facts are joined on their keys, so that
 * lines, payments and reviews never multiply money. Money is added per day and currency before it is converted.
 */
export interface CompiledSql {
  text: string;
  values: (string | number)[];
}

export interface CompileOptions {
  workspaceId: string;
  /** Currencies the workspace holds: when all equal the target, nothing is converted. */
  currencies: readonly string[];
  /** Lets the plan be read from rollups. */
  rollups?: RollupState;
  /** SQL of one more grouping key of a single-fact plan (per-order values): base rows are read. */
  extraKey?: string;
}

export function compilePlan(plan: Plan, options: CompileOptions): CompiledSql {
  const { extraKey } = options;
  const parameters = new Parameters();
  const workspace = parameters.add(options.workspaceId, 'uuid');
  const ctes: string[] = [];
  const parts: string[] = [];
  for (const fact of factsOf(plan)) {
    const writer = new FactWriter(plan, fact, {
      parameters,
      workspace,
      isConverting: options.currencies.some((code) => code !== plan.currency),
      extraKey,
      rollups: extraKey === undefined ? options.rollups : undefined,
    });
    const written = writer.write();
    ctes.push(...written.ctes);
    parts.push(...written.parts);
  }
  const keys = keyColumns(plan, extraKey);
  const leaves = plan.leaves.map((planned) => `sum(${planned.id})::text AS ${planned.id}`);
  const text = [
    `WITH ${ctes.join(',\n')}`,
    `SELECT ${[...keys, ...leaves, 'sum(n)::text AS n', 'sum(unrated)::text AS unrated'].join(', ')}`,
    `FROM (${parts.join('\n  UNION ALL ')}) facts`,
    keys.length > 0 ? `GROUP BY ${keys.map((_, index) => index + 1).join(', ')}` : '',
  ].join('\n');
  return { text: text.trim(), values: parameters.values };
}

/**
 * Base rows of one fact under a plan's filters, without its period: for results that are not one aggregate per group.
 * `columns` are SQL over the source's aliases, built by `pick`.
 */
export function compileRows(plan: Plan, fact: FactId, workspaceId: string, pick: (source: Source) => string[]): CompiledSql {
  const parameters = new Parameters();
  const workspace = parameters.add(workspaceId, 'uuid');
  const writer = new FactWriter({ ...plan, period: null }, fact, {
    parameters,
    workspace,
    isConverting: false,
    extraKey: undefined,
    rollups: undefined,
  });
  return { text: writer.rows(pick(SOURCES[fact])), values: parameters.values };
}

/**
 * Ledger entries under a plan's filters and in its period that were recorded after a moment, each with the factor that
 * turns its amount into the plan's currency (null: no rate), in the order of their recording.
 */
export function compileRecorded(plan: Plan, workspaceId: string, { since, limit }: { since: Date; limit: number }): CompiledSql {
  const parameters = new Parameters();
  const workspace = parameters.add(workspaceId, 'uuid');
  const writer = new FactWriter(plan, 'ledger', { parameters, workspace, isConverting: false, extraKey: undefined, rollups: undefined });
  const day = SOURCES.ledger.day?.[plan.basis] ?? '';
  const columns = [
    'l.id',
    'l."orderId"',
    'l."connectionId"',
    'l.kind::text AS kind',
    'l."amountMinor"',
    'l.quantity',
    'l.currency',
    'l."isReversal"',
    'l."writtenAt" AS recorded',
    `${day} AS rate_day`,
  ];
  const rows = `${writer.rows(columns)} AND l."writtenAt" > ${parameters.add(since.toISOString(), 'timestamptz')}
  ORDER BY l."writtenAt", l.id LIMIT ${Math.trunc(limit)}`;
  const text = `WITH recorded AS (${rows}),
rates AS MATERIALIZED (${conversionTable('recorded', plan.currency, parameters)})
SELECT coalesce(o.name, o."externalId") AS "order", x.marketplace, r.kind, r.rate_day::text AS day, r."amountMinor", r.quantity, r.currency,
  r."isReversal", r.recorded AS "recordedAt", (r."amountMinor" * rates.factor)::text AS converted
FROM recorded r JOIN rates USING (rate_day, currency)
  JOIN "UnifiedOrder" o ON o."workspaceId" = ${workspace} AND o.id = r."orderId"
  JOIN "MarketplaceConnection" x ON x."workspaceId" = ${workspace} AND x.id = r."connectionId"
ORDER BY r.recorded, r.id`;
  return { text, values: parameters.values };
}
