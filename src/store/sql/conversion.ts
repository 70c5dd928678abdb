import { EXACT_DIGITS } from '@/core/model/exact';
import { currencyExponent } from '@/core/model/money';
import { RATE_BASE } from '@/core/model/rates';
import type { Parameters } from './parameters';

/** Currencies whose exponent is not 2 and that marketplaces pay out in. */
const ODD_EXPONENTS = [
  'JPY',
  'KRW',
  'VND',
  'CLP',
  'ISK',
  'PYG',
  'UGX',
  'XAF',
  'XOF',
  'XPF',
  'RWF',
  'BHD',
  'IQD',
  'JOD',
  'KWD',
  'LYD',
  'OMR',
  'TND',
];

/**
 * A table (rate_day, currency, factor) for every day and currency of `relation`: the cross rate over the euro of the
 * last day at or before it, times the ratio of exponents, rounded to 12 decimals as core/model/rates does.
 */
export function conversionTable(relation: string, target: string, parameters: Parameters): string {
  // Of the column's own type: compared as text, the index on the rates would not be used.
  const to = parameters.add(target, 'bpchar');
  const rate = (currency: string): string => `CASE WHEN ${currency} = '${RATE_BASE}' THEN 1::numeric ELSE (SELECT rate FROM "ExchangeRate"
      WHERE base = '${RATE_BASE}' AND quote = ${currency} AND day <= keys.rate_day ORDER BY day DESC LIMIT 1) END`;
  const exponent = `CASE keys.currency ${ODD_EXPONENTS.map((code) => `WHEN '${code}' THEN ${currencyExponent(code)}`).join(' ')} ELSE 2 END`;
  return `SELECT keys.rate_day, keys.currency, CASE WHEN keys.currency = ${to} THEN 1::numeric
    ELSE round(target_rate * 10::numeric ^ (${currencyExponent(target)} - exponent) / source_rate, ${EXACT_DIGITS}) END AS factor
  FROM (SELECT DISTINCT rate_day, currency FROM ${relation}) keys
  CROSS JOIN LATERAL (SELECT ${rate('keys.currency')} AS source_rate, ${rate(to)} AS target_rate, ${exponent} AS exponent) quoted`;
}
