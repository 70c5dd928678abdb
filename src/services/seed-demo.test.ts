import { describe, expect, it } from 'vitest';
import { addDays, daysInclusive } from '@/core/model/calendar';
import { demoRatesUntil } from './seed-demo';

describe('the rates of the demo', () => {
  const early = demoRatesUntil('2026-10-15');

  it('give every day of two years, and the day after today, one rate for each currency', () => {
    const first = addDays('2026-10-15', -746);
    const days = early.filter(({ quote, day }) => quote === 'INR' && day >= first);
    expect(new Set(days.map(({ day }) => day)).size).toBe(days.length);
    expect(days.length).toBe(daysInclusive(first, '2026-10-16'));
    expect(new Set(early.map(({ quote }) => quote))).toEqual(new Set(['USD', 'GBP', 'INR']));
  });

  it('are the same for a day whenever the demo is seeded, also across a New Year', () => {
    const later = new Map(demoRatesUntil('2027-01-02').map(({ quote, day, rate }) => [`${quote} ${day}`, rate]));
    const shared = early.filter(({ quote, day }) => later.has(`${quote} ${day}`));
    expect(shared.length).toBeGreaterThan(1500);
    expect(shared.filter(({ quote, day, rate }) => later.get(`${quote} ${day}`) !== rate)).toEqual([]);
  });
});
