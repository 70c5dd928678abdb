import type { Faults } from '../../kit/sandbox/faults';
import type { SandboxReply, SandboxRequest } from '../../kit/sandbox/server';
import { onceOf, type SandboxShop, type ShopOrder } from '../../kit/sandbox/shop';
import { getListings, searchListings } from './catalog';
import { isWithin, readToken, refused, returnReply, shipmentReply, toPage, type Token } from './lists';
import { toAddress, toReturns, toShipments, type VendorShipment } from './to-shipments';

/** What a question is answered from. */
export interface View {
  shop: SandboxShop;
  faults: Pick<Faults, 'inclusive' | 'truncate'>;
  /** Most records on a page of shipments and of returns. */
  most: number;
  /** Kinds of cancellation and of service that are not shown. */
  refuses: readonly string[];
}

type Asked = Pick<SandboxRequest, 'method' | 'path' | 'query' | 'body'>;

const MOST_ORDERS = 100;
const SKUS_ON_PAGE = 500;

/** Answer a question of the seller API; the path is below /sellers. */
export function answer(view: View, { method, path, query, body }: Asked): SandboxReply {
  const { shop } = view;
  const location = shop.account.id;
  const name = `${method} ${path}`;
  if (name === 'POST /v3/shipments/filter') return filter(view, { start: 0, asked: JSON.parse(body) });
  if (name === 'GET /v3/shipments/filter') return filter(view, readToken(query.get('next_token') ?? ''));
  if (name === 'GET /v3/shipments') return ofOrders(view, query.get('orderIds')?.split(',') ?? []);
  if (name === 'GET /v2/returns') return returns(view, query);
  if (name === 'POST /listings/v3/search') return searchListings(shop, JSON.parse(body) as Record<string, unknown>, SKUS_ON_PAGE);
  const [, ids = ''] = /^GET \/v3\/shipments\/(.+)$/.exec(name) ?? [];
  if (ids) return addresses(view, ids.split(',').map(decodeURIComponent));
  const [, skus = ''] = /^GET \/listings\/v3\/(.+)$/.exec(name) ?? [];
  if (skus) return getListings(shop, skus.split(',').map(decodeURIComponent), location);
  return { status: 404, body: { errors: [] } };
}

interface Question {
  filter?: {
    type?: string;
    states?: string[];
    cancellationType?: string;
    serviceProfiles?: string[];
    modifiedDate?: { from?: string; to?: string };
  };
  pagination?: { pageSize?: number };
  sort?: { field?: string; order?: string };
}

const TYPES: Readonly<Record<string, readonly string[]>> = {
  preDispatch: ['APPROVED', 'PACKING_IN_PROGRESS', 'PACKED', 'FORM_FAILED', 'READY_TO_DISPATCH'],
  postDispatch: ['SHIPPED', 'DELIVERED', 'PICKUP_COMPLETE'],
  cancelled: ['CANCELLED'],
};
const CANCELLATIONS = ['sellerCancellation', 'buyerCancellation', 'marketplaceCancellation'];

function filter(view: View, token: Token): SandboxReply {
  const { filter: wanted = {}, pagination, sort } = token.asked as Question;
  const { type = '', states, cancellationType = '', serviceProfiles = ['NON_FBF'], modifiedDate = {} } = wanted;
  if (serviceProfiles.some((profile) => view.refuses.includes(profile))) return refused('serviceProfiles are not yours');
  const known = TYPES[type];
  if (!known) return refused('type is mandatory');
  if (type !== 'cancelled' && !states?.every((state) => known.includes(state))) return refused('states do not fit the type');
  if (type === 'cancelled' && (!CANCELLATIONS.includes(cancellationType) || view.refuses.includes(cancellationType)))
    return refused('cancellationType is mandatory');
  const asked = type === 'cancelled' ? known : (states ?? []);
  const found = allShipments(view)
    .filter(({ orderItems }) => orderItems.some(({ status }) => asked.includes(status)))
    .filter(({ orderItems }) => orderItems.some(({ serviceProfile }) => serviceProfiles.includes(String(serviceProfile))))
    .filter((shipment) => type !== 'cancelled' || CANCELLATIONS[numberOf(shipment) % CANCELLATIONS.length] === cancellationType)
    .filter(({ updatedAt }) => isWithin(updatedAt, modifiedDate));
  const keyOf = (shipment: VendorShipment): string =>
    sort?.field === 'orderDate' ? (shipment.orderItems[0]?.orderDate ?? '') : shipment.updatedAt;
  const sorted = [...found].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
  const most = Math.min(view.most, pagination?.pageSize ?? view.most);
  const page = toPage(sorted, token, { most, isInclusive: view.faults.inclusive });
  return shipmentReply({ ...page, records: page.records.map((shipment) => cut(shipment, view.faults.truncate)) });
}

const numberOf = ({ shipmentId }: VendorShipment): number => Number(shipmentId.replace(/\D/g, '').slice(-7, -1));

/** Lists hold so many items of a shipment at most. */
const cut = (shipment: VendorShipment, most: number): VendorShipment =>
  most === 0 ? shipment : { ...shipment, orderItems: shipment.orderItems.slice(0, most) };

/** Orders do not change, they are replaced. */
const made = new WeakMap<ShopOrder['fact'], { at: number; shipments: VendorShipment[] }>();

function shipmentsOf(order: ShopOrder, location: string): VendorShipment[] {
  const at = order.updatedAt.getTime();
  const before = made.get(order.fact);
  if (before?.at === at) return before.shipments;
  const shipments = toShipments(order, location);
  made.set(order.fact, { at, shipments });
  return shipments;
}

const allShipments = ({ shop }: View): VendorShipment[] => shop.byUpdate().flatMap((order) => shipmentsOf(order, shop.account.id));

function ofOrders({ shop }: View, ids: readonly string[]): SandboxReply {
  if (ids.length > MOST_ORDERS) return refused('too many orderIds');
  const orders = ids.flatMap((id) => shop.order(id) ?? []);
  return { status: 200, body: { shipments: orders.flatMap((order) => shipmentsOf(order, shop.account.id)) } };
}

const byDigits = onceOf((orders) => new Map(orders.map((order) => [order.fact.externalId.replace(/\D/g, ''), order])));

function addresses({ shop }: View, ids: readonly string[]): SandboxReply {
  if (ids.length > MOST_ORDERS) return refused('too many shipmentIds');
  const wanted = new Set(ids);
  const known = byDigits(shop);
  const found = [...new Set(ids.flatMap((id) => known.get(id.split('-')[1] ?? '') ?? []))];
  const shipments = found.flatMap((order) =>
    shipmentsOf(order, shop.account.id)
      .filter(({ shipmentId }) => wanted.has(shipmentId))
      .map(({ shipmentId }) => toAddress(order, shipmentId)),
  );
  return { status: 200, body: { shipments } };
}

const allReturns = onceOf((orders, { account }) => orders.flatMap((order) => toReturns(order, account.id)));

/** In the order of their orders, not of their stamps. */
function returns(view: View, query: URLSearchParams): SandboxReply {
  const given = query.get('next_token');
  const token = given ? readToken(given) : { start: 0, asked: Object.fromEntries(query) };
  const { source, modifiedAfter: from, modifiedBefore: to } = token.asked as Record<string, string | undefined>;
  if (!source) return refused('source is mandatory');
  const { shop, faults, most } = view;
  const found = allReturns(shop).filter(
    ({ type, updatedDate }) => type === source && isWithin(String(updatedDate), { from: from ?? null, to: to ?? null }),
  );
  return returnReply(toPage(found, token, { most, isInclusive: faults.inclusive }));
}
