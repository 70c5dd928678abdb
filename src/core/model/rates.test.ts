import { describe, expect, it } from 'vitest';
import { exactFromInteger, roundExact } from './exact';
import { conversionFactor, type RateQuote } from './rates';

const quotes: RateQuote[] = [
  { quote: 'USD', day: '2025-01-03', rate: '1.25' },
  { quote: 'USD', day: '2025-01-06', rate: '1.60' },
  { quote: 'JPY', day: '2025-01-03', rate: '160' },
  { quote: 'KWD', day: '2025-01-03', rate: '0.32' },
];

/** Minor units of `from` in minor units of `to`. */
function convert(minor: number, from: string, to: string, day = '2025-01-03'): bigint | null {
  const factor = conversionFactor(quotes, from, to, day);
  return factor === null ? null : roundExact(BigInt(minor) * factor);
}

describe('conversionFactor', () => {
  it('is one for the same currency, with or without a rate', () => {
    expect(conversionFactor([], 'USD', 'USD', '2025-01-03')).toBe(exactFromInteger(1));
    expect(conversionFactor([], 'XXX', 'XXX', '2025-01-03')).toBe(exactFromInteger(1));
  });

  it('reads quotes as units for one euro, and inverts them for the way back', () => {
    expect(convert(100, 'EUR', 'USD')).toBe(125n);
    expect(convert(125, 'USD', 'EUR')).toBe(100n);
  });

  it('keeps amounts right when the exponents differ', () => {
    expect(convert(1250, 'USD', 'JPY')).toBe(1600n); // 12.50 USD = 10 EUR = 1600 yen
    expect(convert(1600, 'JPY', 'USD')).toBe(1250n);
    expect(convert(1250, 'USD', 'KWD')).toBe(3200n); // 12.50 USD = 3.200 KWD
    expect(convert(3200, 'KWD', 'JPY')).toBe(1600n);
  });

  it('uses the last business day at or before the day, never a later one', () => {
    expect(convert(100, 'EUR', 'USD', '2025-01-05')).toBe(125n); // Sunday: Friday's rate
    expect(convert(100, 'EUR', 'USD', '2025-01-06')).toBe(160n);
    expect(convert(100, 'EUR', 'USD', '2030-01-01')).toBe(160n);
  });

  it('does not depend on the order of the quotes', () => {
    expect(conversionFactor(quotes.toReversed(), 'USD', 'JPY', '2025-01-08')).toBe(conversionFactor(quotes, 'USD', 'JPY', '2025-01-08'));
  });

  it('gives nothing where a rate is missing, instead of a guess', () => {
    expect(conversionFactor(quotes, 'EUR', 'USD', '2025-01-02')).toBeNull();
    expect(conversionFactor(quotes, 'BRL', 'USD', '2025-01-03')).toBeNull();
    expect(conversionFactor(quotes, 'USD', 'BRL', '2025-01-03')).toBeNull();
  });

  it('rounds the factor once, to twelve decimals', () => {
    const thirds: RateQuote[] = [{ quote: 'USD', day: '2025-01-01', rate: '3' }];
    expect(conversionFactor(thirds, 'USD', 'EUR', '2025-01-01')).toBe(333_333_333_333n);
    expect(conversionFactor([{ quote: 'USD', day: '2025-01-01', rate: '1.5' }], 'USD', 'EUR', '2025-01-01')).toBe(666_666_666_667n);
  });
});
