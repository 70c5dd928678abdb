import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { builtinModel } from '@/agent/model';
import type { AgentDeps } from '@/agent/answer';
import { openMailServer, type MailServer } from '@/channels/email/mail-server';
import { formatCell } from '@/core/artifact/format';
import { digestSettingsSchema, type DigestSettings } from '@/core/digest/digest';
import { openQueue, type JobQueue } from '@/jobs/queue';
import { readEnv } from '@/platform/env';
import { createLogger } from '@/platform/logger';
import { createDigest, listDigests, removeDigest, updateDigest } from '@/store/digests';
import { dueItems } from '@/store/due';
import { listMessages, readMessage } from '@/store/messages';
import { ensureMembership, ensureUser, type User } from '@/store/users';
import type { Workspace } from '@/core/model/workspace';
import { onEveryDatabase, type TestDatabase } from '~/tests/support/databases';
import { writeSmallShop } from '~/tests/support/small-shop';
import { startSmtpServer, type TestSmtpServer } from '~/tests/support/smtp-server';
import { testSlackDeps } from '~/tests/support/slack-app';
import { testSyncDeps } from '~/tests/support/sync-deps';
import { makeDigest } from './digests';
import { jobHandlers } from './job-handlers';
import { sendMessage } from './send-message';
import { sendersOf } from './senders';
import { unsubscribe } from './unsubscribe';
import { workspaceData } from './workspace-data';

/** A Sunday; the digest comes on Monday at eight. */
const SUNDAY = '2026-03-01T12:00:00Z';
const MONDAY = '2026-03-02T08:00:30Z';

const SETTINGS: DigestSettings = digestSettingsSchema.parse({
  name: 'Weekly',
  schedule: { every: 'week', weekday: 1, at: '08:00' },
  sections: [
    { kind: 'standard', id: 'sales' },
    { kind: 'standard', id: 'products' },
    { kind: 'question', question: 'Net sales by marketplace in February 2026' },
  ],
  byEmail: true,
  slackChannel: null,
  whenStale: 'mark',
});

const servers: TestSmtpServer[] = [];
const queues: JobQueue[] = [];
const pools: MailServer[] = [];
afterEach(async () => {
  await Promise.all(queues.splice(0).map((queue) => queue.stop()));
  for (const pool of pools.splice(0)) pool.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await wait(200)) if (await isSo()) return;
  throw new Error('This did not happen within a minute.');
}

/** A shop with a person in it, a clock to be moved and a mail server. */
async function open({ db, url }: TestDatabase, { hasServer = true } = {}) {
  const clock = { at: new Date(SUNDAY) };
  const now = (): Date => clock.at;
  const workspace = await writeSmallShop(db, crypto.randomUUID());
  const user = await ensureUser(db, { email: `${crypto.randomUUID()}@example.com`, name: 'Ann', passwordHash: 'none' });
  await ensureMembership(db, user.id, { workspaceId: workspace.id, role: 'owner' });
  const sync = { ...testSyncDeps(db, { now, sleep: async () => undefined }), publicUrl: 'https://shop.example.com' };
  const agent: AgentDeps = { model: builtinModel(), modelTimeoutMs: 2000, dataOf: (of: Workspace) => workspaceData(db, of), now };
  let server: TestSmtpServer | null = null;
  let mailServer: MailServer | null = null;
  if (hasServer) {
    server = await startSmtpServer();
    servers.push(server);
    mailServer = openMailServer({ url: server.url, from: 'Shop <reports@shop.example.com>' });
    pools.push(mailServer);
  }
  const slack = testSlackDeps(db, null);
  const senders = sendersOf(mailServer, sync, slack);
  const create = (settings: Partial<DigestSettings> = {}): Promise<string> =>
    createDigest(db, workspace.id, { userId: user.id, settings: { ...SETTINGS, ...settings }, clock: { now: now(), timeZone: 'UTC' } });
  const make = (id: string): Promise<string[]> => makeDigest({ db, agent, now }, { workspaceId: workspace.id, id });
  const send = (id: string) => sendMessage({ db, senders, now }, { workspaceId: workspace.id, id });
  const messages = () => listMessages(db, workspace.id, { userId: user.id, limit: 10 });
  const due = async (): Promise<string[]> =>
    (await dueItems(db, 'digest', { now: now(), limit: 100 }))
      .filter(({ workspaceId }) => workspaceId === workspace.id)
      .map(({ id }) => id);
  const work = async (): Promise<JobQueue> => {
    const queue = await openQueue(url, () => undefined);
    queues.push(queue);
    const none = async (): Promise<void> => undefined;
    const container = {
      db,
      sync,
      agent,
      senders,
      env: readEnv({}),
      logger: createLogger('silent'),
      settle: none,
      settleAll: none,
      train: none,
      slack,
    };
    await queue.work(jobHandlers(container, queue), 2);
    return queue;
  };
  return { db, clock, workspace, user, sync, senders, create, make, send, messages, due, work, server };
}

const received = (server: TestSmtpServer | null, user: User) =>
  (server?.received ?? []).filter(({ mail }) => JSON.stringify(mail.to).includes(user.email));

onEveryDatabase('a digest', (get) => {
  it('arrives as an e-mail when it is due, with the figures of its tables, and not again', async () => {
    const place = await open(get());
    const id = await place.create();
    const queue = await place.work();
    await queue.send('digests-due', {});
    await wait(1500);
    expect(place.server?.received).toEqual([]);
    place.clock.at = new Date(MONDAY);
    await queue.send('digests-due', {});
    await until(() => received(place.server, place.user).length > 0);
    await queue.send('digests-due', {});
    await queue.send('messages-due', {});
    await wait(1500);
    const [{ mail, raw } = { mail: null, raw: '' }, ...others] = received(place.server, place.user);
    expect(others).toEqual([]);
    expect(mail?.from?.text).toContain('reports@shop.example.com');
    const [listed] = await place.messages();
    expect(listed).toMatchObject({ state: 'sent', errorText: null });
    const { content } = await readMessage(place.db, place.workspace.id, { userId: place.user.id, id: listed?.id ?? '' });
    // 23 February to 1 March: nothing was sold; in February net sales were 120.00 and 45.00.
    const [table] = content.answers.at(-1)?.tables ?? [];
    expect(table?.rows.map((row) => row['netSales'])).toEqual([120, 45]);
    for (const row of table?.rows ?? [])
      for (const column of table?.columns ?? []) {
        const shown = formatCell(row[column.id] ?? null, column, 'en-US');
        expect(mail?.text).toContain(shown);
        expect(typeof mail?.html === 'string' ? mail.html : '').toContain(shown);
      }
    expect(raw).toMatch(/^List-Unsubscribe: <https:\/\/shop\.example\.com\/api\/unsubscribe\?token=[\w.-]+>\r$/m);
    expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    const [digest] = await listDigests(place.db, place.workspace.id, place.user.id);
    expect(digest).toMatchObject({
      id,
      nextAt: new Date('2026-03-09T08:00:00Z'),
      last: { outcome: 'sent', dueAt: new Date('2026-03-02T08:00:00Z') },
    });
  });

  it('is made once for each moment, however many make it', async () => {
    const place = await open(get());
    const id = await place.create();
    place.clock.at = new Date(MONDAY);
    const made = await Promise.all([place.make(id), place.make(id), place.make(id)]);
    expect(made.flat()).toHaveLength(1);
    expect(await place.messages()).toHaveLength(1);
    expect(await place.make(id)).toEqual([]);
  });

  it('that was missed while nothing ran comes once, for the last time it should have come', async () => {
    const place = await open(get());
    const id = await place.create();
    place.clock.at = new Date('2026-03-25T20:00:00Z');
    expect(await place.make(id)).toHaveLength(1);
    const [digest] = await listDigests(place.db, place.workspace.id, place.user.id);
    expect(digest).toMatchObject({ nextAt: new Date('2026-03-30T08:00:00Z'), last: { dueAt: new Date('2026-03-23T08:00:00Z') } });
  });

  it('is not sent twice by two senders, and goes on where a sender died', async () => {
    const place = await open(get());
    const id = await place.create();
    place.clock.at = new Date(MONDAY);
    const [message = ''] = await place.make(id);
    await Promise.all([place.send(message), place.send(message), place.send(message)]);
    expect(received(place.server, place.user)).toHaveLength(1);
    // One that claimed the next message and was killed.
    place.clock.at = new Date('2026-03-09T08:00:30Z');
    const [next = ''] = await place.make(id);
    await place.db.asWorkspace(place.workspace.id, (tx) =>
      tx.outgoingMessage.updateMany({ where: { id: next }, data: { state: 'sending', leasedUntil: new Date('2026-03-09T08:02:00Z') } }),
    );
    expect(await place.send(next)).toBeNull();
    place.clock.at = new Date('2026-03-09T08:02:00Z');
    expect(await place.send(next)).toMatchObject({ state: 'sent' });
    expect(received(place.server, place.user)).toHaveLength(2);
  });

  it('is sent later when the mail server is not ready, under the same Message-ID, and given up when it is refused for good', async () => {
    const place = await open(get());
    const id = await place.create();
    place.clock.at = new Date(MONDAY);
    const [message = ''] = await place.make(id);
    place.server?.refuse([451]);
    const first = await place.send(message);
    expect(first).toMatchObject({ state: 'queued', again: new Date('2026-03-02T08:01:30Z') });
    expect(await place.messages()).toMatchObject([{ state: 'queued', errorText: expect.stringContaining('not now') as string }]);
    place.clock.at = new Date('2026-03-02T08:01:30Z');
    expect(await place.send(message)).toMatchObject({ state: 'sent' });
    expect(received(place.server, place.user)[0]?.mail.messageId).toBe(`<${message}@shop.example.com>`);
    place.clock.at = new Date('2026-03-09T08:00:30Z');
    const [next = ''] = await place.make(id);
    place.server?.refuse([550]);
    expect(await place.send(next)).toMatchObject({ state: 'failed' });
    expect(await place.send(next)).toBeNull();
  });

  it('is kept to be read here when there is no mail server', async () => {
    const place = await open(get(), { hasServer: false });
    const id = await place.create();
    place.clock.at = new Date(MONDAY);
    const [message = ''] = await place.make(id);
    expect(await place.send(message)).toMatchObject({ state: 'kept' });
    expect(await place.messages()).toMatchObject([{ state: 'kept' }]);
  });

  it('ends with its link, and only the e-mails of that digest', async () => {
    const place = await open(get());
    const id = await place.create();
    const other = await place.create({ name: 'Other' });
    place.clock.at = new Date(MONDAY);
    const [message = ''] = await place.make(id);
    await place.send(message);
    const token = /\/api\/unsubscribe\?token=([\w.-]+)/.exec(received(place.server, place.user)[0]?.raw ?? '')?.[1] ?? '';
    const deps = {
      ...place,
      env: readEnv({}),
      agent: {} as AgentDeps,
      clock: { now: () => place.clock.at },
      queue: () => Promise.reject(new Error('none')),
    };
    await expect(unsubscribe(deps, `${token}x`)).rejects.toMatchObject({ code: 'invalid_input', field: 'token' });
    expect(await unsubscribe(deps, token)).toEqual({ name: 'Weekly', page: '/digests' });
    expect(await unsubscribe(deps, token)).toEqual({ name: 'Weekly', page: '/digests' });
    const digests = await listDigests(place.db, place.workspace.id, place.user.id);
    expect(digests.map(({ id: one, isPaused, settings, nextAt }) => [one, isPaused, settings.byEmail, nextAt !== null])).toEqual([
      [id, true, false, false],
      [other, false, true, true],
    ]);
    await removeDigest(place.db, place.workspace.id, { userId: place.user.id, id });
    await expect(unsubscribe(deps, token)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is not made while it is paused, after it was removed, or for somebody who has left', async () => {
    const place = await open(get());
    const paused = await place.create();
    const removed = await place.create();
    const left = await place.create();
    const clock = { now: place.clock.at, timeZone: 'UTC' };
    await updateDigest(place.db, place.workspace.id, { userId: place.user.id, id: paused, settings: SETTINGS, isPaused: true, clock });
    await removeDigest(place.db, place.workspace.id, { userId: place.user.id, id: removed });
    place.clock.at = new Date(MONDAY);
    expect(await place.due()).toEqual([left]);
    await place.db.asWorkspace(place.workspace.id, (tx) => tx.membership.deleteMany({ where: { userId: place.user.id } }));
    for (const id of [paused, removed, left]) expect(await place.make(id)).toEqual([]);
    expect(await place.messages()).toEqual([]);
    expect(await place.due()).toEqual([]);
  });

  it('belongs to its person', async () => {
    const place = await open(get());
    const id = await place.create();
    const other = await ensureUser(place.db, { email: `${crypto.randomUUID()}@example.com`, name: 'Bob', passwordHash: 'none' });
    await expect(removeDigest(place.db, place.workspace.id, { userId: other.id, id })).rejects.toMatchObject({ code: 'not_found' });
    expect(await listDigests(place.db, place.workspace.id, other.id)).toEqual([]);
  });
});
