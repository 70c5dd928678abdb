import { z } from 'zod';
import type { Account, Connector, Session } from '../kit/contract';
import { auth, SCOPES } from './auth';
import { get } from './client';
import { dailyTotals } from './daily-totals';
import { judge, LIMITS } from './limits';
import { idSchema, stampSchema } from './schema';
import { financesStream, payoutsStream } from './streams/finances';
import { ordersStream } from './streams/orders';
import { inventoryStream, productsStream } from './streams/products';
import { reviewsStream } from './streams/reviews';
import { webhooks } from './webhook';
import { zoneOf } from './zones';

/** Etsy by its Open API, version 3. */
export const etsy: Connector = {
  id: 'etsy',
  addresses: {
    baseUrl: 'https://api.etsy.com',
    authorizeUrl: 'https://www.etsy.com/oauth/connect',
    tokenUrl: 'https://api.etsy.com/v3/public/oauth/token',
  },
  streams: [productsStream, inventoryStream, ordersStream, financesStream, payoutsStream, reviewsStream],
  notOffered: { customers: 'Etsy has no list of buyers; they are known by their orders.' },
  auth,
  webhooks,
  limits: LIMITS,
  judge,
  identify,
  dailyTotals,
};

const selfSchema = z.object({ shop_id: idSchema });

const shopSchema = z.object({
  shop_name: z.string(),
  created_timestamp: stampSchema,
  currency_code: z.string().regex(/^[A-Z]{3}$/),
  shop_location_country_iso: z.string().nullish(),
});

/** Sellers agree to all that is asked for or to nothing, and no answer names the scopes. */
async function identify(session: Session): Promise<Account> {
  const { shop_id: id } = await get(session, { path: '/users/me', schema: selfSchema });
  const shop = await get(session, { path: `/shops/${id}`, schema: shopSchema });
  return {
    id,
    name: shop.shop_name,
    timeZone: zoneOf(shop.shop_location_country_iso),
    currency: shop.currency_code,
    openedAt: new Date(shop.created_timestamp * 1000),
    scopes: SCOPES,
  };
}
