/**
 * Exact decimals: a bigint scaled by 10^12. Sums of converted money stay exact, because a conversion factor has
 * at most 12 decimals (core/model/rates) and amounts are whole minor units.
 */
export type Exact = bigint;

export const EXACT_DIGITS = 12;
const SCALE = 10n ** BigInt(EXACT_DIGITS);

export function exactFromInteger(value: bigint | number): Exact {
  return BigInt(value) * SCALE;
}

/** Parse a decimal text as PostgreSQL prints numeric: digits beyond the twelfth must not occur. */
export function parseExact(text: string): Exact {
  const negative = text.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? text.slice(1) : text).split('.');
  const value = BigInt(whole) * SCALE + BigInt(fraction.slice(0, EXACT_DIGITS).padEnd(EXACT_DIGITS, '0'));
  return negative ? -value : value;
}

/** Divide by a positive integer and round half away from zero. */
export function divideRounded(value: bigint, by: bigint): bigint {
  const negative = value < 0n;
  const absolute = negative ? -value : value;
  const rounded = (absolute * 2n + by) / (by * 2n);
  return negative ? -rounded : rounded;
}

/** To a whole number, half away from zero. */
export function roundExact(value: Exact): bigint {
  return divideRounded(value, SCALE);
}

/** To a double, with its precision: for ratios and means. */
export function exactToNumber(value: Exact): number {
  return Number(value) / Number(SCALE);
}
