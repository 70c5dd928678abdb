import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoWeekday, toLocal } from '../model/calendar';
import { digestScheduleSchema, type DigestSchedule } from './digest';
import { describeSchedule, digestPeriod, latestDigest, nextDigest } from './schedule';

const next = (schedule: DigestSchedule, after: string, zone: string): string => nextDigest(schedule, new Date(after), zone).toISOString();

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const schedules: fc.Arbitrary<DigestSchedule> = fc.oneof(
  fc.record({ every: fc.constant('day' as const), at: time }),
  fc.record({ every: fc.constant('week' as const), at: time, weekday: fc.integer({ min: 1, max: 7 }) }),
  fc.record({ every: fc.constant('month' as const), at: time, monthDay: fc.integer({ min: 1, max: 28 }) }),
);
const zones = fc.constantFrom(
  'UTC',
  'Asia/Kolkata',
  'America/New_York',
  'Europe/Berlin',
  'Pacific/Auckland',
  'America/Sao_Paulo',
  'Pacific/Apia',
);
const moments = fc.date({ min: new Date('2019-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });

describe('the next digest', () => {
  it('comes at eight in the morning of the shop, whatever its zone', () => {
    const monday: DigestSchedule = { every: 'week', weekday: 1, at: '08:00' };
    expect(next(monday, '2026-11-22T14:00:00Z', 'Asia/Kolkata')).toBe('2026-11-23T02:30:00.000Z');
    expect(next(monday, '2026-11-22T14:00:00Z', 'America/New_York')).toBe('2026-11-23T13:00:00.000Z');
    expect(next(monday, '2026-11-23T13:00:00Z', 'America/New_York')).toBe('2026-11-30T13:00:00.000Z');
  });

  it('keeps its hour when clocks change, and moves on by the gap where its hour is left out', () => {
    const daily: DigestSchedule = { every: 'day', at: '02:30' };
    expect(next({ every: 'day', at: '08:00' }, '2026-03-28T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T06:00:00.000Z');
    expect(next(daily, '2026-03-28T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(next(daily, '2026-10-24T12:00:00Z', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(next(daily, '2026-10-25T00:30:00Z', 'Europe/Berlin')).toBe('2026-10-26T01:30:00.000Z');
  });

  it('comes on its day of each month', () => {
    expect(next({ every: 'month', monthDay: 1, at: '09:00' }, '2026-12-01T09:00:00Z', 'UTC')).toBe('2027-01-01T09:00:00.000Z');
    expect(next({ every: 'month', monthDay: 28, at: '09:00' }, '2026-01-30T00:00:00Z', 'UTC')).toBe('2026-02-28T09:00:00.000Z');
  });

  it('is later than now, on the day the schedule names, and no other lies between', () => {
    fc.assert(
      fc.property(schedules, moments, zones, (schedule, after, zone) => {
        const due = nextDigest(schedule, after, zone);
        expect(due.getTime()).toBeGreaterThan(after.getTime());
        const day = toLocal(due, zone).slice(0, 10);
        if (schedule.every === 'week') expect(isoWeekday(day)).toBe(schedule.weekday);
        if (schedule.every === 'month') expect(Number(day.slice(8))).toBe(schedule.monthDay);
        // Asked again just before it, it is the same one.
        expect(nextDigest(schedule, new Date(due.getTime() - 1), zone)).toEqual(due);
        const longest = { day: 2, week: 8, month: 32 }[schedule.every];
        expect(due.getTime() - after.getTime()).toBeLessThanOrEqual(longest * 86_400_000);
      }),
    );
  });

  it('that was to come last is the one after which now comes before the next', () => {
    fc.assert(
      fc.property(schedules, moments, zones, (schedule, now, zone) => {
        const latest = latestDigest(schedule, now, zone);
        expect(latest.getTime()).toBeLessThanOrEqual(now.getTime());
        expect(nextDigest(schedule, latest, zone).getTime()).toBeGreaterThan(now.getTime());
      }),
    );
  });

  it('tells of the last whole day, week or month', () => {
    const zone = { timeZone: 'America/New_York', weekStart: 1 };
    const due = new Date('2026-11-23T13:00:00Z');
    expect(digestPeriod('day', due, zone)).toEqual({ from: '2026-11-22', to: '2026-11-22' });
    expect(digestPeriod('week', due, zone)).toEqual({ from: '2026-11-16', to: '2026-11-22' });
    expect(digestPeriod('month', due, zone)).toEqual({ from: '2026-10-01', to: '2026-10-31' });
  });

  it('is said in words, and a schedule that cannot be is refused', () => {
    expect(describeSchedule({ every: 'week', weekday: 1, at: '08:00' })).toBe('Every Monday at 08:00');
    expect(digestScheduleSchema.safeParse({ every: 'week', weekday: 8, at: '08:00' }).success).toBe(false);
    expect(digestScheduleSchema.safeParse({ every: 'month', monthDay: 31, at: '08:00' }).success).toBe(false);
    expect(digestScheduleSchema.safeParse({ every: 'day', at: '24:00' }).success).toBe(false);
  });
});
