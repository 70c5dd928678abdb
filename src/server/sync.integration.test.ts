import { expect, it } from 'vitest';
import type { Auth, Connector, Page, PageRequest, Stream } from '@/connectors/kit/contract';
import { AppError } from '@/core/errors';
import { momentFromInstant } from '@/core/model/calendar';
import { emptyBatch, type OrderFact } from '@/core/model/facts';
import { createVault } from '@/platform/vault';
import { ensureConnection } from '@/store/connections';
import { writeSecret } from '@/store/connection-secrets';
import { disconnect, setPaused } from '@/store/manage-connections';
import { onEveryDatabase, type TestDatabase } from '~/tests/support/databases';
import { newWorkspace } from '~/tests/support/workspaces';
import { syncConnection, type SyncDeps } from './sync';

const DAY_MS = 86_400_000;
const OPENED = new Date('2026-01-01T00:00:00Z');
const PAGE_ROWS = 7;

interface Sold {
  id: string;
  minor: bigint;
  orderedAt: Date;
  updatedAt: Date;
}

/** A source held in memory: what the network would bring. */
class Source {
  now = new Date('2026-06-01T12:00:00Z');
  sold: Sold[] = Array.from({ length: 90 }, (_, index) => {
    const at = new Date(OPENED.getTime() + index * 1.6 * DAY_MS);
    return { id: `o${index}`, minor: BigInt(1000 + index), orderedAt: at, updatedAt: at };
  });
  reads: string[] = [];
  /** Thrown by the next read of a stream. */
  fault: { stream: string; error: Error; times: number } | null = null;

  read(stream: Stream['id'], { window, cursor, mode }: PageRequest): Page {
    this.reads.push(`${stream} ${mode}`);
    if (this.fault?.stream === stream && this.fault.times > 0) {
      this.fault.times -= 1;
      throw this.fault.error;
    }
    if (stream !== 'orders') return { facts: emptyBatch(), next: null, newest: null, notices: [] };
    const rows = this.sold
      .filter(({ updatedAt }) => window !== null && updatedAt >= window.from && updatedAt < window.to)
      .sort((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime());
    const start = Number(cursor ?? 0);
    const page = rows.slice(start, start + PAGE_ROWS);
    return {
      facts: { ...emptyBatch(), orders: page.map(toFact) },
      next: start + PAGE_ROWS < rows.length ? String(start + PAGE_ROWS) : null,
      newest: page.at(-1)?.updatedAt ?? null,
      notices: [],
    };
  }

  get totalMinor(): bigint {
    return this.sold.reduce((sum, { minor }) => sum + minor, 0n);
  }
}

function toFact({ id, minor, orderedAt, updatedAt }: Sold): OrderFact {
  const ordered = momentFromInstant(orderedAt, 'UTC');
  const item = { externalId: '1', title: 'Mug', quantity: 1, unitPriceMinor: minor };
  const sale = {
    sourceEventId: 'sale',
    kind: 'SALE',
    amountMinor: minor,
    quantity: 1,
    itemExternalId: '1',
    occurred: ordered,
    processed: ordered,
  } as const;
  return {
    externalId: id,
    status: 'delivered',
    sourceStatus: 'done',
    currency: 'USD',
    ordered,
    items: [item],
    ledger: [sale],
    payments: [],
    shipments: [],
    sourceVersion: BigInt(updatedAt.getTime()),
  };
}

const auth: Auth = {
  scopes: ['orders'],
  usesPkce: false,
  authorizeUrl: () => 'http://127.0.0.1/authorize',
  exchange: () => ({ url: 'http://127.0.0.1/token', method: 'POST', headers: {}, body: null }),
  refresh: () => ({ url: 'http://127.0.0.1/token', method: 'POST', headers: {}, body: null }),
  readTokens: () => ({ accessToken: 'a', expiresAt: null, refreshToken: null, refreshExpiresAt: null, scopes: [] }),
  revoke: null,
  headers: () => ({}),
};

function connectorOf(source: Source): Connector {
  const stream = (id: Stream['id'], by: Stream['by'], scopes: string[] = ['orders']): Stream => ({
    id,
    by,
    scopes,
    overlapMs: 600_000,
    read: async (_, request) => source.read(id, request),
  });
  return {
    id: 'etsy',
    addresses: { baseUrl: 'http://127.0.0.1', authorizeUrl: 'http://127.0.0.1/a', tokenUrl: 'http://127.0.0.1/t' },
    streams: [stream('products', 'snapshot'), stream('orders', 'updated'), stream('reviews', 'created', ['reviews'])],
    notOffered: {},
    auth,
    webhooks: { notOffered: 'The source of this test calls nobody.' },
    limits: [],
    dailyTotals: { notOffered: 'The source of this test only lists.' },
    identify: async () => {
      throw new Error('is not asked here');
    },
  };
}

async function newShop({ db }: TestDatabase, scopes = ['orders', 'reviews']) {
  const source = new Source();
  const vault = createVault('a secret of at least thirty-two characters');
  const workspace = await newWorkspace(db);
  const account = { marketplace: 'etsy', accountId: 'shop-1', name: 'Etsy shop', timeZone: 'UTC', currency: 'USD' };
  const connection = await ensureConnection(db, workspace.id, account);
  await db.asWorkspace(workspace.id, (tx) =>
    tx.marketplaceConnection.updateMany({ where: { id: connection.id }, data: { openedAt: OPENED, scopes } }),
  );
  const key = { workspaceId: workspace.id, connectionId: connection.id };
  await writeSecret(db, vault, { ...key, name: 'tokens', plain: JSON.stringify(auth.readTokens({}, source.now)) });
  const deps: SyncDeps = {
    db,
    vault,
    connectors: [connectorOf(source)],
    credentialsOf: () => ({ clientId: 'c', clientSecret: 's' }),
    publicUrl: 'http://127.0.0.1',
    now: () => source.now,
    sleep: async () => {},
    random: () => 0.5,
    fetch,
  };
  const sync = (request: { until?: 'fresh' | 'complete'; budgetMs?: number } = {}) =>
    syncConnection(deps, { ...key, reason: 'person', until: 'complete', budgetMs: 60_000, ...request });
  const stored = () =>
    db.asWorkspace(workspace.id, async (tx) => {
      const [sum] = await tx.$queryRawUnsafe<{ sum: string; orders: number }[]>(
        `SELECT coalesce(sum("amountMinor"), 0)::text AS sum, count(DISTINCT "orderId")::int AS orders FROM "LedgerEntry"`,
      );
      return { ...sum, connection: await tx.marketplaceConnection.findFirstOrThrow({ where: { id: connection.id } }) };
    });
  const runs = () => db.asWorkspace(workspace.id, (tx) => tx.syncRun.findMany({ orderBy: { startedAt: 'asc' } }));
  return { source, deps, key, sync, stored, runs };
}

onEveryDatabase('a sync', (get) => {
  it('reads everything, the newest first, and has nothing to do the second time', async () => {
    const shop = await newShop(get());
    expect(await shop.sync()).toMatchObject({ state: 'done', orders: 90, error: null });
    expect(await shop.stored()).toMatchObject({
      sum: shop.source.totalMinor.toString(),
      orders: 90,
      connection: { status: 'connected', lastSyncAt: shop.source.now },
    });
    shop.source.reads = [];
    expect(await shop.sync()).toMatchObject({ state: 'done', pages: 0 });
    expect(shop.source.reads).toEqual([]);
  });

  it('that should only be fresh leaves the past for later', async () => {
    const shop = await newShop(get());
    await shop.sync({ until: 'fresh' });
    const { orders } = await shop.stored();
    expect(orders).toBeGreaterThan(0);
    expect(orders).toBeLessThan(30);
    await shop.sync();
    expect((await shop.stored()).orders).toBe(90);
  });

  it('goes on where it was when its time was up', async () => {
    const shop = await newShop(get());
    const states = [];
    for (let run = 0; run < 60 && states.at(-1) !== 'done'; run += 1) {
      const read = shop.source.read.bind(shop.source);
      let pages = 0;
      shop.source.read = (stream, request) => {
        pages += 1;
        if (pages === 2) shop.source.now = new Date(shop.source.now.getTime() + 1000);
        return read(stream, request);
      };
      states.push((await shop.sync({ budgetMs: 1000 }))?.state);
      shop.source.read = read;
    }
    expect(states.at(-1)).toBe('done');
    expect(states.length).toBeGreaterThan(4);
    expect(await shop.stored()).toMatchObject({ sum: shop.source.totalMinor.toString(), orders: 90 });
  });

  it('reads what changed since, to the cent', async () => {
    const shop = await newShop(get());
    await shop.sync();
    const [first] = shop.source.sold;
    shop.source.now = new Date(shop.source.now.getTime() + 2 * 3_600_000);
    if (first) Object.assign(first, { minor: 5n, updatedAt: new Date(shop.source.now.getTime() - 60_000) });
    expect(await shop.sync()).toMatchObject({ state: 'done', orders: 1 });
    expect((await shop.stored()).sum).toBe(shop.source.totalMinor.toString());
  });

  it('is done by one worker at a time, and a worker that lost its lease writes nothing more', async () => {
    const shop = await newShop(get());
    const reports: unknown[] = [];
    let pages = 0;
    const slow = { ...shop.deps, connectors: [connectorOf(shop.source)] };
    const orders = slow.connectors[0]?.streams[1];
    if (!orders) throw new Error('there is no stream');
    const readOrders = orders.read.bind(orders);
    orders.read = async (session, request) => {
      const page = await readOrders(session, request);
      pages += 1;
      if (pages === 3) {
        expect(await shop.sync()).toBeNull();
        shop.source.now = new Date(shop.source.now.getTime() + 10 * 60_000);
        reports.push(await shop.sync());
      }
      return page;
    };
    expect(await syncConnection(slow, { ...shop.key, reason: 'schedule', until: 'complete', budgetMs: 3_600_000 })).toBeNull();
    expect(reports).toMatchObject([{ state: 'done' }]);
    expect(await shop.stored()).toMatchObject({ sum: shop.source.totalMinor.toString(), orders: 90 });
    expect((await shop.runs()).map(({ state }) => state)).toEqual(['lost', 'done']);
  });

  it('is tried again later, less and less often, while the source does not answer, and forgets it once it does', async () => {
    const shop = await newShop(get());
    const error = new AppError('source_unavailable', 'Etsy does not answer.', { retry: 'later', remedy: 'It is tried again.' });
    shop.source.fault = { stream: 'orders', error, times: 2 };
    const waits = [];
    for (let run = 0; run < 2; run += 1) {
      expect(await shop.sync()).toMatchObject({ state: 'failed', error: { code: 'source_unavailable' } });
      waits.push(((await shop.stored()).connection.retryAt?.getTime() ?? 0) - shop.source.now.getTime());
    }
    expect(waits).toEqual([60_000, 120_000]);
    expect(await shop.sync()).toMatchObject({ state: 'done' });
    expect((await shop.stored()).connection).toMatchObject({ failures: 0, retryAt: null, errorCode: null, status: 'connected' });
  });

  it('goes on later, and has not failed, when the source asks to slow down', async () => {
    const shop = await newShop(get());
    const error = new AppError('source_throttled', 'Etsy asks to slow down.', { retry: { afterMs: 170_000 } });
    shop.source.fault = { stream: 'orders', error, times: 1 };
    expect(await shop.sync()).toMatchObject({ state: 'paused', error: null });
    const retryAt = new Date(shop.source.now.getTime() + 170_000);
    expect((await shop.stored()).connection).toMatchObject({ failures: 0, retryAt, errorText: null, status: 'connected' });
    expect(await shop.sync()).toMatchObject({ state: 'done' });
    expect(await shop.stored()).toMatchObject({ sum: shop.source.totalMinor.toString(), orders: 90 });
  });

  it('of a stream that is not permitted leaves the others be, and tells the seller', async () => {
    const shop = await newShop(get(), ['orders']);
    expect(await shop.sync()).toMatchObject({ state: 'failed', orders: 90, error: { code: 'scope_missing' } });
    expect((await shop.stored()).connection).toMatchObject({
      status: 'connected',
      errorCode: 'scope_missing',
      lastSyncAt: shop.source.now,
    });
    expect(shop.source.reads).not.toContain('reviews backfill');
  });

  it('of a stream the source answers otherwise than known leaves the others be', async () => {
    const shop = await newShop(get());
    shop.source.fault = { stream: 'reviews', error: new AppError('source_changed', 'Etsy answered something else.'), times: 9 };
    expect(await shop.sync()).toMatchObject({ state: 'failed', orders: 90, error: { code: 'source_changed' } });
    expect((await shop.stored()).orders).toBe(90);
  });

  it.each(['paused', 'disconnected'] as const)('that is running ends with its page when its connection is %s', async (how) => {
    const shop = await newShop(get());
    const read = shop.source.read.bind(shop.source);
    let pages = 0;
    const running = { ...shop.deps, connectors: [connectorOf(shop.source)] };
    const orders = running.connectors[0]?.streams[1];
    if (!orders) throw new Error('there is no stream');
    orders.read = async (_, request) => {
      pages += 1;
      if (pages === 3 && how === 'paused') await setPaused(get().db, { ...shop.key, isPaused: true, now: shop.source.now });
      if (pages === 3 && how === 'disconnected') await disconnect(get().db, { ...shop.key, removesData: true, now: shop.source.now });
      return read('orders', request);
    };
    expect(await syncConnection(running, { ...shop.key, reason: 'person', until: 'complete', budgetMs: 3_600_000 })).toBeNull();
    expect(pages).toBe(3);
    const left = await get().db.asWorkspace(shop.key.workspaceId, (tx) => tx.unifiedOrder.count());
    expect(left).toBe(how === 'paused' ? 14 : 0);
    expect((await shop.runs()).map(({ state }) => state)).toEqual(how === 'paused' ? ['paused'] : []);
  });

  it('does not touch a paused connection', async () => {
    const shop = await newShop(get());
    await get().db.asWorkspace(shop.key.workspaceId, (tx) => tx.marketplaceConnection.updateMany({ data: { status: 'paused' } }));
    expect(await shop.sync()).toBeNull();
    expect(shop.source.reads).toEqual([]);
  });
});
