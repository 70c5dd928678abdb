import { describe, expect, it } from 'vitest';
import { isNight, nextDue, type RunEnd } from './schedule';

const NOW = new Date('2026-03-10T15:00:00Z');
const ENDED: RunEnd = { state: 'done', now: NOW, cadenceMinutes: 60, timeZone: 'America/New_York', retryAt: null, needsSeller: false };
const due = (change: Partial<RunEnd>): string | null => nextDue({ ...ENDED, ...change })?.toISOString() ?? null;

describe('an account is due again', () => {
  it('after its cadence', () => {
    expect(due({})).toBe('2026-03-10T16:00:00.000Z');
    expect(due({ cadenceMinutes: 5 })).toBe('2026-03-10T15:05:00.000Z');
  });

  it('at once when its time was up, behind those who wait longer', () => {
    expect(due({ state: 'paused' })).toBe(NOW.toISOString());
  });

  it('when the source said, or our patience allows', () => {
    const retryAt = new Date('2026-03-10T15:03:00Z');
    expect(due({ state: 'paused', retryAt })).toBe(retryAt.toISOString());
    expect(due({ state: 'failed', retryAt })).toBe(retryAt.toISOString());
  });

  it('not by itself while the seller has to act', () => {
    expect(due({ state: 'failed', needsSeller: true, retryAt: NOW })).toBeNull();
  });

  it('in the next night of the workspace when it is read once a day', () => {
    // 11:00 in New York: the next night there begins at 2:00, 6:00 in London's winter.
    expect(due({ cadenceMinutes: 1440 })).toBe('2026-03-11T06:00:00.000Z');
    expect(due({ cadenceMinutes: 1440, timeZone: 'Asia/Kolkata' })).toBe('2026-03-10T20:30:00.000Z');
  });
});

it('the night is told by the clock of the workspace', () => {
  expect(isNight(new Date('2026-03-10T07:30:00Z'), 'America/New_York')).toBe(true);
  expect(isNight(new Date('2026-03-10T09:00:00Z'), 'America/New_York')).toBe(false);
  expect(isNight(new Date('2026-03-10T07:30:00Z'), 'Asia/Kolkata')).toBe(false);
});
