import { createClock, type Clock } from '@/platform/clock';
import { openDatabase } from '@/platform/database';
import { readEnv, type Env } from '@/platform/env';
import { createLogger, type Logger } from '@/platform/logger';
import { connectDatabase, type Database } from '@/store/client';
import { createAnswerServices, type AnswerServices } from './answer-services';

/** Everything the web needs, wired once per process. */
export interface Container {
  env: Env;
  databaseKind: 'embedded' | 'native';
  db: Database;
  clock: Clock;
  logger: Logger;
  answers: AnswerServices;
}

const holder = globalThis as typeof globalThis & { shopiqContainer?: Promise<Container> };

/**
 * The composition root. Kept on globalThis, because development reloads modules and Next bundles routes apart, and
 * each would otherwise open connections of its own. A failed start is not kept: the next request tries again.
 * @throws AppError invalid_env, database_unavailable.
 */
export function getContainer(): Promise<Container> {
  holder.shopiqContainer ??= createContainer().catch((error: unknown) => {
    delete holder.shopiqContainer;
    throw error;
  });
  return holder.shopiqContainer;
}

async function createContainer(): Promise<Container> {
  const env = readEnv();
  const handle = await openDatabase(env, 'share');
  const db = connectDatabase(handle.url);
  const clock = createClock(env.SHOPIQ_NOW);
  return { env, databaseKind: handle.kind, db, clock, logger: createLogger(env.SHOPIQ_LOG), answers: createAnswerServices() };
}
