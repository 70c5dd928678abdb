import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '@/core/errors';
import type { Env } from './env';

/** Shorter ones could be guessed; 32 random bytes in hexadecimal are 64 characters. */
const SECRET_BYTES = 32;

/**
 * The key that signs sessions: SHOPIQ_SECRET, or one generated once into the data folder, readable by its owner only.
 * Two processes starting together agree, because only one can create the file.
 * @throws AppError invalid_env when the file can be neither read nor written.
 */
export function readSessionSecret(env: Env): string {
  if (env.SHOPIQ_SECRET) return env.SHOPIQ_SECRET;
  const file = path.join(env.dataDir, 'session-secret');
  try {
    mkdirSync(env.dataDir, { recursive: true });
    try {
      writeFileSync(file, randomBytes(SECRET_BYTES).toString('hex'), { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const secret = readFileSync(file, 'utf8').trim();
    if (secret.length < SECRET_BYTES) throw new Error('the file is too short');
    chmodSync(file, 0o600);
    return secret;
  } catch (cause) {
    throw new AppError('invalid_env', `The session secret in ${file} could not be read or written.`, {
      cause,
      field: 'SHOPIQ_SECRET',
      remedy: 'Make the data folder writable, remove a damaged file, or set SHOPIQ_SECRET to at least 32 random characters.',
    });
  }
}
