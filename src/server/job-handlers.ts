import { isNight, SLICE_MS } from '@/core/sync/schedule';
import type { JobHandlers, JobQueue } from '@/jobs/queue';
import { dueAccounts } from '@/store/account-schedule';
import { dueItems } from '@/store/due';
import { zoneOf } from '@/store/workspaces';
import { checkAlerts, workspacesToCheck } from './alerts';
import type { Container } from './container';
import { makeDigest } from './digests';
import { refreshRates } from './rates';
import { isOutgrown } from './recommendations';
import { sendMessage } from './send-message';
import { enqueueLeftSlack, slackAnswering } from './slack/answer';
import { syncConnection } from './sync';
import { processDeliveries } from './webhooks';

/** Accounts that are enqueued at once. The others are longer due then, and come first. */
const MOST_DUE = 500;

/** Digests and messages that are enqueued at once: they are quickly done, and all wanted at the same hour. */
const MOST_DUE_MESSAGES = 2000;

type JobDeps = Pick<Container, 'db' | 'sync' | 'env' | 'agent' | 'logger' | 'senders' | 'settle' | 'settleAll' | 'train' | 'slack'>;

/** What workers do. */
export function jobHandlers(
  { db, sync, env, agent, logger, senders, settle, settleAll, train, slack }: JobDeps,
  queue: JobQueue,
): JobHandlers {
  return {
    'sync-due': async () => {
      for (const account of await dueAccounts(db, sync.now(), MOST_DUE)) await queue.send('sync-account', account, account.connectionId);
      await enqueueLeftSlack(slack, queue);
    },
    'sync-account': async (account) => {
      await processDeliveries(sync, account);
      const until = isNight(sync.now(), await zoneOf(db, account.workspaceId)) ? 'complete' : 'past';
      const report = await syncConnection(sync, { ...account, reason: 'schedule', until, budgetMs: SLICE_MS });
      if (!report) return;
      if (report.pages > 0) {
        await settle(account.workspaceId);
        await queue.send('check-alerts', { workspaceId: account.workspaceId }, account.workspaceId);
      }
      if (report.state === 'done' && report.pages > 0 && (await isOutgrown(db, account.workspaceId)))
        await queue.send('train-recommendations', { workspaceId: account.workspaceId }, account.workspaceId);
      // The rest goes on behind those who wait.
      if (report.state === 'paused' && report.retryAt === null) await queue.send('sync-account', account, account.connectionId);
    },
    'refresh-rates': async () => {
      // Files and the demo bring their own: nobody is asked where nothing is connected.
      if ((await db.shared.accountRoute.count({ where: { workspace: { isDemo: false } } })) === 0) return;
      const baseUrl = env.SHOPIQ_RATES_URL;
      const added = await refreshRates(db, { now: sync.now(), fetch: sync.fetch, ...(baseUrl === undefined ? {} : { baseUrl }) });
      if (added > 0) await settleAll();
    },
    'train-due': async () => {
      const workspaces = await db.shared.workspace.findMany({ select: { id: true, timeZone: true } });
      for (const { id, timeZone } of workspaces)
        if (isNight(sync.now(), timeZone)) await queue.send('train-recommendations', { workspaceId: id }, id);
    },
    'train-recommendations': ({ workspaceId }) => train(workspaceId),
    'digests-due': async () => {
      for (const digest of await dueItems(db, 'digest', { now: sync.now(), limit: MOST_DUE_MESSAGES }))
        await queue.send('make-digest', digest, digest.id);
    },
    'make-digest': async (digest) => {
      for (const id of await makeDigest({ db, agent, now: sync.now }, digest))
        await queue.send('send-message', { workspaceId: digest.workspaceId, id }, id);
    },
    'messages-due': async () => {
      for (const message of await dueItems(db, 'message', { now: sync.now(), limit: MOST_DUE_MESSAGES }))
        await queue.send('send-message', message, message.id);
    },
    'alerts-due': async () => {
      for (const workspaceId of await workspacesToCheck({ db, now: sync.now }))
        await queue.send('check-alerts', { workspaceId }, workspaceId);
    },
    'check-alerts': async ({ workspaceId }) => {
      if ((await checkAlerts({ db, agent, now: sync.now }, workspaceId)) > 0) await queue.send('messages-due', {});
    },
    'send-message': async (message) => {
      const onFault = (error: unknown): void => logger.error({ err: error, ...message }, 'a message could not be made');
      const sending = await sendMessage({ db, senders, now: sync.now, onFault }, message);
      if (sending && 'errorText' in sending) logger.warn({ message: message.id, state: sending.state }, sending.errorText);
    },
    'answer-slack': slackAnswering(slack),
  };
}
