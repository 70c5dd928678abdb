import { dayOf } from '@/core/model/calendar';
import type { LedgerFact, OrderFact } from '@/core/model/facts';
import { onceOf } from '../../kit/sandbox/shop';
import { cutPage, toSorted, type Listed } from './lists';
import { toStamp, toVendorMoney } from './money';
import { toTerms, within } from './search';
import { need, type ListArguments, type View } from './view';

/** The Shopify Payments account of the seeded shop: a charge or refund for each fee, a payout for each day that had some. */
export function paymentsRoot(view: View) {
  const { shop, faults } = view;
  const page = (list: readonly Listed<object>[], { query, first, after }: ListArguments) =>
    cutPage(
      within(list, toTerms(query), faults.inclusive),
      { first: first ?? null, after: after ?? null },
      { isInclusive: faults.inclusive },
    );
  return {
    shopifyPaymentsAccount: () => {
      need(view, 'read_shopify_payments_accounts');
      if (!view.hasPayments) return null;
      return {
        balanceTransactions: (asked: ListArguments) => page(allTransactions(shop), asked),
        payouts: (asked: ListArguments) => page(allPayouts(shop), asked),
      };
    },
  };
}

const allTransactions = onceOf((orders) => toSorted(orders.flatMap(({ fact }) => transactionsOf(fact))));
const allPayouts = onceOf((orders) => toSorted(payoutsOf(orders.map(({ fact }) => fact))));

function transactionsOf({ externalId, currency, ledger, payments }: OrderFact): Listed<object>[] {
  const paidMinor = payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return ledger
    .filter(({ kind }) => kind === 'FEE')
    .map(({ amountMinor, processed }, index) => {
      // A fee that is given back comes with the money that is given back.
      const isCharge = amountMinor < 0n;
      const moved = isCharge ? paidMinor : -paidMinor;
      const id = `gid://shopify/ShopifyPaymentsBalanceTransaction/${externalId}-${index + 1}`;
      const stamp = toStamp(processed.at);
      const item = {
        id,
        type: isCharge ? 'CHARGE' : 'REFUND',
        test: false,
        transactionDate: stamp,
        amount: toVendorMoney(moved, currency),
        fee: toVendorMoney(-amountMinor, currency),
        net: toVendorMoney(moved + amountMinor, currency),
        associatedOrder: { id: `gid://shopify/Order/${externalId}` },
      };
      return { item, id, sort: stamp };
    });
}

function payoutsOf(orders: readonly OrderFact[]): Listed<object>[] {
  const days = new Map<string, { netMinor: bigint; last: LedgerFact; currency: string }>();
  for (const { ledger, currency } of orders)
    for (const entry of ledger) {
      if (entry.kind !== 'PAYOUT') continue;
      const day = dayOf(entry.processed);
      const before = days.get(day) ?? { netMinor: 0n, last: entry, currency };
      const last = entry.processed.at > before.last.processed.at ? entry : before.last;
      days.set(day, { netMinor: before.netMinor + entry.amountMinor, last, currency });
    }
  return [...days].map(([day, { netMinor, last, currency }]) => {
    const id = `gid://shopify/ShopifyPaymentsPayout/${day.replaceAll('-', '')}`;
    const stamp = toStamp(last.processed.at);
    const transactionType = netMinor < 0n ? 'WITHDRAWAL' : 'DEPOSIT';
    return { id, sort: stamp, item: { id, status: 'PAID', transactionType, issuedAt: stamp, net: toVendorMoney(netMinor, currency) } };
  });
}
