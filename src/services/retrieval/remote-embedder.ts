import { createOpenAI } from '@ai-sdk/openai';
import { embedMany } from 'ai';
import { AppError } from '@/core/errors';
import type { Embedder } from '@/core/ports';

export interface RemoteEmbedderConfig {
  /** Name of the embedding model at the endpoint. */
  name: string;
  apiKey?: string | undefined;
  baseUrl?: string | undefined;
  /** Cosine below which texts of this model have nothing to do with each other: each model has its own scale. */
  floor: number;
}

/**
 * An embedding model at any OpenAI-compatible endpoint.
 * `embed` throws AppError model_unavailable when the endpoint does not answer or answers with something else.
 */
export function createRemoteEmbedder({ name, apiKey, baseUrl, floor }: RemoteEmbedderConfig): Embedder {
  // Servers on the own machine often take no key, but the client insists on one.
  const openai = createOpenAI({ apiKey: apiKey ?? 'none', ...(baseUrl ? { baseURL: baseUrl } : {}) });
  return {
    model: name,
    floor,
    embed: async (texts) => {
      try {
        // An empty text is refused by the protocol.
        const { embeddings } = await embedMany({ model: openai.embeddingModel(name), values: texts.map((text) => text || ' ') });
        return embeddings;
      } catch (cause) {
        throw new AppError('model_unavailable', `The embedding model "${name}" does not answer.`, {
          cause,
          field: 'SHOPIQ_EMBEDDING_MODEL',
          retry: 'later',
          remedy: 'Check OPENAI_BASE_URL, OPENAI_API_KEY and the model name, or unset SHOPIQ_EMBEDDING_MODEL to embed offline.',
        });
      }
    },
  };
}
