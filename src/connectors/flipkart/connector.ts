import type { Connector } from '../kit/contract';
import { identify } from './account';
import { auth } from './auth';
import { LIMITS } from './limits';
import { ordersStream } from './streams/orders';
import { inventoryStream, productsStream } from './streams/products';
import { webhooks } from './webhook';

/** Flipkart by its seller API, version 3 (India). */
export const flipkart: Connector = {
  id: 'flipkart',
  addresses: {
    baseUrl: 'https://api.flipkart.net',
    authorizeUrl: 'https://api.flipkart.net/oauth-service/oauth/authorize',
    tokenUrl: 'https://api.flipkart.net/oauth-service/oauth/token',
  },
  streams: [productsStream, inventoryStream, ordersStream],
  notOffered: {
    customers: 'Flipkart does not tell sellers who buys from them.',
    // The columns of these reports are not published.
    finances: 'Flipkart tells of fees and taxes only in reports that are a paid service for its partners: prices are with the tax in them.',
    payouts: 'Flipkart tells of settlements only in such reports.',
    reviews: 'Flipkart does not give sellers the reviews of their products.',
  },
  auth,
  webhooks,
  limits: LIMITS,
  identify,
  dailyTotals: { notOffered: 'Flipkart tells no totals of its own: it only lists.' },
};
