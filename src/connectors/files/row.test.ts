import { describe, expect, it } from 'vitest';
import { toRow } from '~/tests/support/rows';
import { parseMoment } from './moments';
import { integerCell, lineAmount, moneyCell, momentCell } from './row';

const money = (text: string, decimal: '.' | ',' = '.') => moneyCell(toRow({ Price: text }, { decimal }), 'price', 'EUR');

describe('moneyCell', () => {
  it.each([
    ['1299.00', 129_900n],
    ['-0.01', -1n],
    ['$1,234.56', 123_456n],
    ['1.234,56 €', 123_456n],
    ['1,234', 123_400n],
    ['12,5', 1_250n],
    ['0,125', 13n],
    ['(9.00)', -900n],
    ['R$ 10,50', 1_050n],
    ['Rs. 1,299', 129_900n],
    ['USD 5', 500n],
    ["1'000.10", 100_010n],
    ['1,234,567.89', 123_456_789n],
    ['.5', 50n],
    ['−3.20', -320n],
  ])('reads %s exactly', (text, minor) => expect(money(text)).toBe(minor));

  it('takes a lone point before three digits for grouping where the comma is the decimal mark', () => {
    expect(money('1.234', ',')).toBe(123_400n);
    expect(money('0.125', ',')).toBe(13n);
    expect(money('12.50', ',')).toBe(1_250n);
  });

  it.each(['abc', '1.2.3,4,5', '--1', '12/3', '1e5', '9999999999999999'])('refuses %s, naming the column', (text) => {
    expect(() => money(text)).toThrowError(expect.objectContaining({ column: 'price' }));
  });

  it('keeps the digits of currencies without minor units', () => {
    expect(moneyCell(toRow({ p: '1,250' }), 'p', 'JPY')).toBe(1_250n);
    expect(moneyCell(toRow({ p: '1.2345' }), 'p', 'KWD')).toBe(1_235n);
  });
});

describe('lineAmount', () => {
  it('multiplies before it rounds', () => {
    expect(lineAmount(toRow({ p: '0.001' }), 'p', { quantity: 1_500, currency: 'GBP' })).toBe(150n);
    expect(lineAmount(toRow({ p: '0.125' }), 'p', { quantity: -1, currency: 'GBP' })).toBe(-13n);
  });
});

describe('integerCell', () => {
  it('reads whole numbers however they are written, and nothing else', () => {
    expect(integerCell(toRow({ q: '2.0' }), 'q')).toBe(2);
    expect(() => integerCell(toRow({ q: '1.5' }), 'q')).toThrow('"1.5" is not a whole number');
    expect(() => integerCell(toRow({ q: '' }), 'q')).toThrow('is empty');
  });
});

describe('parseMoment', () => {
  const zone = { timeZone: 'America/New_York' };
  it('reads wall-clock time in the zone', () => {
    expect(parseMoment('2026-07-01 09:30:00', zone)).toEqual({ at: new Date('2026-07-01T13:30:00Z'), local: '2026-07-01T09:30:00' });
    expect(parseMoment('2026-01-05', zone)?.local).toBe('2026-01-05T00:00:00');
  });

  it('converts stated instants, or keeps the stated clock', () => {
    expect(parseMoment('2026-01-01T02:00:00Z', zone)?.local).toBe('2025-12-31T21:00:00');
    expect(parseMoment('2026-01-01 02:00:00 +0530', { ...zone, keepsStatedClock: true })).toEqual({
      at: new Date('2025-12-31T20:30:00Z'),
      local: '2026-01-01T02:00:00',
    });
  });

  it('reads the usual orders of day and month', () => {
    expect(parseMoment('11/30/25', zone)?.local).toBe('2025-11-30T00:00:00');
    expect(parseMoment('03/04/2026', { ...zone, dateOrder: 'dmy' })?.local).toBe('2026-04-03T00:00:00');
    expect(parseMoment('25.12.2025 18:05', zone)?.local).toBe('2025-12-25T18:05:00');
    expect(parseMoment('1/5/2026 12:15 AM', zone)?.local).toBe('2026-01-05T00:15:00');
  });

  it.each(['2026-02-30', '2026-13-01', '0000-00-00 00:00:00', '1899-12-30', '2026-01-01 25:00', 'yesterday', '46023'])(
    'knows that %s is no date',
    (text) => {
      expect(parseMoment(text, zone)).toBeNull();
      expect(() => momentCell(toRow({ Day: text }), 'Day', zone)).toThrow(`"${text}" is not a date`);
    },
  );
});
