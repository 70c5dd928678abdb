import { parseMoney } from '@/core/model/money';
import type { Money } from '../schema';

/** Minor units of an amount in its own currency. */
export const minorOf = ({ amount, currencyCode }: Money): bigint => parseMoney(amount, currencyCode);

/** Minor units of an amount that must be in `currency`. @throws RangeError when it is in another one. */
export function minorIn(currency: string, money: Money): bigint {
  if (money.currencyCode !== currency) throw new RangeError(`an amount in ${money.currencyCode} among those in ${currency}`);
  return minorOf(money);
}

export const sumOf = (list: readonly bigint[]): bigint => list.reduce((sum, minor) => sum + minor, 0n);
export const absOf = (minor: bigint): bigint => (minor < 0n ? -minor : minor);
