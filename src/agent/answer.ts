import {
  convertToModelMessages,
  createUIMessageStream,
  hasToolCall,
  isStepCount,
  streamText,
  toUIMessageStream,
  type UIMessageChunk,
} from 'ai';
import type { Artifact } from '@/core/artifact/artifact';
import { isAppError } from '@/core/errors';
import { PROFILES } from '@/core/metrics/profiles';
import type { Workspace } from '@/core/model/workspace';
import type { CoverageReader, EntityFinder, LedgerReader, MetricsReader } from '@/core/ports';
import { todayIn } from '@/core/query/period';
import type { ToolContext, ToolOutput } from '@/tools/kit';
import { createTools } from '@/tools/registry';
import type { AnswerStatus, ChatMessage } from './chat-message';
import { composeArtifact, statusOf } from './compose';
import { builtinModel, type ChosenModel } from './model';
import { PRESENT_ANSWER, presentAnswer, presentAnswerInput, type PresentAnswer } from './present-answer';
import { renderPrompt } from './prompt';
import { verifyNumbers } from './verify-numbers';

/** What the agent needs of one workspace. */
export interface WorkspaceData {
  metrics: MetricsReader;
  coverage: CoverageReader;
  entities: EntityFinder;
  ledger: LedgerReader;
}

export interface AgentDeps {
  model: ChosenModel;
  modelTimeoutMs: number;
  /** Data access bound to a workspace. */
  dataOf: (workspace: Workspace) => WorkspaceData;
  now: () => Date;
  /** Told when a model fails and the built-in analyst takes over. */
  onModelFailure?: (error: unknown) => void;
  /** Told when a turn fails altogether; the person sees a plain sentence. */
  onFailure?: (error: unknown) => void;
}

export interface FinishedAnswer {
  message: ChatMessage;
  artifact: Artifact;
  status: AnswerStatus;
  model: string;
  ms: number;
  toolCalls: { tool: string; input: unknown }[];
}

export interface AnswerRequest {
  workspace: Workspace;
  /** The whole thread, the new question last. */
  messages: ChatMessage[];
  abortSignal?: AbortSignal;
  onFinish(result: FinishedAnswer): Promise<void>;
}

/** Model calls in one turn, at most. */
const MAX_STEPS = 6;

/** Tool context of one turn in a workspace. */
export function toolContextOf(deps: Pick<AgentDeps, 'dataOf' | 'now'>, workspace: Workspace): ToolContext {
  let tables = 0;
  return {
    workspace,
    ...deps.dataOf(workspace),
    now: deps.now,
    nextTableId: () => {
      tables += 1;
      return `t${tables}`;
    },
  };
}

interface Turn {
  outputs: ToolOutput[];
  calls: Map<string, { tool: string; input: unknown }>;
  text: string;
  present: PresentAnswer | null;
  failure: unknown;
}

const newTurn = (): Turn => ({ outputs: [], calls: new Map(), text: '', present: null, failure: null });

/**
 * Answer the last question of a thread as a UI message stream: tool parts, the artifact without prose, text, the finished
 * artifact. A model that fails or times out is replaced by the built-in analyst, and the answer says so.
 */
export function streamAnswer(deps: AgentDeps, request: AnswerRequest): ReadableStream<UIMessageChunk> {
  const started = performance.now();
  let finished: Omit<FinishedAnswer, 'message'> | null = null;
  return createUIMessageStream<ChatMessage>({
    onError: (error) => {
      deps.onFailure?.(error);
      return isAppError(error) ? error.toString() : 'The answer could not be finished. The question is kept: ask it again.';
    },
    execute: async ({ writer }) => {
      const question = questionOf(request.messages);
      let model = deps.model;
      let notice: string | undefined;
      const write = (chunk: UIMessageChunk): void => writer.write(chunk as Parameters<typeof writer.write>[0]);
      write({ type: 'start' });
      let turn = await runLoop(deps, request, { model, write, question });
      if (!model.isBuiltin && !request.abortSignal?.aborted && (turn.failure !== null || turn.text.trim() === '')) {
        deps.onModelFailure?.(turn.failure);
        notice = `The model ${model.name} did not finish an answer; the built-in analyst answered instead.`;
        model = builtinModel();
        turn = await runLoop(deps, request, { model, write, question });
      }
      if (request.abortSignal?.aborted) return;
      if (turn.failure !== null)
        throw turn.failure instanceof Error ? turn.failure : new Error('The answer could not be finished.', { cause: turn.failure });
      const artifact = composeArtifact({ question, ...turn });
      if (!model.isBuiltin) {
        const checked = verifyNumbers(artifact, question);
        artifact.prose = checked.prose;
        if (checked.removed > 0) notice = 'A number the model wrote is in no result and was taken out.';
      }
      const ms = Math.round(performance.now() - started);
      write({ type: 'data-artifact', id: 'artifact', data: artifact });
      write({ type: 'message-metadata', messageMetadata: { model: model.name, ms, ...(notice ? { notice } : {}) } });
      write({ type: 'finish' });
      finished = {
        artifact,
        status: statusOf(artifact),
        model: model.name,
        ms,
        toolCalls: [...turn.calls.values()].filter((call) => call.tool !== PRESENT_ANSWER),
      };
    },
    onEnd: async ({ responseMessage }) => {
      if (finished) await request.onFinish({ ...finished, message: responseMessage });
    },
  }) as ReadableStream<UIMessageChunk>;
}

/** Run one model over the thread, passing its parts on as they come. */
async function runLoop(
  deps: AgentDeps,
  request: AnswerRequest,
  run: { model: ChosenModel; write: (chunk: UIMessageChunk) => void; question: string },
): Promise<Turn> {
  const { workspace } = request;
  const context = toolContextOf(deps, workspace);
  const tools = { ...createTools(context), [PRESENT_ANSWER]: presentAnswer };
  const turn = newTurn();
  const signals = [request.abortSignal, run.model.isBuiltin ? undefined : AbortSignal.timeout(deps.modelTimeoutMs)].filter(
    (signal) => signal !== undefined,
  );
  try {
    const result = streamText({
      model: run.model.create(context),
      instructions: await instructionsFor(workspace, deps.now()),
      messages: await convertToModelMessages(withoutArtifacts(request.messages), { tools }),
      tools,
      stopWhen: [isStepCount(MAX_STEPS), hasToolCall(PRESENT_ANSWER)],
      maxRetries: 1,
      abortSignal: AbortSignal.any(signals),
      onError: ({ error }) => {
        turn.failure ??= error;
      },
    });
    for await (const chunk of toUIMessageStream({
      stream: result.stream,
      tools,
      sendStart: false,
      sendFinish: false,
      onError: () => 'The model failed.',
    })) {
      receive(turn, chunk, run);
    }
  } catch (error) {
    turn.failure ??= error;
  }
  return turn;
}

function receive(turn: Turn, chunk: UIMessageChunk, run: { write: (chunk: UIMessageChunk) => void; question: string }): void {
  if (chunk.type === 'error' || chunk.type === 'abort') {
    turn.failure ??= new Error(chunk.type === 'error' ? chunk.errorText : 'The model took too long.');
    return;
  }
  if (chunk.type === 'tool-input-available') {
    turn.calls.set(chunk.toolCallId, { tool: chunk.toolName, input: chunk.input });
    if (chunk.toolName === PRESENT_ANSWER) turn.present = presentAnswerInput.safeParse(chunk.input).data ?? null;
  }
  if (chunk.type === 'tool-output-available' && turn.calls.get(chunk.toolCallId)?.tool !== PRESENT_ANSWER)
    turn.outputs.push(chunk.output as ToolOutput);
  if (chunk.type === 'text-start' && turn.text === '' && turn.outputs.length > 0) {
    run.write({
      type: 'data-artifact',
      id: 'artifact',
      data: composeArtifact({ question: run.question, outputs: turn.outputs, text: '', present: null }),
    });
  }
  if (chunk.type === 'text-start' && turn.text !== '') turn.text += '\n\n';
  if (chunk.type === 'text-delta') turn.text += chunk.delta;
  run.write(chunk);
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

function questionOf(messages: readonly ChatMessage[]): string {
  const last = messages.at(-1);
  return (last?.parts ?? [])
    .map((part) => (part.type === 'text' ? part.text : ''))
    .join(' ')
    .trim();
}

/** Answer without a person watching: the CLI, evals, digests. */
export async function answerQuestion(deps: AgentDeps, request: Omit<AnswerRequest, 'onFinish'>): Promise<FinishedAnswer> {
  let result: FinishedAnswer | null = null;
  let failure: string | null = null;
  const stream = streamAnswer(deps, {
    ...request,
    onFinish: async (finished) => {
      result = finished;
    },
  });
  for await (const chunk of stream) if (chunk.type === 'error') failure = chunk.errorText;
  if (result === null) throw new Error(failure ?? 'The answer was stopped.');
  return result;
}
