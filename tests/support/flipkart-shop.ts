import { flipkart } from '@/connectors/flipkart/connector';
import { asShipmentsTell } from '@/connectors/flipkart/sandbox/restate';
import { FlipkartVendor, type VendorOptions } from '@/connectors/flipkart/sandbox/vendor';
import type { AppConfig } from '@/connectors/kit/contract';
import { serveSandbox, type Sandbox } from '@/connectors/kit/sandbox/server';
import { SandboxShop } from '@/connectors/kit/sandbox/shop';
import { connect, TestClock, type Connected } from './connector-session';
import { demoFacts } from './demo-facts';

const NOW = '2026-03-10T15:30:00Z';
const OPENED = new Date('2024-01-01T00:00:00Z');
export const APP = { clientId: 'app-1', clientSecret: 'hush' };
export const LOCATION = 'LOC5e1a7c0ffee';
const ACCOUNT = { accountId: LOCATION, timeZone: 'Asia/Kolkata', currency: 'INR' };

const FACTS = (() => {
  const facts = demoFacts('flipkart', NOW);
  return { ...facts, orders: facts.orders.map(asShipmentsTell) };
})();

export interface OpenShop extends Connected {
  shop: SandboxShop;
  vendor: FlipkartVendor;
  sandbox: Sandbox;
  clock: TestClock;
  /** All time until now. */
  window: { from: Date; to: Date };
}

/** A seeded shop at a vendor on loopback, signed in. What happens in one changes no other. */
export async function openShop(
  options: Partial<VendorOptions> = {},
  session: { timeoutMs?: number; fetch?: typeof fetch } = {},
): Promise<OpenShop> {
  const { timeZone, currency } = ACCOUNT;
  const shop = new SandboxShop({ id: LOCATION, name: 'Juniper', timeZone, currency, openedAt: OPENED, scopes: [] }, FACTS);
  const clock = new TestClock(NOW);
  const vendor = new FlipkartVendor({ shop, app: APP, clock: clock.now, ...options });
  const sandbox = await serveSandbox(vendor);
  const config: AppConfig = {
    ...APP,
    baseUrl: sandbox.origin,
    authorizeUrl: `${sandbox.origin}/oauth-service/oauth/authorize`,
    tokenUrl: `${sandbox.origin}/oauth-service/oauth/token`,
    redirectUrl: 'https://shopiq.example/api/connections/flipkart/callback',
  };
  const connected = await connect(flipkart, { config, clock, account: ACCOUNT, ...session });
  return { ...connected, shop, vendor, sandbox, clock, window: { from: OPENED, to: new Date(clock.now().getTime() + 3_600_000) } };
}
