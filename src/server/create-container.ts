import { openQueue, type JobQueue } from '@/jobs/queue';
import { createClock } from '@/platform/clock';
import { openDatabase } from '@/platform/database';
import { readEnv, type Env } from '@/platform/env';
import { createLogger } from '@/platform/logger';
import { settleEverything } from '@/store/after-load';
import { connectDatabase } from '@/store/client';
import { applyMigrations } from '@/store/migrate';
import { recordUsage, usageInMonth } from '@/store/model-usage';
import type { AgentDeps } from '@/agent/answer';
import { accountSync, untilRefreshed } from './account-sync';
import { budgetFromEnv, modelFromEnv } from './model-choice';
import { createAnswerServices } from './answer-services';
import { embedderFromEnv } from './embedder-choice';
import { askForModel, trainModelOf } from './recommendations';
import { mailServerFromEnv, sendersOf } from './senders';
import { slackDepsOf } from './slack/deps';
import { settleWorkspace, settleWorkspaces } from './settle';
import { syncDepsOf } from './sync-deps';
import { workspaceData } from './workspace-data';
import type { Container } from './container';

/**
 * The composition root: open the database and wire everything that needs it. The web shares one (`getContainer`); a
 * command opens one of its own and closes it.
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
