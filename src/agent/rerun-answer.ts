import { wordAnswer, toSeen } from '@/analyst/wording';
import type { Frame } from '@/analyst/frame';
import type { Artifact } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import type { Grain } from '@/core/model/calendar';
import type { Workspace } from '@/core/model/workspace';
import { presetSchema, resolvePreset, todayIn } from '@/core/query/period';
import { querySchema, type Basis, type Query } from '@/core/query/query';
import { isEmptyTable, runQuery } from '@/services/query/run-query';
import type { ToolOutput } from '@/tools/kit';
import { toolContextOf, type AgentDeps } from './answer';
import { composeArtifact } from './compose';

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
  const { workspace, artifact } = request;
  const context = toolContextOf(deps, workspace);
  const queries = artifact.provenance.flatMap((entry) => (entry.query && entry.tool === 'queryMetrics' ? [entry.query] : []));
  if (queries.length === 0)
    throw new AppError('not_supported', 'This answer has no query that could be changed.', { remedy: 'Ask the question again.' });
  const today = todayIn(deps.now(), workspace.timeZone);
  const outputs: ToolOutput[] = [];
  const texts: string[] = [];
  for (const before of queries) {
    const query = changeQuery(before, request.change, { today, weekStart: workspace.weekStart });
    const answer = await runQuery(context, { query, tableId: context.nextTableId(), tool: 'queryMetrics' });
    const [table] = answer.tables;
    if (!table) continue;
    outputs.push(answer);
    const isContext = texts.length > 0 && query.metrics[0] === queries[0]?.metrics[0];
    const { period, ...rest } = query;
    const frame: Frame = { query: { ...rest, ...(period ? { period } : {}) }, isSuperlative: query.limit === 1, notes: [] };
    if (!isContext)
      texts.push(
        isEmptyTable(table)
          ? `There is no data in ${answer.provenance[0]?.periodLabel ?? 'this period'}.`
          : wordAnswer(
              frame,
              {
                tables: [toSeen(table)],
                gaps: answer.provenance[0]?.gaps ?? [],
                ...(answer.provenance[0] ? { period: answer.provenance[0].periodLabel } : {}),
              },
              workspace.locale,
            ),
      );
  }
  const composed = composeArtifact({
    question: artifact.title,
    outputs,
    text: texts.join('\n\n'),
    present: { kind: 'answer', followUps: artifact.followUps, options: [] },
  });
  return composed;
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
