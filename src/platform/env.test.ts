import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAppError, type AppError } from '@/core/errors';
import { readEnv } from './env';

function failure(source: Record<string, string>): AppError {
  try {
    readEnv(source);
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
  throw new Error('the environment was accepted');
}

describe('readEnv', () => {
  it('needs nothing for the default', () => {
    const env = readEnv({});
    expect(env).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', NODE_ENV: 'development' });
    expect(env.DATABASE_URL).toBeUndefined();
    expect(env.dataDir).toBe(path.resolve('.data'));
  });

  it.each([
    ['PORT', 'http', /port number/],
    ['PORT', '70000', /65535/],
    ['NODE_ENV', 'staging', /production/],
    ['DATABASE_URL', 'mysql://localhost/x', /PostgreSQL URL/],
    ['SHOPIQ_URL', 'shop', /must be a URL/],
    ['SHOPIQ_SECRET', 'short', /32 characters/],
    ['SHOPIQ_LOG', 'loud', /debug/],
    ['SHOPIQ_NOW', 'tomorrow', /ISO instant/],
    ['OPENAI_BASE_URL', 'localhost', /must be a URL/],
    ['SHOPIQ_MODEL_TIMEOUT_MS', 'soon', /milliseconds/],
    ['SHOPIQ_MODEL_TIMEOUT_MS', '5', /100/],
    ['SMTP_URL', 'mail.example.com', /SMTP URL/],
  ])('names %s when it is "%s"', (name, value, expected) => {
    const error = failure({ [name]: value });
    expect(error.code).toBe('invalid_env');
    expect(error.field).toBe(name);
    expect(error.message).toContain(name);
    expect(error.message).toMatch(expected);
    expect(error.remedy).toContain('.env.example');
  });

  it('names every variable at fault at once', () => {
    const { message } = failure({ PORT: 'x', SHOPIQ_URL: 'y', SMTP_URL: 'z' });
    for (const name of ['PORT', 'SHOPIQ_URL', 'SMTP_URL']) expect(message).toContain(name);
  });

  it('never shows the value of a secret', () => {
    expect(failure({ SHOPIQ_SECRET: 'hunter2' }).toString()).not.toContain('hunter2');
  });

  it('takes empty variables for absent ones, as .env files and containers leave them', () => {
    const env = readEnv({ DATABASE_URL: '', SHOPIQ_SECRET: ' ', SHOPIQ_URL: '', OPENAI_API_KEY: '', SHOPIQ_NOW: '', SMTP_URL: '' });
    expect([env.DATABASE_URL, env.SHOPIQ_SECRET, env.OPENAI_API_KEY]).toEqual([undefined, undefined, undefined]);
    expect(readEnv({ PORT: '', HOST: '', SHOPIQ_DATA: '', SHOPIQ_LOG: '', SHOPIQ_MODEL_TIMEOUT_MS: '' })).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      SHOPIQ_LOG: 'warn',
      SHOPIQ_MODEL_TIMEOUT_MS: 60_000,
    });
  });
});
