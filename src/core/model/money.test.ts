import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '@/core/errors';
import { allocate, currencyExponent, parseMoney, toMajor } from './money';

describe('parseMoney', () => {
  it.each([
    ['12.34', 'USD', 1234n],
    ['12.3', 'USD', 1230n],
    ['.5', 'USD', 50n],
    ['1,299.00', 'USD', 129_900n],
    ['$1,299.00', 'USD', 129_900n],
    ['-$5.00', 'USD', -500n],
    ['$-5.00', 'USD', -500n],
    ['\u22125.00', 'USD', -500n],
    ['(5.00)', 'USD', -500n],
    ['12.00 USD', 'USD', 1200n],
    ['R$ 45.90', 'BRL', 4590n],
    ['\u20b91,23,456.70', 'INR', 12_345_670n],
    ['1 234.50', 'EUR', 123_450n],
    ["1'234.50", 'CHF', 123_450n],
    ['980', 'JPY', 980n],
    ['980.00', 'JPY', 980n],
    ['980.5', 'JPY', 981n],
    ['1.2345', 'KWD', 1235n],
    ['0.004', 'USD', 0n],
    ['0.005', 'USD', 1n],
    ['-0.005', 'USD', -1n],
    ['90071992547409930.07', 'USD', 9_007_199_254_740_993_007n],
  ])('reads %s %s exactly', (text, currency, minor) => {
    expect(parseMoney(text, currency)).toBe(minor);
  });

  it('reads a decimal comma only where the source uses one', () => {
    expect(parseMoney('1.299,50', 'EUR', { decimal: ',' })).toBe(129_950n);
    expect(parseMoney('12,5', 'EUR', { decimal: ',' })).toBe(1250n);
  });

  it.each(['', ' ', 'abc', '12.34.56', '1e5', '--5', '.', 'USD'])('refuses "%s"', (text) => {
    expect(() => parseMoney(text, 'USD')).toThrow(AppError);
  });

  it('refuses a grouping mark after the decimal mark instead of reading another amount', () => {
    expect(() => parseMoney('1.299,00', 'EUR')).toThrow(/not an amount/);
    expect(() => parseMoney('1,299.00', 'EUR', { decimal: ',' })).toThrow(/not an amount/);
    expect(() => parseMoney('12,50', 'EUR')).toThrow(/not an amount/);
  });

  it('gives back what toMajor prints, for any amount and exponent', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }),
        fc.constantFrom('USD', 'JPY', 'KWD', 'BRL', 'CLF'),
        (minor, currency) => parseMoney(toMajor(minor, currency).toFixed(currencyExponent(currency)), currency) === minor,
      ),
    );
  });
});

describe('toMajor', () => {
  it('places the decimal point by the currency', () => {
    expect(toMajor(1234n, 'USD')).toBe(12.34);
    expect(toMajor(-5n, 'USD')).toBe(-0.05);
    expect(toMajor(1234n, 'JPY')).toBe(1234);
    expect(toMajor(1234n, 'KWD')).toBe(1.234);
    expect(Object.is(toMajor(0n, 'USD'), 0)).toBe(true);
  });
});

describe('allocate', () => {
  it('gives the remainder to the largest rests first, ties to the earlier part', () => {
    expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(allocate(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
    expect(allocate(10n, [1n, 2n, 3n])).toEqual([2n, 3n, 5n]);
  });

  it('keeps the whole when there is nothing to weigh by', () => {
    expect(allocate(7n, [0n, 0n])).toEqual([7n, 0n]);
    expect(allocate(7n, [])).toEqual([]);
  });

  it('always adds up, and no part is a minor unit or more away from its fair share', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), weights, (total, list) => {
        const parts = allocate(total, list);
        const sum = list.reduce((a, b) => a + b, 0n);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
        if (sum === 0n) return;
        parts.forEach((part, index) => {
          const off = part * sum - total * (list[index] ?? 0n);
          expect(off < sum && off > -sum).toBe(true);
        });
      }),
    );
  });
});
