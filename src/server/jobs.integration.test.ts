import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { builtinModel } from '@/agent/model';
import type { LedgerKind } from '@/core/model/facts';
import type { Workspace } from '@/core/model/workspace';
import { openQueue, type JobQueue } from '@/jobs/queue';
import { readEnv } from '@/platform/env';
import { createLogger } from '@/platform/logger';
import { dueAccounts } from '@/store/account-schedule';
import { setPaused } from '@/store/manage-connections';
import { onEveryDatabase, type TestDatabase } from '~/tests/support/databases';
import { testSlackDeps } from '~/tests/support/slack-app';
import { storedLedger } from '~/tests/support/stored-ledger';
import { connectAccount, testSyncDeps } from '~/tests/support/sync-deps';
import { jobHandlers } from './job-handlers';
import { serveMarketplace, type ServedShop } from './sandbox';
import { sendersOf } from './senders';
import { syncConnection } from './sync';
import { workspaceData } from './workspace-data';

const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'FEE'];
const NOW = '2026-03-10T15:30:00Z';

const shops: ServedShop[] = [];
const queues: JobQueue[] = [];
afterEach(async () => {
  await Promise.all(queues.splice(0).map((queue) => queue.stop()));
  await Promise.all(shops.splice(0).map((shop) => shop.close()));
});

/** A moment that a test moves on. */
class Now {
  at = new Date(NOW);
  readonly now = (): Date => this.at;
  readonly sleep = async (ms: number): Promise<void> => {
    this.at = new Date(this.at.getTime() + ms);
  };
}

function open({ db, url }: TestDatabase) {
  const clock = new Now();
  const sync = testSyncDeps(db, clock);
  const connect = async (marketplace: string) => {
    const shop = await serveMarketplace(marketplace, { now: clock.now, scale: 0.005 });
    shops.push(shop);
    const { key } = await connectAccount(sync, { marketplace, origin: shop.origin });
    return { shop, key };
  };
  const failures: unknown[] = [];
  /** A worker of its own, as another process would be. */
  const work = async (): Promise<JobQueue> => {
    const queue = await openQueue(url, (error) => failures.push(error));
    queues.push(queue);
    const none = async (): Promise<void> => {};
    const agent = { model: builtinModel(), modelTimeoutMs: 1000, dataOf: (of: Workspace) => workspaceData(db, of), now: clock.now };
    const [logger, senders] = [createLogger('silent'), sendersOf(null, sync, testSlackDeps(db, null))];
    const container = {
      db,
      sync,
      agent,
      logger,
      senders,
      env: readEnv({}),
      settle: none,
      settleAll: none,
      train: none,
      slack: testSlackDeps(db, null),
    };
    await queue.work(jobHandlers(container, queue), 2);
    return queue;
  };
  return { db, clock, sync, connect, work, failures };
}

/** Wait for jobs, which come when they come. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await wait(200)) if (await isSo()) return;
  throw new Error('This did not happen within a minute.');
}

onEveryDatabase('workers', (get) => {
  const dueOf = async ({ db, clock }: ReturnType<typeof open>): Promise<string[]> =>
    (await dueAccounts(db, clock.at, 1000)).map(({ connectionId }) => connectionId);

  const ran = async ({ db }: ReturnType<typeof open>, keys: readonly { workspaceId: string }[]): Promise<boolean> => {
    const finished = keys.map(({ workspaceId }) =>
      db.asWorkspace(workspaceId, (tx) => tx.syncRun.count({ where: { finishedAt: { not: null } } })),
    );
    return (await Promise.all(finished)).every((count) => count > 0);
  };

  it('sync what is due, to the cent, and again after the cadence', async () => {
    const place = open(get());
    const { shop, key } = await place.connect('shopify');
    const queue = await place.work();
    expect(await dueOf(place)).toContain(key.connectionId);
    await queue.send('sync-due', {});
    await until(() => ran(place, [key]));
    expect(await storedLedger(place.db, key, KINDS)).toEqual(shop.shop.ledger(KINDS));
    expect(await dueOf(place)).not.toContain(key.connectionId);
    place.clock.at = new Date(place.clock.at.getTime() + 61 * 60_000);
    expect(await dueOf(place)).toContain(key.connectionId);
    expect(place.failures).toEqual([]);
  });

  it('go on with the past of an account that a question had read up to now', async () => {
    const place = open(get());
    const { key } = await place.connect('etsy');
    const run = await syncConnection(place.sync, { ...key, reason: 'question', until: 'fresh', budgetMs: 1e9 });
    expect(run?.state).toBe('done');
    expect(await dueOf(place)).toContain(key.connectionId);
    await syncConnection(place.sync, { ...key, reason: 'schedule', until: 'past', budgetMs: 1e9 });
    await syncConnection(place.sync, { ...key, reason: 'question', until: 'fresh', budgetMs: 1e9 });
    expect(await dueOf(place)).not.toContain(key.connectionId);
  });

  it('do not let one account that does not answer hold up another', async () => {
    const place = open(get());
    const down = await place.connect('shopify');
    const up = await place.connect('shopify');
    await down.shop.close();
    const queue = await place.work();
    await queue.send('sync-due', {});
    await until(() => ran(place, [down.key, up.key]));
    expect(await storedLedger(place.db, up.key, KINDS)).toEqual(up.shop.shop.ledger(KINDS));
    const failed = await place.db.asWorkspace(down.key.workspaceId, (tx) => tx.marketplaceConnection.findFirstOrThrow());
    expect(failed).toMatchObject({ errorCode: 'source_unavailable', failures: 1 });
    expect(failed.retryAt?.getTime()).toBeGreaterThan(place.clock.at.getTime() - 120_000);
  });

  it('share the accounts: two of them read each once', async () => {
    const place = open(get());
    const accounts = [await place.connect('shopify'), await place.connect('shopify'), await place.connect('shopify')];
    const [first] = [await place.work(), await place.work()];
    await first?.send('sync-due', {});
    await until(() =>
      ran(
        place,
        accounts.map(({ key }) => key),
      ),
    );
    for (const { shop, key } of accounts) {
      expect(await storedLedger(place.db, key, KINDS)).toEqual(shop.shop.ledger(KINDS));
      const runs = await place.db.asWorkspace(key.workspaceId, (tx) => tx.syncRun.findMany());
      expect(runs.map(({ state }) => state)).toEqual(['done']);
    }
  });

  it('leave a paused account alone until it is taken up again', async () => {
    const place = open(get());
    const { key } = await place.connect('shopify');
    await setPaused(place.db, { ...key, isPaused: true, now: place.clock.at });
    expect(await dueOf(place)).not.toContain(key.connectionId);
    await setPaused(place.db, { ...key, isPaused: false, now: place.clock.at });
    expect(await dueOf(place)).toContain(key.connectionId);
  });
});
