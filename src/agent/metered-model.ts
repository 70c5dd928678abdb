import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4StreamPart, LanguageModelV4Usage } from '@ai-sdk/provider';
import { wrapLanguageModel } from 'ai';
import { addSpent, NOTHING_SPENT, roomFor, type Budget, type Spent } from './budget';

/** Counts what a model uses in one question and stops it before a budget is exceeded. */
export interface Meter {
  spent(): Spent;
  wrap(model: LanguageModelV4): LanguageModelV4;
}

/** Characters per token, on the safe side: English prose has four, JSON and other scripts fewer. */
const CHARACTERS_PER_TOKEN = 2.5;

const estimate = (value: unknown): number => Math.ceil((JSON.stringify(value) ?? '').length / CHARACTERS_PER_TOKEN);

/**
 * A meter for one question.
 * @param monthSoFar what the workspace has used this month before this question.
 */
export function createMeter(budget: Budget, monthSoFar: Spent): Meter {
  // One entry per call: estimated by length while it runs or when the server reports nothing, then as reported.
  const calls: Spent[] = [];
  const spent = (): Spent => calls.reduce(addSpent, NOTHING_SPENT);
  const isLimited = [budget.perQuestion, budget.perMonth].some((limit) => limit.tokens !== undefined || limit.costMicros !== undefined);
  const promptOf = (params: LanguageModelV4CallOptions): number => estimate([params.prompt, params.tools ?? []]);
  return {
    spent,
    wrap: (model) =>
      wrapLanguageModel({
        model,
        middleware: {
          specificationVersion: 'v4',
          transformParams: async ({ params }) => {
            if (!isLimited) return params;
            const room = roomFor(promptOf(params), { question: spent(), month: monthSoFar }, budget);
            return room === null ? params : { ...params, maxOutputTokens: Math.min(room, params.maxOutputTokens ?? room) };
          },
          wrapGenerate: async ({ doGenerate, params }) => {
            const result = await doGenerate();
            const index =
              calls.push({ ...NOTHING_SPENT, inputTokens: promptOf(params), outputTokens: estimate(result.content), calls: 1 }) - 1;
            report(calls, index, result.usage);
            return result;
          },
          wrapStream: async ({ doStream, params }) => {
            const { stream, ...rest } = await doStream();
            const index = calls.push({ ...NOTHING_SPENT, inputTokens: promptOf(params), calls: 1 }) - 1;
            return { ...rest, stream: stream.pipeThrough(watch(calls, index)) };
          },
        },
      }),
  };
}

/** Put what the provider reports in place of the estimate. */
function report(calls: Spent[], index: number, usage: LanguageModelV4Usage): void {
  const estimated = calls[index] ?? NOTHING_SPENT;
  calls[index] = {
    inputTokens: usage.inputTokens.total ?? estimated.inputTokens,
    cachedTokens: usage.inputTokens.cacheRead ?? 0,
    outputTokens: usage.outputTokens.total ?? estimated.outputTokens,
    calls: 1,
  };
}

/** Passes a stream on, counting what is written, so that a call that is cut off is counted too. */
function watch(calls: Spent[], index: number): TransformStream<LanguageModelV4StreamPart, LanguageModelV4StreamPart> {
  let written = 0;
  return new TransformStream({
    transform(part, controller) {
      const call = calls[index];
      if ('delta' in part && typeof part.delta === 'string' && call) {
        written += part.delta.length;
        call.outputTokens = Math.ceil(written / CHARACTERS_PER_TOKEN);
      }
      if (part.type === 'finish') report(calls, index, part.usage);
      controller.enqueue(part);
    },
  });
}
