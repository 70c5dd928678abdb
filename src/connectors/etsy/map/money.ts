import { AppError } from '@/core/errors';
import { currencyExponent, parseMoney } from '@/core/model/money';
import type { Money } from '../schema';

/**
 * `amount` of which `divisor` make one unit, in minor units of the currency.
 * @throws AppError invalid_input when it is no whole number of them.
 */
export function minorOfParts(amount: number, divisor: number, currency: string): bigint {
  const scaled = BigInt(amount) * 10n ** BigInt(currencyExponent(currency));
  if (scaled % BigInt(divisor) === 0n) return scaled / BigInt(divisor);
  throw new AppError('invalid_input', `${amount}/${divisor} is no amount of ${currency}.`, { field: 'amount' });
}

/** Minor units of an amount. @throws AppError invalid_input when it is in another currency, or no amount. */
export function minorOf({ amount, divisor, currency_code }: Money, currency: string): bigint {
  if (currency_code === currency) return minorOfParts(amount, divisor, currency);
  // Nothing is nothing in every currency.
  if (amount === 0) return 0n;
  throw new AppError('invalid_input', `An amount is in ${currency_code}, its order in ${currency}.`, { field: 'currency' });
}

/** A JSON number of units, read from its shortest decimal text. @returns null when that is no amount. */
export function minorOfUnits(units: number, currency: string): bigint | null {
  const text = String(units);
  return /^-?\d+(\.\d+)?$/.test(text) ? parseMoney(text, currency) : null;
}
