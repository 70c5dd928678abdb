import { afterEach, expect, it } from 'vitest';
import { builtinModel } from '@/agent/model';
import type { AgentDeps } from '@/agent/answer';
import { openMailServer, type MailServer } from '@/channels/email/mail-server';
import { alertSettingsSchema, type AlertSettings } from '@/core/alerts/alert';
import { emptyBatch } from '@/core/model/facts';
import type { Workspace } from '@/core/model/workspace';
import { changeAlert, createAlert, listAlerts, readEvidence, removeAlert } from '@/store/alerts';
import { ensureConnection } from '@/store/connections';
import { dueItems } from '@/store/due';
import { listMessages } from '@/store/messages';
import { ensureMembership, ensureUser } from '@/store/users';
import { writeFacts } from '@/store/write-facts';
import { onEveryDatabase, type TestDatabase } from '~/tests/support/databases';
import { SHOPIFY, toOrder, writeSmallShop, type SmallOrder } from '~/tests/support/small-shop';
import { startSmtpServer, type TestSmtpServer } from '~/tests/support/smtp-server';
import { testSlackDeps } from '~/tests/support/slack-app';
import { testSyncDeps } from '~/tests/support/sync-deps';
import { checkAlerts, workspacesToCheck } from './alerts';
import { sendMessage } from './send-message';
import { sendersOf } from './senders';
import { unsubscribe, unsubscribing } from './unsubscribe';
import { workspaceData } from './workspace-data';

/** Returns on Shopify: one of seven units in all. */
const SETTINGS: AlertSettings = alertSettingsSchema.parse({
  name: 'Return rate of Shopify above 20%',
  metric: 'returnRate',
  filters: [{ dimension: 'marketplace', values: ['shopify'] }],
  period: 'all',
  condition: { is: 'above', value: 0.2 },
  byEmail: true,
});

const servers: TestSmtpServer[] = [];
const pools: MailServer[] = [];
afterEach(async () => {
  for (const pool of pools.splice(0)) pool.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function open({ db }: TestDatabase) {
  const clock = { at: new Date('2026-03-15T12:00:00Z') };
  const now = (): Date => clock.at;
  const workspace = await writeSmallShop(db, crypto.randomUUID());
  const user = await ensureUser(db, { email: `${crypto.randomUUID()}@example.com`, name: 'Ann', passwordHash: 'none' });
  await ensureMembership(db, user.id, { workspaceId: workspace.id, role: 'analyst' });
  const agent: AgentDeps = { model: builtinModel(), modelTimeoutMs: 2000, dataOf: (of: Workspace) => workspaceData(db, of), now };
  const server = await startSmtpServer();
  servers.push(server);
  const pool = openMailServer({ url: server.url, from: 'reports@shop.example.com' });
  pools.push(pool);
  const sync = testSyncDeps(db, { now, sleep: async () => undefined });
  const senders = sendersOf(pool, sync, testSlackDeps(db, null));
  const connection = await ensureConnection(db, workspace.id, {
    marketplace: 'shopify',
    accountId: 'shopify-1',
    name: 'shopify shop',
    timeZone: 'UTC',
    currency: 'USD',
  });
  /** More orders of Blue mugs, all in March. */
  const sell = (orders: readonly Partial<SmallOrder>[]): Promise<unknown> =>
    writeFacts(
      db,
      { workspaceId: workspace.id, connection },
      {
        ...emptyBatch(),
        products: SHOPIFY.products,
        customers: SHOPIFY.customers,
        orders: orders.map((order) =>
          toOrder({
            id: crypto.randomUUID(),
            day: '2026-03-02',
            product: 'Blue mug',
            priceMinor: 1000,
            quantity: 1,
            customer: 'ann',
            ...order,
          }),
        ),
      },
    );
  const returned = { returned: '2026-03-04' };
  return {
    db,
    clock,
    sync,
    workspace,
    user,
    server,
    sell,
    returned,
    create: (settings: Partial<AlertSettings> = {}) =>
      createAlert(db, workspace.id, { userId: user.id, settings: { ...SETTINGS, ...settings }, now: now() }),
    check: () => checkAlerts({ db, agent, now }, workspace.id),
    alerts: () => listAlerts(db, workspace.id, user.id),
    messages: () => listMessages(db, workspace.id, { userId: user.id, limit: 20 }),
    toCheck: () => workspacesToCheck({ db, now }),
    sendDue: async (): Promise<void> => {
      const due = (await dueItems(db, 'message', { now: now(), limit: 100 })).filter(({ workspaceId }) => workspaceId === workspace.id);
      for (const { id } of due) await sendMessage({ db, senders, now }, { workspaceId: workspace.id, id });
    },
  };
}

onEveryDatabase('an alert', (get) => {
  it('is raised once, cleared, and raised again, with the figures of then', async () => {
    const place = await open(get());
    await place.create();
    expect(await place.check()).toBe(0);
    await place.sell([place.returned, place.returned]);
    expect(await place.check()).toBe(1);
    expect(await place.check()).toBe(0);
    await place.sendDue();
    expect(place.server.received.map(({ mail }) => mail.subject)).toEqual(['Return rate of Shopify above 20%: 33.33%']);
    // Of 29 units 3 came back.
    await place.sell([{ quantity: 20 }]);
    expect(await place.check()).toBe(1);
    await place.sell(Array.from({ length: 8 }, () => place.returned));
    expect(await place.check()).toBe(1);
    await place.sendDue();
    expect(place.server.received.map(({ mail }) => mail.subject?.split(':')[0])).toEqual([
      'Return rate of Shopify above 20%',
      expect.stringMatching(/^Back/) as string,
    ]);
    const [alert] = await place.alerts();
    expect(alert?.raised.map(({ key }) => key)).toEqual(['']);
    expect(alert?.events.map(({ kind }) => kind)).toEqual(['raised', 'cleared', 'raised']);
    const first = alert?.events.at(-1);
    const evidence = await readEvidence(place.db, place.workspace.id, { userId: place.user.id, eventId: first?.id ?? '' });
    expect(evidence.tables[0]?.rows).toMatchObject([{ returnRate: 0.33333333, limit: 0.2 }]);
    expect(evidence.provenance[0]?.definitions.map(({ id }) => id)).toEqual(['returnRate']);
  });

  it('waits for the end of quiet hours, and what came meanwhile is told in one message', async () => {
    const place = await open(get());
    place.clock.at = new Date('2026-03-15T23:30:00Z');
    await place.create();
    await place.create({ name: 'Orders above 4', metric: 'orders', filters: [], condition: { is: 'above', value: 4, against: null } });
    await place.sell([place.returned, place.returned]);
    expect(await place.check()).toBe(2);
    await place.sendDue();
    expect(place.server.received).toEqual([]);
    place.clock.at = new Date('2026-03-16T07:00:00Z');
    await place.sendDue();
    expect(place.server.received.map(({ mail }) => mail.subject)).toEqual(['Return rate of Shopify above 20%: 33.33% (and 1 more)']);
    expect(place.server.received[0]?.mail.text).toContain('Orders above 4');
  });

  it('watches each product by itself, and names those that changed', async () => {
    const place = await open(get());
    await place.create({
      name: 'Units of a product above 4',
      metric: 'unitsSold',
      filters: [],
      each: 'product',
      condition: { is: 'above', value: 4, against: null },
    });
    // Five trays and six mugs were sold.
    expect(await place.check()).toBe(2);
    await place.sell([{ quantity: 3, product: 'Oak tray' }]);
    expect(await place.check()).toBe(0);
    const [alert] = await place.alerts();
    expect(alert?.raised.map(({ key }) => key).toSorted()).toEqual(['Blue mug', 'Oak tray']);
    expect(await place.messages()).toHaveLength(1);
  });

  it('that cannot be checked says why, and holds up no other', async () => {
    const place = await open(get());
    await place.create({ name: 'Gone', metric: 'noSuchMetric' });
    await place.create();
    await place.sell([place.returned, place.returned]);
    expect(await place.check()).toBe(1);
    const [gone, other] = await place.alerts();
    expect(gone?.problem).toContain('noSuchMetric');
    expect(other?.problem).toBeNull();
  });

  it('is checked once by two that check at once', async () => {
    const place = await open(get());
    await place.create();
    await place.sell([place.returned, place.returned]);
    expect((await Promise.all([place.check(), place.check(), place.check()])).toSorted()).toEqual([0, 0, 1]);
    expect(await place.messages()).toHaveLength(1);
  });

  it('is not checked while it is paused, after it was removed, or for somebody who has left', async () => {
    const place = await open(get());
    const paused = await place.create();
    const removed = await place.create();
    await place.create();
    await place.sell([place.returned, place.returned]);
    await changeAlert(place.db, place.workspace.id, { userId: place.user.id, id: paused, change: { isPaused: true }, now: place.clock.at });
    await removeAlert(place.db, place.workspace.id, { userId: place.user.id, id: removed });
    expect(await place.toCheck()).toContain(place.workspace.id);
    await place.db.asWorkspace(place.workspace.id, (tx) => tx.membership.deleteMany({ where: { userId: place.user.id } }));
    expect(await place.check()).toBe(0);
    expect(await place.toCheck()).not.toContain(place.workspace.id);
    expect(await place.messages()).toEqual([]);
  });

  it('of a change tells by how much the figure moved, from what to what', async () => {
    const place = await open(get());
    const mugs = (count: number, day: string) => Array.from({ length: count }, () => ({ day }));
    await place.sell([...mugs(10, '2026-03-03'), ...mugs(5, '2026-03-10')]);
    await place.create({
      name: 'Net sales down by more than 20% from the days before',
      metric: 'netSales',
      filters: [],
      period: 'last_7_days',
      condition: { is: 'below', value: -0.2, against: 'previousPeriod' },
    });
    expect(await place.check()).toBe(1);
    await place.sendDue();
    const [message] = place.server.received;
    expect(message?.mail.subject).toBe('Net sales down by more than 20% from the days before: \u221250%');
    expect(message?.mail.text).toContain('The change of Net sales from the days before is \u221250%, below your limit of \u221220%.');
    const [alert] = await place.alerts();
    const evidence = await readEvidence(place.db, place.workspace.id, { userId: place.user.id, eventId: alert?.events[0]?.id ?? '' });
    expect(evidence.tables[0]?.rows).toMatchObject([{ netSales: 50, netSales_previous: 100, netSales_changePct: -0.5, limit: -0.2 }]);
    await place.sell(mugs(5, '2026-03-11'));
    expect(await place.check()).toBe(1);
    expect((await place.alerts())[0]).toMatchObject({ raised: [], reading: { value: 0, known: 1 } });
  });

  it('of a figure that is not known is neither beyond its limit nor within it', async () => {
    const place = await open(get());
    await place.create({ filters: [{ dimension: 'marketplace', op: 'in', values: ['etsy'] }] });
    expect(await place.check()).toBe(0);
    expect(await place.alerts()).toMatchObject([{ checkedAt: place.clock.at, reading: { value: null, known: 0 }, raised: [] }]);
    await place.create();
    await place.check();
    expect((await place.alerts())[1]?.reading).toEqual({ value: 0.14285714, known: 1 });
  });

  it('by e-mail ends with one POST for all of a person, and stays on its page', async () => {
    const place = await open(get());
    await place.create();
    await place.create({ name: 'Orders above 4', metric: 'orders', filters: [], condition: { is: 'above', value: 4, against: null } });
    await place.sell([place.returned, place.returned]);
    await place.check();
    await place.sendDue();
    const raw = place.server.received[0]?.raw ?? '';
    expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    const token = /\/api\/unsubscribe\?token=([\w.-]+)/.exec(raw)?.[1] ?? '';
    expect(await unsubscribing(place, token)).toEqual({ name: 'Alerts', page: '/alerts' });
    expect((await place.alerts()).map(({ settings }) => settings.byEmail)).toEqual([true, true]);
    expect(await unsubscribe(place, token)).toEqual({ name: 'Alerts', page: '/alerts' });
    expect(await unsubscribe(place, token)).toEqual({ name: 'Alerts', page: '/alerts' });
    expect((await place.alerts()).map(({ settings }) => settings.byEmail)).toEqual([false, false]);
    await place.sell([{}, {}, {}, {}, {}, {}, {}, {}, {}]);
    expect(await place.check()).toBe(1);
    await place.sendDue();
    expect(place.server.received).toHaveLength(1);
    expect((await place.alerts())[0]?.events.map(({ kind }) => kind)).toEqual(['cleared', 'raised']);
  });

  it('with another limit is looked at as if nothing had been told', async () => {
    const place = await open(get());
    const id = await place.create();
    await place.sell([place.returned, place.returned]);
    expect(await place.check()).toBe(1);
    const change = { condition: { is: 'above' as const, value: 0.3, against: null }, slackChannel: 'C1', quiet: null };
    await changeAlert(place.db, place.workspace.id, { userId: place.user.id, id, change, now: place.clock.at });
    expect(await place.check()).toBe(1);
    expect(await place.alerts()).toMatchObject([{ settings: { ...change, metric: 'returnRate', byEmail: true } }]);
    expect((await place.messages()).map(({ channel }) => channel).toSorted()).toEqual(['email', 'slack']);
  });

  it('is looked at again by itself, as its period moves on', async () => {
    const place = await open(get());
    await place.create({ period: 'last_30_days' });
    await place.check();
    expect(await place.toCheck()).not.toContain(place.workspace.id);
    place.clock.at = new Date('2026-03-15T13:00:00Z');
    expect(await place.toCheck()).toContain(place.workspace.id);
  });
});
