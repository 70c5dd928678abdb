import { openQueue, type JobQueue } from '@/jobs/queue';
import { createClock, type Clock } from '@/platform/clock';
import { openDatabase } from '@/platform/database';
import { readEnv, type Env } from '@/platform/env';
import { createLogger, type Logger } from '@/platform/logger';
import { settleEverything } from '@/store/after-load';
import { connectDatabase, type Database } from '@/store/client';
import type { Channel } from '@/store/messages';
import { applyMigrations } from '@/store/migrate';
import { recordUsage, usageInMonth } from '@/store/model-usage';
import type { AgentDeps } from '@/agent/answer';
import type { SendMessage } from '@/channels/channel';
import { accountSync, untilRefreshed } from './account-sync';
import { budgetFromEnv, modelFromEnv } from './model-choice';
import { createAnswerServices, type AnswerServices } from './answer-services';
import { embedderFromEnv } from './embedder-choice';
import { askForModel, trainModelOf } from './recommendations';
import { mailServerFromEnv, sendersOf } from './senders';
import { slackDepsOf, type SlackDeps } from './slack/deps';
import { settleWorkspace, settleWorkspaces } from './settle';
import type { SyncDeps } from './sync';
import { syncDepsOf } from './sync-deps';
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
  /** What connecting and syncing need. */
  sync: SyncDeps;
  answers: AnswerServices;
  /** How messages leave, by channel. */
  senders: Readonly<Record<Channel, SendMessage>>;
  /** What the Slack app needs. */
  slack: SlackDeps;
  /** The job queue, opened when it is first needed. */
  queue(): Promise<JobQueue>;
  /** Compute ahead what questions about a workspace need, after it was written to. */
  settle(workspaceId: string): Promise<void>;
  /** The same for all workspaces. */
  settleAll(): Promise<void>;
  /** Train the recommendations of a workspace when its orders are others than last time. */
  train(workspaceId: string): Promise<void>;
  close(): Promise<void>;
}

const holder = globalThis as typeof globalThis & { shopiqContainer?: Promise<Container> };

/**
 * The composition root. Kept on globalThis, because development reloads modules and Next bundles routes apart, and
 * each would otherwise open connections of its own. A failed start is not kept: the next request tries again.
 * @throws AppError invalid_env, database_unavailable.
 */
export function getContainer(): Promise<Container> {
  holder.shopiqContainer ??= createContainer(readEnv(), 'share', 'behind').catch((error: unknown) => {
    delete holder.shopiqContainer;
    throw error;
  });
  return holder.shopiqContainer;
}

/**
 * Wire a container of its own, for a command that opens and closes the database itself.
 * @param trains where models are trained: here, or behind by a worker, as the web has it done.
 */
export async function createContainer(
  env: Env = readEnv(),
  mode: 'own' | 'share' = 'share',
  trains: 'here' | 'behind' = 'here',
): Promise<Container> {
  const handle = await openDatabase(env, mode);
  const applied = handle.isOwner || handle.kind === 'native' ? await applyMigrations(handle.url) : [];
  const db = connectDatabase(handle.url);
  // A new version may add up what the one before did not. Servers do it behind the running web (src/cli/start.ts).
  if (applied.length > 0 && handle.kind === 'embedded') await settleEverything(db);
  const clock = createClock(env.SHOPIQ_NOW);
  const logger = createLogger(env.SHOPIQ_LOG);
  const embedder = embedderFromEnv(env);
  const sync = syncDepsOf(env, db, clock);
  const settleDeps = { db, embedder, logger, now: () => clock.now() };
  const settle = (workspaceId: string): Promise<void> => settleWorkspace(settleDeps, workspaceId);
  const mailServer = mailServerFromEnv(env);
  const closing = new AbortController();
  let opened: Promise<JobQueue> | null = null;
  const queue = (): Promise<JobQueue> =>
    (opened ??= openQueue(handle.url, (error) => logger.error({ err: error }, 'the job queue reports a fault')).catch((error: unknown) => {
      opened = null;
      throw error;
    }));
  const onFailure = (error: unknown): void => logger.error({ err: error }, 'an account could not be read');
  const refreshDeps = { sync, settle, onFailure, signal: closing.signal };
  const train = async (workspaceId: string): Promise<void> => {
    await trainModelOf({ db, embedder }, workspaceId, { now: clock.now(), signal: closing.signal });
  };
  const agent: AgentDeps = {
    model: modelFromEnv(env),
    modelTimeoutMs: env.SHOPIQ_MODEL_TIMEOUT_MS,
    dataOf: (workspace, actor) =>
      workspaceData(db, workspace, {
        embedder,
        actor,
        sync: accountSync(refreshDeps, workspace.id),
        now: () => clock.now(),
        train: () => (trains === 'here' ? train(workspace.id) : askForModel({ db, queue }, workspace.id)),
      }),
    now: () => clock.now(),
    budget: budgetFromEnv(env),
    usage: { monthSoFar: (workspaceId, day) => usageInMonth(db, workspaceId, day), record: (entry) => recordUsage(db, entry) },
    onFailure: (error) => logger.error({ err: error }, 'an answer failed'),
    // What was found, not what was written: texts may quote customers.
    onFindings: ({ model, outcome, findings }) =>
      logger[outcome === 'clean' ? 'debug' : 'warn'](
        { model, outcome, rules: findings.map((finding) => finding.rule) },
        'a text did not match the results',
      ),
    onModelFailure: (error) => logger.warn({ err: error }, 'the model failed; the built-in analyst answers'),
  };
  const answers = createAnswerServices(agent);
  const slack = slackDepsOf({ db, env, sync, answers, logger });
  return {
    env,
    databaseKind: handle.kind,
    databaseUrl: handle.url,
    db,
    clock,
    logger,
    agent,
    sync,
    answers,
    senders: sendersOf(mailServer, sync, slack),
    slack,
    queue,
    settle,
    train,
    settleAll: () => settleWorkspaces(settleDeps),
    close: async () => {
      closing.abort();
      await (await opened?.catch(() => null))?.stop();
      await untilRefreshed();
      mailServer?.close();
      await db.close();
      await handle.close();
    },
  };
}
