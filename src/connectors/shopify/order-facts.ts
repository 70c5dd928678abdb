import { isAppError } from '@/core/errors';
import { emptyBatch } from '@/core/model/facts';
import type { Notice, Page, Session } from '../kit/contract';
import { unexpected } from '../kit/http';
import { TITLE } from './auth';
import { mapOrder } from './map/order';
import { gapNotice, isWhole, readOrder } from './read-order';
import { idOf, type OrderRecord } from './schema';

/** An order as a page or a file brought it: the record, or null where it is not understood. */
export interface ReadOrder {
  /** Global id; null when not even that is known. */
  id: string | null;
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
  let newest: Date | null = null;
  let understood = 0;
  for (const { id, record: brought, isComplete } of orders) {
    const needsMore = brought !== null && !(isComplete && isWhole(brought));
    const record = needsMore ? await readOrder(session, brought.id) : brought;
    if (needsMore && record === null) continue; // deleted meanwhile
    if (record === null) {
      notices.push(unreadable(id));
      continue;
    }
    understood += 1;
    const stamp = new Date(record.updatedAt);
    if (newest === null || stamp > newest) newest = stamp;
    if (record.test) continue; // no money moved
    if (needsMore && !isWhole(record)) notices.push(gapNotice(record));
    try {
      const { order, products } = mapOrder(record, session.timeZone);
      facts.orders.push(order);
      facts.products.push(...products);
    } catch (error) {
      if (!isAppError(error)) throw error;
      notices.push(unreadable(record.id));
    }
  }
  if (understood === 0 && notices.length > 1) throw unexpected(TITLE, 'sent orders in another form');
  return { facts, newest, notices };
}

function unreadable(id: string | null): Notice {
  const text = 'An order could not be read: Shopify sent it in a form that was not expected.';
  return id === null ? { code: 'unreadable', text } : { code: 'unreadable', text, externalId: idOf(id) };
}
