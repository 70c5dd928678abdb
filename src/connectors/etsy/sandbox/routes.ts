import type { OrderFact } from '@/core/model/facts';
import type { Faults } from '../../kit/sandbox/faults';
import type { SandboxReply } from '../../kit/sandbox/server';
import { onceOf, type SandboxShop } from '../../kit/sandbox/shop';
import { lineOf, listingsOf, sectionsOf, toReview } from './catalog';
import { isWithin, toPage } from './lists';
import { lineIdOf, paymentIdOf, receiptIdOf, secondsOf } from './numbers';
import { depositsOf, entriesOfOrder, inOrder, toListed, type VendorEntry } from './to-entries';
import { toPayment } from './to-payment';
import { toReceipt, type ReceiptContext } from './to-receipt';

/** What a question is answered from. */
export interface View {
  shop: SandboxShop;
  scopes: readonly string[];
  faults: Faults;
  /** Most records on a page. */
  most: number;
  charges: readonly VendorEntry[];
}

interface Asked {
  path: string;
  query: URLSearchParams;
}

type Handler = (view: View, query: URLSearchParams, ids: readonly string[]) => SandboxReply;

/** Paths below the shop, the scope each needs, and what answers it. */
const ROUTES: readonly [pattern: RegExp, scope: string | null, handle: Handler][] = [
  [/^\/users\/me$/, 'shops_r', ({ shop }) => ok({ user_id: Number(shop.account.id), shop_id: Number(shop.account.id) })],
  [/^\/shops\/\d+$/, null, (view) => ok(shopOf(view.shop))],
  [/^\/shops\/\d+\/sections$/, null, ({ shop }) => ok({ count: sectionsOf(shop).length, results: sectionsOf(shop) })],
  [/^\/shops\/\d+\/listings$/, 'listings_r', listings],
  [/^\/listings\/(\d+)\/inventory$/, 'listings_r', inventory],
  [/^\/shops\/\d+\/receipts$/, 'transactions_r', receipts],
  [/^\/shops\/\d+\/receipts\/(\d+)$/, 'transactions_r', receipt],
  [/^\/shops\/\d+\/receipts\/(\d+)\/payments$/, 'transactions_r', receiptPayments],
  [/^\/shops\/\d+\/payments$/, 'transactions_r', payments],
  [/^\/shops\/\d+\/transactions\/(\d+)$/, 'transactions_r', transaction],
  [/^\/shops\/\d+\/payment-account\/ledger-entries$/, 'transactions_r', ledger],
  [/^\/shops\/\d+\/payment-account\/ledger-entries\/(\d+)$/, 'transactions_r', ledgerEntry],
  [/^\/shops\/\d+\/reviews$/, null, reviews],
];

/** Answer a question of a signed-in app. */
export function answer(view: View, { path, query }: Asked): SandboxReply {
  for (const [pattern, scope, handle] of ROUTES) {
    const match = pattern.exec(path);
    if (!match) continue;
    const owner = /^\/shops\/(\d+)/.exec(path)?.[1];
    if (owner !== undefined && owner !== view.shop.account.id) return { status: 403, body: { error: 'This is not your shop.' } };
    if (scope !== null && !view.scopes.includes(scope)) return { status: 403, body: { error: `The token has not the scope ${scope}.` } };
    return handle(view, query, match.slice(1));
  }
  return NOT_FOUND;
}

const ok = (body: unknown): SandboxReply => ({ status: 200, body });
const NOT_FOUND: SandboxReply = { status: 404, body: { error: 'Resource not found' } };

const factsOf = ({ shop }: View): OrderFact[] => shop.byCreation().map(({ fact }) => fact);
const idOf = ({ shop }: View): number => Number(shop.account.id);

const page = ({ most, faults }: View, records: readonly object[], query: URLSearchParams): SandboxReply =>
  toPage(records, query, { most, isInclusive: faults.inclusive });

function shopOf({ account }: SandboxShop): object {
  const created = secondsOf(account.openedAt);
  // The country is the one whose clock the seeded shop keeps.
  const country = account.timeZone === 'Europe/Berlin' ? 'DE' : 'US';
  return {
    shop_id: Number(account.id),
    user_id: Number(account.id),
    shop_name: account.name,
    create_date: created,
    created_timestamp: created,
    currency_code: account.currency,
    shop_location_country_iso: country,
  };
}

function contextOf({ shop }: View): ReceiptContext {
  return {
    sellerId: Number(shop.account.id),
    customers: new Map(shop.customers.map((customer) => [customer.externalId, customer])),
    products: new Map(shop.products.map((product) => [product.externalId, product])),
  };
}

/** Lists within records of a list may be cut; a record by itself is whole. */
function cut(record: Record<string, unknown>, field: string, truncate: number): Record<string, unknown> {
  const list = record[field];
  return truncate > 0 && Array.isArray(list) ? { ...record, [field]: list.slice(0, truncate) } : record;
}

function listings(view: View, query: URLSearchParams): SandboxReply {
  const { truncate } = view.faults;
  const state = query.get('state') ?? 'active';
  const found = listingsOf(view.shop, idOf(view)).filter((listing) => listing['state'] === state);
  const asAsked = found.map(({ inventory: stock, ...listing }) =>
    query.get('includes') === 'Inventory'
      ? { ...listing, inventory: cut(stock as Record<string, unknown>, 'products', truncate) }
      : listing,
  );
  return page(view, asAsked, query);
}

function inventory(view: View, _: URLSearchParams, [id]: readonly string[]): SandboxReply {
  const found = listingsOf(view.shop, idOf(view)).find((listing) => String(listing['listing_id']) === id);
  return found ? ok(found['inventory']) : NOT_FOUND;
}

function receipts(view: View, query: URLSearchParams): SandboxReply {
  const isUpdated = query.get('sort_on') === 'updated';
  const sorted = isUpdated ? view.shop.byUpdate() : view.shop.byCreation();
  const ordered = query.get('sort_order') === 'asc' ? sorted : sorted.toReversed();
  const found = ordered.filter(
    ({ fact, updatedAt }) =>
      isWithin(secondsOf(fact.ordered.at), query, 'created') && isWithin(secondsOf(updatedAt), query, 'last_modified'),
  );
  const reply = page(view, found, query);
  if (reply.status !== 200) return reply;
  const { count, results } = reply.body as { count: number; results: typeof found };
  const context = contextOf(view);
  return ok({ count, results: results.map((order) => cut(toReceipt(order, context), 'transactions', view.faults.truncate)) });
}

function receipt(view: View, _: URLSearchParams, [id = '']: readonly string[]): SandboxReply {
  const order = view.shop.order(id);
  return order ? ok(toReceipt(order, contextOf(view))) : NOT_FOUND;
}

function receiptPayments(view: View, _: URLSearchParams, [id = '']: readonly string[]): SandboxReply {
  const order = view.shop.order(id);
  return order ? ok({ count: 1, results: [toPayment(order.fact, idOf(view))] }) : NOT_FOUND;
}

function payments(view: View, query: URLSearchParams): SandboxReply {
  const wanted = new Set((query.get('payment_ids') ?? '').split(','));
  const results = factsOf(view)
    .filter((fact) => wanted.has(String(paymentIdOf(fact))))
    .map((fact) => toPayment(fact, idOf(view)));
  return ok({ count: results.length, results });
}

function transaction(view: View, _: URLSearchParams, [id = '']: readonly string[]): SandboxReply {
  const fact = factsOf(view).find((each) => each.items.some((_item, index) => String(lineIdOf(each, index)) === id));
  return fact ? ok({ transaction_id: Number(id), receipt_id: receiptIdOf(fact) }) : NOT_FOUND;
}

const MOST_SECONDS = 31 * 86_400;

function ledger(view: View, query: URLSearchParams): SandboxReply {
  const [from, to] = [query.get('min_created'), query.get('max_created')];
  if (from === null || to === null || Number(to) - Number(from) > MOST_SECONDS)
    return { status: 400, body: { error: 'min_created and max_created must be within 31 days.' } };
  const all = entriesOf(view);
  const reply = page(
    view,
    all.filter(({ created_timestamp }) => isWithin(created_timestamp, query, 'created')),
    query,
  );
  if (reply.status !== 200) return reply;
  const { count, results } = reply.body as { count: number; results: VendorEntry[] };
  return ok({ count, results: results.map(toListed) });
}

function ledgerEntry(view: View, _: URLSearchParams, [id = '']: readonly string[]): SandboxReply {
  const all = entriesOf(view);
  const entry = all.find(({ entry_id }) => String(entry_id) === id);
  return entry ? ok(toListed(entry)) : NOT_FOUND;
}

const entriesOf = ({ shop, charges }: View): VendorEntry[] => inOrder([...shopEntries(shop), ...charges]);

const shopEntries = onceOf((orders) => {
  const facts = orders.map(({ fact }) => fact);
  return inOrder([...facts.flatMap(entriesOfOrder), ...depositsOf(facts)]);
});

function reviews(view: View, query: URLSearchParams): SandboxReply {
  const found = view.shop.reviews
    .filter(({ reviewed }) => isWithin(secondsOf(reviewed.at), query, 'created'))
    .sort((a, b) => b.reviewed.at.getTime() - a.reviewed.at.getTime() || lineOf(a.externalId) - lineOf(b.externalId))
    .map((review) => toReview(review, idOf(view)));
  return page(view, found, query);
}
