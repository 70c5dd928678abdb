import { isNight, SLICE_MS } from '@/core/sync/schedule';
import type { JobHandlers, JobQueue } from '@/jobs/queue';
import { dueAccounts } from '@/store/account-schedule';
import { zoneOf } from '@/store/workspaces';
import type { Container } from './container';
import { refreshRates } from './rates';
import { isOutgrown } from './recommendations';
import { enqueueLeftSlack, slackAnswering } from './slack/answer';
import { syncConnection } from './sync';
import { processDeliveries } from './webhooks';

/** Accounts that are enqueued at once. The others are longer due then, and come first. */
const MOST_DUE = 500;

/** What workers do. */
export function jobHandlers(
  { db, sync, env, settle, settleAll, train, slack }: Pick<Container, 'db' | 'sync' | 'env' | 'settle' | 'settleAll' | 'train' | 'slack'>,
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
      if (report.pages > 0) await settle(account.workspaceId);
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
    'answer-slack': slackAnswering(slack),
  };
}
