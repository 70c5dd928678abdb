import { flipkart } from '@/connectors/flipkart/connector';
import { asShipmentsTell } from '@/connectors/flipkart/sandbox/restate';
import { FlipkartVendor, type VendorOptions } from '@/connectors/flipkart/sandbox/vendor';
import { demoFacts } from './demo-facts';
import { NOW, openSeededShop, seededShop, type OpenShop as OpenShopAt, type SessionOptions } from './seeded-shop';

const APP = { clientId: 'app-1', clientSecret: 'hush' };
export const LOCATION = 'LOC5e1a7c0ffee';
const ACCOUNT = { id: LOCATION, name: 'Juniper', timeZone: 'Asia/Kolkata', currency: 'INR' };
const HOUR_MS = 3_600_000;

const FACTS = (() => {
  const facts = demoFacts('flipkart', { now: NOW, scale: 0.05 });
  return { ...facts, orders: facts.orders.map(asShipmentsTell) };
})();

export type OpenShop = OpenShopAt<FlipkartVendor>;

/** A seeded shop at a vendor on loopback, signed in. Its window ends an hour ahead. */
export async function openShop(options: Partial<VendorOptions> = {}, session: SessionOptions = {}): Promise<OpenShop> {
  const shop = seededShop(ACCOUNT, FACTS);
  const vendorOf = ({ now: clock }: { now: () => Date }) => new FlipkartVendor({ shop, app: APP, clock, ...options });
  const opened = await openSeededShop(flipkart, { app: APP, shop, vendorOf }, session);
  const { from, to } = opened.window;
  return { ...opened, window: { from, to: new Date(to.getTime() + HOUR_MS) } };
}
