import type { LedgerFact, OrderFact } from '@/core/model/facts';
import { allocate } from '@/core/model/money';
import { shareOf } from '../map/money';

/**
 * A seeded order as Flipkart's shipments can tell it. A price there is what the seller gets with the tax in it: discounts
 * and tax are one with the sale, and what comes back is its share of that. Fees and payouts are not told at all.
 */
export function asShipmentsTell(fact: OrderFact): OrderFact {
  const prices = pricesOf(fact);
  const ledger = fact.ledger.flatMap((entry): LedgerFact[] => {
    const price = prices.get(entry.itemExternalId ?? '');
    if (entry.kind === 'SHIPPING') return [entry];
    if (!price) return [];
    if (entry.kind === 'SALE') return [{ ...entry, amountMinor: price.minor }];
    return entry.kind === 'RETURN' ? [{ ...entry, amountMinor: -shareOf(price.minor, -entry.quantity, price.units) }] : [];
  });
  return { ...fact, ledger };
}

/** What the seller gets for the units of each item, with the tax that was booked with the order. */
function pricesOf({ items, ledger, ordered }: OrderFact): Map<string, { minor: bigint; units: number }> {
  const sumOf = (kinds: readonly string[], where: (entry: LedgerFact) => boolean): bigint =>
    ledger.reduce((sum, entry) => (kinds.includes(entry.kind) && where(entry) ? sum + entry.amountMinor : sum), 0n);
  const isFirst = ({ processed }: LedgerFact): boolean => processed.at.getTime() === ordered.at.getTime();
  const netOf = (item: string, when: (entry: LedgerFact) => boolean): bigint =>
    sumOf(['SALE', 'DISCOUNT'], (entry) => entry.itemExternalId === item && when(entry));
  const taxes = allocate(
    sumOf(['TAX'], isFirst),
    items.map(({ externalId }) => netOf(externalId, isFirst)),
  );
  return new Map(
    items.map(({ externalId, quantity }, index) => [
      externalId,
      { minor: netOf(externalId, () => true) + (taxes[index] ?? 0n), units: quantity },
    ]),
  );
}
