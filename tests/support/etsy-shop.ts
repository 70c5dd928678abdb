import { generateDemo } from '@/connectors/demo/generate';
import { seededRandom } from '@/connectors/demo/random';
import { etsy } from '@/connectors/etsy/connector';
import { EtsyVendor, type VendorOptions } from '@/connectors/etsy/sandbox/vendor';
import type { AppConfig } from '@/connectors/kit/contract';
import { serveSandbox, type Sandbox } from '@/connectors/kit/sandbox/server';
import { SandboxShop } from '@/connectors/kit/sandbox/shop';
import { emptyBatch, type FactBatch } from '@/core/model/facts';
import { connect, TestClock, type Connected } from './connector-session';

const NOW = '2026-03-10T15:30:00Z';
export const OPENED = new Date('2024-01-01T00:00:00Z');
export const APP = { clientId: 'keystring-1', clientSecret: 'hush' };
export const WEBHOOK_SECRET = 'whsec_ZXRzeS1lbmRwb2ludC1zZWNyZXQtMzItYnl0ZXMhISE=';
const ACCOUNT = { accountId: '48210377', timeZone: 'Europe/Berlin', currency: 'EUR' };

/** The demo seller's Etsy shop: two years of orders with refunds, exchanges and cancellations. */
const FACTS = (() => {
  const facts = emptyBatch();
  for (const { connection, batch } of generateDemo({ now: new Date(NOW), random: seededRandom(7), scale: 0.05 })) {
    if (connection.marketplace !== 'etsy') continue;
    for (const part of Object.keys(facts) as (keyof FactBatch)[]) (facts[part] as unknown[]).push(...batch[part]);
  }
  return facts;
})();

/** A shop of its own: what happens in one changes no other. */
function seededShop(): SandboxShop {
  const { accountId, timeZone, currency } = ACCOUNT;
  return new SandboxShop({ id: accountId, name: 'JuniperAndClayEU', timeZone, currency, openedAt: OPENED, scopes: [] }, FACTS);
}

export interface OpenShop extends Connected {
  shop: SandboxShop;
  vendor: EtsyVendor;
  sandbox: Sandbox;
  clock: TestClock;
  /** All time until now. */
  window: { from: Date; to: Date };
}

/** A seeded shop at a vendor on loopback, signed in. Pages are small, so that there are many. */
export async function openShop(
  options: Partial<VendorOptions> = {},
  session: { timeoutMs?: number; fetch?: typeof fetch } = {},
): Promise<OpenShop> {
  const shop = seededShop();
  const clock = new TestClock(NOW);
  const vendor = new EtsyVendor({ shop, app: APP, webhookSecret: WEBHOOK_SECRET, clock: clock.now, pageSize: 12, ...options });
  const sandbox = await serveSandbox(vendor);
  const config: AppConfig = {
    ...APP,
    baseUrl: sandbox.origin,
    authorizeUrl: `${sandbox.origin}/oauth/connect`,
    tokenUrl: `${sandbox.origin}/v3/public/oauth/token`,
    redirectUrl: 'https://shopiq.example/api/connections/etsy/callback',
  };
  const connected = await connect(etsy, { config, clock, account: ACCOUNT, ...session });
  return { ...connected, shop, vendor, sandbox, clock, window: { from: OPENED, to: clock.now() } };
}
