import type { Embedder } from '@/core/ports';
import type { Env } from '@/platform/env';
import { createRemoteEmbedder } from '@/services/retrieval/remote-embedder';
import { createWordEmbedder } from '@/services/retrieval/word-embedder';

/** The embedding model of the environment when one is named and there is an endpoint to ask, else the offline one. */
export function embedderFromEnv(env: Env): Embedder {
  const { SHOPIQ_EMBEDDING_MODEL: name, OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, SHOPIQ_EMBEDDING_FLOOR: floor } = env;
  return name !== undefined && (apiKey !== undefined || baseUrl !== undefined)
    ? createRemoteEmbedder({ name, apiKey, baseUrl, floor })
    : createWordEmbedder();
}
