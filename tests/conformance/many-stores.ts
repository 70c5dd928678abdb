import type { AppConfig, Connector, Session } from '@/connectors/kit/contract';
import { NO_FAULTS } from '@/connectors/kit/sandbox/faults';
import type { SandboxVendor } from '@/connectors/kit/sandbox/server';
import { SandboxShop } from '@/connectors/kit/sandbox/shop';
import { CONNECTORS } from '@/connectors/registry';
import { SANDBOX_APP, SANDBOXES } from '@/connectors/sandboxes';
import { dayOf } from '@/core/model/calendar';
import { emptyBatch, type OrderFact } from '@/core/model/facts';
import { nextDue, SLICE_MS } from '@/core/sync/schedule';
import type { StreamState } from '@/core/sync/stream-plan';
import { seedShop } from '@/server/sandbox';
import { runSync } from '@/sync/run-sync';
import type { SyncPorts } from '@/sync/sync-ports';
import { connect } from '~/tests/support/connector-session';
import { daySumsOf } from '~/tests/support/day-sums';
import { VirtualTime } from '~/tests/support/virtual-time';

const START = '2026-03-10T00:00:00Z';
const HOUR_MS = 3_600_000;
/** What a request takes on its way. */
const LATENCY_MS = 250;
/** Workers have this patience with a limit (src/server/sync.ts). */
const PATIENCE_MS = 30_000;
const CADENCE_MINUTES = 60;

interface Store {
  connector: Connector;
  session: Session;
  openedAt: Date;
  scopes: readonly string[];
  streams: Map<string, StreamState>;
  orders: Map<string, Pick<OrderFact, 'ordered' | 'ledger'>>;
  isBig: boolean;
  dueAt: number;
  isRunning: boolean;
  /** Moments at which its orders were up to date. */
  fresh: number[];
  /** When all of its past was there. */
  wholeAt: number | null;
}

export interface ManyStores {
  stores: number;
  requests: number;
  /** Requests a vendor refused because a limit was exceeded. */
  refused: number;
  /** Minutes from connecting until the newest days were there: the median, and the slowest store. */
  firstMinutes: { median: number; most: number };
  /** The same until all of the past was there, of stores of the usual size and of big ones. */
  wholeMinutes: { median: number; most: number; mostOfBig: number };
  /** Longest time in minutes that a store was not looked at, once its newest days were there. */
  mostSilentMinutes: number;
  /** Stores whose past was not there at the end. */
  unfinished: number;
}

/**
 * Stores of all marketplaces that are connected at the same moment, read by workers in the order in which they are due, for
 * some hours of a clock that jumps. The engine, the connectors, the limits and the vendors are the real ones; the store and
 * the network are held in memory.
 */
export async function readManyStores({
  count,
  big,
  workers,
  hours,
}: {
  count: number;
  big: number;
  workers: number;
  hours: number;
}): Promise<ManyStores> {
  const time = new VirtualTime(START);
  const sent = { requests: 0, refused: 0 };
  const stores: Store[] = [];
  const opening = Array.from({ length: count }, async (_, index) => {
    const connector = CONNECTORS[index % CONNECTORS.length];
    if (connector) stores.push(await openStore(connector, { index, isBig: index < big, time, sent }));
  });
  const opened = Promise.all(opening);
  await time.runUntil(new Date(time.now().getTime() + 60_000));
  await opened;
  const begin = time.now().getTime();
  for (const store of stores) store.dueAt = begin;
  const end = begin + hours * HOUR_MS;
  for (let worker = 0; worker < workers; worker += 1) void work(stores, time, end);
  await time.runUntil(new Date(end));
  return figuresOf(stores, { begin, end, sent });
}

/** A shop of its own at a vendor of its own, signed in. */
async function openStore(
  connector: Connector,
  { index, isBig, time, sent }: { index: number; isBig: boolean; time: VirtualTime; sent: { requests: number; refused: number } },
): Promise<Store> {
  const shop = shopLike(connector.id, { now: time.now(), scale: isBig ? 0.2 : 0.002 });
  const vendor = SANDBOXES[connector.id]?.(shop, time.now);
  if (!vendor) throw new Error(`There is no sandbox of ${connector.id}.`);
  const origin = `http://store-${index}.test`;
  const own = (address: string): string => new URL(new URL(address.replace('{shop}', 'shop')).pathname, origin).href;
  const { authorizeUrl, tokenUrl } = connector.addresses;
  const config: AppConfig = {
    ...SANDBOX_APP,
    baseUrl: origin,
    authorizeUrl: own(authorizeUrl),
    tokenUrl: own(tokenUrl),
    redirectUrl: 'https://shopiq.test/callback',
  };
  const { id: accountId, timeZone, currency } = shop.account;
  const account = { accountId, timeZone, currency };
  const { session, tokens } = await connect(connector, {
    config,
    clock: time,
    account,
    patienceMs: PATIENCE_MS,
    fetch: carry(vendor, time, sent),
  });
  const { openedAt, scopes: named } = await connector.identify(session);
  const scopes = named.length > 0 ? named : (await tokens.current()).scopes;
  const parts = { connector, session, openedAt, scopes, isBig };
  return { ...parts, streams: new Map(), orders: new Map(), dueAt: Infinity, isRunning: false, fresh: [], wholeAt: null };
}

const seeded = new Map<string, SandboxShop>();

/** A shop of its own, over the same facts as others of its kind: making them takes longer than reading them. */
function shopLike(marketplace: string, { now, scale }: { now: Date; scale: number }): SandboxShop {
  const key = `${marketplace} ${scale}`;
  const like = seeded.get(key) ?? seedShop(marketplace, { now, scale });
  seeded.set(key, like);
  const { account, products, customers, reviews, inventory: inventoryLevels } = like;
  const orders = like.byCreation().map(({ fact }) => fact);
  return new SandboxShop(account, { ...emptyBatch(), products, customers, reviews, inventoryLevels, orders });
}

/** The network: every request takes a while. */
function carry(vendor: SandboxVendor, time: VirtualTime, sent: { requests: number; refused: number }): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const headers = Object.fromEntries(new Headers(init?.headers));
    const request = {
      method: init?.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers,
      body: typeof init?.body === 'string' ? init.body : '',
      origin: url.origin,
    };
    await time.sleep(LATENCY_MS);
    const reply = await vendor.handle(request, NO_FAULTS);
    const isRaw = typeof reply.body === 'string' || reply.body instanceof Uint8Array;
    const text = isRaw ? Buffer.from(reply.body as string | Uint8Array).toString('utf8') : JSON.stringify(reply.body);
    if (!vendor.isAuth(request)) sent.requests += 1;
    if (reply.status === 429 || text.includes('"THROTTLED"')) sent.refused += 1;
    const type = isRaw ? 'text/plain' : 'application/json';
    return new Response(text, { status: reply.status, headers: { 'content-type': type, ...reply.headers } });
  };
}

/** A worker: the store that is overdue for longest, a slice at a time. */
async function work(stores: readonly Store[], time: VirtualTime, end: number): Promise<void> {
  while (time.now().getTime() < end) {
    const now = time.now().getTime();
    const store = stores
      .filter(({ isRunning, dueAt }) => !isRunning && dueAt <= now)
      .reduce<Store | null>((a, b) => (a && a.dueAt <= b.dueAt ? a : b), null);
    if (store) await readSlice(store, time);
    else await time.sleep(1000);
  }
}

async function readSlice(store: Store, time: VirtualTime): Promise<void> {
  store.isRunning = true;
  const ports: SyncPorts = {
    commit: async ({ batch, syncedTo }) => {
      for (const { externalId, ordered, ledger } of batch.orders) store.orders.set(externalId, { ordered, ledger });
      if (syncedTo) store.fresh.push(time.now().getTime());
      return { ...NOTHING, orders: batch.orders.length };
    },
    daySums: async () => daySumsOf([...store.orders.values()]),
    ordersOn: async (day) => [...store.orders].flatMap(([externalId, { ordered }]) => (dayOf(ordered) === day ? [externalId] : [])),
    beat: async () => {},
    end: async ({ state, retryAt = null, needsSeller = false }) => {
      const timeZone = store.session.timeZone;
      const due = nextDue({ state, now: time.now(), cadenceMinutes: CADENCE_MINUTES, timeZone, retryAt, needsSeller });
      store.dueAt = due?.getTime() ?? Infinity;
      if (state === 'done') store.wholeAt ??= time.now().getTime();
    },
    now: time.now,
    sleep: time.sleep,
  };
  const { openedAt, scopes, streams, connector, session } = store;
  const connection = { openedAt, scopes, streams, cadenceMinutes: CADENCE_MINUTES, failures: 0 };
  const report = await runSync(connector, { connection, session, ports }, { until: 'past', budgetMs: SLICE_MS });
  if (report.error) throw report.error;
  store.isRunning = false;
}

const NOTHING = {
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

function figuresOf(
  stores: readonly Store[],
  { begin, end, sent }: { begin: number; end: number; sent: { requests: number; refused: number } },
): ManyStores {
  const minutes = (moments: readonly number[]): number[] => moments.map((at) => (at - begin) / 60_000).sort((a, b) => a - b);
  const first = minutes(stores.map(({ fresh }) => fresh[0] ?? Infinity));
  const wholeOf = (isBig: boolean): number[] =>
    minutes(stores.filter((store) => store.isBig === isBig).flatMap(({ wholeAt }) => wholeAt ?? []));
  const whole = wholeOf(false);
  const silent = stores.map(({ fresh }) =>
    Math.max(0, ...[...fresh, end].map((at, index) => (index === 0 ? 0 : at - (fresh[index - 1] ?? at)))),
  );
  return {
    stores: stores.length,
    ...sent,
    firstMinutes: { median: median(first), most: first.at(-1) ?? 0 },
    wholeMinutes: { median: median(whole), most: whole.at(-1) ?? 0, mostOfBig: wholeOf(true).at(-1) ?? 0 },
    mostSilentMinutes: Math.max(...silent) / 60_000,
    unfinished: stores.filter(({ wholeAt }) => wholeAt === null).length,
  };
}

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? 0;
