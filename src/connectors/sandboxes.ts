import { LARGE } from './amazon/sandbox/rate';
import { AmazonVendor } from './amazon/sandbox/vendor';
import type { SandboxVendor } from './kit/sandbox/server';
import type { SandboxShop } from './kit/sandbox/shop';
import { LARGE_APP } from './etsy/sandbox/rate';
import { EtsyVendor } from './etsy/sandbox/vendor';
import { ENTERPRISE } from './shopify/sandbox/cost';
import { ShopifyVendor } from './shopify/sandbox/vendor';

/** The app that sandboxes know. It opens nothing but them. */
export const SANDBOX_APP = { clientId: 'sandbox-app', clientSecret: 'the secret of the sandbox app' };

/** What sandboxes sign deliveries with, where it is not the secret of the app. */
export const SANDBOX_WEBHOOK_SECRETS: Readonly<Record<string, string>> = {
  etsy: `whsec_${Buffer.from('the secret of the sandbox endpoint').toString('base64')}`,
};

/** Marketplaces that can be played on this machine, each over a seeded shop. */
export const SANDBOXES: Readonly<Record<string, (shop: SandboxShop, clock: () => Date) => SandboxVendor>> = {
  shopify: (shop, clock) => new ShopifyVendor({ shop, app: SANDBOX_APP, clock, plan: ENTERPRISE }),
  amazon: (shop, clock) => new AmazonVendor({ shop, app: SANDBOX_APP, clock, plan: LARGE }),
  etsy: (shop, clock) =>
    new EtsyVendor({ shop, app: SANDBOX_APP, webhookSecret: SANDBOX_WEBHOOK_SECRETS['etsy'] ?? '', clock, plan: LARGE_APP }),
};
