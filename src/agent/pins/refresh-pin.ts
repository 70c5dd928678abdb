import type { Artifact } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import type { Workspace } from '@/core/model/workspace';
import type { Pin } from '@/core/pins/pin';
import { queryOn } from '@/core/pins/refresh-of';
import { todayIn } from '@/core/query/period';
import { answerQuestion, type AgentDeps } from '../answer';
import { builtinModel } from '../model';
import { refreshDue } from '../refresh-due';
import { rerunQueries } from '../rerun-answer';

/**
 * A pinned answer as it is now: accounts that are due are read first, then its queries run again in the periods they
 * move to, or its question is asked again of the built-in analyst.
 * @throws AppError not_supported when it cannot be made again, and what answering throws.
 */
export async function refreshPin(
  deps: AgentDeps,
  { workspace, pin }: { workspace: Workspace; pin: Pick<Pin, 'refresh' | 'question' | 'pinned'> },
): Promise<Artifact> {
  const { refresh, pinned, question } = pin;
  if (refresh.kind === 'never')
    throw new AppError('not_supported', 'This answer goes on from the answers before it in its thread, so it stays as it was pinned.', {
      remedy: 'Ask its question in full in a thread of its own, and pin that answer.',
    });
  if (refresh.kind === 'question') return askAgain(deps, workspace, question);
  // One state of the data for the reading and for the answer.
  const data = deps.dataOf(workspace);
  await refreshDue(data, { now: deps.now(), write: () => {} });
  const clock = { today: todayIn(deps.now(), workspace.timeZone), weekStart: workspace.weekStart };
  return rerunQueries(
    { now: deps.now, dataOf: () => data },
    { workspace, artifact: pinned, requery: (query, index) => queryOn(refresh, query, { index, clock }) },
  );
}

async function askAgain(deps: AgentDeps, workspace: Workspace, question: string): Promise<Artifact> {
  const messages = [{ id: 'question', role: 'user' as const, parts: [{ type: 'text' as const, text: question }] }];
  const { artifact } = await answerQuestion({ ...deps, model: builtinModel() }, { workspace, messages });
  if (artifact.kind !== 'answer' || artifact.prose === '')
    throw new AppError('no_data', artifact.prose === '' ? 'The question could not be answered again.' : artifact.prose, {
      remedy: 'The figures of last time are kept. Ask the question again in the chat.',
    });
  return artifact;
}
