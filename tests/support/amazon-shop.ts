import { amazon } from '@/connectors/amazon/connector';
import { AmazonVendor, type VendorOptions } from '@/connectors/amazon/sandbox/vendor';
import { generateDemo } from '@/connectors/demo/generate';
import { seededRandom } from '@/connectors/demo/random';
import type { AppConfig } from '@/connectors/kit/contract';
import { serveSandbox, type Sandbox } from '@/connectors/kit/sandbox/server';
import { SandboxShop } from '@/connectors/kit/sandbox/shop';
import { emptyBatch, type FactBatch } from '@/core/model/facts';
import { connect, TestClock, type Connected } from './connector-session';

export const NOW = '2026-03-10T15:30:00Z';
const OPENED = new Date('2024-01-01T00:00:00Z');
const APP = { clientId: 'amzn1.application-oa2-client.1', clientSecret: 'hush', applicationId: 'amzn1.sp.solution.1' };
const ACCOUNT = { accountId: 'A2JUNIPERCLAY', timeZone: 'America/Los_Angeles', currency: 'USD' };

/** The demo seller's shop on Amazon: two years of orders with refunds, exchanges and cancellations. */
const FACTS = (() => {
  const facts = emptyBatch();
  for (const { connection, batch } of generateDemo({ now: new Date(NOW), random: seededRandom(7), scale: 0.04 })) {
    if (connection.marketplace !== 'amazon') continue;
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
  vendor: AmazonVendor;
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
  const { shop = seededShop() } = options;
  const clock = new TestClock(NOW);
  const vendor = new AmazonVendor({ app: APP, clock: clock.now, pageSize: 12, ...options, shop });
  const sandbox = await serveSandbox(vendor);
  const config: AppConfig = {
    ...APP,
    baseUrl: sandbox.origin,
    authorizeUrl: `${sandbox.origin}/apps/authorize/consent`,
    tokenUrl: `${sandbox.origin}/auth/o2/token`,
    redirectUrl: 'https://shopiq.example/api/connections/amazon/callback',
  };
  const { accountId: id, timeZone, currency } = ACCOUNT;
  const account = options.shop
    ? { accountId: shop.account.id, timeZone: shop.account.timeZone, currency: shop.account.currency }
    : { accountId: id, timeZone, currency };
  const connected = await connect(amazon, { config, clock, account, ...session });
  return { ...connected, shop, vendor, sandbox, clock, window: { from: OPENED, to: clock.now() } };
}
