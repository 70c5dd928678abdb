import { describe, expect, it } from 'vitest';
import { previousPeriod, previousYear, resolvePreset, todayIn, type Preset } from './period';

const span = (text: string): { from: string; to: string } => {
  const [from = '', to = from] = text.split('..');
  return { from, to };
};

describe('resolvePreset', () => {
  it.each<[Preset, string, string]>([
    ['today', '2026-03-31', '2026-03-31'],
    ['yesterday', '2026-03-01', '2026-02-28'],
    ['yesterday', '2024-03-01', '2024-02-29'],
    ['yesterday', '2026-01-01', '2025-12-31'],
    ['this_week', '2026-03-31', '2026-03-30..2026-03-31'],
    ['last_week', '2026-01-01', '2025-12-22..2025-12-28'],
    ['this_month', '2026-03-31', '2026-03-01..2026-03-31'],
    ['last_month', '2026-03-31', '2026-02-01..2026-02-28'],
    ['last_month', '2026-01-31', '2025-12-01..2025-12-31'],
    ['this_quarter', '2026-03-31', '2026-01-01..2026-03-31'],
    ['last_quarter', '2026-03-31', '2025-10-01..2025-12-31'],
    ['last_quarter', '2026-04-01', '2026-01-01..2026-03-31'],
    ['this_year', '2026-01-01', '2026-01-01'],
    ['last_year', '2026-01-01', '2025-01-01..2025-12-31'],
    ['last_7_days', '2026-01-01', '2025-12-25..2025-12-31'],
    ['last_30_days', '2024-03-01', '2024-01-31..2024-02-29'],
    ['last_365_days', '2025-01-01', '2024-01-02..2024-12-31'],
    ['last_3_months', '2026-05-31', '2026-02-01..2026-04-30'],
    ['last_12_months', '2026-01-31', '2025-01-01..2025-12-31'],
    ['last_24_months', '2026-02-28', '2024-02-01..2026-01-31'],
  ])('%s on %s is %s', (preset, today, expected) => {
    expect(resolvePreset(preset, today, 1)).toEqual(span(expected));
  });

  it('begins weeks on Sunday where the workspace does', () => {
    expect(resolvePreset('this_week', '2026-03-31', 7)).toEqual(span('2026-03-29..2026-03-31'));
    expect(resolvePreset('last_week', '2026-03-29', 7)).toEqual(span('2026-03-22..2026-03-28'));
  });

  it('leaves all data open', () => {
    expect(resolvePreset('all', '2026-03-31', 1)).toBeNull();
  });

  it('takes today from the zone of the workspace', () => {
    const now = new Date('2026-01-01T02:00:00Z');
    expect(todayIn(now, 'America/Sao_Paulo')).toBe('2025-12-31');
    expect(todayIn(now, 'Asia/Kolkata')).toBe('2026-01-01');
  });
});

describe('previousPeriod', () => {
  it.each([
    ['2026-03-01..2026-03-31', '2026-02-01..2026-02-28'],
    ['2024-03-01..2024-03-31', '2024-02-01..2024-02-29'],
    ['2026-01-01..2026-03-31', '2025-10-01..2025-12-31'],
    ['2026-01-01..2026-12-31', '2025-01-01..2025-12-31'],
    ['2026-03-01..2026-03-15', '2026-02-01..2026-02-15'],
    ['2026-03-01..2026-03-30', '2026-02-01..2026-02-28'],
    ['2026-03-10..2026-03-16', '2026-03-03..2026-03-09'],
    ['2026-01-01..2026-01-01', '2025-12-01'],
    ['2026-03-05..2026-03-05', '2026-03-04'],
  ])('of %s is %s', (period, expected) => {
    expect(previousPeriod(span(period))).toEqual(span(expected));
  });

  it('never overlaps the period itself', () => {
    for (const text of ['2026-03-01..2026-03-31', '2026-03-01..2026-03-30', '2026-01-15..2026-02-14', '2024-02-01..2024-02-29']) {
      const period = span(text);
      expect(previousPeriod(period).to < period.from).toBe(true);
    }
  });
});

describe('previousYear', () => {
  it.each([
    ['2026-03-01..2026-03-31', '2025-03-01..2025-03-31'],
    ['2025-02-01..2025-02-28', '2024-02-01..2024-02-29'],
    ['2024-02-01..2024-02-29', '2023-02-01..2023-02-28'],
    ['2024-02-29..2024-02-29', '2023-02-28'],
    ['2026-01-01..2026-12-31', '2025-01-01..2025-12-31'],
    ['2026-03-10..2026-03-16', '2025-03-10..2025-03-16'],
  ])('of %s is %s', (period, expected) => {
    expect(previousYear(span(period))).toEqual(span(expected));
  });
});
