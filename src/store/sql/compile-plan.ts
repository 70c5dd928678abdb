import type { FactId } from '@/core/metrics/define-metric';
import { factsOf, type Plan } from '@/core/query/plan';
import type { RollupState } from '../rollups/rollup-source';
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
