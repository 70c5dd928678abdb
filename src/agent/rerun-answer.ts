import type { Artifact } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import type { Grain } from '@/core/model/calendar';
import type { Workspace } from '@/core/model/workspace';
import { presetSchema, resolvePreset, todayIn } from '@/core/query/period';
import { querySchema, type Basis, type Query } from '@/core/query/query';
import { runQuery } from '@/services/query/run-query';
import type { ToolOutput } from '@/tools/kit';
import { toolContextOf, type AgentDeps } from './answer';
import { composeArtifact } from './compose';
import { wordResults } from './word-results';

/** A chip that was changed: only what differs from the answer shown. */
export interface AnswerChange {
  period?: { preset: string } | { from: string; to: string };
  basis?: Basis;
  currency?: string;
  grain?: Grain;
}

/**
 * Answer again with one chip changed: the same queries, no model. Words come from the built-in analyst.
 * @throws AppError not_supported when the answer was not made of queries.
 */
export async function rerunAnswer(
  deps: Pick<AgentDeps, 'dataOf' | 'now'>,
  request: { workspace: Workspace; artifact: Artifact; change: AnswerChange },
): Promise<Artifact> {
  const { workspace, artifact, change } = request;
  const clock = { today: todayIn(deps.now(), workspace.timeZone), weekStart: workspace.weekStart };
  return rerunQueries(deps, { workspace, artifact, requery: (query) => changeQuery(query, change, clock) });
}

/**
 * Run the queries of an answer again, each as `requery` makes it; tables keep their ids.
 * @throws AppError not_supported when the answer was not made of queries.
 */
export async function rerunQueries(
  deps: Pick<AgentDeps, 'dataOf' | 'now'>,
  request: { workspace: Workspace; artifact: Artifact; requery(query: Query, index: number): Query },
): Promise<Artifact> {
  const { workspace, artifact, requery } = request;
  const context = toolContextOf(deps, workspace);
  const asked = artifact.provenance.flatMap(({ tool, query, tableIds }) => (query && tool === 'queryMetrics' ? [{ query, tableIds }] : []));
  if (asked.length === 0)
    throw new AppError('not_supported', 'This answer has no query that could be changed.', { remedy: 'Ask the question again.' });
  const outputs: ToolOutput[] = [];
  for (const [index, { query, tableIds }] of asked.entries()) {
    const tableId = tableIds[0] ?? context.nextTableId();
    outputs.push(await runQuery(context, { query: requery(query, index), tableId, tool: 'queryMetrics' }));
  }
  return composeArtifact({
    question: artifact.title,
    outputs,
    text: wordResults(outputs, workspace.locale),
    present: { kind: 'answer', followUps: artifact.followUps, options: [] },
  });
}

function changeQuery(query: Query, change: AnswerChange, clock: { today: string; weekStart: number }): Query {
  const { period: own, ...rest } = query;
  const period = change.period === undefined ? own : resolveChange(change.period, clock);
  const changed = {
    ...rest,
    ...(period ? { period } : {}),
    ...(change.basis ? { basis: change.basis } : {}),
    ...(change.currency ? { currency: change.currency } : {}),
    // Only a time axis that is there can be made finer or coarser.
    ...(change.grain && query.grain ? { grain: change.grain } : {}),
  };
  return querySchema.parse(changed);
}

function resolveChange(change: NonNullable<AnswerChange['period']>, clock: { today: string; weekStart: number }): Query['period'] {
  if ('from' in change) return change;
  const preset = presetSchema.safeParse(change.preset);
  if (!preset.success)
    throw new AppError('invalid_input', `"${change.preset}" is not a period.`, {
      field: 'change.period',
      remedy: 'Choose one of the list, or give days.',
    });
  return resolvePreset(preset.data, clock.today, clock.weekStart) ?? undefined;
}
