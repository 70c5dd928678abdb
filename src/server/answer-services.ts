import type { UIMessageChunk } from 'ai';
import { streamAnswer, type AgentDeps, type AnswerRequest } from '@/agent/answer';
import { rerunAnswer, type AnswerChange } from '@/agent/rerun-answer';
import { firstQuestions } from '@/analyst/wording/suggest';
import type { Artifact } from '@/core/artifact/artifact';
import type { Workspace } from '@/core/model/workspace';

/** What the web needs from the agent. */
export interface AnswerServices {
  streamAnswer(request: AnswerRequest): ReadableStream<UIMessageChunk>;
  /** Answer again with one chip changed, without the model. */
  rerunAnswer(request: { workspace: Workspace; artifact: Artifact; change: AnswerChange }): Promise<Artifact>;
  /** Questions this workspace's data can answer. Empty when there is no data. */
  suggestQuestions(workspace: Workspace): Promise<string[]>;
}

export function createAnswerServices(deps: AgentDeps): AnswerServices {
  return {
    streamAnswer: (request) => streamAnswer(deps, request),
    rerunAnswer: (request) => rerunAnswer(deps, request),
    suggestQuestions: async (workspace) => firstQuestions(await deps.dataOf(workspace).coverage.coverage()),
  };
}
