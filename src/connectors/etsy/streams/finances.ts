import { emptyBatch } from '@/core/model/facts';
import type { Notice, Page, PageRequest, Session, Stream } from '../../kit/contract';
import { shopPath } from '../client';
import { ordersOf } from '../entry-orders';
import { mapCharge, mapDeposit, meaningOf, wordOf } from '../map/account-entry';
import { newestOf, readWindow, understood } from '../paging';
import { factsOfReceipts, readReceipt } from '../receipts';
import { accountEntrySchema, type AccountEntry } from '../schema';

/** Entries are asked for by when they were made, so many days at a time, and do not change afterwards. */
const RULES = {
  scopes: ['transactions_r'],
  by: 'created',
  windowDays: 31,
  pastDays: 31,
  overlapMs: 3_600_000,
} as const;

async function readEntries(session: Session, request: PageRequest): Promise<{ entries: AccountEntry[] } & Omit<Page, 'facts'>> {
  const listing = { path: shopPath(session, '/payment-account/ledger-entries'), id: 'entry_id' };
  const { nodes, next } = await readWindow(session, listing, request);
  const { records: entries, notices } = understood(accountEntrySchema, nodes, { what: 'entry of the payment account', id: 'entry_id' });
  return { entries, next, newest: newestOf(entries.map(({ created_timestamp }) => created_timestamp)), notices };
}

/**
 * What Etsy charges, by order where a charge is of one. An order of which a refund is booked is read again, as the refund
 * leaves the receipt's own stamp alone; of the past, orders were or will be read with their refunds.
 */
export const financesStream: Stream = {
  id: 'finances',
  ...RULES,
  // Entries are listed some time after the moment they are of.
  rescanDays: 31,
  async read(session, request) {
    const { entries, ...page } = await readEntries(session, request);
    const charges = entries.filter((entry) => ['fee', 'adjustment', 'unknown'].includes(meaningOf(entry)));
    const refunds = request.mode === 'delta' ? entries.filter((entry) => meaningOf(entry) === 'refund') : [];
    const orders = await ordersOf(session, [...charges, ...refunds]);
    const paidBack = [...new Set(refunds.flatMap(({ entry_id }) => orders.get(entry_id) ?? []))];
    const again = await readAgain(session, paidBack);
    const orderLedgers = charges.flatMap((entry) => mapCharge(entry, orders.get(entry.entry_id) ?? null, session.timeZone) ?? []);
    return { ...page, facts: { ...again.facts, orderLedgers }, notices: [...page.notices, ...unknownWords(charges), ...again.notices] };
  },
};

/** Deposits to the bank, which stand in the same list. */
export const payoutsStream: Stream = {
  id: 'payouts',
  ...RULES,
  rescanDays: 31,
  async read(session, request) {
    const { entries, ...page } = await readEntries(session, request);
    return { ...page, facts: { ...emptyBatch(), orderLedgers: entries.flatMap((entry) => mapDeposit(entry, session.timeZone) ?? []) } };
  },
};

async function readAgain(session: Session, receipts: readonly string[]): Promise<Pick<Page, 'facts' | 'notices'>> {
  const nodes: unknown[] = [];
  for (const id of receipts) nodes.push(await readReceipt(session, id));
  const found = nodes.filter((node) => node !== null);
  return found.length > 0 ? factsOfReceipts(session, found) : { facts: emptyBatch(), notices: [] };
}

function unknownWords(entries: readonly AccountEntry[]): Notice[] {
  const words = new Set(entries.flatMap((entry) => (meaningOf(entry) === 'unknown' ? [wordOf(entry)] : [])));
  return [...words].map((word) => ({
    code: 'unreadable',
    text: `Etsy booked something as "${word}", which is not known here: it counts as an adjustment.`,
  }));
}
