import { dayOf } from '@/core/model/calendar';
import type { LedgerFact, OrderFact } from '@/core/model/facts';
import type { Listed } from './lists';
import { toCurrency } from './numbers';
import { placeIn } from './places';

/**
 * A payout for each day that had some. On a day on which more was taken back than came nothing is paid: what is missing is
 * made good from the next ones.
 */
export function payoutsOf(orders: readonly OrderFact[], sellerId: string): Listed[] {
  const days = new Map<string, { day: string; netMinor: bigint; last: LedgerFact; currency: string }>();
  for (const { ledger, currency } of orders)
    for (const entry of ledger) {
      if (entry.kind !== 'PAYOUT') continue;
      const day = dayOf(entry.processed);
      const before = days.get(`${currency} ${day}`) ?? { day, netMinor: 0n, last: entry, currency };
      const last = entry.processed.at > before.last.processed.at ? entry : before.last;
      days.set(`${currency} ${day}`, { day, netMinor: before.netMinor + entry.amountMinor, last, currency });
    }
  const owed = new Map<string, bigint>();
  return [...days.values()]
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .flatMap(({ day, netMinor, last, currency }) => {
      const openMinor = (owed.get(currency) ?? 0n) + netMinor;
      owed.set(currency, openMinor > 0n ? 0n : openMinor);
      return openMinor > 0n ? [toPayout({ id: day.replaceAll('-', ''), at: last.processed.at, minor: openMinor, currency, sellerId })] : [];
    })
    .sort((a, b) => (a.sort < b.sort ? -1 : 1));
}

interface Paid {
  id: string;
  at: Date;
  minor: bigint;
  currency: string;
  sellerId: string;
}

function toPayout({ id, at, minor, currency, sellerId }: Paid): Listed {
  const stamp = at.toISOString();
  const item = {
    id: `${id}${currency}`,
    partnerMetadata: { partnerId: sellerId, accountType: 'STANDARD_ORDERS', marketplaceId: placeIn(currency).id },
    currentStatus: 'PAID',
    statusHistory: [
      { status: 'STARTED', lastUpdatedDate: stamp },
      { status: 'PAID', lastUpdatedDate: stamp },
    ],
    type: 'SCHEDULED',
    amount: toCurrency(minor, currency),
    paymentMethod: 'BANK_ACCOUNT',
    creationDate: stamp,
  };
  // The newest stand first.
  return { item, sort: `${String(9e15 - at.getTime())} ${id}` };
}
