import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import type { AdviceWish } from '@/analyst/frames/advice';
import type { Previous } from '@/analyst/frames/follow-up';
import type { SeenOutput } from '@/analyst/wording/seen';
import { findDimension } from '@/core/dimensions/registry';
import { resolvePreset, presetSchema, todayIn } from '@/core/query/period';
import type { Row } from '@/core/artifact/artifact';
import type { Frame } from '@/analyst/frames/frame';
import { explainChangeInput } from '@/tools/explain-change/tool';
import { queryMetricsInput } from '@/tools/query-metrics/tool';
import { whatIfInput } from '@/tools/what-if/tool';
import type { ToolContext } from '@/tools/kit';
import { wishOfCall } from './advice-calls';
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
  /** The questions before it. */
  asked: string[];
  thread: Previous[];
  /** What the last answer advised on; null when it counted. */
  advice: AdviceWish | null;
  outputs: SeenOutput[] | null;
}

/** The question, the outputs of this turn's calls, and the queries of the turns before, from the prompt alone. */
function readTurn(prompt: LanguageModelV4Prompt, context: ToolContext): Turn {
  const lastUser = prompt.findLastIndex((message) => message.role === 'user');
  const user = prompt[lastUser];
  const outputs = outputsOf(prompt.slice(lastUser + 1));
  return {
    question: textOf(user),
    asked: prompt
      .slice(0, Math.max(0, lastUser))
      .filter((message) => message.role === 'user')
      .map(textOf),
    thread: readThread(prompt.slice(0, lastUser), context),
    advice: readAdvice(prompt.slice(0, lastUser)),
    outputs: outputs.length > 0 ? outputs.map((entry) => entry.output) : null,
  };
}

function textOf(message: LanguageModelV4Prompt[number] | undefined): string {
  return message?.role === 'user' ? message.content.map((part) => (part.type === 'text' ? part.text : '')).join(' ') : '';
}

function outputsOf(messages: LanguageModelV4Prompt): { toolCallId: string; toolName: string; output: SeenOutput }[] {
  return messages.flatMap((message) =>
    message.role !== 'tool'
      ? []
      : message.content.flatMap((part) => {
          if (part.type !== 'tool-result' || part.toolName === PRESENT_ANSWER) return [];
          const { output } = part;
          const seen: Partial<SeenOutput> =
            output.type === 'json'
              ? (output.value as unknown as Partial<SeenOutput>)
              : // The person said no: nothing came of it, and nothing failed.
                output.type === 'execution-denied'
                ? {}
                : { refusal: { message: 'The tool failed.' } };
          return [{ toolCallId: part.toolCallId, toolName: part.toolName, output: { tables: [], gaps: [], ...seen } }];
        }),
  );
}

/** The first query of every answer that had one, oldest first. */
function readThread(messages: LanguageModelV4Prompt, context: ToolContext): Previous[] {
  const outputs = new Map(outputsOf(messages).map((entry) => [entry.toolCallId, entry.output]));
  return messages.flatMap((message) => {
    if (message.role !== 'assistant') return [];
    for (const part of message.content) {
      if (part.type !== 'tool-call') continue;
      const query = queryOf(part.toolName, typeof part.input === 'string' ? JSON.parse(part.input) : part.input, context);
      if (!query) continue;
      const { chart, ...rest } = query;
      return [{ query: rest, chart, leaders: leadersOf(outputs.get(part.toolCallId)?.tables[0]?.rows ?? [], rest) }];
    }
    return [];
  });
}

/** What the last answer advised on; a count in between ends it. */
function readAdvice(messages: LanguageModelV4Prompt): AdviceWish | null {
  const last = messages.findLast(
    (message) =>
      message.role === 'assistant' && message.content.some((part) => part.type === 'tool-call' && part.toolName !== PRESENT_ANSWER),
  );
  if (last?.role !== 'assistant') return null;
  const [call] = last.content.filter((part) => part.type === 'tool-call');
  return call ? wishOfCall(call.toolName, typeof call.input === 'string' ? JSON.parse(call.input) : call.input) : null;
}

/** The query a tool call asked, when it asked one. */
function queryOf(tool: string, raw: unknown, context: ToolContext): (Frame['query'] & { chart?: Frame['chart'] }) | null {
  if (tool === 'explainChange') {
    const { data } = explainChangeInput.safeParse(raw);
    return data ? { metrics: [data.metric], period: data.period, compare: data.compare, filters: data.filters } : null;
  }
  if (tool === 'whatIf') {
    const { data } = whatIfInput.safeParse(raw);
    return data ? { metrics: [data.metric], filters: data.filters, ...(data.period ? { period: data.period } : {}) } : null;
  }
  if (tool !== 'queryMetrics') return null;
  const { data } = queryMetricsInput.safeParse(raw);
  if (!data) return null;
  const { period, ...rest } = data;
  const preset = presetSchema.safeParse(period);
  const days = preset.success
    ? resolvePreset(preset.data, todayIn(context.now(), context.workspace.timeZone), context.workspace.weekStart)
    : typeof period === 'object'
      ? period
      : null;
  return { ...rest, ...(days ? { period: days } : {}) };
}

function leadersOf(rows: readonly Row[], query: Frame['query']): Record<string, string[]> {
  const keys = [...(query.dimensions ?? []), ...(query.grain ? ['time'] : [])];
  return Object.fromEntries(
    keys.map((key) => [
      key,
      [...new Set(rows.map((row) => String(row[key] ?? '')))].filter((value) => value !== '' && value !== findDimension(key)?.nullLabel),
    ]),
  );
}
