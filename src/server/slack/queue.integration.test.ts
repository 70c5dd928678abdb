import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { builtinModel } from '@/agent/model';
import type { Workspace } from '@/core/model/workspace';
import { openQueue } from '@/jobs/queue';
import { readEnv } from '@/platform/env';
import { createLogger } from '@/platform/logger';
import { dueSlackTeams } from '@/store/slack-installations';
import { claimSlackDelivery } from '@/store/slack-deliveries';
import { onEveryDatabase } from '~/tests/support/databases';
import { openSlackPlace, wordsOf } from '~/tests/support/slack-place';
import { NOW } from '~/tests/support/small-shop';
import { TestClock } from '~/tests/support/connector-session';
import { testSyncDeps } from '~/tests/support/sync-deps';
import { jobHandlers } from '../job-handlers';
import { sendersOf } from '../senders';
import { workspaceData } from '../workspace-data';
import { enqueueLeftSlack } from './answer';
import { receiveSlack } from './receive';
import { signed } from '~/tests/support/slack-server';

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  closing = [];
});

/** Wait for jobs, which come when they come. */
async function until(isSo: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await wait(100)) if (isSo()) return;
  throw new Error('This did not happen within a minute.');
}

onEveryDatabase('workers that answer Slack', (get) => {
  const open = async () => {
    const { db, url } = get();
    let now = NOW;
    const place = await openSlackPlace(db, closing, { now: () => now });
    const member = await place.linked();
    const faults: unknown[] = [];
    const queue = await openQueue(url, (error) => faults.push(error));
    closing.push(() => queue.stop());
    const sync = testSyncDeps(db, new TestClock(NOW.toISOString()));
    const none = async (): Promise<void> => {};
    const agent = { model: builtinModel(), modelTimeoutMs: 1000, dataOf: (of: Workspace) => workspaceData(db, of), now: () => now };
    const rest = {
      agent,
      logger: createLogger('silent'),
      senders: sendersOf(null, sync, place.deps),
      settle: none,
      settleAll: none,
      train: none,
    };
    const work = () => queue.work(jobHandlers({ db, sync, env: readEnv({}), slack: place.deps, ...rest }, queue), 2);
    const take = async (text: string) => {
      const body = place.mention(member.team, { user: member.slackUser, text });
      const { delivery } = await receiveSlack(place.deps, { door: 'events', headers: new Headers(signed(body, NOW.getTime())), body });
      if (!delivery) throw new Error('the request was not kept');
      return delivery;
    };
    const later = (ms: number): void => {
      now = new Date(NOW.getTime() + ms);
    };
    return { ...place, ...member, queue, work, take, later, faults };
  };

  it('answer what was kept, once, however often it is enqueued', async () => {
    const place = await open();
    await place.work();
    const delivery = await place.take('net sales in February 2026');
    await place.queue.send('answer-slack', delivery, delivery.deliveryId);
    await until(() => place.slack.messages.length > 0);
    const answered = await claimSlackDelivery(place.db, { ...delivery, now: NOW, leaseMs: 1 });
    expect(answered).toBeNull();
    await place.queue.send('answer-slack', delivery, delivery.deliveryId);
    // The jobs come one after the other: once this one is answered, the one before had its turn.
    const next = await place.take('how many orders in February 2026?');
    await place.queue.send('answer-slack', next, next.deliveryId);
    await until(() => place.slack.messages.some((message) => /3/.test(message.text) && /order/i.test(message.text)));
    expect(place.slack.messages.filter((message) => wordsOf(message).includes('$165.00'))).toHaveLength(1);
    const [row] = await place.db.asWorkspace(place.workspace.id, (tx) => tx.slackDelivery.findMany({ where: { id: delivery.deliveryId } }));
    expect(row).toMatchObject({ outcome: 'answered', body: {} });
    expect(place.faults).toEqual([]);
  });

  it('find what a worker that died has left, and give it up after three times', async () => {
    const place = await open();
    const { deps, db } = place;
    const delivery = await place.take('net sales in February 2026');
    const sent: string[] = [];
    const queue = { send: async (_name: string, data: object) => void sent.push((data as { deliveryId: string }).deliveryId) };
    await enqueueLeftSlack(deps, queue);
    expect(sent).toEqual([]);
    // Each time it is taken by a worker that is not heard of again.
    for (const minutes of [2, 14, 26]) {
      place.later(minutes * 60_000);
      await enqueueLeftSlack(deps, queue);
      expect(await claimSlackDelivery(db, { ...delivery, now: deps.now(), leaseMs: 600_000 })).not.toBeNull();
    }
    expect(sent).toEqual([delivery.deliveryId, delivery.deliveryId, delivery.deliveryId]);
    place.later(40 * 60_000);
    await enqueueLeftSlack(deps, queue);
    expect(sent).toHaveLength(3);
    expect(await claimSlackDelivery(db, { ...delivery, now: deps.now(), leaseMs: 1 })).toBeNull();
  });

  it('forget requests after a day', async () => {
    const place = await open();
    const { deps, db, workspace, team } = place;
    await place.take('net sales');
    place.later(25 * 3600_000);
    await enqueueLeftSlack(deps, { send: async () => {} });
    expect(await db.asWorkspace(workspace.id, (tx) => tx.slackDelivery.count({ where: { teamId: team.id } }))).toBe(0);
    expect(await dueSlackTeams(db, deps.now(), 1000)).not.toContainEqual({ workspaceId: workspace.id, teamId: team.id });
  });
});
