import { hasToolCall, isStepCount, streamText, toUIMessageStream, type ModelMessage, type UIMessageChunk } from 'ai';
import type { ToolContext, ToolEntry, ToolOutput } from '@/tools/kit';
import { createTools } from '@/tools/registry';
import { composeArtifact } from './compose';
import type { Meter } from './metered-model';
import type { ChosenModel } from './model';
import { PRESENT_ANSWER, presentAnswer, presentAnswerInput, type PresentAnswer } from './present-answer';
import { guardTools, type GuardedThread, type ToolGuard } from './tool-guard';

/** Model calls in one turn, at most. */
const MAX_STEPS = 6;
/** Longer answers are no answers: nobody reads them, and checking them would take long. */
const MAX_TEXT = 8000;

/** Everything a turn has brought so far. */
export interface Turn {
  outputs: ToolOutput[];
  calls: Map<string, { tool: string; input: unknown }>;
  /** The answer's text: that of the last step that wrote some. */
  text: string;
  present: PresentAnswer | null;
  failure: unknown;
  /** A tool waits for the person's approval. */
  needsApproval: boolean;
  /** Messages the model made, to go on from. */
  messages: ModelMessage[];
}

/** What stays the same over the attempts of a turn. */
export interface TurnSetup {
  model: ChosenModel;
  context: ToolContext;
  guard: ToolGuard;
  meter: Meter;
  question: string;
  instructions: string;
  messages: ModelMessage[];
  signal: AbortSignal;
  write(chunk: UIMessageChunk): void;
}

export const newTurn = (): Turn => ({
  outputs: [],
  calls: new Map(),
  text: '',
  present: null,
  failure: null,
  needsApproval: false,
  messages: [],
});

/** The tools of a turn behind their rules; presentAnswer is part of the loop and changes nothing. */
export function guardedTools(context: ToolContext, entries: Readonly<Record<string, ToolEntry>>, thread: GuardedThread): ToolGuard {
  const all: Record<string, ToolEntry> = { ...entries, [PRESENT_ANSWER]: { effect: 'read', create: () => presentAnswer } };
  return guardTools(createTools(context, all), all, thread);
}

/**
 * Run a model over the messages. Tool parts are passed on as they come; text is held back, because it is neither
 * verified nor cleaned yet. Goes on from `turn` when given: its results stay.
 */
export async function runTurn(setup: TurnSetup, turn: Turn = newTurn()): Promise<Turn> {
  const stop = new AbortController();
  const { guard, context, meter, model } = setup;
  try {
    const result = streamText({
      model: model.isBuiltin ? model.create(context) : meter.wrap(model.create(context)),
      instructions: setup.instructions,
      messages: [...setup.messages, ...turn.messages],
      tools: guard.tools,
      stopWhen: [isStepCount(MAX_STEPS), hasToolCall(PRESENT_ANSWER)],
      prepareStep: () => ({ activeTools: guard.active() }),
      toolApproval: ({ toolCall }) => guard.approve(toolCall.toolName),
      maxRetries: 1,
      abortSignal: AbortSignal.any([setup.signal, stop.signal]),
      onError: ({ error }) => {
        turn.failure ??= error;
      },
    });
    const texts: string[] = [];
    for await (const chunk of toUIMessageStream({
      stream: result.stream,
      tools: guard.tools,
      sendStart: false,
      sendFinish: false,
      onError: () => 'The tool could not do this.',
    })) {
      receive(chunk, { turn, texts, setup });
      if ((texts.at(-1)?.length ?? 0) > MAX_TEXT) {
        turn.failure = new Error('The model wrote more than an answer can hold.');
        stop.abort();
        break;
      }
    }
    turn.text = texts.findLast((text) => text.trim() !== '') ?? '';
    if (turn.failure === null) turn.messages = [...turn.messages, ...(await result.responseMessages)];
  } catch (error) {
    turn.failure ??= error;
  }
  return turn;
}

function receive(chunk: UIMessageChunk, into: { turn: Turn; texts: string[]; setup: TurnSetup }): void {
  const { turn, texts, setup } = into;
  if (chunk.type === 'error' || chunk.type === 'abort') {
    turn.failure ??= new Error(chunk.type === 'error' ? chunk.errorText : 'The model took too long.');
    return;
  }
  if (chunk.type === 'tool-input-available') {
    turn.calls.set(chunk.toolCallId, { tool: chunk.toolName, input: chunk.input });
    if (chunk.toolName === PRESENT_ANSWER) turn.present = presentAnswerInput.safeParse(chunk.input).data ?? null;
  }
  if (chunk.type === 'tool-output-available') collect(turn, turn.calls.get(chunk.toolCallId)?.tool, chunk.output);
  if (chunk.type === 'tool-approval-request') turn.needsApproval ||= chunk.isAutomatic !== true;
  if (chunk.type === 'text-start' && turn.outputs.length > 0) setup.write(artifactSoFar(setup, turn));
  receiveText(chunk, texts);
  if (isShownUnchecked(chunk, turn)) setup.write(chunk);
}

/** Each step of a model has a text of its own: what it says before a tool call is thinking aloud. */
function receiveText(chunk: UIMessageChunk, texts: string[]): void {
  if (chunk.type === 'start-step') texts.push('');
  const last = texts.at(-1) ?? '';
  const at = Math.max(0, texts.length - 1);
  if (chunk.type === 'text-start' && last !== '') texts[at] = `${last}\n\n`;
  if (chunk.type === 'text-delta') texts[at] = last + chunk.delta;
}

function artifactSoFar(setup: TurnSetup, turn: Turn): UIMessageChunk {
  return {
    type: 'data-artifact',
    id: 'artifact',
    data: composeArtifact({ question: setup.question, outputs: turn.outputs, text: '', present: null }),
  };
}

/** The same table may come twice: an identical call is answered from the first. */
function collect(turn: Turn, tool: string | undefined, output: unknown): void {
  if (tool === PRESENT_ANSWER || typeof output !== 'object' || output === null || !('tables' in output)) return;
  const result = output as ToolOutput;
  const known = new Set(turn.outputs.flatMap((other) => other.tables.map((table) => table.id)));
  if (result.tables.length > 0 && result.tables.every((table) => known.has(table.id))) return;
  turn.outputs.push(result);
}

/** Parts that may be shown at once: what a model does, never what it says. */
function isShownUnchecked(chunk: UIMessageChunk, turn: Turn): boolean {
  if (chunk.type === 'start-step' || chunk.type === 'finish-step') return true;
  if (!chunk.type.startsWith('tool-')) return false;
  if ('toolName' in chunk) return chunk.toolName !== PRESENT_ANSWER;
  const id = 'toolCallId' in chunk ? chunk.toolCallId : undefined;
  // Pieces of an input come before its call is known: the whole input follows at once.
  return chunk.type !== 'tool-input-delta' && id !== undefined && turn.calls.get(id)?.tool !== PRESENT_ANSWER;
}
