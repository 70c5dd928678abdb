import type { Budget } from '@/agent/budget';
import { toMicros } from '@/agent/budget';
import { chooseModel, type ChosenModel } from '@/agent/model';
import type { Env } from '@/platform/env';
import { parseTranscript, transcriptFetch, type Transcript } from '@/platform/model-transcript';

/** The model the environment asks for, or another by name; with a transcript when one is recorded or replayed. */
export function modelFromEnv(env: Env, override: { name?: string | undefined; transcript?: Transcript | undefined } = {}): ChosenModel {
  const transcript =
    override.transcript ?? (env.SHOPIQ_MODEL_TRANSCRIPT === undefined ? null : parseTranscript(env.SHOPIQ_MODEL_TRANSCRIPT));
  return chooseModel({
    name: override.name ?? env.SHOPIQ_MODEL,
    apiKey: env.OPENAI_API_KEY,
    baseUrl: env.OPENAI_BASE_URL,
    // The built-in analyst asks no server, so there is nothing to write down.
    ...(transcript && (override.name ?? env.SHOPIQ_MODEL) !== 'builtin' ? { fetch: transcriptFetch(transcript) } : {}),
  });
}

/** Limits and prices as configured. */
export function budgetFromEnv(env: Env): Budget {
  const micros = (text: string | undefined): bigint | undefined => (text === undefined ? undefined : toMicros(text));
  const [input, output] = [micros(env.SHOPIQ_PRICE_INPUT), micros(env.SHOPIQ_PRICE_OUTPUT)];
  return {
    prices:
      input === undefined || output === undefined
        ? null
        : {
            currency: env.SHOPIQ_PRICE_CURRENCY,
            inputMicros: input,
            cachedMicros: micros(env.SHOPIQ_PRICE_CACHED_INPUT) ?? input,
            outputMicros: output,
          },
    perQuestion: { tokens: env.SHOPIQ_QUESTION_TOKENS, costMicros: micros(env.SHOPIQ_QUESTION_COST) },
    perMonth: { tokens: env.SHOPIQ_MONTH_TOKENS, costMicros: micros(env.SHOPIQ_MONTH_COST) },
  };
}
