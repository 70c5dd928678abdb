import type { Notice, Session } from '../kit/contract';
import { ask, nextQuery } from './client';
import { mapReturn, type ReturnSource } from './map/return';
import { fieldOf, unreadable } from './notices';
import { lineKey, readOrders, type ReadOrders } from './orders';
import { listedShipmentSchema, returnPageSchema, returnSchema, shipmentPageSchema, type Return } from './schema';

/** Shipments of a page, as in the vendor's samples; no larger number is documented. */
const PAGE_SIZE = 20;

/** A stretch of time, epoch milliseconds; both ends belong to it. */
export interface Stretch {
  from: number;
  to: number;
}

export interface Listed {
  /** When each record changed last, in the order of the list; null where that is not understood. */
  stamps: (number | null)[];
  /** What leads to the next page; null on the last one. */
  next: Record<string, string> | null;
  /** Read what the records are of. */
  facts(): Promise<Pick<ReadOrders, 'facts' | 'notices'>>;
}

/** One list of records by when they changed. */
export interface List {
  /** True where records come in the order in which they changed. */
  isSorted: boolean;
  /** What the list is of that Flipkart may refuse to show; absent where it never does. */
  mayRefuse?: string;
  read(session: Session, stretch: Stretch, next: Record<string, string> | null): Promise<Listed>;
}

/**
 * The states an item can be found by in each list. Those that came back are found by their returns, and those on hold
 * when they are let go.
 */
export const BEFORE_DISPATCH = ['APPROVED', 'PACKING_IN_PROGRESS', 'FORM_FAILED', 'PACKED', 'READY_TO_DISPATCH'];
export const AFTER_DISPATCH = ['PICKUP_COMPLETE', 'SHIPPED', 'DELIVERED'];

/**
 * All lists in which a change of an order may stand. What is on its way forward goes from one list over into a later one,
 * so that it is not missed in between.
 */
export const LISTS: readonly List[] = [
  ...listsOf(['NON_FBF']),
  // Unless they are asked for, orders that Flipkart packs and sends are left out; not every seller has a place there.
  ...listsOf(['FBF', 'FBF_LITE']).map((list) => ({ ...list, mayRefuse: 'orders that it packs and sends itself' })),
  returnList('customer_return'),
  returnList('courier_return'),
];

function listsOf(serviceProfiles: readonly string[]): List[] {
  return [
    shipmentList({ type: 'preDispatch', states: BEFORE_DISPATCH, serviceProfiles }),
    shipmentList({ type: 'postDispatch', states: AFTER_DISPATCH, serviceProfiles }),
    ...(['sellerCancellation', 'buyerCancellation', 'marketplaceCancellation'] as const).map((cancellationType) => ({
      ...shipmentList({ type: 'cancelled', cancellationType, serviceProfiles }),
      mayRefuse: `orders that were canceled (${cancellationType})`,
    })),
  ];
}

const iso = (ms: number): string => new Date(ms).toISOString();

function shipmentList(filter: object): List {
  return {
    isSorted: true,
    async read(session, { from, to }, next) {
      const path = '/v3/shipments/filter';
      const body = {
        filter: { ...filter, modifiedDate: { from: iso(from), to: iso(to) } },
        pagination: { pageSize: PAGE_SIZE },
        sort: { field: 'modifiedDate', order: 'asc' },
      };
      const question = next ? { query: next } : { method: 'POST' as const, body };
      const { shipments, hasMore, nextPageUrl } = await ask(session, { path, ...question, schema: shipmentPageSchema });
      const records = shipments.map((node) => ({ node, data: listedShipmentSchema.safeParse(node).data ?? null }));
      return {
        stamps: records.map(({ data }) => data?.updatedAt ?? null),
        next: hasMore ? nextQuery(nextPageUrl) : null,
        async facts() {
          const orders = new Set(records.flatMap(({ data }) => data?.orderItems.map(({ orderId }) => orderId) ?? []));
          const { facts, notices } = await readOrders(session, [...orders]);
          const lost = records.filter(({ data }) => data === null).map(({ node }) => unreadable('shipment', fieldOf(node, 'shipmentId')));
          return { facts, notices: [...notices, ...lost] };
        },
      };
    },
  };
}

function returnList(source: ReturnSource): List {
  return {
    // In which order returns come is not documented.
    isSorted: false,
    async read(session, { from, to }, next) {
      const query = next ?? { source, modifiedAfter: iso(from), modifiedBefore: iso(to) };
      const { returnItems, hasMore, nextUrl } = await ask(session, { path: '/v2/returns', query, schema: returnPageSchema });
      const records = returnItems.map((node) => ({ node, data: returnSchema.safeParse(node).data ?? null }));
      return {
        stamps: records.map(({ data }) => data?.updatedDate ?? null),
        next: hasMore ? nextQuery(nextUrl) : null,
        async facts() {
          const returns = records.flatMap(({ data }) => data ?? []);
          const lost = records.filter(({ data }) => data === null).map(({ node }) => unreadable('return', fieldOf(node, 'returnId')));
          const { facts, notices } = await factsOfReturns(session, returns, source);
          return { facts, notices: [...notices, ...lost] };
        },
      };
    },
  };
}

/** Returns name an item and no money: their orders are read with them, in the state they are in by now. */
async function factsOfReturns(
  session: Session,
  returns: readonly Return[],
  source: ReturnSource,
): Promise<Pick<ReadOrders, 'facts' | 'notices'>> {
  const { facts, notices, lines } = await readOrders(session, [...new Set(returns.map(({ orderId }) => orderId))]);
  const lost: Notice[] = [];
  for (const back of returns) {
    const line = lines.get(lineKey(back.orderId, back.orderItemId));
    if (line) facts.orderLedgers.push(mapReturn(back, { line, source, timeZone: session.timeZone }));
    else lost.push(unreadable('return', back.returnId));
  }
  return { facts, notices: [...notices, ...lost] };
}
