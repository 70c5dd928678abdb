import { generateDemo } from '@/connectors/demo/generate';
import { seededRandom } from '@/connectors/demo/random';
import type { AppConfig } from '@/connectors/kit/contract';
import { serveSandbox, type Sandbox } from '@/connectors/kit/sandbox/server';
import { SandboxShop } from '@/connectors/kit/sandbox/shop';
import { shopify } from '@/connectors/shopify/connector';
import { ShopifyVendor, type VendorOptions } from '@/connectors/shopify/sandbox/vendor';
import { emptyBatch, type FactBatch } from '@/core/model/facts';
import { connect, TestClock, type Connected } from './connector-session';

const NOW = '2026-03-10T15:30:00Z';
export const OPENED = new Date('2024-01-01T00:00:00Z');
export const APP = { clientId: 'client-1', clientSecret: 'hush' };
const ACCOUNT = { accountId: 'juniper-and-clay', timeZone: 'America/New_York', currency: 'USD' };

/** The demo seller's Shopify shop: two years of orders with returns, exchanges and cancellations. */
const FACTS = (() => {
  const facts = emptyBatch();
  for (const { connection, batch } of generateDemo({ now: new Date(NOW), random: seededRandom(7), scale: 0.015 })) {
    if (connection.marketplace !== 'shopify') continue;
    for (const part of Object.keys(facts) as (keyof FactBatch)[]) (facts[part] as unknown[]).push(...batch[part]);
  }
  return facts;
})();

/** A shop of its own: what happens in one changes no other. */
function seededShop(): SandboxShop {
  const { accountId, timeZone, currency } = ACCOUNT;
  return new SandboxShop({ id: accountId, name: 'Juniper & Clay', timeZone, currency, openedAt: OPENED, scopes: [] }, FACTS);
}

export interface OpenShop extends Connected {
  shop: SandboxShop;
  vendor: ShopifyVendor;
  sandbox: Sandbox;
  clock: TestClock;
  /** All time until now. */
  window: { from: Date; to: Date };
}

/** A seeded shop at a vendor on loopback, signed in. */
export async function openShop(
  options: Partial<VendorOptions> = {},
  { timeoutMs = 10_000 }: { timeoutMs?: number } = {},
): Promise<OpenShop> {
  const shop = seededShop();
  const clock = new TestClock(NOW);
  const vendor = new ShopifyVendor({ shop, app: APP, clock: clock.now, ...options });
  const sandbox = await serveSandbox(vendor);
  const config: AppConfig = {
    ...APP,
    baseUrl: sandbox.origin,
    authorizeUrl: `${sandbox.origin}/admin/oauth/authorize`,
    tokenUrl: `${sandbox.origin}/admin/oauth/access_token`,
    redirectUrl: 'https://shopiq.example/api/connections/callback',
  };
  const connected = await connect(shopify, { config, clock, account: ACCOUNT, timeoutMs });
  return { ...connected, shop, vendor, sandbox, clock, window: { from: OPENED, to: clock.now() } };
}
