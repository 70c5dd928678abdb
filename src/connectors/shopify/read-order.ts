import { z } from 'zod';
import { toMajor } from '@/core/model/money';
import type { Notice, Session } from '../kit/contract';
import { ask } from './client';
import { ORDER } from './documents';
import { minorOf } from './map/ledger';
import { idOf, singleOrderSchema, type Agreement, type OrderRecord } from './schema';

/** Points for one agreement of an order with a page of its sales. */
const COST = 60;

/**
 * Read one order by itself, every agreement and every sale of it.
 * @returns null when it is gone meanwhile.
 */
export async function readOrder(session: Session, id: string): Promise<OrderRecord | null> {
  const schema = z.object({ order: singleOrderSchema.nullable() });
  const agreements: Agreement[] = [];
  let head: z.infer<typeof singleOrderSchema> | null = null;
  // Where the current agreement begins, and how far its sales are read.
  let agreementAfter: string | null = null;
  let saleAfter: string | null = null;
  for (;;) {
    const variables: Record<string, unknown> = { id, agreement: agreementAfter, sale: saleAfter };
    const { data }: { data: z.infer<typeof schema> } = await ask(session, { query: ORDER, variables, schema, cost: COST });
    if (data.order === null) return null;
    // An order that changes while it is read has a newer stamp; the next delta brings it again.
    head ??= data.order;
    const [edge] = data.order.agreements.edges;
    if (!edge) break;
    const { sales, ...agreement } = edge.node;
    if (saleAfter === null) agreements.push({ ...agreement, sales: sales.nodes });
    else agreements.at(-1)?.sales.push(...sales.nodes);
    if (sales.pageInfo.hasNextPage) saleAfter = sales.pageInfo.endCursor ?? null;
    else if (data.order.agreements.pageInfo.hasNextPage) [agreementAfter, saleAfter] = [edge.cursor, null];
    else break;
  }
  return head && { ...head, agreements };
}

/** True when its lists agree with the counts and totals that the order states of itself. */
export function isWhole(order: OrderRecord): boolean {
  return hasAllEntries(order) && totalsOf(order).isEqual;
}

/** What is missing of an order that was read by itself and still is not whole. */
export function gapNotice(order: OrderRecord): Notice {
  const { stated, listed } = totalsOf(order);
  const text = hasAllEntries(order)
    ? `The parts of order ${order.name} come to ${listed}, but Shopify states ${stated}.`
    : `Order ${order.name} has more payments or parcels than Shopify lists.`;
  return { code: 'truncated', text, externalId: idOf(order.id) };
}

function hasAllEntries({ fulfillments, fulfillmentsCount, transactions, transactionsCount }: OrderRecord): boolean {
  return (fulfillmentsCount?.count ?? 0) <= fulfillments.length && (transactionsCount?.count ?? 0) <= transactions.length;
}

/**
 * What was sold at first must come to the order's original total, and everything to its current one. Differences
 * between goods that came back and money paid back may or may not be part of the current total; of a canceled order
 * not all is agreed on.
 */
function totalsOf(order: OrderRecord): { isEqual: boolean; stated: string; listed: string } {
  const { agreements, currencyCode: currency, originalTotalPriceSet, currentTotalPriceSet, cancelledAt } = order;
  const sum = (list: readonly Agreement[], isCounted: (lineType: string) => boolean = () => true): bigint =>
    list
      .flatMap(({ sales }) => sales)
      .reduce((total, sale) => (isCounted(sale.lineType) ? total + minorOf(sale.totalAmount, currency) : total), 0n);
  const first = [...agreements]
    .sort((a, b) => Date.parse(a.happenedAt) - Date.parse(b.happenedAt))
    .find(({ reason }) => reason === 'ORDER');
  const original = minorOf(originalTotalPriceSet, currency);
  const current = minorOf(currentTotalPriceSet, currency);
  const isOriginal = sum(first ? [first] : []) === original;
  const all = sum(agreements);
  const isCurrent = cancelledAt !== null || all === current || sum(agreements, (lineType) => lineType !== 'ADJUSTMENT') === current;
  const text = (minor: bigint): string => `${toMajor(minor, currency)} ${currency}`;
  return {
    isEqual: isOriginal && isCurrent,
    stated: text(isOriginal ? current : original),
    listed: text(isOriginal ? all : sum(first ? [first] : [])),
  };
}
