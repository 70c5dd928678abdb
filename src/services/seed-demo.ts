import { DEMO_CONNECTIONS, generateDemo, type DemoConnection, type DemoLabels } from '@/connectors/demo/generate';
import { seededRandom } from '@/core/math/random';
import { demoRates, DEMO_RATE_SOURCE } from '@/connectors/demo/rates';
import { RATE_BASE, type RateQuote } from '@/core/model/rates';
import type { FactBatch, WriteSummary } from '@/core/model/facts';
import { addDays, toLocal, type Day } from '@/core/model/calendar';
import type { ProfileId } from '@/core/model/workspace';
import type { Clock } from '@/platform/clock';

export const DEMO_SLUG = 'demo';
/** Seed of the demo shop: the same for every installation. */
export const DEMO_SEED = 20_240_229;
const DEMO_ZONE = 'America/New_York';

export interface DemoWorkspaceSettings {
  name: string;
  profile: ProfileId;
  timeZone: string;
  currency: string;
  locale: string;
  weekStart: number;
  isDemo: boolean;
}

export interface DemoAccount {
  marketplace: string;
  accountId: string;
  createdAt: Date;
  lastSyncAt: Date | null;
}

/** What seeding needs of the store. */
export interface SeedDemoPorts {
  clock: Clock;
  ensureWorkspace(slug: string, settings: DemoWorkspaceSettings): Promise<{ id: string }>;
  listConnections(workspaceId: string): Promise<DemoAccount[]>;
  ensureConnection(workspaceId: string, connection: DemoConnection & { createdAt: Date }): Promise<{ id: string }>;
  markSynced(workspaceId: string, connectionId: string, at: Date): Promise<void>;
  writeFacts(workspaceId: string, connection: DemoConnection & { id: string }, batch: FactBatch): Promise<WriteSummary>;
  saveRates(base: string, quotes: readonly RateQuote[], source: string): Promise<void>;
  onProgress?(progress: { orders: number; pages: number }): void;
}

export interface SeedDemoOptions {
  seed?: number;
  scale?: number;
  /** Names another workspace for it. */
  slug?: string;
  /** Marketplaces that are read by their connectors, and what is written of a page beside that; all are written when absent. */
  connected?: ReadonlyMap<string, (batch: FactBatch) => FactBatch>;
}

export interface SeedDemoResult {
  workspaceId: string;
  /** False when the demo was already there. */
  isSeeded: boolean;
  /** The moment the shop is seen at: nothing happened after it. */
  seenAt: Date;
  orders: number;
  labels: DemoLabels | null;
}

/**
 * Create the demo workspace and fill it, once: a demo that was seeded completely stays as it is, one that was
 * interrupted is written again from the start. The newest pages come first.
 */
export async function seedDemo(ports: SeedDemoPorts, options: SeedDemoOptions = {}): Promise<SeedDemoResult> {
  const workspace = await ports.ensureWorkspace(options.slug ?? DEMO_SLUG, {
    name: 'Juniper & Clay',
    profile: 'shopify',
    timeZone: DEMO_ZONE,
    currency: 'USD',
    locale: 'en-US',
    weekStart: 1,
    isDemo: true,
  });
  const connected = options.connected ?? new Map<string, never>();
  const own = DEMO_CONNECTIONS.filter(({ marketplace }) => !connected.has(marketplace));
  const begun = (await ports.listConnections(workspace.id)).filter(({ accountId }) => own.some((demo) => demo.accountId === accountId));
  const [first] = begun;
  if (first && begun.length === own.length && begun.every((account) => account.lastSyncAt !== null))
    return { workspaceId: workspace.id, isSeeded: false, seenAt: first.createdAt, orders: 0, labels: null };
  // An interrupted seeding goes on with the moment it began at, so that it writes the same orders again.
  const now = first?.createdAt ?? ports.clock.now();
  await ports.saveRates(RATE_BASE, demoRatesUntil(toLocal(now, DEMO_ZONE).slice(0, 10)), DEMO_RATE_SOURCE);
  const pages = generateDemo({ now, random: seededRandom(options.seed ?? DEMO_SEED), scale: options.scale ?? 1 });
  const ids = new Map<string, string>();
  for (const demo of DEMO_CONNECTIONS)
    ids.set(demo.marketplace, (await ports.ensureConnection(workspace.id, { ...demo, createdAt: now })).id);
  let orders = 0;
  let count = 0;
  let next = pages.next();
  for (; next.done !== true; next = pages.next()) {
    const { connection } = next.value;
    const { marketplace } = connection;
    const batch = connected.get(marketplace)?.(next.value.batch) ?? next.value.batch;
    await ports.writeFacts(workspace.id, { ...connection, id: ids.get(marketplace) ?? '' }, batch);
    orders += batch.orders.length;
    ports.onProgress?.({ orders, pages: (count += 1) });
  }
  for (const { marketplace } of own) await ports.markSynced(workspace.id, ids.get(marketplace) ?? '', now);
  return { workspaceId: workspace.id, isSeeded: true, seenAt: now, orders, labels: next.value };
}

/**
 * The rates of the demo up to the day after `today`. A day has the same rate whenever a demo is seeded, because workspaces
 * share rates and a day keeps the one it has: each year is drawn on its own, up to its last day.
 */
export function demoRatesUntil(today: Day): RateQuote[] {
  const year = Number(today.slice(0, 4));
  return [year - 3, year - 2, year - 1, year, year + 1].flatMap((each) =>
    demoRates(`${each}-12-31`).filter(({ day }) => day.startsWith(`${each}-`) && day >= addDays(today, -800) && day <= addDays(today, 1)),
  );
}
