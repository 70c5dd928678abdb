import { onceOf, type ShopOrder } from '../../kit/sandbox/shop';
import type { BulkPosition } from './bulk';
import { catalogRoot } from './catalog';
import { cutPage, toConnection, toOwnConnection, toSorted, type Listed, type PageArguments } from './lists';
import { toStamp } from './money';
import { paymentsRoot } from './payments';
import { matches, toTerms, within } from './search';
import { toVendorOrder } from './to-order';
import { denied, hostOf, need, type ListArguments, type View } from './view';

/** Without `read_all_orders`, older orders are not listed. */
const RECENT_MS = 60 * 86_400_000;

/** The sandbox's root object: each field answers from the seeded shop. */
export function toRoot(view: View) {
  const { shop, faults, scopes } = view;
  return {
    shop: {
      id: `gid://shopify/Shop/${shop.account.id}`,
      name: shop.account.name,
      createdAt: toStamp(shop.account.openedAt),
      currencyCode: shop.account.currency,
      ianaTimezone: shop.account.timeZone,
      myshopifyDomain: hostOf(shop),
    },
    currentAppInstallation: { accessScopes: scopes.map((handle) => ({ handle })) },
    orders: ({ sortKey, query, ...page }: ListArguments) => {
      need(view, 'read_orders');
      const truncate = faults.truncate;
      const connection = view.bulk
        ? nextPart(view.bulk, () => listOrders(view, query, sortKey))
        : toConnection(listOrders(view, query, sortKey), page, { isInclusive: faults.inclusive });
      const toNode = (order: ShopOrder): object => orderNode(view, order, truncate);
      return {
        ...connection,
        nodes: connection.nodes.map(toNode),
        edges: connection.edges.map(({ cursor, node }) => ({ cursor, node: toNode(node) })),
      };
    },
    order: ({ id }: { id: string }) => {
      need(view, 'read_orders');
      const order = shop.order(id.replace('gid://shopify/Order/', ''));
      return order ? orderNode(view, order, 0) : null;
    },
    ...catalogRoot(view),
    ...paymentsRoot(view),
    ordersCount: ({ query, limit }: { query?: string | null; limit?: number | null }) => {
      need(view, 'read_orders');
      const count = listOrders(view, query, 'PROCESSED_AT').length;
      const isOver = limit !== null && limit !== undefined && count > limit;
      return { count: isOver ? limit : count, precision: isOver ? 'AT_LEAST' : 'EXACT' };
    },
  };
}

/** Orders a bulk operation writes before others are answered. */
const BULK_PART = 200;

function nextPart(position: BulkPosition, list: () => Listed<ShopOrder>[]): ReturnType<typeof cutPage<ShopOrder>> {
  position.list ??= toSorted(list());
  const { from } = position;
  position.from += BULK_PART;
  return cutPage(position.list.slice(from, position.from), {});
}

function listOrders(
  { shop, scopes, faults, now }: View,
  query: string | null | undefined,
  sortKey: string | undefined,
): Listed<ShopOrder>[] {
  const isWhole = scopes.includes('read_all_orders');
  const isRecent = ({ fact }: ShopOrder): boolean => isWhole || now.getTime() - fact.ordered.at.getTime() <= RECENT_MS;
  const terms = toTerms(query);
  const updated = terms.filter(({ field }) => field === 'updated_at');
  const ordered = terms.filter(({ field }) => field === 'created_at' || field === 'processed_at');
  const [list, kept] = updated.length > 0 ? [byUpdate(shop), updated] : [byCreation(shop), ordered];
  const toOther = (order: ShopOrder): Listed<ShopOrder> => (sortKey === 'UPDATED_AT' ? listedByUpdate(order) : listedByCreation(order));
  return within(list, kept, faults.inclusive)
    .filter(({ item }) => isRecent(item) && matches(terms, (field) => searchValue(item, field), faults.inclusive))
    .map(({ item }) => toOther(item));
}

const listedByUpdate = (item: ShopOrder): Listed<ShopOrder> => ({ item, id: item.fact.externalId, sort: toStamp(item.updatedAt) });
const listedByCreation = (item: ShopOrder): Listed<ShopOrder> => ({ item, id: item.fact.externalId, sort: toStamp(item.fact.ordered.at) });
const byUpdate = onceOf((orders) => toSorted(orders.map(listedByUpdate)));
const byCreation = onceOf((orders) => toSorted(orders.map(listedByCreation)));

function searchValue({ updatedAt, fact }: ShopOrder, field: string): string | undefined {
  if (field === 'updated_at') return toStamp(updatedAt);
  if (field === 'created_at' || field === 'processed_at') return toStamp(fact.ordered.at);
  return field === 'test' ? 'false' : undefined;
}

/** `truncate`: nested lists hold so many entries at most; an order read by itself has them all. */
function orderNode(view: View, shopOrder: ShopOrder, truncate: number): object {
  const { customerId, address, fulfillments, transactions, agreements, ...order } = toVendorOrder(shopOrder);
  const protectedValue =
    <T>(value: T) =>
    (): T => {
      if (view.isWithheld) throw denied('This app is not approved to access the Customer object.');
      return value;
    };
  const cut = <T>(list: readonly T[], first: number | null | undefined): readonly T[] => {
    const most = Math.min(first ?? list.length, truncate > 0 ? truncate : list.length);
    return list.slice(0, most);
  };
  return {
    ...order,
    customer: protectedValue(customerId === null ? null : { id: `gid://shopify/Customer/${customerId}` }),
    shippingAddress: protectedValue(address),
    billingAddress: protectedValue(address),
    fulfillmentsCount: { count: fulfillments.length, precision: 'EXACT' },
    fulfillments: ({ first }: PageArguments) => cut(fulfillments, first),
    transactionsCount: { count: transactions.length, precision: 'EXACT' },
    transactions: ({ first }: PageArguments) => cut(transactions, first),
    agreements: (page: PageArguments) =>
      toOwnConnection(
        agreements.map(({ sales, ...agreement }) => ({
          ...agreement,
          sales: (inner: PageArguments) => toOwnConnection(sales, inner, { truncate }),
        })),
        page,
        { truncate },
      ),
  };
}
