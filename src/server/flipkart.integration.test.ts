import { FlipkartVendor } from '@/connectors/flipkart/sandbox/vendor';
import { SANDBOX_APP } from '@/connectors/sandboxes';
import { onLateNews } from '~/tests/support/late-news';

onLateNews(
  'a Flipkart shop that was read',
  {
    marketplace: 'flipkart',
    locale: 'en-IN',
    vendorOf: (shop, clock) => new FlipkartVendor({ shop, app: SANDBOX_APP, clock }),
    sold: { externalId: 'OD999', status: 'processing' },
    soldKinds: ['SALE'],
    addressOf: (publicUrl, shop) => `${publicUrl}/api/webhooks/flipkart?account=${shop.account.id}`,
    forged: (now) => ({ headers: { X_Date: now.toUTCString() }, body: '{"eventType":"shipment_created"}' }),
  },
  {
    refund: 'finds a return that its shipment does not tell of by its stamp, however old the order',
    delivery: 'has a new order at once, by a notification that is signed for the address that was registered',
  },
);
