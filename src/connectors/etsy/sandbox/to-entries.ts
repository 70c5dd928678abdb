import { dayOf, type Day } from '@/core/model/calendar';
import type { LedgerFact, OrderFact } from '@/core/model/facts';
import { allocate } from '@/core/model/money';
import { atFirst, lineIdOf, paymentIdOf, receiptIdOf, secondsOf, sumOf } from './numbers';
import { paidMinorOf, refundsOf, toAdjustment } from './to-payment';

/** An entry of the payment account. */
export interface VendorEntry {
  entry_id: number;
  amount: number;
  currency: string;
  created_timestamp: number;
  ledger_type: string;
  reference_type: string;
  reference_id: string | null;
  parent_entry_id: number;
  payment_adjustments: object[];
}

type Reference = Pick<VendorEntry, 'ledger_type' | 'reference_type' | 'reference_id'>;

const refer = (ledger_type: string, reference_type: string, id: number | null): Reference => ({
  ledger_type,
  reference_type,
  reference_id: id === null ? null : String(id),
});

/** Facts do not change, they are replaced. */
const made = new WeakMap<OrderFact, VendorEntry[]>();

/** Entries of an order: the payment, what Etsy takes of it, refunds. Later ones have the next ids, so that none changes. */
export function entriesOfOrder(fact: OrderFact): VendorEntry[] {
  const entries = made.get(fact) ?? makeEntries(fact);
  made.set(fact, entries);
  return entries;
}

function makeEntries(fact: OrderFact): VendorEntry[] {
  const base = receiptIdOf(fact) * 100_000;
  const bare = { currency: fact.currency, parent_entry_id: 0, payment_adjustments: [] };
  const make = (id: number, at: Date, part: Reference & { minor: bigint; parent?: number; adjustments?: object[] }): VendorEntry => {
    const { minor, parent = 0, adjustments = [], ...reference } = part;
    const entry = { ...bare, ...reference, entry_id: base + id, amount: Number(minor), created_timestamp: secondsOf(at) };
    return { ...entry, parent_entry_id: parent, payment_adjustments: adjustments };
  };
  const ordered = fact.ordered.at;
  const [receipt, payment] = [receiptIdOf(fact), paymentIdOf(fact)];
  const sale = [
    make(1, ordered, { ...refer('PAYMENT_GROSS', 'shop_payment', payment), minor: paidMinorOf(fact) }),
    make(2, ordered, { ...refer('sales_tax', 'receipt', receipt), minor: -sumOf(fact, 'TAX', atFirst(fact)) }),
  ];
  const refunds = refundsOf(fact).flatMap((refund, index) => {
    const taxMinor = refund.entries.reduce((sum, { kind, amountMinor }) => (kind === 'TAX' ? sum - amountMinor : sum), 0n);
    const reference = refer('REFUND_GROSS', 'payment_adjustment', refund.id);
    return [
      make(100 + index * 2, refund.at.at, { ...reference, minor: -refund.totalMinor, adjustments: [toAdjustment(fact, refund)] }),
      make(101 + index * 2, refund.at.at, { ...refer('sales_tax_refund', 'receipt', receipt), minor: taxMinor }),
    ];
  });
  const fees = fact.ledger
    .filter(({ kind }) => kind === 'FEE')
    .flatMap((fee, index) => {
      const first = 50_000 + index * 100;
      // The tax on a fee hangs on it.
      return chargesOf(fact, fee).map((charge, place) =>
        make(first + place, fee.processed.at, { ...charge, ...(charge.reference_type === 'etsy' ? { parent: base + first } : {}) }),
      );
    });
  return [...sale, ...fees, ...refunds].filter(({ amount }) => amount !== 0);
}

/** A fee of the seeded ledger in the parts in which Etsy charges it, and gives it back. */
function chargesOf(fact: OrderFact, { amountMinor }: LedgerFact): (Reference & { minor: bigint })[] {
  const [receipt, payment] = [receiptIdOf(fact), paymentIdOf(fact)];
  const isBack = amountMinor > 0n;
  const word = (name: string): string => (isBack ? `${name}_refund` : name);
  const lines = fact.items.map((item, index): Part => ({
    reference: refer(word('transaction'), 'transaction', lineIdOf(fact, index)),
    weight: sumOf(fact, 'SALE', (entry) => entry.itemExternalId === item.externalId && atFirst(fact)(entry)) * 6n,
  }));
  const paidMinor = paidMinorOf(fact);
  const parts: Part[] = [
    ...lines,
    {
      reference: refer(word('shipping_transaction'), 'receipt', receipt),
      weight: sumOf(fact, 'SHIPPING', atFirst(fact)) * 6n,
    },
    {
      reference: refer(isBack ? 'REFUND_PROCESSING_FEE' : 'PAYMENT_PROCESSING_FEE', 'processing_fee', payment),
      weight: paidMinor * 4n,
    },
    { reference: refer(word('vat_seller_services'), 'etsy', 0), weight: paidMinor },
  ];
  const shares = allocate(
    amountMinor,
    parts.map(({ weight }) => weight),
  );
  return parts.map(({ reference }, index) => ({ ...reference, minor: shares[index] ?? 0n }));
}

/** A charge and its share of the fee. */
interface Part {
  reference: Reference;
  weight: bigint;
}

/** One deposit a day; a day on which more was taken back than came is made good from the bank. */
export function depositsOf(orders: readonly OrderFact[]): VendorEntry[] {
  const days = new Map<Day, { netMinor: bigint; last: LedgerFact; currency: string }>();
  for (const { ledger, currency } of orders)
    for (const entry of ledger) {
      if (entry.kind !== 'PAYOUT') continue;
      const before = days.get(dayOf(entry.processed)) ?? { netMinor: 0n, last: entry, currency };
      const last = entry.processed.at > before.last.processed.at ? entry : before.last;
      days.set(dayOf(entry.processed), { netMinor: before.netMinor + entry.amountMinor, last, currency });
    }
  return [...days].map(([day, { netMinor, last, currency }]) => {
    const id = Number(day.replaceAll('-', ''));
    const reference = netMinor < 0n ? refer('RECOUP', 'recoupment', id) : refer('DISBURSE2', 'disbursement', id);
    const stamp = secondsOf(last.processed.at);
    const bare = { currency, parent_entry_id: 0, payment_adjustments: [] };
    return { ...bare, ...reference, entry_id: 8_000_000_000_000_000 + id, amount: Number(-netMinor), created_timestamp: stamp };
  });
}

/** Entries in the order in which Etsy lists them. */
export function inOrder(entries: readonly VendorEntry[]): VendorEntry[] {
  return [...entries].sort((a, b) => a.created_timestamp - b.created_timestamp || a.entry_id - b.entry_id);
}

/** An entry as Etsy gives it, without the balance after it, which nobody reads. */
export function toListed(entry: VendorEntry): Record<string, unknown> {
  const { ledger_type: description, created_timestamp: create_date } = entry;
  return { ...entry, ledger_id: 1, description, create_date };
}

/** What the account is charged besides its orders' fees: listings, ads, postage. */
export type Charge = Pick<VendorEntry, 'entry_id' | 'amount' | 'ledger_type' | 'reference_type' | 'reference_id'> & { at: Date };

export const toCharge = ({ at, ...charge }: Charge, currency: string): VendorEntry => ({
  ...charge,
  currency,
  created_timestamp: secondsOf(at),
  parent_entry_id: 0,
  payment_adjustments: [],
});
