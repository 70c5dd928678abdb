import { describe, expect, it } from 'vitest';
import { judge } from './limits';

const verdictOf = (status: number, headers: Record<string, string> = {}) => judge({ status, headers: new Headers(headers), body: {} });
const counts = (second: number, day: number) => ({
  'x-limit-per-second': '10',
  'x-remaining-this-second': String(second),
  'x-limit-per-day': '10000',
  'x-remaining-today': String(day),
});

describe('what an answer means', () => {
  it('tells what is left of the second and of the day, whichever is less, and how fast to go', () => {
    expect(verdictOf(200, counts(9, 9998))).toEqual({ kind: 'ok', left: { bucket: 'calls', points: 9, capacity: 5, perSecond: 5 } });
    expect(verdictOf(200, counts(9, 3))).toMatchObject({ left: { points: 3 } });
    expect(verdictOf(200, counts(9, 0))).toMatchObject({ left: { points: 0 } });
  });

  it('is a wait of a second in the request, and one of hours for the next sync', () => {
    expect(verdictOf(429, { 'retry-after': '1' })).toEqual({ kind: 'throttled', afterMs: 1000 });
    expect(verdictOf(429)).toEqual({ kind: 'throttled', afterMs: 1000 });
    expect(verdictOf(429, { 'retry-after': '7200' })).toMatchObject({
      kind: 'failed',
      error: { code: 'source_throttled', retry: { afterMs: 7_200_000 } },
    });
  });

  it('is an answer when the record is gone, and what its status says otherwise', () => {
    expect(verdictOf(404)).toEqual({ kind: 'ok' });
    for (const status of [200, 401, 403, 500, 503]) expect(verdictOf(status)).toBeNull();
    expect(verdictOf(401, counts(9, 9))).toBeNull();
    expect(verdictOf(200, { ...counts(9, 9), 'x-limit-per-second': 'many' })).toBeNull();
  });
});
