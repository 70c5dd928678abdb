import { describe, expect, it } from 'vitest';
import { judge, LIMITS } from './limits';

const verdict = (status: number, given: { limit?: string; bucket?: string; body?: unknown } = {}) => {
  const headers = new Headers(given.limit === undefined ? {} : { 'x-amzn-RateLimit-Limit': given.limit });
  return judge({ status, headers, body: given.body ?? {} }, { path: '/', bucket: given.bucket ?? 'searchOrders' });
};

const refusal = (details: string) => ({ errors: [{ code: 'Unauthorized', message: 'Access to requested resource is denied.', details }] });

describe('an answer of Amazon', () => {
  it('that is one too many is repeated when its operation may be called again, as the answer or the usage plan says', () => {
    expect(verdict(429)).toEqual({ kind: 'throttled', afterMs: 178_572 });
    expect(verdict(429, { limit: '0.5' })).toEqual({ kind: 'throttled', afterMs: 2000 });
    expect(verdict(429, { bucket: 'searchListingsItems' })).toEqual({ kind: 'throttled', afterMs: 200 });
  });

  it('tells how often this seller may call an operation, where that is not as usual', () => {
    expect(verdict(200, { limit: '0.0056' })).toBeNull();
    expect(verdict(200)).toBeNull();
    expect(verdict(200, { limit: '2.0' })).toEqual({ kind: 'ok', left: { bucket: 'searchOrders', points: 20, perSecond: 2 } });
    expect(verdict(200, { limit: 'unknown' })).toBeNull();
  });

  it('that refuses a token is told from one that refuses a role', () => {
    expect(verdict(403, { body: refusal('The access token you provided has expired.') })).toEqual({ kind: 'expired' });
    expect(verdict(403, { body: refusal('') })).toBeNull();
    expect(verdict(403, { body: 'Forbidden' })).toBeNull();
  });

  it('that refuses a value is read by who asked', () => {
    expect(verdict(400)).toEqual({ kind: 'ok' });
  });

  it('is counted by its operation', () => {
    expect(LIMITS.find(({ id }) => id === 'searchOrders')).toEqual({ id: 'searchOrders', capacity: 20, perSecond: 0.0056 });
  });
});
