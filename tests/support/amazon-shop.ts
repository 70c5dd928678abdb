import { amazon } from '@/connectors/amazon/connector';
import { AmazonVendor, type VendorOptions } from '@/connectors/amazon/sandbox/vendor';
import { demoFacts } from './demo-facts';
import { NOW, openSeededShop, seededShop, type OpenShop as OpenShopAt, type SessionOptions } from './seeded-shop';

const APP = { clientId: 'amzn1.application-oa2-client.1', clientSecret: 'hush', applicationId: 'amzn1.sp.solution.1' };
const ACCOUNT = { id: 'A2JUNIPERCLAY', name: 'Juniper & Clay', timeZone: 'America/Los_Angeles', currency: 'USD' };
const FACTS = demoFacts('amazon', { now: NOW, scale: 0.04 });

export type OpenShop = OpenShopAt<AmazonVendor>;

/** A seeded shop at a vendor on loopback, signed in. Pages are small, so that there are many. */
export function openShop(options: Partial<VendorOptions> = {}, session: SessionOptions = {}): Promise<OpenShop> {
  const shop = options.shop ?? seededShop(ACCOUNT, FACTS);
  const vendorOf = ({ now: clock }: { now: () => Date }) => new AmazonVendor({ app: APP, clock, pageSize: 12, ...options, shop });
  return openSeededShop(amazon, { app: APP, shop, vendorOf }, session);
}
