import { convertToModelMessages, createUIMessageStream, type UIMessageChunk } from 'ai';
import type { AlertBook } from '@/core/alerts/ports';
import type { Artifact } from '@/core/artifact/artifact';
import { isAppError } from '@/core/errors';
import { PROFILES } from '@/core/metrics/profiles';
import type { Actor } from '@/core/model/actor';
import type { Workspace } from '@/core/model/workspace';
import type { Recommendations } from '@/core/recommend/ports';
import type { DigestBook } from '@/core/digest/ports';
import type { PinBook } from '@/core/pins/ports';
import type { TrustReader } from '@/core/trust/ports';
import type { AccountSync, ConceptFinder, CoverageReader, EntityFinder, LedgerReader, MetricsReader, ReviewSearch } from '@/core/ports';
import { todayIn } from '@/core/query/period';
import type { ToolContext, ToolEntry } from '@/tools/kit';
import { TOOLS } from '@/tools/registry';
import { answerWithModels, type AnswerRun } from './answer-with-models';
import type { Budget } from './budget';
import type { AnswerStatus, ChatMessage } from './chat-message';
import { statusOf } from './compose';
import type { GroundingOutcome } from './ground-answer';
import type { Finding } from './grounding/contract';
import type { ChosenModel } from './model';
import { PRESENT_ANSWER } from './present-answer';
import { renderPrompt } from './prompt';
import { refreshDue } from './refresh-due';
import { guardedTools, type Turn } from './run-turn';
import type { ShownUsage, UsageBook } from './usage';

/** What the agent needs of one workspace. */
export interface WorkspaceData {
  metrics: MetricsReader;
  coverage: CoverageReader;
  entities: EntityFinder;
  ledger: LedgerReader;
  reviews: ReviewSearch;
  trust: TrustReader;
  recommendations: Recommendations;
  concepts: ConceptFinder;
  digests: DigestBook;
  alerts: AlertBook;
  pins: PinBook;
  sync: AccountSync;
}

export interface AgentDeps {
  model: ChosenModel;
  /** Time a model has for one question, with everything it asks for. */
  modelTimeoutMs: number;
  /** Data access bound to a workspace, for a person; nobody, from the command line and for digests. */
  dataOf: (workspace: Workspace, actor?: Actor) => WorkspaceData;
  now: () => Date;
  /** Tools the model may call; absent: those of the registry. */
  tools?: Readonly<Record<string, ToolEntry>>;
  /** Limits of tokens and cost; absent: none. */
  budget?: Budget;
  /** Where model use is written down; absent: nowhere. */
  usage?: UsageBook;
  /** Told when a model fails and the built-in analyst takes over. */
  onModelFailure?: (error: unknown) => void;
  /** Told when a turn fails altogether; the person sees a plain sentence. */
  onFailure?: (error: unknown) => void;
  /** Told what was found in a text and what was done about it. */
  onFindings?: (found: { model: string; outcome: GroundingOutcome; findings: readonly Finding[] }) => void;
}

export interface FinishedAnswer {
  message: ChatMessage;
  artifact: Artifact;
  status: AnswerStatus;
  model: string;
  ms: number;
  toolCalls: { tool: string; input: unknown }[];
  notice?: string;
  usage?: ShownUsage;
}

export interface AnswerRequest {
  workspace: Workspace;
  /** Who asks. Absent: nobody who could change anything. */
  actor?: Actor;
  /** The whole thread, the new question last. */
  messages: ChatMessage[];
  abortSignal?: AbortSignal;
  onFinish(result: FinishedAnswer): Promise<void>;
}

/** Tool context of one turn in a workspace. */
export function toolContextOf(
  deps: Pick<AgentDeps, 'dataOf' | 'now'>,
  workspace: Workspace,
  lastAnswerId: string | null = null,
): ToolContext {
  let tables = 0;
  return {
    workspace,
    lastAnswerId,
    ...deps.dataOf(workspace),
    now: deps.now,
    nextTableId: () => {
      tables += 1;
      return `t${tables}`;
    },
  };
}

/**
 * Answer the last question of a thread as a UI message stream: accounts that are due are read again first; then come tool
 * parts, the artifact without prose, then the text and the finished artifact. What a model that is not built in writes is
 * shown once it is verified. A model that fails, takes too long or has used up its budget is replaced by the built-in
 * analyst, and the answer says so.
 */
export function streamAnswer(deps: AgentDeps, request: AnswerRequest): ReadableStream<UIMessageChunk> {
  const started = performance.now();
  let finished: Omit<FinishedAnswer, 'message'> | null = null;
  let hasFailed = false;
  return createUIMessageStream<ChatMessage>({
    // After an approval the answer goes on in the message that asked for it.
    ...(request.messages.at(-1)?.role === 'assistant' ? { originalMessages: request.messages } : {}),
    onError: (error) => {
      // The stream reports a failure of the turn once more as its own.
      if (!hasFailed) deps.onFailure?.(error);
      hasFailed = true;
      return isAppError(error) ? error.toString() : 'The answer could not be finished. The question is kept: ask it again.';
    },
    execute: async ({ writer }) => {
      const write = (chunk: UIMessageChunk): void => writer.write(chunk as Parameters<typeof writer.write>[0]);
      write({ type: 'start' });
      // One for the whole answer: what there is is looked up once, and again only when accounts were read.
      const data = deps.dataOf(request.workspace, request.actor);
      const refreshed = await refreshDue(data, { now: deps.now(), write });
      const answer = await answerWithModels(await prepareRun({ ...deps, dataOf: () => data }, request, write));
      if (request.abortSignal?.aborted) return;
      for (const change of pendingChanges(deps.tools ?? TOOLS, request.workspace, answer.turn)) write(change);
      const { artifact, model, turn, usage } = answer;
      const ms = Math.round(performance.now() - started);
      const notice = [refreshed, answer.notice].flatMap((text) => text ?? []).join(' ');
      const details = { ...(notice ? { notice } : {}), ...(usage ? { usage } : {}) };
      write({ type: 'data-artifact', id: 'artifact', data: artifact });
      write({ type: 'message-metadata', messageMetadata: { model: model.name, ms, ...details } });
      write({ type: 'finish' });
      const toolCalls = [...turn.calls.values()].filter((call) => call.tool !== PRESENT_ANSWER);
      finished = { artifact, status: statusOf(artifact), model: model.name, ms, toolCalls, ...details };
    },
    onEnd: async ({ responseMessage }) => {
      if (finished) await request.onFinish({ ...finished, message: responseMessage });
    },
  }) as ReadableStream<UIMessageChunk>;
}

/** What the answer waits to change, in the words of its tools. */
function pendingChanges(
  entries: Readonly<Record<string, ToolEntry>>,
  workspace: Workspace,
  { needsApproval, calls }: Turn,
): UIMessageChunk[] {
  if (!needsApproval) return [];
  return [...calls].flatMap(([id, { tool, input }]) => {
    const entry = entries[tool];
    if (entry?.effect !== 'write') return [];
    const { title, lines } = entry.confirm(input, workspace);
    return [{ type: 'data-change' as const, id, data: { tool, title, lines } }];
  });
}

async function prepareRun(deps: AgentDeps, request: AnswerRequest, write: (chunk: UIMessageChunk) => void): Promise<AnswerRun> {
  const { workspace } = request;
  const entries = deps.tools ?? TOOLS;
  const messages = withoutArtifacts(request.messages);
  const lastAnswerId = lastAnswerOf(request.messages);
  const isSteerable = !deps.model.isBuiltin;
  const shape = guardedTools(toolContextOf(deps, workspace), entries, { history: [], isSteerable }).tools;
  const history = await convertToModelMessages(messages, { tools: shape });
  return {
    deps,
    workspace,
    question: questionOf(request.messages),
    instructions: await instructionsFor(workspace, deps.now()),
    messages: history,
    abortSignal: request.abortSignal,
    write,
    open: () => {
      const context = toolContextOf(deps, workspace, lastAnswerId);
      return { context, guard: guardedTools(context, entries, { history, isSteerable }) };
    },
  };
}

async function instructionsFor(workspace: Workspace, now: Date): Promise<string> {
  const prompt = await renderPrompt('analyst', {
    workspace: workspace.name,
    today: todayIn(now, workspace.timeZone),
    timeZone: workspace.timeZone,
    currency: workspace.currency,
    profile: PROFILES[workspace.profile].description,
    locale: workspace.locale,
  });
  return prompt.text;
}

/** The model has seen the numbers as tool results; artifacts are for people. */
function withoutArtifacts(messages: readonly ChatMessage[]): ChatMessage[] {
  return messages.map((message) => ({
    ...message,
    parts: message.parts.filter((part) => part.type !== 'data-artifact' && part.type !== `tool-${PRESENT_ANSWER}`),
  }));
}

/** The answer before the question, by its message. One that waits for an approval and goes on is not before it. */
function lastAnswerOf(messages: readonly ChatMessage[]): string | null {
  const question = messages.findLastIndex((message) => message.role === 'user');
  const answer = messages
    .slice(0, Math.max(0, question))
    .findLast(({ parts }) => parts.some((part) => part.type === 'data-artifact' && part.data.kind === 'answer'));
  return answer?.id ?? null;
}

function questionOf(messages: readonly ChatMessage[]): string {
  const last = messages.findLast((message) => message.role === 'user');
  return (last?.parts ?? [])
    .map((part) => (part.type === 'text' ? part.text : ''))
    .join(' ')
    .trim();
}

/**
 * Answer without a person watching: the CLI, evals, digests.
 * @throws AppError what made the answer fail, when it is one people can do something about.
 */
export async function answerQuestion(deps: AgentDeps, request: Omit<AnswerRequest, 'onFinish'>): Promise<FinishedAnswer> {
  let result: FinishedAnswer | null = null;
  let cause: unknown = null;
  const watched: AgentDeps = {
    ...deps,
    onFailure: (error) => {
      cause ??= error;
      deps.onFailure?.(error);
    },
  };
  const onFinish = async (finished: FinishedAnswer): Promise<void> => {
    result = finished;
  };
  for await (const chunk of streamAnswer(watched, { ...request, onFinish })) {
    if (chunk.type === 'error') cause ??= new Error(chunk.errorText);
  }
  if (result !== null) return result;
  throw isAppError(cause) ? cause : new Error('The answer could not be finished.', { cause });
}
