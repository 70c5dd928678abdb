import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addGrain,
  addMonths,
  daysInclusive,
  endOfGrain,
  fromLocal,
  grainLabel,
  GRAINS,
  isDay,
  isoWeekday,
  isTimeZone,
  startOfGrain,
  toLocal,
} from './calendar';

const anyDay = fc.integer({ min: -20_000, max: 40_000 }).map((offset) => addDays('1970-01-01', offset));

describe('wall clocks and instants', () => {
  it.each([
    // Clocks set forward: the reading does not exist and moves on by the gap.
    ['America/New_York', '2026-03-08T02:30:00', '2026-03-08T07:30:00.000Z'],
    ['America/Sao_Paulo', '2018-11-04T00:30:00', '2018-11-04T03:30:00.000Z'],
    ['America/Sao_Paulo', '2017-10-15T00:00:00', '2017-10-15T03:00:00.000Z'],
    // Clocks set back: the reading occurs twice and the earlier instant counts.
    ['America/New_York', '2026-11-01T01:30:00', '2026-11-01T05:30:00.000Z'],
    ['America/Sao_Paulo', '2018-02-17T23:30:00', '2018-02-18T01:30:00.000Z'],
    // Ordinary readings.
    ['America/Sao_Paulo', '2018-01-15T12:00:00', '2018-01-15T14:00:00.000Z'],
    ['America/Sao_Paulo', '2018-07-15T12:00:00', '2018-07-15T15:00:00.000Z'],
    ['America/New_York', '2026-07-01T00:00:00', '2026-07-01T04:00:00.000Z'],
    ['Asia/Kolkata', '2026-03-29T02:30:00', '2026-03-28T21:00:00.000Z'],
    ['Asia/Kolkata', '2026-12-31T23:59:59', '2026-12-31T18:29:59.000Z'],
    ['UTC', '2024-02-29T00:00:00', '2024-02-29T00:00:00.000Z'],
  ])('%s reads %s at %s', (zone, local, instant) => {
    expect(fromLocal(local, zone).toISOString()).toBe(instant);
  });

  it('reads both instants of a repeated hour as the same wall clock', () => {
    for (const instant of ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'])
      expect(toLocal(new Date(instant), 'America/New_York')).toBe('2026-11-01T01:30:00');
    for (const instant of ['2018-02-18T01:30:00Z', '2018-02-18T02:30:00Z'])
      expect(toLocal(new Date(instant), 'America/Sao_Paulo')).toBe('2018-02-17T23:30:00');
  });

  it('comes back to the wall clock for every reading that exists', () => {
    const zones = fc.constantFrom('America/Sao_Paulo', 'America/New_York', 'Asia/Kolkata', 'Europe/London', 'Australia/Lord_Howe');
    const instants = fc.integer({ min: Date.UTC(2015, 0, 1) / 1000, max: Date.UTC(2027, 0, 1) / 1000 });
    fc.assert(
      fc.property(zones, instants, (zone, seconds) => {
        const local = toLocal(new Date(seconds * 1000), zone);
        const back = fromLocal(local, zone);
        expect(toLocal(back, zone)).toBe(local);
        expect(back.getTime()).toBeLessThanOrEqual(seconds * 1000);
      }),
      { numRuns: 300 },
    );
  });

  it('knows zones by name and refuses text that is no moment', () => {
    expect(isTimeZone('Asia/Kolkata')).toBe(true);
    expect(isTimeZone('Mars/Olympus')).toBe(false);
    expect(() => fromLocal('yesterday', 'UTC')).toThrow(/not a date/);
  });
});

describe('days', () => {
  it.each([
    ['2024-02-29', true],
    ['2025-02-29', false],
    ['2025-02-30', false],
    ['2025-13-01', false],
    ['2025-1-1', false],
    ['', false],
  ])('"%s" is a day: %s', (text, expected) => {
    expect(isDay(text)).toBe(expected);
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', -48, '2020-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-01-15', -13, '2024-12-15'],
  ])('%s plus %i months is %s', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });

  it('counts both ends of a period', () => {
    expect(daysInclusive('2026-03-01', '2026-03-31')).toBe(31);
    expect(daysInclusive('2026-03-08', '2026-03-08')).toBe(1);
    expect(daysInclusive('2024-02-28', '2024-03-01')).toBe(3);
  });

  it('knows the weekday, also before 1970', () => {
    expect(isoWeekday('2026-11-23')).toBe(1);
    expect(isoWeekday('2026-11-22')).toBe(7);
    expect(isoWeekday('1969-07-20')).toBe(7);
    expect(isoWeekday('1900-01-01')).toBe(1);
  });
});

describe('buckets', () => {
  it('begins weeks on the day the workspace says', () => {
    expect(startOfGrain('2026-11-22', 'week', 1)).toBe('2026-11-16');
    expect(startOfGrain('2026-11-22', 'week', 7)).toBe('2026-11-22');
    expect(startOfGrain('2026-11-21', 'week', 7)).toBe('2026-11-15');
    expect(startOfGrain('2026-01-01', 'week', 7)).toBe('2025-12-28');
  });

  it.each([
    ['2018-03-31', 'quarter', '2018-Q1', '2018-03-31'],
    ['2018-04-01', 'quarter', '2018-Q2', '2018-06-30'],
    ['2018-12-31', 'quarter', '2018-Q4', '2018-12-31'],
    ['2018-06-30', 'half', '2018-H1', '2018-06-30'],
    ['2018-07-01', 'half', '2018-H2', '2018-12-31'],
    ['2024-02-10', 'month', '2024-02', '2024-02-29'],
    ['2024-02-10', 'year', '2024', '2024-12-31'],
    ['2024-02-10', 'day', '2024-02-10', '2024-02-10'],
  ] as const)('%s by %s is %s, to %s', (day, grain, label, end) => {
    const start = startOfGrain(day, grain);
    expect(grainLabel(start, grain)).toBe(label);
    expect(endOfGrain(start, grain)).toBe(end);
  });

  it('covers every day exactly once, whatever the grain and week start', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...GRAINS), fc.constantFrom(1, 7), (day, grain, weekStart) => {
        const start = startOfGrain(day, grain, weekStart);
        const end = endOfGrain(start, grain);
        expect(start <= day && day <= end).toBe(true);
        expect(startOfGrain(end, grain, weekStart)).toBe(start);
        expect(startOfGrain(addDays(end, 1), grain, weekStart)).toBe(addGrain(start, grain, 1));
        expect(addGrain(addGrain(start, grain, 5), grain, -5)).toBe(start);
      }),
    );
  });
});
