import { createClock, type Clock } from '@/platform/clock';
import { openDatabase } from '@/platform/database';
import { readEnv, type Env } from '@/platform/env';
import { createLogger, type Logger } from '@/platform/logger';
import { connectDatabase, type Database } from '@/store/client';
import { applyMigrations } from '@/store/migrate';
import { chooseModel } from '@/agent/model';
import type { AgentDeps } from '@/agent/answer';
import { createAnswerServices, type AnswerServices } from './answer-services';
import { workspaceData } from './workspace-data';

/** Everything the web needs, wired once per process. */
export interface Container {
  env: Env;
  databaseKind: 'embedded' | 'native';
  databaseUrl: string;
  db: Database;
  clock: Clock;
  logger: Logger;
  agent: AgentDeps;
  answers: AnswerServices;
  close(): Promise<void>;
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

/** Wire a container of its own, for a command that opens and closes the database itself. */
export async function createContainer(env: Env = readEnv(), mode: 'own' | 'share' = 'share'): Promise<Container> {
  const handle = await openDatabase(env, mode);
  if (handle.isOwner || handle.kind === 'native') await applyMigrations(handle.url);
  const db = connectDatabase(handle.url);
  const clock = createClock(env.SHOPIQ_NOW);
  const logger = createLogger(env.SHOPIQ_LOG);
  const agent: AgentDeps = {
    model: chooseModel({ name: env.SHOPIQ_MODEL, apiKey: env.OPENAI_API_KEY, baseUrl: env.OPENAI_BASE_URL }),
    modelTimeoutMs: env.SHOPIQ_MODEL_TIMEOUT_MS,
    dataOf: (workspace) => workspaceData(db, workspace),
    now: () => clock.now(),
    onFailure: (error) => logger.error({ err: error }, 'an answer failed'),
    onModelFailure: (error) => logger.warn({ err: error }, 'the model failed; the built-in analyst answers'),
  };
  return {
    env,
    databaseKind: handle.kind,
    databaseUrl: handle.url,
    db,
    clock,
    logger,
    agent,
    answers: createAnswerServices(agent),
    close: async () => {
      await db.close();
      await handle.close();
    },
  };
}
