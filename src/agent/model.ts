import { createOpenAI } from '@ai-sdk/openai';
import type { LanguageModelV4 } from '@ai-sdk/provider';
import type { ToolContext } from '@/tools/kit';
import { BUILTIN_MODEL, createBuiltinModel } from './builtin-model';

export interface ModelConfig {
  /** Model name at the endpoint, "builtin", or undefined for the default of what is configured. */
  name?: string | undefined;
  apiKey?: string | undefined;
  baseUrl?: string | undefined;
  /** Used in place of the network: a transcript that is recorded or replayed. */
  fetch?: typeof fetch | undefined;
}

export interface ChosenModel {
  name: string;
  isBuiltin: boolean;
  create(context: ToolContext): LanguageModelV4;
}

/** Used when a key is given and no model is named. */
const DEFAULT_REMOTE_MODEL = 'gpt-5-mini';

/** The built-in analyst, or any OpenAI-compatible endpoint when a key, a base URL or a transcript is configured. */
export function chooseModel(config: ModelConfig): ChosenModel {
  const isRemote = config.name !== BUILTIN_MODEL && [config.apiKey, config.baseUrl, config.fetch].some((given) => given !== undefined);
  if (!isRemote) return builtinModel();
  const name = (config.name ?? DEFAULT_REMOTE_MODEL).replace(/^openai:/, '');
  // Servers on the own machine often take no key, but the client insists on one.
  const openai = createOpenAI({
    apiKey: config.apiKey ?? 'none',
    ...(config.baseUrl ? { baseURL: config.baseUrl } : {}),
    ...(config.fetch ? { fetch: config.fetch } : {}),
  });
  return { name, isBuiltin: false, create: () => openai.chat(name) };
}

export function builtinModel(): ChosenModel {
  return { name: BUILTIN_MODEL, isBuiltin: true, create: (context) => createBuiltinModel(context) };
}
