import type { Breakdown } from '../schema';
import { minorIn } from './money';

/** What an amount of a transaction is. `price` is of units, `goods` all else that changes what goods cost. */
type Part = 'price' | 'goods' | 'shipping' | 'tax' | 'fee' | 'moved' | 'other';
export type Parts = Record<Part, bigint>;

/**
 * Names of amounts, the first that fits. Amazon lists them nowhere; these are those of the seller's own statements. Tax
 * that Amazon collects stands there twice, once each way, and comes to nothing. Reserves and transfers only move money.
 */
const NAMES: readonly (readonly [RegExp, Part])[] = [
  [/^(Reserve(Debit|Credit)|FundTransfer|Transfer)/, 'moved'],
  [/^(MarketplaceFacilitator|MarketplaceWithheld|LowValueGoodsTax|TaxWithheld)/, 'tax'],
  [/(Fees?|FeeRefund|Commission|Chargeback)$|^Subscription$/, 'fee'],
  [/Tax(Discount|OnRevenue)?$|^TaxOn/, 'tax'],
  [/^Shipping/, 'shipping'],
  [/^(ProductCharges|OurPricePrincipal)$/, 'price'],
  [/^(OurPrice|Gift|Goodwill|RestockingDeduction|Promo)/, 'goods'],
];

const partOf = (name: string): Part | null => NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? null;

const noParts = (): Parts => ({ price: 0n, goods: 0n, shipping: 0n, tax: 0n, fee: 0n, moved: 0n, other: 0n });

/** Parts of a total: all of it, what is not named as `other`. @throws RangeError for amounts in another currency. */
export function partsOf(breakdowns: readonly Breakdown[] | null | undefined, total: { minor: bigint; currency: string }): Parts {
  const parts = noParts();
  const added = (breakdowns ?? []).reduce((sum, breakdown) => sum + add(parts, breakdown, { part: 'other', currency: total.currency }), 0n);
  parts.other += total.minor - added;
  return parts;
}

/** Add a breakdown; what its own parts leave open counts as what it is itself. @returns its amount. */
function add(parts: Parts, breakdown: Breakdown, of: { part: Part; currency: string }): bigint {
  const { currency } = of;
  const part = partOf(breakdown.breakdownType ?? '') ?? of.part;
  // A fee has a base and the tax on it: both are what it costs.
  const inner = part === 'fee' ? [] : (breakdown.breakdowns ?? []);
  const told = inner.reduce((sum, each) => sum + add(parts, each, { part, currency }), 0n);
  const minor = breakdown.breakdownAmount ? minorIn(currency, breakdown.breakdownAmount) : told;
  parts[part] += minor - told;
  return minor;
}
