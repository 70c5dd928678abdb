import { z } from 'zod';
import { isAppError } from '@/core/errors';
import { emptyBatch } from '@/core/model/facts';
import type { Notice, Page, Session } from '../kit/contract';
import { unexpected } from '../kit/http';
import { TITLE } from './auth';
import { find, shopPath } from './client';
import { hasStatus } from './map/ledger';
import { gapOf, hasAllLines, mapReceipt } from './map/receipt';
import { fieldOf, newestOf, unreadable } from './paging';
import { listSchema, paymentSchema, receiptSchema, type Payment, type Receipt } from './schema';

const WHAT = 'order';

/**
 * Facts of receipts of a list. One whose lines are not all there is read by itself, and of one that was paid back the
 * payments, which tell of what. What is missing then, and what is not understood, becomes a notice.
 * @throws AppError source_changed when none of several is understood.
 */
export async function factsOfReceipts(session: Session, nodes: readonly unknown[]): Promise<Pick<Page, 'facts' | 'newest' | 'notices'>> {
  const facts = emptyBatch();
  const notices: Notice[] = [];
  const stamps: number[] = [];
  for (const node of nodes) {
    try {
      const receipt = await wholeReceipt(session, node);
      if (!receipt) {
        notices.push(unreadable(WHAT, fieldOf(node, 'receipt_id')));
        continue;
      }
      stamps.push(receipt.updated_timestamp);
      const { order, customer, products } = mapReceipt({ receipt, payments: await paymentsOf(session, receipt) }, session.timeZone);
      facts.orders.push(order);
      facts.products.push(...products);
      if (customer) facts.customers.push(customer);
      notices.push(...gapNotices(receipt));
    } catch (error) {
      // Amounts that make no sense are this receipt's matter; a vendor that does not answer is everybody's.
      if (!isAppError(error) || error.code !== 'invalid_input') throw error;
      notices.push(unreadable(WHAT, fieldOf(node, 'receipt_id')));
    }
  }
  if (stamps.length === 0 && nodes.length > 1) throw unexpected(TITLE, 'sent each order in another form');
  return { facts, newest: newestOf(stamps), notices };
}

/** Read one receipt by itself. @returns null when it is not there. */
export function readReceipt(session: Session, id: string): Promise<unknown> {
  return find(session, { path: shopPath(session, `/receipts/${id}`), schema: z.unknown() });
}

async function wholeReceipt(session: Session, node: unknown): Promise<Receipt | null> {
  const { data } = receiptSchema.safeParse(node);
  if (!data || hasAllLines(data)) return data ?? null;
  const alone = receiptSchema.safeParse(await readReceipt(session, data.receipt_id));
  return alone.data ?? data;
}

async function paymentsOf(session: Session, receipt: Receipt): Promise<Payment[]> {
  const isPaidBack = (receipt.refunds ?? []).length > 0 || hasStatus(receipt, 'canceled', 'fully refunded', 'partially refunded');
  if (!isPaidBack) return [];
  const page = await find(session, { path: shopPath(session, `/receipts/${receipt.receipt_id}/payments`), schema: listSchema });
  const { success, data } = z.array(paymentSchema).safeParse(page?.results ?? []);
  if (!success) throw unexpected(TITLE, 'sent payments in another form');
  return data;
}

/** What a canceled order still states is not agreed on. */
function gapNotices(receipt: Receipt): Notice[] {
  const gap = hasStatus(receipt, 'canceled') ? null : gapOf(receipt);
  if (!gap) return [];
  const text = `The parts of order ${receipt.receipt_id} come to ${gap.listed}, but Etsy states ${gap.stated}.`;
  return [{ code: 'truncated', text, externalId: receipt.receipt_id }];
}
