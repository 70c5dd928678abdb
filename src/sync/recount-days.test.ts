import { expect, it } from 'vitest';
import { seededRandom } from '@/core/math/random';
import type { Connector, DailyTotals, Page, Session, Stream } from '@/connectors/kit/contract';
import { AppError } from '@/core/errors';
import { addDays, eachDay, momentFromLocal, type Day } from '@/core/model/calendar';
import { emptyBatch, type OrderFact } from '@/core/model/facts';
import { dayAt, type DaySum } from '@/core/sync/reconcile';
import { UNREAD, type StreamState } from '@/core/sync/stream-plan';
import { daySumsOf } from '~/tests/support/day-sums';
import { runSync } from './run-sync';
import type { SyncConnection, SyncPorts } from './sync-ports';

const NOW = new Date('2026-03-10T12:00:00Z');
const DAY_MS = 86_400_000;
const ZONE = 'America/New_York';
const PAGE_ROWS = 3;
const WRITTEN = {
  products: 0,
  customers: 0,
  items: 0,
  ledgerEntries: 0,
  reversals: 0,
  payments: 0,
  shipments: 0,
  reviews: 0,
  inventoryLevels: 0,
};

const orderOf = (externalId: string, day: Day, minor: number): OrderFact => {
  const ordered = momentFromLocal(`${day}T12:00:00`, ZONE);
  const sale = {
    sourceEventId: 'sale',
    kind: 'SALE',
    amountMinor: BigInt(minor),
    quantity: 1,
    occurred: ordered,
    processed: ordered,
  } as const;
  const parts = { items: [], ledger: [sale], payments: [], shipments: [] };
  return { externalId, status: 'delivered', sourceStatus: 'done', currency: 'USD', ordered, ...parts, sourceVersion: 1n };
};

/** An account as the platform holds it and as it is stored, in memory; every step of either side may be the last one of a process. */
class Account {
  now = NOW;
  readonly there = new Map<string, OrderFact>();
  readonly here = new Map<string, OrderFact>();
  /** Pages of days that were asked for, and orders asked for by themselves. */
  pages: Day[] = [];
  lookups: string[] = [];
  said: string[] = [];
  /** Told of a day in place of what there is. */
  told = new Map<Day, DaySum>();
  /** Not told in the list of its day. */
  readonly unlisted = new Set<string>();
  /** Thrown in place of what is told. */
  fault: AppError | null = null;
  /** What a look at the clock takes. */
  tickMs = 0;
  /** What is done this time before the process is killed. */
  stepsLeft = Infinity;
  state: StreamState = { ...UNREAD, readFrom: new Date(0), readTo: NOW, refreshedAt: NOW };

  private step(): void {
    if (this.stepsLeft <= 0) throw new Error('killed');
    this.stepsLeft -= 1;
  }

  private readonly totals: DailyTotals = {
    of: (_, period) => {
      this.step();
      if (this.fault) return Promise.reject(this.fault);
      const sums = daySumsOf([...this.there.values()]);
      const sumOf = (day: Day): DaySum => this.told.get(day) ?? sums.get(day) ?? { orders: 0, totalMinor: 0n };
      return Promise.resolve(eachDay(period).map((day) => ({ day, ...sumOf(day) })));
    },
    read: (_, { window, cursor }) => {
      this.step();
      this.pages.push(dayAt(window.from, ZONE));
      const rows = [...this.there.values()]
        .filter(({ externalId, ordered: { at } }) => !this.unlisted.has(externalId) && at >= window.from && at < window.to)
        .sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
      const start = Number(cursor ?? 0);
      const isMore = start + PAGE_ROWS < rows.length;
      const facts = { ...emptyBatch(), orders: rows.slice(start, start + PAGE_ROWS) };
      return Promise.resolve({ facts, next: isMore ? String(start + PAGE_ROWS) : null, notices: [] });
    },
    readOne: (_, externalId) => {
      this.step();
      this.lookups.push(externalId);
      const order = this.there.get(externalId);
      return Promise.resolve(order ? { facts: { ...emptyBatch(), orders: [order] }, notices: [] } : null);
    },
  };

  async sync(until: 'past' | 'complete' = 'complete', budgetMs = DAY_MS) {
    const page: Page = { facts: emptyBatch(), next: null, newest: null, notices: [] };
    const orders: Stream = { id: 'orders', scopes: [], by: 'updated', overlapMs: 0, read: () => Promise.resolve(page) };
    const connector = { id: 'shopify', streams: [orders], dailyTotals: this.totals } as unknown as Connector;
    const ports: SyncPorts = {
      commit: ({ batch, state, notices }) => {
        this.step();
        for (const order of batch.orders) this.here.set(order.externalId, order);
        for (const { externalId } of batch.deletedOrders) {
          expect(this.there.has(externalId)).toBe(false);
          this.here.delete(externalId);
        }
        this.state = state;
        this.said.push(...notices.map(({ text }) => text));
        return Promise.resolve({ ...WRITTEN, orders: batch.orders.length });
      },
      daySums: () => Promise.resolve(daySumsOf([...this.here.values()])),
      ordersOn: (day) =>
        Promise.resolve(
          [...this.here.values()].flatMap(({ externalId, ordered }) => (dayAt(ordered.at, ZONE) === day ? [externalId] : [])),
        ),
      beat: async () => {
        this.step();
      },
      end: async () => {
        this.step();
      },
      now: () => (this.now = new Date(this.now.getTime() + this.tickMs)),
      sleep: async () => {},
    };
    // What is in memory of a process is gone with it.
    const streams = new Map([['orders', structuredClone(this.state)]]);
    const connection: SyncConnection = { openedAt: new Date(0), scopes: [], cadenceMinutes: 60, failures: 0, streams };
    const session = { timeZone: ZONE, currency: 'USD' } as unknown as Session;
    return runSync(connector, { connection, session, ports }, { budgetMs, until });
  }
}

/** An account of forty days with some orders each, stored as it is told. */
function newAccount(random: () => number): Account {
  const account = new Account();
  for (const day of eachDay({ from: '2026-01-29', to: '2026-03-09' }))
    for (let order = Math.floor(random() * 9); order >= 0; order -= 1) {
      const fact = orderOf(`${day}-${order}`, day, 100 + Math.floor(random() * 900));
      account.there.set(fact.externalId, fact);
      account.here.set(fact.externalId, fact);
    }
  return account;
}

it('days end as they are told wherever a process is killed, and nothing is taken out that there is', async () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = seededRandom(seed);
    const account = newAccount(random);
    const ids = [...account.there.keys()];
    const differing = new Set<Day>();
    for (let changes = 6; changes > 0; changes -= 1) {
      const id = ids[Math.floor(random() * ids.length)] ?? '';
      const order = account.there.get(id);
      if (!order) continue;
      const day = dayAt(order.ordered.at, ZONE);
      const how = Math.floor(random() * 4);
      if (how === 0) account.there.delete(id);
      else if (how === 1) account.here.delete(id);
      else account.there.set(id, orderOf(id, how === 2 ? day : addDays(day, -1), 5));
      differing.add(day).add(addDays(day, -1));
    }
    let state: string | null = null;
    for (let process = 0; state !== 'done'; process += 1) {
      if (process > 400) throw new Error('it does not end');
      account.stepsLeft = process > 300 ? Infinity : 1 + Math.floor(random() * 25);
      state = await account.sync().then(
        (report) => report.state,
        () => null,
      );
    }
    expect(account.here).toEqual(account.there);
    expect(account.pages.every((day) => differing.has(day))).toBe(true);
    const before = account.pages.length;
    account.now = new Date(NOW.getTime() + DAY_MS);
    account.stepsLeft = Infinity;
    await account.sync();
    expect(account.pages.length).toBe(before);
    expect(account.said).toEqual([]);
  }
});

it('an order that the list of its day leaves out is looked up, and stays', async () => {
  const account = newAccount(seededRandom(3));
  const [kept, wrong] = [...account.there.values()].filter(({ ordered }) => dayAt(ordered.at, ZONE) === '2026-03-02');
  if (!kept || !wrong) throw new Error('too few orders');
  account.unlisted.add(kept.externalId);
  account.there.set(wrong.externalId, { ...wrong, ledger: [] });
  expect(await account.sync()).toMatchObject({ state: 'done', error: null });
  expect(account.lookups).toEqual([kept.externalId]);
  expect(account.here).toEqual(account.there);
});

it('a day of which nearly everything is missing is not believed, but said, and once', async () => {
  const account = newAccount(seededRandom(4));
  for (let order = 0; order < 150; order += 1) {
    const fact = orderOf(`many-${order}`, '2026-03-05', 100);
    account.here.set(fact.externalId, fact);
  }
  const stored = new Map(account.here);
  await account.sync();
  expect(account.here).toEqual(stored);
  expect(account.lookups).toEqual([]);
  expect(account.said).toEqual([expect.stringMatching(/^Of 2026-03-05, Shopify counts \d+ orders of \d+(\.\d+)? USD, and 15\d orders of/)]);
  const before = account.pages.length;
  for (let night = 1; night < 4; night += 1) {
    account.now = new Date(NOW.getTime() + night * DAY_MS);
    await account.sync();
  }
  expect([account.pages.length, account.said.length]).toEqual([before, 1]);
});

it('only that is compared which is told: a count alone, where there is no sum', async () => {
  const account = newAccount(seededRandom(5));
  const [order] = account.there.values();
  if (!order) throw new Error('no order');
  const day = dayAt(order.ordered.at, ZONE);
  const orders = daySumsOf([...account.there.values()]).get(day)?.orders ?? 0;
  account.here.set(order.externalId, { ...order, ledger: [] });
  account.told.set(day, { orders, totalMinor: null });
  await account.sync();
  expect(account.pages).toEqual([]);
  account.told.clear();
  account.now = new Date(NOW.getTime() + DAY_MS);
  await account.sync();
  expect(new Set(account.pages)).toEqual(new Set([day]));
});

it('a run without time goes on with the page it was at', async () => {
  const account = newAccount(seededRandom(6));
  for (let order = 0; order < 30; order += 1) account.there.set(`late-${order}`, orderOf(`late-${order}`, '2026-03-05', 100));
  account.tickMs = 1;
  let runs = 0;
  for (let state: string = 'paused'; state !== 'done'; runs += 1) {
    if (runs > 100) throw new Error('it does not end');
    state = (await account.sync('complete', 12)).state;
  }
  expect(runs).toBeGreaterThan(2);
  expect(account.here).toEqual(account.there);
  const orders = daySumsOf([...account.there.values()]).get('2026-03-05')?.orders ?? 0;
  // Those that were told on pages before are not missing on the last one.
  expect(account.lookups).toEqual([]);
  expect(account.pages).toEqual(Array.from({ length: Math.ceil(orders / PAGE_ROWS) }, () => '2026-03-05'));
});

it.each([
  ['source_unavailable', 'done'],
  ['source_changed', 'done'],
  ['scope_missing', 'done'],
  ['source_throttled', 'paused'],
  ['authorization_lost', 'failed'],
] as const)('of a platform that does not tell its days for %s, a run is %s', async (code, state) => {
  const account = newAccount(seededRandom(7));
  const stored = new Map(account.here);
  for (const id of account.there.keys()) if (id.endsWith('-0')) account.there.delete(id);
  account.fault = new AppError(code, 'It is not told.');
  expect(await account.sync()).toMatchObject({ state });
  expect(account.here).toEqual(stored);
  expect(account.said).toEqual(state === 'done' ? [expect.stringContaining('Shopify did not tell')] : []);
  account.fault = null;
  account.now = new Date(NOW.getTime() + DAY_MS);
  await account.sync();
  expect(account.here).toEqual(account.there);
});
