import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { splitExchanges } from '@/connectors/amazon/sandbox/exchanges';
import type { LedgerKind } from '@/core/model/facts';
import { readEnv } from '@/platform/env';
import { listConnections, type Connection } from '@/store/connections';
import { setPaused } from '@/store/manage-connections';
import { getWorkspaceOrThrow } from '@/store/workspaces';
import { storedLedger } from '~/tests/support/stored-ledger';
import type { Container } from './container';
import { createContainer } from './create-container';
import { seedDemoWorkspace, startDemo, type Demo } from './demo';
import { seedShops, type SeededShop } from './sandbox';
import { syncConnection } from './sync';

const SCALE = 0.03;
const READ = ['amazon', 'etsy', 'flipkart', 'shopify'];
const KINDS: readonly LedgerKind[] = ['SALE', 'DISCOUNT', 'RETURN', 'SHIPPING', 'TAX', 'FEE'];

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'shopiq-demo-'));
let container: Container;
let workspaceId = '';
const demos: Demo[] = [];
const start = async (): Promise<void> => {
  demos.push(await startDemo(container, { scale: SCALE, say: () => {} }));
};
const stop = async (): Promise<void> => {
  for (const demo of demos.splice(0)) await demo.stop();
};

beforeAll(async () => {
  container = await createContainer(readEnv({ SHOPIQ_DATA: dataDir }), 'own');
  await start();
  workspaceId = (await getWorkspaceOrThrow(container.db, 'demo')).id;
}, 300_000);
afterAll(async () => {
  await stop();
  await container.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const accounts = (): Promise<Connection[]> => listConnections(container.db, workspaceId);
/** The shops that are served, seen at the moment the demo was made. */
const shops = async (): Promise<SeededShop[]> => {
  const seenAt = (await accounts()).find(({ marketplace }) => marketplace === 'ebay')?.createdAt ?? new Date(0);
  const seeded = seedShops(READ, { now: seenAt, scale: SCALE });
  // As Amazon serves it: what goes out in exchange is an order of its own there.
  for (const { marketplace, shop } of seeded) if (marketplace === 'amazon') splitExchanges(shop);
  return seeded;
};
const rows = <T>(sql: string): Promise<T[]> => container.db.asWorkspace(workspaceId, (tx) => tx.$queryRawUnsafe<T[]>(sql));

it('has the newest days of every marketplace when it is ready', async () => {
  const found = await accounts();
  expect(found.map(({ marketplace }) => marketplace)).toEqual(['amazon', 'ebay', 'etsy', 'flipkart', 'shopify']);
  expect(found.filter(({ isSynced }) => isSynced).map(({ marketplace }) => marketplace)).toEqual(READ);
  for (const { lastSyncAt } of found) expect(lastSyncAt).not.toBeNull();
});

it('is read by its connectors to the shops that were seeded, to the cent', { timeout: 300_000 }, async () => {
  const found = await accounts();
  for (const { marketplace, shop } of await shops()) {
    const connectionId = found.find((connection) => connection.marketplace === marketplace)?.id ?? '';
    const report = await syncConnection(container.sync, {
      workspaceId,
      connectionId,
      reason: 'schedule',
      until: 'past',
      budgetMs: 250_000,
    });
    expect([marketplace, report?.state]).toEqual([marketplace, 'done']);
    expect(await storedLedger(container.db, { workspaceId, connectionId }, KINDS)).toEqual(shop.ledger(KINDS));
  }
});

it('has reviews of every marketplace, each of a product that the connector read', async () => {
  const found = await rows<{ marketplace: string; reviews: number; nameless: number }>(
    `SELECT x."marketplace", count(*)::int AS "reviews", count(*) FILTER (WHERE p."id" IS NULL)::int AS "nameless"
     FROM "Review" r JOIN "MarketplaceConnection" x ON x."id" = r."connectionId" LEFT JOIN "UnifiedProduct" p ON p."id" = r."productId"
     GROUP BY 1 ORDER BY 1`,
  );
  expect(found.map(({ marketplace }) => marketplace)).toEqual(['amazon', 'ebay', 'etsy', 'flipkart', 'shopify']);
  for (const { marketplace, shop } of await shops()) {
    expect(found).toContainEqual({ marketplace, reviews: shop.reviews.length, nameless: 0 });
  }
});

it('goes on where it was after a restart, with nothing doubled and what was paused still paused', async () => {
  const sums = () =>
    rows(
      `SELECT "kind"::text, "currency", sum("amountMinor")::text AS "sum", count(*)::int FROM "LedgerEntry" GROUP BY 1, 2 ORDER BY 1, 2`,
    );
  const before = await sums();
  const etsy = (await accounts()).find(({ marketplace }) => marketplace === 'etsy');
  await setPaused(container.db, { workspaceId, connectionId: etsy?.id ?? '', isPaused: true, now: new Date() });
  await stop();
  await start();
  const states = (await accounts()).map(({ marketplace, status }) => `${marketplace} ${status}`);
  expect(states).toEqual(['amazon connected', 'ebay connected', 'etsy paused', 'flipkart connected', 'shopify connected']);
  const [shopify] = (await accounts()).filter(({ marketplace }) => marketplace === 'shopify');
  const again = { workspaceId, connectionId: shopify?.id ?? '', reason: 'person', until: 'fresh', budgetMs: 60_000, staleMs: 0 } as const;
  expect(await syncConnection(container.sync, again)).toMatchObject({ state: 'done', error: null });
  expect(await sums()).toEqual(before);
});

it('leaves a demo alone that was written at once by an earlier version: its fees would count twice', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'shopiq-demo-'));
  const older = await createContainer(readEnv({ SHOPIQ_DATA: folder }), 'own');
  try {
    await seedDemoWorkspace(older, () => {}, 0.005);
    const { id } = await getWorkspaceOrThrow(older.db, 'demo');
    const before = await listConnections(older.db, id);
    await (await startDemo(older, { scale: 0.005, say: () => {} })).stop();
    expect(await listConnections(older.db, id)).toEqual(before);
  } finally {
    await older.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
