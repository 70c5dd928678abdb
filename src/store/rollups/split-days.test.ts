import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, endOfGrain, startOfGrain } from '@/core/model/calendar';
import type { Period } from '@/core/query/query';
import { joinPeriods, splitDays, type DaySplit } from './split-days';

const FIRST = '2025-01-10';
const dayArbitrary = fc.integer({ min: 0, max: 200 }).map((count) => addDays(FIRST, count));
const periodArbitrary = fc
  .tuple(dayArbitrary, fc.integer({ min: 0, max: 150 }))
  .map(([from, days]): Period => ({ from, to: addDays(from, days) }));

/** How often a split reads a day. */
function readsOf(split: DaySplit, grain: 'day' | 'month', day: string): number {
  const bucket = startOfGrain(day, grain);
  const { from, to } = split.stored;
  const isStored = (from === null || bucket >= from) && (to === null || bucket <= to) && !split.except.includes(bucket);
  const times = (periods: readonly Period[]): number => periods.filter((period) => day >= period.from && day <= period.to).length;
  return (isStored ? 1 : 0) + times(split.fresh) - times(split.surplus);
}

describe('splitting a period between a rollup and the base tables', () => {
  it('reads every day of the period once, no day outside it, and no written day from the rollup', () => {
    fc.assert(
      fc.property(
        periodArbitrary,
        fc.array(dayArbitrary, { maxLength: 6 }),
        dayArbitrary,
        fc.constantFrom('day' as const, 'month' as const),
        fc.boolean(),
        (period, written, lastKnown, grain, canTakeOff) => {
          const last = [lastKnown, ...written].sort().at(-1) ?? lastKnown;
          const split = splitDays(period, grain, { dirty: written, last, canTakeOff });
          if (!split) return;
          for (let day = addDays(period.from, -40); day <= addDays(period.to, 40); day = addDays(day, 1)) {
            // After the last day there is nothing to read.
            if (day > last) continue;
            const isAsked = day >= period.from && day <= period.to;
            expect(readsOf(split, grain, day), day).toBe(isAsked ? 1 : 0);
            if (isAsked && written.includes(day)) expect(split.fresh.some(({ from, to }) => day >= from && day <= to)).toBe(true);
          }
        },
      ),
    );
  });

  it('takes the running month from the rollup when nothing is later', () => {
    const period = { from: '2026-01-01', to: '2026-11-21' };
    expect(splitDays(period, 'month', { dirty: [], last: '2026-11-20', canTakeOff: false })).toMatchObject({
      stored: { from: '2026-01-01', to: '2026-11-30' },
      fresh: [],
    });
    expect(splitDays(period, 'month', { dirty: [], last: '2026-12-01', canTakeOff: false })).toMatchObject({
      stored: { to: '2026-10-31' },
      fresh: [{ from: '2026-11-01', to: '2026-11-21' }],
    });
  });

  it('takes the other days of a month off where they are fewer', () => {
    const split = (from: string, to: string, dirty: string[] = []) =>
      splitDays({ from, to }, 'month', { dirty, last: '2026-11-22', canTakeOff: true });
    expect(split('2026-01-03', '2026-11-21')).toEqual({
      stored: { from: '2026-01-01', to: '2026-11-30' },
      except: [],
      fresh: [],
      surplus: [
        { from: '2026-01-01', to: '2026-01-02' },
        { from: '2026-11-22', to: '2026-11-22' },
      ],
    });
    expect(split('2026-10-20', '2026-11-21')).toMatchObject({ fresh: [{ from: '2026-10-20', to: '2026-10-31' }] });
    // Of one month alone, and of a month written since.
    expect(split('2026-11-01', '2026-11-21')).toMatchObject({ stored: { from: '2026-11-01' }, surplus: [{ from: '2026-11-22' }] });
    expect(split('2026-10-01', '2026-11-21', ['2026-11-05'])).toMatchObject({
      stored: { to: '2026-10-31' },
      fresh: [{ from: '2026-11-01', to: '2026-11-21' }],
      surplus: [],
    });
  });

  it('leaves a period without a whole month to the base tables', () => {
    expect(splitDays({ from: '2026-01-02', to: '2026-02-27' }, 'month', { dirty: [], last: '2026-06-01', canTakeOff: false })).toBeNull();
  });

  it('leaves everything to the base tables when most was written since', () => {
    const dirty = Array.from({ length: 120 }, (_, count) => addDays(FIRST, count));
    expect(splitDays(null, 'day', { dirty, last: '2026-01-01', canTakeOff: true })).toBeNull();
    expect(splitDays(null, 'month', { dirty, last: '2026-01-01', canTakeOff: true })).toBeNull();
  });

  it('joins neighbouring periods', () => {
    const month = { from: '2026-02-01', to: endOfGrain('2026-02-01', 'month') };
    expect(joinPeriods([{ from: '2026-03-01', to: '2026-03-02' }, month, { from: '2026-05-01', to: '2026-05-01' }])).toEqual([
      { from: '2026-02-01', to: '2026-03-02' },
      { from: '2026-05-01', to: '2026-05-01' },
    ]);
  });
});
