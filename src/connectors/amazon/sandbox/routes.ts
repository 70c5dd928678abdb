import type { Faults } from '../../kit/sandbox/faults';
import type { SandboxReply } from '../../kit/sandbox/server';
import type { SandboxShop } from '../../kit/sandbox/shop';
import type { Operation } from '../limits';
import type { Place } from '../regions';
import { listingsOf, summariesOf } from './catalog';
import { invalid, questionOf, toPage, type Listed } from './lists';
import { placesOf } from './places';
import { toVendorOrder } from './to-order';
import { payoutsOf } from './to-payouts';
import { chargeOf, transactionsOf, type Charge } from './to-transactions';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
/** Nothing newer is told. */
const LAG_MS = 2 * MINUTE_MS;
/** Tokens of listings, transactions and payouts are good for long; nobody says how long. */
const LONG_MS = 7 * DAY_MS;

/** What a question is answered from. */
export interface View {
  shop: SandboxShop;
  faults: Faults;
  now: Date;
  /** Most records on a page, where that is less than Amazon's. */
  most: number;
  charges: readonly Charge[];
  /** Orders whose payment is not authorized. */
  pending: ReadonlySet<string>;
  /** Transactions of every other order are listed so late after they are posted. */
  financeLagMs: number;
  /** This page is one of the empty ones that lists may have. */
  isEmpty: boolean;
}

/** The operation of a path; null for none. */
export function operationOf(path: string): Operation | null {
  const found = ROUTES.find(([pattern]) => pattern.test(path));
  return found ? found[1] : null;
}

const ROUTES: readonly (readonly [RegExp, Operation])[] = [
  [/^\/sellers\/v1\/account$/, 'getAccount'],
  [/^\/sellers\/v1\/marketplaceParticipations$/, 'getMarketplaceParticipations'],
  [/^\/orders\/2026-01-01\/orders$/, 'searchOrders'],
  [/^\/finances\/2024-06-19\/transactions$/, 'listTransactions'],
  [/^\/finances\/transfers\/2024-06-01\/payouts$/, 'listPayouts'],
  [/^\/listings\/2021-08-01\/items\/[^/]+$/, 'searchListingsItems'],
  [/^\/fba\/inventory\/v1\/summaries$/, 'getInventorySummaries'],
];

const ANSWERS: Readonly<Record<Operation, (view: View, query: URLSearchParams) => SandboxReply>> = {
  getAccount: (view) => answerAccount(view),
  getMarketplaceParticipations: ({ shop }) => ok({ payload: placesOf(shop).map((place) => participationOf(shop, place)) }),
  searchOrders,
  listTransactions,
  listPayouts,
  searchListingsItems,
  getInventorySummaries,
};

export const answer = (operation: Operation, view: View, query: URLSearchParams): SandboxReply => ANSWERS[operation](view, query);

const ok = (body: object): SandboxReply => ({ status: 200, body });

function answerAccount({ shop }: View): SandboxReply {
  const places = placesOf(shop);
  const business = {
    name: shop.account.name,
    registeredBusinessAddress: { addressLine1: '1 Main Street', countryCode: places[0]?.country },
  };
  const marketplaceParticipationList = places.map((place) => participationOf(shop, place));
  return ok({ payload: { marketplaceParticipationList, businessType: 'PRIVATE_LIMITED', sellingPlan: 'PROFESSIONAL', business } });
}

function participationOf(shop: SandboxShop, { id, domain, country, currency }: Place): Record<string, unknown> {
  return {
    marketplace: {
      id,
      name: `A${domain.slice(1)}`,
      countryCode: country,
      defaultCurrencyCode: currency,
      defaultLanguageCode: 'en_US',
      domainName: `www.${domain}`,
    },
    storeName: shop.account.name,
    participation: { isParticipating: true, hasSuspendedListings: false },
  };
}

interface Stretch {
  from: string;
  to: string;
  isLastIncluded: boolean;
}

/** A stretch of time as it is asked for; null where it ends too late. */
function stretchOf(query: URLSearchParams, { now, faults }: View, [after, before]: readonly [string, string]): Stretch | null {
  const latest = now.getTime() - LAG_MS;
  const [from, to] = [Date.parse(query.get(after) ?? ''), query.get(before)];
  const end = to === null ? latest : Date.parse(to);
  if (Number.isNaN(from) || Number.isNaN(end) || end > latest) return null;
  return { from: new Date(from).toISOString(), to: new Date(end).toISOString(), isLastIncluded: faults.inclusive };
}

const isWithin = (stamp: string, { from, to, isLastIncluded }: Stretch): boolean =>
  stamp >= from && (isLastIncluded ? stamp <= to : stamp < to);

function pageOf<T>(view: View, list: readonly Listed<T>[], asked: { query: URLSearchParams; token: string; size: number; lifeMs: number }) {
  const { query, token, size, lifeMs } = asked;
  const given = query.get(token);
  return toPage(list, {
    token: given,
    question: questionOf(query, token, 'maxResultsPerPage', 'pageSize'),
    size: Math.min(size, view.most),
    isEmpty: view.isEmpty,
    lifeMs,
    now: view.now,
    isInclusive: view.faults.inclusive,
  });
}

function searchOrders(view: View, query: URLSearchParams): SandboxReply {
  const stretch = stretchOf(query, view, ['lastUpdatedAfter', 'lastUpdatedBefore']);
  const size = Number(query.get('maxResultsPerPage') ?? 100);
  if (!stretch || query.has('createdAfter') || !(size >= 1 && size <= 100)) return invalid('Invalid request parameters.');
  const list = view.shop
    .byUpdate()
    .filter(({ updatedAt }) => isWithin(updatedAt.toISOString(), { ...stretch, isLastIncluded: true }))
    .map((order) => ({ item: order, sort: `${order.updatedAt.toISOString()} ${order.fact.externalId}` }));
  const page = pageOf(view, list, { query, token: 'paginationToken', size, lifeMs: DAY_MS });
  if (!page) return invalid('The pagination token is not valid.');
  const included = (query.get('includedData') ?? '').split(',');
  const orders = page.items.map((order) => toVendorOrder(order, { isPending: view.pending.has(order.fact.externalId), included }));
  return ok({ orders, ...(page.token ? { pagination: { nextToken: page.token } } : {}), lastUpdatedBefore: stretch.to });
}

function listTransactions(view: View, query: URLSearchParams): SandboxReply {
  const stretch = stretchOf(query, view, ['postedAfter', 'postedBefore']);
  if (!stretch || Date.parse(stretch.from) > view.now.getTime() - LAG_MS) return invalid('Date range is invalid.');
  const isTooLong = Date.parse(stretch.to) - Date.parse(stretch.from) > 180 * DAY_MS;
  const { shop, now, charges, financeLagMs } = view;
  const known = new Date(now.getTime() - financeLagMs).toISOString();
  const isKnown = (sort: string): boolean => !LATE.test(sort) || stampOf(sort) <= known;
  const list = [...shop.byCreation().flatMap(({ fact }) => transactionsOf(fact, now)), ...charges.map(chargeOf)]
    .filter(({ sort }) => isWithin(stampOf(sort), stretch) && isKnown(sort))
    .sort((a, b) => (a.sort < b.sort ? -1 : 1));
  const page = pageOf(view, isTooLong ? [] : list, { query, token: 'nextToken', size: 500, lifeMs: LONG_MS });
  if (!page) return invalid('Invalid next token.');
  return ok({ payload: { ...(page.token ? { nextToken: page.token } : {}), transactions: page.items } });
}

/** Of orders with an odd number. */
const LATE = /[13579]-(shipment|refund)/;

const stampOf = (sort: string): string => sort.slice(0, sort.indexOf(' '));

function listPayouts(view: View, query: URLSearchParams): SandboxReply {
  const from = query.get('createdAfter') ?? '';
  const to = query.get('createdBefore') ?? view.now.toISOString();
  const { shop } = view;
  const orders = shop.byCreation().map(({ fact }) => fact);
  const list = payoutsOf(orders, shop.account.id).filter(({ item }) => {
    const { creationDate } = item as { creationDate: string };
    return isWithin(creationDate, { from, to, isLastIncluded: view.faults.inclusive });
  });
  const page = pageOf(view, list, { query, token: 'nextToken', size: 100, lifeMs: LONG_MS });
  if (!page) return invalid('Invalid next token.');
  return ok({ payouts: page.items, ...(page.token ? { nextToken: page.token } : {}) });
}

/** One search shows no more than a thousand. */
const MOST_LISTINGS = 1000;

function searchListingsItems(view: View, query: URLSearchParams): SandboxReply {
  const places = placesOf(view.shop).filter(({ id }) => query.get('marketplaceIds')?.split(',').includes(id));
  const size = Number(query.get('pageSize') ?? 10);
  if (places.length === 0 || size > 20 || query.get('sortBy') !== 'createdDate') return invalid('Invalid request parameters.');
  const since = query.get('createdAfter') ?? '';
  const all = listingsOf(view.shop, places, (query.get('includedData') ?? 'summaries').split(',')).filter(
    ({ sort }) => stampOf(sort) >= since,
  );
  const page = pageOf({ ...view, isEmpty: false }, all.slice(0, MOST_LISTINGS), { query, token: 'pageToken', size, lifeMs: LONG_MS });
  if (!page) return invalid('The page token is not valid.');
  return ok({ numberOfResults: all.length, ...(page.token ? { pagination: { nextToken: page.token } } : {}), items: page.items });
}

function getInventorySummaries(view: View, query: URLSearchParams): SandboxReply {
  const id = query.get('granularityId') ?? '';
  const place = placesOf(view.shop).find((each) => each.id === id);
  if (!place || query.get('marketplaceIds') !== id) return invalid('Invalid request parameters.');
  const page = pageOf({ ...view, isEmpty: false }, summariesOf(view.shop), { query, token: 'nextToken', size: 50, lifeMs: MINUTE_MS / 2 });
  if (!page) return invalid('Next token is invalid or has expired.');
  const granularity = { granularityType: 'Marketplace', granularityId: id };
  const pagination = page.token ? { pagination: { nextToken: page.token } } : {};
  return ok({ payload: { granularity, inventorySummaries: page.items }, ...pagination });
}
