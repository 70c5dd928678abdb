import { divideRounded, EXACT_DIGITS, parseExact, type Exact } from './exact';
import { currencyExponent } from './money';

/** Reference rates are quoted as units of a currency for one euro (ECB). */
export const RATE_BASE = 'EUR';

export interface RateQuote {
  quote: string;
  /** Business day the rate is of. */
  day: string;
  /** Units of `quote` for one euro, as decimal text. */
  rate: string;
}

/**
 * Factor that turns minor units of `from` into minor units of `to` on a day: the cross rate over the euro of the last
 * day at or before it that has one, times the ratio of the exponents, rounded half away from zero to 12 decimals.
 * The same rounding is done in SQL (store/sql/conversion.ts), so both give the same cents.
 * @returns null when a rate is missing.
 */
export function conversionFactor(quotes: readonly RateQuote[], from: string, to: string, day: string): Exact | null {
  if (from === to) return 10n ** BigInt(EXACT_DIGITS);
  const source = rateAt(quotes, from, day);
  const target = rateAt(quotes, to, day);
  if (source === null || target === null) return null;
  const shift = currencyExponent(to) - currencyExponent(from);
  const up = shift > 0 ? 10n ** BigInt(shift) : 1n;
  const down = shift < 0 ? 10n ** BigInt(-shift) : 1n;
  return divideRounded(target * up * 10n ** BigInt(EXACT_DIGITS), source * down);
}

function rateAt(quotes: readonly RateQuote[], currency: string, day: string): Exact | null {
  if (currency === RATE_BASE) return 10n ** BigInt(EXACT_DIGITS);
  let best: RateQuote | null = null;
  for (const quote of quotes) {
    if (quote.quote === currency && quote.day <= day && (best === null || quote.day > best.day)) best = quote;
  }
  return best && parseExact(best.rate);
}
