import { describe, expect, it } from 'vitest';
import type { ConnectionCoverage } from '@/core/ports';
import type { Standing } from '@/core/sync/standing';
import { accountGaps } from './account-gaps';

const NOW = new Date('2026-03-10T15:00:00Z');
const STANDING: Standing = { status: 'connected', cadenceMinutes: 60, retryAt: null, errorText: null, pastUntil: null };

function account(standing: Partial<Standing> | null, asOf: string | null): ConnectionCoverage {
  return {
    id: 'c',
    name: 'Juniper',
    marketplace: 'etsy',
    currency: 'USD',
    timeZone: 'UTC',
    firstDay: '2024-01-01',
    lastDay: '2026-03-01',
    orders: 5,
    asOf: asOf === null ? null : new Date(asOf),
    standing: standing === null ? null : { ...STANDING, ...standing },
  };
}

const FEBRUARY = { from: '2026-02-01', to: '2026-02-28' };
const MARCH = { from: '2026-03-01', to: '2026-03-31' };
const codes = (connection: ConnectionCoverage, asked: Partial<Parameters<typeof accountGaps>[1]> = {}): string[] =>
  accountGaps({ connections: [connection] }, { period: MARCH, filters: [], now: NOW, timeZone: 'UTC', ...asked }).map(({ code }) => code);

describe('what accounts lack of an answer', () => {
  it('is nothing when they were read within their cadence, or were imported', () => {
    expect(codes(account({}, '2026-03-10T14:30:00Z'))).toEqual([]);
    expect(codes(account(null, '2025-01-01T00:00:00Z'))).toEqual([]);
  });

  it('is what came after they were last read, when the period goes on after it', () => {
    expect(codes(account({}, '2026-03-05T00:00:00Z'))).toEqual(['accountBehind']);
    expect(codes(account({}, '2026-03-05T00:00:00Z'), { period: null })).toEqual(['accountBehind']);
    expect(codes(account({}, '2026-03-05T00:00:00Z'), { period: FEBRUARY })).toEqual([]);
  });

  it('names why they could not be read', () => {
    const failing = account({ errorText: 'Etsy does not answer.' }, '2026-03-05T00:00:00Z');
    const [gap] = accountGaps({ connections: [failing] }, { period: MARCH, filters: [], now: NOW, timeZone: 'UTC' });
    expect(gap?.text).toBe(
      'Juniper (Etsy) could not be read since 2026-03-05: what came after is not in the answer. Etsy does not answer.',
    );
    expect(codes(failing, { period: FEBRUARY })).toEqual(['accountLate']);
  });

  it('is nothing when only a part of them that is not asked for could not be read', () => {
    expect(codes(account({ errorText: 'The permission for reviews is missing.' }, '2026-03-10T14:30:00Z'))).toEqual([]);
  });

  it('is everything while nothing was read', () => {
    expect(codes(account({}, null))).toEqual(['accountUnread']);
  });

  it('is what follows when the seller paused or disconnected them', () => {
    expect(codes(account({ status: 'paused' }, '2026-03-05T00:00:00Z'))).toEqual(['accountStopped']);
    expect(codes(account({ status: 'disconnected' }, '2026-03-05T00:00:00Z'))).toEqual(['accountStopped']);
  });

  it('is the past that is still being read, when the period reaches into it', () => {
    const reading = account({ pastUntil: new Date('2026-02-10T00:00:00Z') }, '2026-03-10T14:30:00Z');
    expect(codes(reading, { period: FEBRUARY })).toEqual(['accountPast']);
    expect(codes(reading, { period: MARCH })).toEqual([]);
  });

  it('does not matter where a filter leaves the account out', () => {
    const behind = account({}, '2026-03-05T00:00:00Z');
    expect(codes(behind, { filters: [{ attribute: 'marketplace', op: 'in', values: ['shopify'] }] })).toEqual([]);
    expect(codes(behind, { filters: [{ attribute: 'marketplace', op: 'notIn', values: ['etsy'] }] })).toEqual([]);
    expect(codes(behind, { filters: [{ attribute: 'connection', op: 'in', values: ['Juniper'] }] })).toEqual(['accountBehind']);
  });
});
