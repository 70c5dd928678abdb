import { isAppError } from '@/core/errors';
import { emptyBatch } from '@/core/model/facts';
import type { Notice, Page, Session } from '../kit/contract';
import { unexpected } from '../kit/http';
import { TITLE } from './auth';
import { mapOrder } from './map/order';
import { newestOf, unreadable } from './paging';
import { gapNotice, isWhole, readOrder } from './read-order';
import type { OrderRecord } from './schema';

/** An order as a page or a file brought it. */
export interface ReadOrder {
  /** Global id; null when not even that is known. */
  id: string | null;
  /** Null where it is not understood. */
  record: OrderRecord | null;
  /** False when some of its lists go on beyond what was brought. */
  isComplete: boolean;
}

/**
 * Facts of orders. Those of which not everything was brought are read by themselves first; what is missing then, and
 * what is not understood, becomes a notice.
 * @throws AppError source_changed when none of several is understood.
 */
export async function factsOfOrders(session: Session, orders: readonly ReadOrder[]): Promise<Pick<Page, 'facts' | 'newest' | 'notices'>> {
  const facts = emptyBatch();
  const notices: Notice[] = [];
  const stamps: string[] = [];
  for (const order of orders) {
    try {
      const { record, notice } = await completed(session, order);
      if (notice) notices.push(notice);
      if (!record) continue;
      stamps.push(record.updatedAt);
      if (record.test) continue; // no money moved
      const { order: fact, products } = mapOrder(record, session.timeZone);
      facts.orders.push(fact);
      facts.products.push(...products);
    } catch (error) {
      // Amounts that make no sense are this order's matter; a vendor that does not answer is everybody's.
      if (!isAppError(error) || error.code !== 'invalid_input') throw error;
      notices.push(unreadable('order', order.id));
    }
  }
  if (stamps.length === 0 && notices.length > 1) throw unexpected(TITLE, 'sent each order in another form');
  return { facts, newest: newestOf(stamps), notices };
}

/** The whole order, read by itself where it has to be. Without record and notice it was deleted meanwhile. */
async function completed(
  session: Session,
  { id, record, isComplete }: ReadOrder,
): Promise<{ record: OrderRecord | null; notice: Notice | null }> {
  if (record === null) return { record, notice: unreadable('order', id) };
  if (isComplete && isWhole(record)) return { record, notice: null };
  const all = await readOrder(session, record.id);
  return { record: all, notice: all === null || isWhole(all) ? null : gapNotice(all) };
}
