import { AppError } from '@/core/errors';

/**
 * ISO 4217 minor-unit exponents that are not 2.
 * Source: ISO 4217 list one (SIX Group). Currencies not named here have exponent 2.
 */
const EXPONENTS: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLF: 4,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  UYI: 0,
  UYW: 4,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};

/** Number of minor-unit digits of an ISO 4217 currency: 2 for USD, 0 for JPY, 3 for KWD. */
export function currencyExponent(currency: string): number {
  return EXPONENTS[currency] ?? 2;
}

export interface ParseMoneyOptions {
  /** The character that separates the fraction in the source: `.` (default) or `,`. */
  decimal?: '.' | ',';
}

/**
 * Parse a decimal amount into integer minor units, exactly (no float in between).
 * Accepts signs, a leading or trailing currency mark, accounting brackets and grouping marks.
 * Digits beyond the exponent must be zeros; otherwise half away from zero rounding applies.
 * @throws AppError invalid_input when the text is not an amount.
 */
export function parseMoney(text: string, currency: string, options: ParseMoneyOptions = {}): bigint {
  const decimal = options.decimal ?? '.';
  const bracketed = /^\(.*\)$/.test(text.trim());
  const bare = text
    .trim()
    .replace(/^\(|\)$/g, '')
    .replace(/^([-+−]?)\s*[\p{Sc}A-Za-z]{0,4}\s*/u, '$1')
    .replace(/\s*[\p{Sc}A-Za-z]{0,4}$/u, '')
    .replace('−', '-');
  const match = /^([-+]?)(\d+)?(?:\.(\d*))?$/.exec(ungroup(bare, decimal) ?? '');
  if (!match || (match[2] === undefined && !match[3])) {
    throw new AppError('invalid_input', `"${text}" is not an amount.`, { remedy: 'Use digits, like 1299.00.' });
  }
  const exponent = currencyExponent(currency);
  const fraction = (match[3] ?? '').padEnd(exponent + 1, '0');
  const kept = BigInt((match[2] ?? '0') + fraction.slice(0, exponent));
  const rounded = (fraction[exponent] ?? '0') >= '5' ? kept + 1n : kept;
  const isNegative = bracketed !== (match[1] === '-');
  return isNegative ? -rounded : rounded;
}

/**
 * Digits with a dot for the fraction and no grouping marks. Groups end in three digits and stand before the fraction:
 * "12,50" or "1.299,00" would be another amount under the other mark, so they give null.
 */
function ungroup(text: string, decimal: '.' | ','): string | null {
  const [whole = '', ...rest] = text.split(decimal);
  const groups = whole.split(decimal === '.' ? /[,'’\s\u00a0\u202f]/ : /[.'’\s\u00a0\u202f]/);
  if (rest.length > 1 || (groups.length > 1 && groups.at(-1)?.length !== 3)) return null;
  return [groups.join(''), ...rest].join('.');
}

/** Minor units to a JSON number in major units. Exact to the cent below 2^53 minor units. */
export function toMajor(amountMinor: bigint, currency: string): number {
  const exponent = currencyExponent(currency);
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(exponent + 1, '0');
  const cut = digits.length - exponent;
  const text = exponent === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return amountMinor < 0n ? -Number(text) : Number(text);
}

/** Split `totalMinor` over weights so that the parts add up exactly (largest remainder, ties by index). */
export function allocate(totalMinor: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (weights.length === 0) return [];
  if (sum === 0n) return weights.map((_, index) => (index === 0 ? totalMinor : 0n));
  const sign = totalMinor < 0n ? -1n : 1n;
  const absolute = totalMinor * sign;
  const parts = weights.map((weight, index) => ({ index, part: (absolute * weight) / sum, rest: (absolute * weight) % sum }));
  let left = absolute - parts.reduce((a, b) => a + b.part, 0n);
  for (const entry of [...parts].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))) {
    if (left === 0n) break;
    entry.part += 1n;
    left -= 1n;
  }
  return parts.map((entry) => entry.part * sign);
}
