import { EtsyVendor } from '@/connectors/etsy/sandbox/vendor';
import { SANDBOX_APP, SANDBOX_WEBHOOK_SECRETS } from '@/connectors/sandboxes';
import { onLateNews } from '~/tests/support/late-news';

const webhookSecret = SANDBOX_WEBHOOK_SECRETS['etsy'] ?? '';

onLateNews(
  'an Etsy shop that was read',
  {
    marketplace: 'etsy',
    locale: 'de-DE',
    credentials: { webhookSecret },
    vendorOf: (shop, clock) => new EtsyVendor({ shop, app: SANDBOX_APP, webhookSecret, clock }),
    sold: { externalId: '3999999999' },
    soldKinds: ['SALE', 'FEE'],
    addressOf: (publicUrl) => publicUrl,
    forged: () => ({
      headers: { 'webhook-id': 'msg_9', 'webhook-timestamp': '1', 'webhook-signature': 'v1,AAAA' },
      body: '{"event_type":"order.paid","shop_id":"48210377"}',
    }),
  },
  {
    refund: 'finds a refund that no receipt tells of by its stamp, however old the order',
    delivery: 'has a new order at once, by a delivery that is signed with the secret of the endpoint',
  },
);
