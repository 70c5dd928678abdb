import type { AppConfig, Connector } from '@/connectors/kit/contract';
import { serveSandbox, type Sandbox, type SandboxVendor } from '@/connectors/kit/sandbox/server';
import { SandboxShop } from '@/connectors/kit/sandbox/shop';
import type { FactBatch } from '@/core/model/facts';
import { connect, TestClock, type Connected } from './connector-session';

export const NOW = '2026-03-10T15:30:00Z';
export const OPENED = new Date('2024-01-01T00:00:00Z');

/** A shop over seeded facts. What happens in one changes no other. */
export function seededShop(account: { id: string; name: string; timeZone: string; currency: string }, facts: FactBatch): SandboxShop {
  return new SandboxShop({ ...account, openedAt: OPENED, scopes: [] }, facts);
}

/** How long the connector waits for an answer, and what it calls with. */
export interface SessionOptions {
  timeoutMs?: number;
  fetch?: typeof fetch;
}

export interface OpenShop<Vendor> extends Connected {
  shop: SandboxShop;
  vendor: Vendor;
  sandbox: Sandbox;
  clock: TestClock;
  /** All time until now. */
  window: { from: Date; to: Date };
}

/** Serve a shop at its vendor on loopback and sign in, as a seller does. */
export async function openSeededShop<Vendor extends SandboxVendor>(
  connector: Connector,
  { app, shop, vendorOf }: { app: { clientId: string; clientSecret: string }; shop: SandboxShop; vendorOf: (clock: TestClock) => Vendor },
  session: SessionOptions,
): Promise<OpenShop<Vendor>> {
  const clock = new TestClock(NOW);
  const vendor = vendorOf(clock);
  const sandbox = await serveSandbox(vendor);
  const { authorizeUrl, tokenUrl } = connector.addresses;
  const here = (address: string): string => sandbox.origin + new URL(address.replace('{shop}', 'shop')).pathname;
  const config: AppConfig = {
    ...app,
    baseUrl: sandbox.origin,
    authorizeUrl: here(authorizeUrl),
    tokenUrl: here(tokenUrl),
    redirectUrl: `https://shopiq.example/api/connections/${connector.id}/callback`,
  };
  const { id: accountId, timeZone, currency } = shop.account;
  const connected = await connect(connector, { config, clock, account: { accountId, timeZone, currency }, ...session });
  return { ...connected, shop, vendor, sandbox, clock, window: { from: OPENED, to: clock.now() } };
}
