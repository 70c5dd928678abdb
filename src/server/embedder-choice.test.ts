import { describe, expect, it } from 'vitest';
import { readEnv } from '@/platform/env';
import { embedderFromEnv } from './embedder-choice';

describe('the embedding model', () => {
  it('is the offline one unless a model is named and there is an endpoint to ask', () => {
    const offline = embedderFromEnv(readEnv({})).model;
    expect(offline).toMatch(/^words-100/);
    expect(embedderFromEnv(readEnv({ SHOPIQ_EMBEDDING_MODEL: 'embed-small' })).model).toBe(offline);
    expect(embedderFromEnv(readEnv({ OPENAI_API_KEY: 'key' })).model).toBe(offline);
  });

  it('is the one that is named, with its own floor', () => {
    const env = readEnv({ SHOPIQ_EMBEDDING_MODEL: 'embed-small', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', SHOPIQ_EMBEDDING_FLOOR: '0.4' });
    expect(embedderFromEnv(env)).toMatchObject({ model: 'embed-small', floor: 0.4 });
  });

  it('has a floor from 0 to 1', () => {
    expect(() => readEnv({ SHOPIQ_EMBEDDING_FLOOR: '7' })).toThrow(/SHOPIQ_EMBEDDING_FLOOR/);
  });
});
