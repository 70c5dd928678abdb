import { LARGE } from './amazon/sandbox/rate';
import { AmazonVendor } from './amazon/sandbox/vendor';
import type { SandboxVendor } from './kit/sandbox/server';
import type { SandboxShop } from './kit/sandbox/shop';
import { ENTERPRISE } from './shopify/sandbox/cost';
import { ShopifyVendor } from './shopify/sandbox/vendor';

/** The app that sandboxes know. It opens nothing but them. */
export const SANDBOX_APP = { clientId: 'sandbox-app', clientSecret: 'the secret of the sandbox app' };

/** Marketplaces that can be played on this machine, each over a seeded shop. */
export const SANDBOXES: Readonly<Record<string, (shop: SandboxShop, clock: () => Date) => SandboxVendor>> = {
  shopify: (shop, clock) => new ShopifyVendor({ shop, app: SANDBOX_APP, clock, plan: ENTERPRISE }),
  amazon: (shop, clock) => new AmazonVendor({ shop, app: SANDBOX_APP, clock, plan: LARGE }),
};
