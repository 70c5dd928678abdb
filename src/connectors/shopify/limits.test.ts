import { describe, expect, it } from 'vitest';
import { judge } from './limits';

const cost = (requested: number, available: number) => ({
  cost: {
    requestedQueryCost: requested,
    actualQueryCost: null,
    throttleStatus: { maximumAvailable: 2000, currentlyAvailable: available, restoreRate: 100 },
  },
});
const verdictOf = (status: number, body: unknown) => judge({ status, headers: new Headers(), body });
const THROTTLED = [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }];

describe('what an answer means', () => {
  it('tells what is left, and how large the bucket of the plan is', () => {
    const left = { bucket: 'graphql', points: 1934, capacity: 2000, perSecond: 100 };
    expect(verdictOf(200, { data: {}, extensions: cost(80, 1934) })).toEqual({ kind: 'ok', left });
  });

  it('is throttled within a 200, until there are enough points', () => {
    expect(verdictOf(200, { errors: THROTTLED, extensions: cost(350, 100) })).toEqual({
      kind: 'throttled',
      afterMs: 2500,
      left: { bucket: 'graphql', points: 100, capacity: 2000, perSecond: 100 },
    });
    expect(verdictOf(200, { errors: THROTTLED })).toEqual({ kind: 'throttled', afterMs: 1000 });
  });

  it('is that of the status otherwise', () => {
    for (const [status, body] of [
      [200, 'a file'],
      [200, { data: {} }],
      [401, { errors: 'Invalid API key' }],
      [429, null],
      [503, 'unavailable'],
    ] as const)
      expect(verdictOf(status, body)).toBeNull();
  });

  it.each([402, 423])('is a closed shop for %s', (status) => {
    expect(verdictOf(status, '')).toMatchObject({ kind: 'failed', error: { code: 'source_unavailable', retry: 'later' } });
  });
});
