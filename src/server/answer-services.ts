import type { UIMessageChunk } from 'ai';
import type { Artifact } from '@/core/artifact/artifact';
import { AppError } from '@/core/errors';
import type { Workspace } from '@/core/model/workspace';
import type { ChatMessage } from './chat-message';

export interface FinishedAnswer {
  message: ChatMessage;
  artifact: Artifact;
  status: 'answered' | 'clarify' | 'refused';
  model: string;
  ms: number;
}

export interface AnswerRequest {
  workspace: Workspace;
  /** The whole thread, the new question last. */
  messages: ChatMessage[];
  abortSignal?: AbortSignal;
  onFinish(result: FinishedAnswer): Promise<void>;
}

/** A chip that was changed: only what differs from the answer shown. */
export interface AnswerChange {
  period?: { preset: string } | { from: string; to: string };
  basis?: 'event' | 'order';
  currency?: string;
  grain?: 'day' | 'week' | 'month' | 'quarter' | 'year';
}

/** What the web needs from the agent. */
export interface AnswerServices {
  streamAnswer(request: AnswerRequest): ReadableStream<UIMessageChunk>;
  /** Answer again with one chip changed, without the model. */
  rerunAnswer(request: { workspace: Workspace; artifact: Artifact; change: AnswerChange }): Promise<Artifact>;
  /** Questions this workspace's data can answer. Empty when there is no data. */
  suggestQuestions(workspace: Workspace): Promise<string[]>;
}

export function createAnswerServices(): AnswerServices {
  const missing = (): never => {
    throw new AppError('not_supported', 'The analyst is not wired yet.');
  };
  return { streamAnswer: missing, rerunAnswer: missing, suggestQuestions: missing };
}
