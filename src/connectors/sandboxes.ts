import type { OrderFact, ProductFact } from '@/core/model/facts';
import { LARGE } from './amazon/sandbox/rate';
import { AmazonVendor } from './amazon/sandbox/vendor';
import type { SandboxVendor } from './kit/sandbox/server';
import type { SandboxShop } from './kit/sandbox/shop';
import { LARGE_APP } from './etsy/sandbox/rate';
import { EtsyVendor } from './etsy/sandbox/vendor';
import { listingIdOf } from './flipkart/sandbox/numbers';
import { asShipmentsTell } from './flipkart/sandbox/restate';
import { FlipkartVendor } from './flipkart/sandbox/vendor';
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
  etsy: (shop, clock) =>
    new EtsyVendor({ shop, app: SANDBOX_APP, webhookSecret: SANDBOX_WEBHOOK_SECRETS['etsy'] ?? '', clock, plan: LARGE_APP }),
  flipkart: (shop, clock) => new FlipkartVendor({ shop, app: SANDBOX_APP, clock }),
  amazon: (shop, clock) => new AmazonVendor({ shop, app: SANDBOX_APP, clock, plan: LARGE }),
};

/** Orders of the demo seller as a marketplace can tell them, where it does not tell all there is to an order. */
export const TOLD: Readonly<Record<string, (fact: OrderFact) => OrderFact>> = { flipkart: asShipmentsTell };

/** What a connector names a product of the demo seller by, where that is not the product's own id. */
export const PRODUCT_NAMES: Readonly<Record<string, (product: ProductFact) => string>> = {
  amazon: ({ sku, externalId }) => sku ?? externalId,
  flipkart: ({ externalId }) => listingIdOf(externalId),
};
