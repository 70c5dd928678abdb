import { z } from 'zod';
import type { Account, Connector, Session } from '../kit/contract';
import { accountIdOf } from './account';
import { auth } from './auth';
import { ask } from './client';
import { SHOP } from './documents';
import { dailyTotals } from './daily-totals';
import { judge, LIMITS } from './limits';
import { customersStream } from './streams/customers';
import { financesStream, payoutsStream } from './streams/finances';
import { inventoryStream } from './streams/inventory';
import { ordersStream } from './streams/orders';
import { productsStream } from './streams/products';
import { webhooks } from './webhook';

/** Shopify by its Admin GraphQL API. */
export const shopify: Connector = {
  id: 'shopify',
  addresses: {
    baseUrl: 'https://{shop}',
    authorizeUrl: 'https://{shop}/admin/oauth/authorize',
    tokenUrl: 'https://{shop}/admin/oauth/access_token',
  },
  streams: [productsStream, inventoryStream, customersStream, ordersStream, financesStream, payoutsStream],
  notOffered: { reviews: 'Shopify has no reviews of its own; they are kept by apps of other makers.' },
  auth,
  webhooks,
  limits: LIMITS,
  judge,
  identify,
  dailyTotals,
};

const shopSchema = z.object({
  shop: z.object({
    name: z.string(),
    createdAt: z.iso.datetime({ offset: true }),
    currencyCode: z.string().regex(/^[A-Z]{3}$/),
    ianaTimezone: z.string(),
    myshopifyDomain: z.string(),
  }),
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
});

async function identify(session: Session): Promise<Account> {
  const { data } = await ask(session, { query: SHOP, schema: shopSchema, cost: 10 });
  const { name, createdAt, currencyCode, ianaTimezone, myshopifyDomain } = data.shop;
  return {
    id: accountIdOf(myshopifyDomain),
    name,
    timeZone: ianaTimezone,
    currency: currencyCode,
    openedAt: new Date(createdAt),
    scopes: data.currentAppInstallation.accessScopes.map(({ handle }) => handle),
  };
}
