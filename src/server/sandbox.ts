import { DEMO_CONNECTIONS, generateDemo } from '@/connectors/demo/generate';
import { seededRandom } from '@/connectors/demo/random';
import { serveSandbox, type Sandbox } from '@/connectors/kit/sandbox/server';
import { SandboxShop } from '@/connectors/kit/sandbox/shop';
import { SANDBOXES, TOLD } from '@/connectors/sandboxes';
import { AppError } from '@/core/errors';
import { emptyBatch, type FactBatch } from '@/core/model/facts';
import { marketplaceName } from '@/core/model/marketplaces';
import { beginConnection, finishConnection } from './connect';
import type { SyncDeps } from './sync';

export interface ServedShop extends Sandbox {
  shop: SandboxShop;
}

/** Seed of the sandbox shops: the same for every installation. */
const SEED = 20_240_229;

/**
 * Serve a marketplace on this machine, over the demo seller's shop there.
 * @param scale 1 is as many orders as in the demo.
 * @throws AppError not_supported for a marketplace without a sandbox.
 */
export async function serveMarketplace(
  marketplace: string,
  { now, scale, port = 0 }: { now: () => Date; scale: number; port?: number },
): Promise<ServedShop> {
  const vendorOf = SANDBOXES[marketplace];
  if (!vendorOf) throw noSandbox(marketplace);
  const shop = seedShop(marketplace, { now: now(), scale });
  const sandbox = await serveSandbox(vendorOf(shop, now), { port });
  // Not a copy: the count of requests and the faults change.
  return Object.defineProperty(sandbox, 'shop', { value: shop }) as ServedShop;
}

/** The demo seller's shop at a marketplace, as it stands at a moment and as the marketplace tells it. @throws AppError not_supported. */
export function seedShop(marketplace: string, { now, scale }: { now: Date; scale: number }): SandboxShop {
  const account = DEMO_CONNECTIONS.find((connection) => connection.marketplace === marketplace);
  if (!account) throw noSandbox(marketplace);
  const facts = emptyBatch();
  for (const { connection, batch } of generateDemo({ now, random: seededRandom(SEED), scale }))
    if (connection.marketplace === marketplace) addTo(facts, batch);
  const told = TOLD[marketplace];
  if (told) facts.orders = facts.orders.map(told);
  const openedAt = new Date(facts.orders.reduce((first, { ordered }) => Math.min(first, ordered.at.getTime()), now.getTime()));
  const { accountId: id, name, timeZone, currency } = account;
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
