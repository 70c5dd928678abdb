import { z } from 'zod';
import { toMajor } from '@/core/model/money';
import type { Notice, Session } from '../kit/contract';
import { ask, TooCostly } from './client';
import { ORDER } from './documents';
import { minorOf } from './map/ledger';
import { nextOf } from './paging';
import { idOf, singleOrderSchema, type Agreement, type OrderRecord } from './schema';

/** Points for one agreement of an order with a page of its sales. */
const COST = 25;

/** Payments, parcels, and sales of an agreement that are asked for at once. */
const SIZE = 50;

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
    const variables = { id, agreement: agreementAfter, sale: saleAfter, listed: SIZE, sales: SIZE };
    const data: z.infer<typeof schema> = await askFor(session, variables, schema);
    if (data.order === null) return null;
    // An order that changes while it is read has a newer stamp; the next delta brings it again.
    head ??= data.order;
    const [edge] = data.order.agreements.edges;
    if (!edge) break;
    const { sales, ...agreement } = edge.node;
    if (saleAfter === null) agreements.push({ ...agreement, sales: sales.nodes });
    else agreements.at(-1)?.sales.push(...sales.nodes);
    saleAfter = nextOf(sales.pageInfo);
    if (saleAfter !== null) continue;
    if (data.order.agreements.pageInfo.hasNextPage) agreementAfter = edge.cursor;
    else break;
  }
  return head && { ...head, agreements };
}

interface Variables {
  id: string;
  agreement: string | null;
  sale: string | null;
  listed: number;
  sales: number;
}

/** Ask for less at once where it is too dear. */
async function askFor<T>(session: Session, variables: Variables, schema: z.ZodType<T>): Promise<T> {
  try {
    return (await ask(session, { query: ORDER, variables: { ...variables }, schema, cost: COST })).data;
  } catch (error) {
    if (!(error instanceof TooCostly) || variables.sales === 1) throw error;
    const less = (size: number): number => Math.max(1, Math.floor(size * error.share));
    return askFor(session, { ...variables, listed: less(variables.listed), sales: less(variables.sales) }, schema);
  }
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
