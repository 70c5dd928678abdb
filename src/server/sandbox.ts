import { DEMO_CONNECTIONS, generateDemo } from '@/connectors/demo/generate';
import { seededRandom } from '@/core/math/random';
import { serveSandbox, type Sandbox } from '@/connectors/kit/sandbox/server';
import { SandboxShop } from '@/connectors/kit/sandbox/shop';
import { SANDBOXES, TOLD } from '@/connectors/sandboxes';
import { AppError } from '@/core/errors';
import { emptyBatch, type FactBatch } from '@/core/model/facts';
import { marketplaceName } from '@/core/model/marketplaces';
import { DEMO_SEED } from '@/services/seed-demo';
import { beginConnection, finishConnection } from './connect';
import type { SyncDeps } from './sync';

export interface ServedShop extends Sandbox {
  shop: SandboxShop;
}

/** How a sandbox is served. */
interface SandboxSettings {
  /** Shop and vendor go by this clock: a shop is as it was when it was served, and a vendor's time goes on. */
  now: () => Date;
  /** 1 is as many orders as in the demo. */
  scale: number;
}

/**
 * Serve a marketplace on this machine, over the demo seller's shop there.
 * @param settings `port`: 0, or none, is any.
 * @throws AppError not_supported for a marketplace without a sandbox.
 */
export async function serveMarketplace(
  marketplace: string,
  { now, scale, port = 0 }: SandboxSettings & { port?: number },
): Promise<ServedShop> {
  const shop = seedShop(marketplace, { now: now(), scale });
  return serveShop({ marketplace, shop }, { now, port });
}

/** A seeded shop with the marketplace it is at. */
export interface SeededShop {
  marketplace: string;
  shop: SandboxShop;
}

/** Serve a shop as its marketplace would. */
export async function serveShop(
  { marketplace, shop }: SeededShop,
  { now, port = 0 }: { now: () => Date; port?: number },
): Promise<ServedShop> {
  const vendorOf = SANDBOXES[marketplace];
  if (!vendorOf) throw noSandbox(marketplace);
  const sandbox = await serveSandbox(vendorOf(shop, now), { port });
  // Not a copy: the count of requests and the faults change.
  return Object.defineProperty(sandbox, 'shop', { value: shop }) as ServedShop;
}

/** The demo seller's shop at a marketplace, as it stands at a moment and as the marketplace tells it. @throws AppError not_supported. */
export function seedShop(marketplace: string, options: { now: Date; scale: number }): SandboxShop {
  const [seeded] = seedShops([marketplace], options);
  if (!seeded) throw noSandbox(marketplace);
  return seeded.shop;
}

/** The demo seller's shops at several marketplaces. The same moment and scale always give the same shops. @throws AppError not_supported. */
export function seedShops(marketplaces: readonly string[], { now, scale }: { now: Date; scale: number }): SeededShop[] {
  const facts = new Map(marketplaces.map((marketplace) => [marketplace, emptyBatch()]));
  for (const { connection, batch } of generateDemo({ now, random: seededRandom(DEMO_SEED), scale })) {
    const all = facts.get(connection.marketplace);
    if (all) addTo(all, batch);
  }
  return [...facts].map(([marketplace, batch]) => ({ marketplace, shop: toShop(marketplace, batch, now) }));
}

function toShop(marketplace: string, facts: FactBatch, now: Date): SandboxShop {
  const account = DEMO_CONNECTIONS.find((connection) => connection.marketplace === marketplace);
  if (!account) throw noSandbox(marketplace);
  const told = TOLD[marketplace];
  if (told) facts.orders = facts.orders.map(told);
  const openedAt = new Date(facts.orders.reduce((first, { ordered }) => Math.min(first, ordered.at.getTime()), now.getTime()));
  const { accountId: id, timeZone, currency } = account;
  // The marketplace is added by whoever shows the account.
  const name = account.name.replace(/ on [\w.]+$/, '');
  return new SandboxShop({ id, name, timeZone, currency, openedAt, scopes: [] }, facts);
}

const noSandbox = (marketplace: string): AppError =>
  new AppError('not_supported', `There is no sandbox of ${marketplaceName(marketplace)}.`, {
    field: 'marketplace',
    remedy: `Choose one of ${Object.keys(SANDBOXES).join(', ')}.`,
  });

function addTo(facts: FactBatch, batch: FactBatch): void {
  for (const part of Object.keys(facts) as (keyof FactBatch)[]) {
    const all = facts[part] as unknown[];
    for (const fact of batch[part]) all.push(fact);
  }
}

/** Connect a workspace to a served sandbox, as a seller does: leave, agree, come back. */
export async function connectSandbox(
  deps: SyncDeps,
  { workspaceId, marketplace, origin }: { workspaceId: string; marketplace: string; origin: string },
): Promise<string> {
  const { url, pending } = beginConnection(deps, { workspaceId, marketplace, baseUrl: origin });
  const consent = await deps.fetch(url, { redirect: 'manual' });
  const query = new URL(consent.headers.get('location') ?? '', deps.publicUrl).searchParams;
  return (await finishConnection(deps, { pending, query, workspaceId })).connectionId;
}
