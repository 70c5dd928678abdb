import type { Connector } from '../kit/contract';
import { identify } from './account';
import { auth } from './auth';
import { judge, LIMITS } from './limits';
import { financesStream, payoutsStream } from './streams/finances';
import { inventoryStream } from './streams/inventory';
import { ordersStream } from './streams/orders';
import { productsStream } from './streams/products';

/** Amazon by its Selling Partner API. `{shop}` is the host of the region; the seller agrees at another one. */
export const amazon: Connector = {
  id: 'amazon',
  addresses: {
    baseUrl: 'https://{shop}',
    authorizeUrl: 'https://sellercentral.amazon.com/apps/authorize/consent',
    tokenUrl: 'https://api.amazon.com/auth/o2/token',
  },
  streams: [productsStream, inventoryStream, ordersStream, financesStream, payoutsStream],
  notOffered: {
    customers: 'Amazon does not tell sellers who their buyers are.',
    reviews: 'Amazon gives its reviews to nobody; it tells only what topics they are about.',
  },
  auth,
  webhooks: { notOffered: 'Amazon sends its messages to a queue at Amazon Web Services, not to an address on the web.' },
  limits: LIMITS,
  judge,
  identify,
  dailyTotals: {
    notOffered:
      "Amazon's reports of a day count items and not orders; its metrics of orders are an interface of their own, which ShopIQ does not use.",
  },
};
