import { randomUUID } from 'node:crypto';
import { afterEach, expect, it } from 'vitest';
import { NO_FAULTS } from '@/connectors/kit/sandbox/faults';
import type { SandboxShop, ShopOrder } from '@/connectors/kit/sandbox/shop';
import { CONNECTORS } from '@/connectors/registry';
import { SANDBOX_APP } from '@/connectors/sandboxes';
import { addDays, dayOf, type Day } from '@/core/model/calendar';
import type { LedgerFact, LedgerKind } from '@/core/model/facts';
import { dayAt, windowOfDay } from '@/core/sync/reconcile';
import { createVault } from '@/platform/vault';
import { readConnectionHealth } from '@/store/connection-health';
import { ensureWorkspace } from '@/store/workspaces';
import { TestClock } from '~/tests/support/connector-session';
import { onEmbeddedDatabase, onEveryDatabase, type TestDatabase } from '~/tests/support/databases';
import { storedLedger } from '~/tests/support/stored-ledger';
import { connectSandbox, serveMarketplace, type ServedShop } from './sandbox';
import { syncConnection, type SyncDeps } from './sync';

/** Fees are what the platform took, also of an order that is gone. */
const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX'];
const NOW = new Date('2026-03-10T15:30:00Z');
const HOUR_MS = 3_600_000;
/** Shops of about an order a day. */
const SCALES: Readonly<Record<string, number>> = { shopify: 0.03, etsy: 0.12 };

/** The day that a request asks for the orders of; null for all others. Other lists of Etsy's are of weeks, or begin at no midnight. */
function dayAsked(marketplace: string, text: string, timeZone: string): Day | null {
  const [, from = '', to = ''] = DAY_READS[marketplace]?.exec(text) ?? [];
  const [first, end] = [from, to].map((stamp) => new Date(/^\d+$/.test(stamp) ? Number(stamp) * 1000 : stamp));
  if (!first || !end || Number.isNaN(end.getTime())) return null;
  const day = dayAt(first, timeZone);
  const window = windowOfDay(day, timeZone);
  return window.from.getTime() === first.getTime() && window.to.getTime() === end.getTime() ? day : null;
}

const DAY_READS: Readonly<Record<string, RegExp>> = {
  shopify: /^query Orders\(.*processed_at:>='([^']+)' AND processed_at:<'([^']+)'/s,
  etsy: /receipts\?min_created=(\d+)&max_created=(\d+)&limit=100/,
};

let served: ServedShop | null = null;
afterEach(() => served?.close());

/** A shop that was read whole and compared, and every request since. */
async function open({ db }: TestDatabase, marketplace: string, before: (shop: SandboxShop) => void = () => {}) {
  const clock = new TestClock(NOW.toISOString());
  served = await serveMarketplace(marketplace, { now: clock.now, scale: SCALES[marketplace] ?? 0.03 });
  const { shop, origin } = served;
  before(shop);
  const asked: string[] = [];
  const failing = { when: null as ((text: string) => boolean) | null };
  const deps: SyncDeps = {
    db,
    vault: createVault('a secret of at least thirty-two characters'),
    connectors: CONNECTORS,
    credentialsOf: () => SANDBOX_APP,
    publicUrl: 'http://127.0.0.1:3000',
    now: clock.now,
    sleep: clock.sleep,
    random: () => 0.5,
    fetch: (url, init) => {
      const body = typeof init?.body === 'string' ? init.body : '';
      const text = `${body.startsWith('{"query"') ? textOf(body) : ''}${String(url)}`;
      asked.push(text);
      if (failing.when?.(text)) return Promise.resolve(new Response('{}', { status: 503 }));
      return fetch(url, init);
    },
  };
  const { timeZone, currency } = shop.account;
  const settings = { name: 'S', profile: 'shopify', timeZone, currency, locale: 'en-US', weekStart: 1, isDemo: false } as const;
  const { id: workspaceId } = await ensureWorkspace(db, randomUUID(), settings);
  const connectionId = await connectSandbox(deps, { workspaceId, marketplace, origin });
  const key = { workspaceId, connectionId };
  const sync = (until: 'fresh' | 'past' | 'complete' = 'complete', budgetMs = 24 * HOUR_MS) =>
    syncConnection(deps, { ...key, reason: 'schedule', until, budgetMs });
  /** Days that were read again since the last time this was asked. */
  const daysRead = (): Day[] => {
    const found = asked.flatMap((text) => dayAsked(marketplace, text, timeZone) ?? []);
    asked.length = 0;
    return [...new Set(found)].sort();
  };
  const ledger = () => storedLedger(db, key, KINDS);
  const notices = async (): Promise<string[]> => {
    const [account] = (await readConnectionHealth(db, workspaceId, clock.now())).filter(({ id }) => id === connectionId);
    return account?.runs[0]?.notices.map(({ text }) => text) ?? [];
  };
  return { db, clock, shop, key, sync, asked, failing, daysRead, ledger, notices };
}

const textOf = (body: string): string => {
  const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> };
  return `${query.trimStart()}${String(variables['query'] ?? '')}`;
};

/** Orders of three days, one each, that are compared, and that nothing else reads again: they have not changed for a month. */
function oldOrders(shop: SandboxShop, now: Date): [ShopOrder, ShopOrder, ShopOrder] {
  const today = dayAt(now, shop.account.timeZone);
  const lastChange = now.getTime() - 33 * 24 * HOUR_MS;
  const isOld = ({ fact, updatedAt }: ShopOrder): boolean => dayOf(fact.ordered) > addDays(today, -50) && updatedAt.getTime() < lastChange;
  const byDay = new Map<Day, ShopOrder>();
  for (const order of shop.byCreation()) if (isOld(order) && order.fact.status !== 'canceled') byDay.set(dayOf(order.fact.ordered), order);
  const [first, second, third] = byDay.values();
  if (!first || !second || !third) throw new Error('the seeded shop has too few orders');
  return [first, second, third];
}

/** Shipping costs more, without a word: no stamp moves. */
function changeSilently(order: ShopOrder): void {
  const { fact } = order;
  const [sale] = fact.ledger;
  if (!sale) throw new Error('nothing was sold');
  const of = { kind: 'SHIPPING', amountMinor: 250n, quantity: 0, itemExternalId: null, productExternalId: null } as const;
  const isFirst = ({ kind, processed }: LedgerFact): boolean =>
    kind === 'SHIPPING' && processed.at.getTime() === sale.processed.at.getTime();
  const dearer = fact.ledger.map((entry) => (isFirst(entry) ? { ...entry, amountMinor: entry.amountMinor + 250n } : entry));
  order.fact = {
    ...fact,
    ledger: fact.ledger.some(isFirst) ? dearer : [...fact.ledger, { ...sale, ...of, sourceEventId: 'late-shipping' }],
  };
}

onEveryDatabase('days that a platform tells otherwise than they are stored', (get) => {
  it.each(['shopify', 'etsy'])(
    'are found once a day and put right to the cent, and no other day is read again: %s',
    async (marketplace) => {
      const lost: ShopOrder[] = [];
      const { clock, shop, sync, daysRead, ledger, notices } = await open(get(), marketplace, (whole) => {
        // The pages of the past come without it.
        lost.push(oldOrders(whole, NOW)[0]);
        for (const { fact } of lost) whole.delete(fact.externalId);
      });
      expect(await sync()).toMatchObject({ state: 'done', error: null });
      expect(await ledger()).toEqual(shop.ledger(KINDS));
      expect(daysRead()).toEqual([]);
      for (const { fact } of lost) shop.add(fact);
      const [, changed, deleted] = oldOrders(shop, NOW);
      changeSilently(changed);
      shop.delete(deleted.fact.externalId);
      await clock.sleep(2 * HOUR_MS);
      await sync();
      expect(daysRead()).toEqual([]);
      expect(await ledger()).not.toEqual(shop.ledger(KINDS));
      await clock.sleep(22 * HOUR_MS);
      expect(await sync()).toMatchObject({ state: 'done', error: null });
      expect(daysRead()).toEqual([...lost, changed, deleted].map(({ fact }) => dayOf(fact.ordered)).sort());
      expect(await ledger()).toEqual(shop.ledger(KINDS));
      expect(await notices()).toEqual([]);
      await clock.sleep(24 * HOUR_MS);
      await sync();
      expect(daysRead()).toEqual([]);
    },
  );
});

onEmbeddedDatabase('such days', (get) => {
  it('that cannot be put right are said once, and not read again before something changes', async () => {
    const { db, clock, shop, key, sync, daysRead, notices } = await open(get(), 'shopify');
    await sync();
    daysRead();
    const [order] = oldOrders(shop, NOW);
    const day = dayOf(order.fact.ordered);
    // A newer version than the vendor's is stored, so that what it tells of this day counts for nothing.
    await db.asWorkspace(key.workspaceId, (tx) =>
      tx.unifiedOrder.updateMany({ where: { externalId: order.fact.externalId }, data: { sourceVersion: 9_000_000_000_000_000n } }),
    );
    changeSilently(order);
    await clock.sleep(24 * HOUR_MS);
    await sync();
    expect(daysRead()).toEqual([day]);
    expect(await notices()).toEqual([expect.stringMatching(new RegExp(`^Of ${day}, \\w+ counts \\d+ orders? of .+ could be read\\.$`))]);
    await clock.sleep(24 * HOUR_MS);
    await sync();
    expect(daysRead()).toEqual([]);
    changeSilently(order);
    await clock.sleep(24 * HOUR_MS);
    await sync();
    expect(daysRead()).toEqual([day]);
  });

  it('wait for the night, or for so long that no night came', async () => {
    const { clock, shop, sync, daysRead, ledger } = await open(get(), 'shopify');
    await sync();
    daysRead();
    shop.delete(oldOrders(shop, NOW)[0].fact.externalId);
    await clock.sleep(25 * HOUR_MS);
    await sync('past');
    await sync('fresh');
    expect(daysRead()).toEqual([]);
    await clock.sleep(12 * HOUR_MS);
    await sync('fresh');
    expect(daysRead()).toEqual([]);
    await sync('past');
    expect(daysRead()).toHaveLength(1);
    expect(await ledger()).toEqual(shop.ledger(KINDS));
  });

  it.each(['shopify', 'etsy'])('are put right by the next run when one ends in their middle: %s', async (marketplace) => {
    const { clock, shop, sync, daysRead, ledger } = await open(get(), marketplace);
    await sync();
    daysRead();
    for (const { fact } of oldOrders(shop, NOW)) shop.delete(fact.externalId);
    await clock.sleep(24 * HOUR_MS);
    const states: (string | undefined)[] = [];
    // To be asked to slow down takes time, and there is none.
    if (served) served.faults = { ...NO_FAULTS, throttle: 2 };
    for (let run = 0; run < 60 && states.at(-1) !== 'done'; run += 1) states.push((await sync('complete', 1))?.state);
    expect(states.at(-1)).toBe('done');
    expect(states.filter((state) => state === 'paused').length).toBeGreaterThan(2);
    expect(daysRead().length).toBeGreaterThan(0);
    expect(await ledger()).toEqual(shop.ledger(KINDS));
  });

  it.each(['shopify', 'etsy'])(
    'are left as they are while the platform does not answer, and no sync fails for it: %s',
    async (marketplace) => {
      const { clock, shop, sync, failing, daysRead, ledger, notices } = await open(get(), marketplace);
      await sync();
      shop.delete(oldOrders(shop, NOW)[0].fact.externalId);
      const stored = await ledger();
      // First the totals are not told, then the orders of the day, then the one order that is missing.
      const faults: ((text: string) => boolean)[] = [
        (text) => /OrderCounts|limit=1$/.test(text),
        (text) => dayAsked(marketplace, text, shop.account.timeZone) !== null,
        (text) => /^query Order\(|receipts\/\d+$/.test(text),
      ];
      for (const fault of faults) {
        await clock.sleep(24 * HOUR_MS);
        failing.when = fault;
        expect(await sync()).toMatchObject({ state: 'done', error: null });
        expect(await ledger()).toEqual(stored);
        expect(await notices()).toEqual([expect.stringContaining('was not compared')]);
      }
      failing.when = null;
      daysRead();
      await clock.sleep(24 * HOUR_MS);
      await sync();
      expect(daysRead()).toHaveLength(1);
      expect(await ledger()).toEqual(shop.ledger(KINDS));
    },
  );
});
