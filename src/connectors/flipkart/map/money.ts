import { parseMoney } from '@/core/model/money';

/** All amounts are rupees. */
export const CURRENCY = 'INR';

/** Minor units of an amount. @throws AppError invalid_input when it is no amount. */
export const minorOf = (amount: string | null | undefined): bigint => (amount ? parseMoney(amount, CURRENCY) : 0n);

/** What a number of the units of a line comes to; of prices that units cannot share evenly, a rest stays with the line. */
export const shareOf = (minor: bigint, units: number, quantity: number): bigint => (minor * BigInt(units)) / BigInt(quantity);
