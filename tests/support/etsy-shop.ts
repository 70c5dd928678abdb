import { etsy } from '@/connectors/etsy/connector';
import { EtsyVendor, type VendorOptions } from '@/connectors/etsy/sandbox/vendor';
import { demoFacts } from './demo-facts';
import { NOW, openSeededShop, seededShop, type OpenShop as OpenShopAt, type SessionOptions } from './seeded-shop';

export const APP = { clientId: 'keystring-1', clientSecret: 'hush' };
export const WEBHOOK_SECRET = 'whsec_ZXRzeS1lbmRwb2ludC1zZWNyZXQtMzItYnl0ZXMhISE=';
const ACCOUNT = { id: '48210377', name: 'JuniperAndClayEU', timeZone: 'Europe/Berlin', currency: 'EUR' };
const FACTS = demoFacts('etsy', { now: NOW, scale: 0.05 });

export type OpenShop = OpenShopAt<EtsyVendor>;

/** A seeded shop at a vendor on loopback, signed in. Pages are small, so that there are many. */
export function openShop(options: Partial<VendorOptions> = {}, session: SessionOptions = {}): Promise<OpenShop> {
  const shop = seededShop(ACCOUNT, FACTS);
  const vendorOf = ({ now: clock }: { now: () => Date }) =>
    new EtsyVendor({ shop, app: APP, webhookSecret: WEBHOOK_SECRET, clock, pageSize: 12, ...options });
  return openSeededShop(etsy, { app: APP, shop, vendorOf }, session);
}
