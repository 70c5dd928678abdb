import { z } from 'zod';
import type { Session } from '../kit/contract';
import { find, get, shopPath } from './client';
import { PAGE_SIZE } from './paging';
import { accountEntrySchema, idSchema, type AccountEntry } from './schema';

/** What an entry says of what it is of. */
const originSchema = accountEntrySchema.pick({
  created_timestamp: true,
  reference_type: true,
  reference_id: true,
  payment_adjustments: true,
});
type Origin = z.infer<typeof originSchema>;

/** An entry is made within a minute of the sale it is of; those of later events are looked up one by one. */
const SLACK_SECONDS = 3600;

const receiptLinesSchema = z.object({ receipt_id: idSchema, transactions: z.array(z.object({ transaction_id: idSchema })) });

/**
 * The orders that entries of the payment account are of, by entry; those of none are left out. Entries name a receipt, a
 * line of one, a payment, or the entry they are the tax on.
 */
export async function ordersOf(session: Session, entries: readonly AccountEntry[]): Promise<Map<string, string>> {
  const origins = await originsOf(session, entries);
  const idsOf = (...types: readonly string[]): string[] => [
    ...new Set([...origins.values()].flatMap((origin) => (types.includes(origin.reference_type ?? '') ? (subjectOf(origin) ?? []) : []))),
  ];
  const byPayment = await receiptsOfPayments(session, idsOf('shop_payment', 'processing_fee', 'payment_adjustment'));
  const byLine = await receiptsOfLines(session, idsOf('transaction'), [...origins.values()]);
  const orders = new Map<string, string>();
  for (const [entryId, origin] of origins) {
    const subject = subjectOf(origin) ?? '';
    const order = origin.reference_type === 'receipt' ? subject : (byPayment.get(subject) ?? byLine.get(subject));
    if (order) orders.set(entryId, order);
  }
  return orders;
}

/** Of a refund its payment, else what the entry names. */
function subjectOf({ reference_type, reference_id, payment_adjustments }: Origin): string | null {
  return (reference_type === 'payment_adjustment' ? payment_adjustments?.[0]?.payment_id : reference_id) ?? null;
}

/** The entry itself, or the one it hangs on. */
async function originsOf(session: Session, entries: readonly AccountEntry[]): Promise<Map<string, Origin>> {
  const known = new Map<string, Origin>(entries.map((entry) => [entry.entry_id, entry]));
  const origins = new Map<string, Origin>();
  for (const entry of entries) {
    const parent = entry.parent_entry_id ?? '0';
    const isOwn = parent === '0' || (entry.reference_type !== 'etsy' && entry.reference_type);
    const origin = isOwn ? entry : (known.get(parent) ?? (await readEntry(session, parent)));
    if (origin) origins.set(entry.entry_id, origin);
  }
  return origins;
}

function readEntry(session: Session, id: string): Promise<Origin | null> {
  return find(session, { path: shopPath(session, `/payment-account/ledger-entries/${id}`), schema: originSchema });
}

async function receiptsOfPayments(session: Session, payments: readonly string[]): Promise<Map<string, string>> {
  if (payments.length === 0) return new Map();
  const schema = z.object({ results: z.array(z.object({ payment_id: idSchema, receipt_id: idSchema })) });
  const page = await find(session, { path: shopPath(session, '/payments'), query: { payment_ids: payments.join(',') }, schema });
  return new Map(page?.results.map(({ payment_id, receipt_id }) => [payment_id, receipt_id]));
}

/** Most lines are of orders of the time of the entries: these are read together. */
async function receiptsOfLines(session: Session, lines: readonly string[], entries: readonly Origin[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  if (lines.length === 0) return found;
  const stamps = entries.map(({ created_timestamp }) => created_timestamp);
  const query = { min_created: Math.min(...stamps) - SLACK_SECONDS, max_created: Math.max(...stamps), limit: PAGE_SIZE };
  const schema = z.object({ results: z.array(receiptLinesSchema) });
  const page = await get(session, { path: shopPath(session, '/receipts'), query, schema });
  for (const { receipt_id, transactions } of page.results)
    for (const { transaction_id } of transactions) found.set(transaction_id, receipt_id);
  for (const id of lines) {
    if (found.has(id)) continue;
    const line = await find(session, { path: shopPath(session, `/transactions/${id}`), schema: z.object({ receipt_id: idSchema }) });
    if (line) found.set(id, line.receipt_id);
  }
  return found;
}
