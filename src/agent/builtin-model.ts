import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import type { Previous } from '@/analyst/follow-up';
import type { SeenOutput } from '@/analyst/wording';
import { findDimension } from '@/core/dimensions/registry';
import { resolvePreset, presetSchema, todayIn } from '@/core/query/period';
import type { Row } from '@/core/artifact/artifact';
import type { Frame } from '@/analyst/frame';
import { queryMetricsInput } from '@/tools/query-metrics/tool';
import type { ToolContext } from '@/tools/kit';
import { stepAnalyst, type AnalystStep } from './builtin-answer';
import { PRESENT_ANSWER } from './present-answer';

export const BUILTIN_MODEL = 'builtin';

/**
 * The built-in analyst as a language model of the AI SDK: deterministic, in-process, no key. It sees what any model
 * sees (messages, tool results) and answers with tool calls and text, so loop, tools and interface are the same.
 */
export function createBuiltinModel(context: ToolContext): LanguageModelV4 {
  const step = (options: LanguageModelV4CallOptions): Promise<AnalystStep> => stepAnalyst(context, readTurn(options.prompt, context));
  return {
    specificationVersion: 'v4',
    provider: 'shopiq',
    modelId: BUILTIN_MODEL,
    supportedUrls: {},
    async doGenerate(options) {
      const content = toContent(await step(options));
      return { content, finishReason: finishReason(content), usage: usage(), warnings: [] };
    },
    async doStream(options) {
      const content = toContent(await step(options));
      const parts: LanguageModelV4StreamPart[] = [
        { type: 'stream-start', warnings: [] },
        ...content.flatMap(toStreamParts),
        { type: 'finish', finishReason: finishReason(content), usage: usage() },
      ];
      const stream = new ReadableStream<LanguageModelV4StreamPart>({
        start(controller) {
          for (const part of parts) controller.enqueue(part);
          controller.close();
        },
      });
      return { stream };
    },
  };
}

function usage() {
  return { inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 }, outputTokens: { total: 0, text: 0, reasoning: 0 } };
}

function toContent(step: AnalystStep): LanguageModelV4Content[] {
  const call = (toolName: string, input: object, index: number): LanguageModelV4Content => ({
    type: 'tool-call',
    toolCallId: `call_${crypto.randomUUID()}_${index}`,
    toolName,
    input: JSON.stringify(input),
  });
  if (step.kind === 'calls') return step.calls.map(({ toolName, input }, index) => call(toolName, input, index));
  return [{ type: 'text', text: step.text }, call(PRESENT_ANSWER, step.present, 0)];
}

function finishReason(content: readonly LanguageModelV4Content[]): LanguageModelV4FinishReason {
  return content.some((part) => part.type === 'tool-call')
    ? { unified: 'tool-calls', raw: 'tool_calls' }
    : { unified: 'stop', raw: 'stop' };
}

function toStreamParts(part: LanguageModelV4Content, index: number): LanguageModelV4StreamPart[] {
  if (part.type === 'tool-call') {
    const id = part.toolCallId;
    return [
      { type: 'tool-input-start', id, toolName: part.toolName },
      { type: 'tool-input-delta', id, delta: part.input },
      { type: 'tool-input-end', id },
      part,
    ];
  }
  if (part.type !== 'text') return [];
  const id = `text_${index}`;
  const words = part.text.match(/\S+\s*/g) ?? [];
  return [
    { type: 'text-start', id },
    ...words.map((delta): LanguageModelV4StreamPart => ({ type: 'text-delta', id, delta })),
    { type: 'text-end', id },
  ];
}

interface Turn {
  question: string;
  previous: Previous | null;
  outputs: SeenOutput[] | null;
}

/** The question, the outputs of this turn's calls, and the query of the turn before, from the prompt alone. */
function readTurn(prompt: LanguageModelV4Prompt, context: ToolContext): Turn {
  const lastUser = prompt.findLastIndex((message) => message.role === 'user');
  const user = prompt[lastUser];
  const question = user?.role === 'user' ? user.content.map((part) => (part.type === 'text' ? part.text : '')).join(' ') : '';
  const outputs = outputsOf(prompt.slice(lastUser + 1));
  return {
    question,
    previous: readPrevious(prompt.slice(0, lastUser), context),
    outputs: outputs.length > 0 ? outputs.map((entry) => entry.output) : null,
  };
}

function outputsOf(messages: LanguageModelV4Prompt): { toolCallId: string; toolName: string; output: SeenOutput }[] {
  return messages.flatMap((message) =>
    message.role !== 'tool'
      ? []
      : message.content.flatMap((part) => {
          if (part.type !== 'tool-result' || part.toolName === PRESENT_ANSWER) return [];
          const { output } = part;
          const seen =
            output.type === 'json' ? (output.value as unknown as Partial<SeenOutput>) : { refusal: { message: 'The tool failed.' } };
          return [{ toolCallId: part.toolCallId, toolName: part.toolName, output: { tables: [], gaps: [], ...seen } }];
        }),
  );
}

/** The first query of the last answer that had one. */
function readPrevious(messages: LanguageModelV4Prompt, context: ToolContext): Previous | null {
  const outputs = new Map(outputsOf(messages).map((entry) => [entry.toolCallId, entry.output]));
  for (const message of [...messages].reverse()) {
    if (message.role !== 'assistant') continue;
    const call = message.content.find((part) => part.type === 'tool-call' && part.toolName === 'queryMetrics');
    if (call?.type !== 'tool-call') continue;
    const input = queryMetricsInput.safeParse(typeof call.input === 'string' ? JSON.parse(call.input) : call.input);
    if (!input.success) continue;
    const { chart, period, ...rest } = input.data;
    const preset = presetSchema.safeParse(period);
    const days = preset.success
      ? resolvePreset(preset.data, todayIn(context.now(), context.workspace.timeZone), context.workspace.weekStart)
      : typeof period === 'object'
        ? period
        : null;
    const query: Frame['query'] = { ...rest, ...(days ? { period: days } : {}) };
    return { query, chart, leaders: leadersOf(outputs.get(call.toolCallId)?.tables[0]?.rows ?? [], query.dimensions ?? []) };
  }
  return null;
}

function leadersOf(rows: readonly Row[], dimensions: readonly string[]): Record<string, string[]> {
  return Object.fromEntries(
    dimensions.map((dimension) => [
      dimension,
      [...new Set(rows.map((row) => String(row[dimension] ?? '')))].filter(
        (value) => value !== '' && value !== findDimension(dimension)?.nullLabel,
      ),
    ]),
  );
}
