import { shopify } from '@/connectors/shopify/connector';
import { ShopifyVendor, type VendorOptions } from '@/connectors/shopify/sandbox/vendor';
import { demoFacts } from './demo-facts';
import { NOW, openSeededShop, seededShop, type OpenShop as OpenShopAt, type SessionOptions } from './seeded-shop';

export const APP = { clientId: 'client-1', clientSecret: 'hush' };
const ACCOUNT = { id: 'juniper-and-clay', name: 'Juniper & Clay', timeZone: 'America/New_York', currency: 'USD' };
const FACTS = demoFacts('shopify', { now: NOW, scale: 0.015 });

export type OpenShop = OpenShopAt<ShopifyVendor>;

/** A seeded shop at a vendor on loopback, signed in. */
export function openShop(options: Partial<VendorOptions> = {}, session: SessionOptions = {}): Promise<OpenShop> {
  const shop = seededShop(ACCOUNT, FACTS);
  const vendorOf = ({ now: clock }: { now: () => Date }) => new ShopifyVendor({ shop, app: APP, clock, ...options });
  return openSeededShop(shopify, { app: APP, shop, vendorOf }, session);
}
