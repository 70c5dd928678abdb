import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toLocal } from '../model/calendar';
import type { AlertCondition, AlertStanding } from './alert';
import { evaluateAlert, isBeyond } from './evaluate';
import { afterQuiet } from './quiet';

const above = (value: number) => ({ is: 'above', value }) as const;

/** Values one after the other, as checks see them: what is told. */
function course(condition: Pick<AlertCondition, 'is' | 'value'>, values: readonly (number | null)[]): string[] {
  let standings: AlertStanding[] = [];
  return values.flatMap((value) => {
    const events = evaluateAlert(condition, { standings, values: new Map([['', value]]) });
    for (const { kind } of events) standings = [{ key: '', isRaised: kind === 'raised' }];
    return events.map(({ kind }) => kind);
  });
}

describe('an alert', () => {
  it('is raised once, cleared once it is clearly back, and raised again', () => {
    expect(course(above(0.08), [0.05, 0.09, 0.1, 0.079, 0.0805, 0.07, 0.075, 0.081])).toEqual(['raised', 'cleared', 'raised']);
  });

  it('does not take no data for good news', () => {
    expect(course(above(0.08), [0.09, null, 0.09, null])).toEqual(['raised']);
  });

  it('below nothing left is raised at less, and of a count at its last unit', () => {
    expect(course({ is: 'below', value: 1 }, [3, 0, 0, 1, 2])).toEqual(['raised', 'cleared']);
  });

  it('watches each member by itself', () => {
    const standings = [
      { key: 'Mug', isRaised: true },
      { key: 'Tray', isRaised: false },
    ];
    const values = new Map([
      ['Mug', 5],
      ['Tray', 0],
      ['Lamp', 9],
    ]);
    expect(evaluateAlert({ is: 'below', value: 1 }, { standings, values })).toEqual([
      { key: 'Mug', kind: 'cleared', value: 5 },
      { key: 'Tray', kind: 'raised', value: 0 },
    ]);
  });

  it('never tells the same twice in a row, whatever the course', () => {
    fc.assert(
      fc.property(
        fc.record({ is: fc.constantFrom('above' as const, 'below' as const), value: fc.double({ min: -100, max: 100, noNaN: true }) }),
        fc.array(fc.option(fc.double({ min: -200, max: 200, noNaN: true })), { maxLength: 40 }),
        (condition, values) => {
          const told = course(condition, values);
          expect(told.every((kind, index) => kind === (index % 2 === 0 ? 'raised' : 'cleared'))).toBe(true);
          // Whatever is beyond its limit at the end is known.
          const last = values.findLast((value) => value !== null);
          if (last != null && isBeyond(condition, last)) expect(told.at(-1)).toBe('raised');
        },
      ),
    );
  });
});

describe('quiet hours', () => {
  const night = { from: '22:00', to: '07:00' };
  const at = (now: string, zone: string): string => afterQuiet(night, new Date(now), zone).toISOString();

  it('keep what comes at night for the morning, on the clock of the shop', () => {
    expect(at('2026-11-22T23:30:00Z', 'UTC')).toBe('2026-11-23T07:00:00.000Z');
    expect(at('2026-11-23T03:00:00Z', 'UTC')).toBe('2026-11-23T07:00:00.000Z');
    expect(at('2026-11-23T07:00:00Z', 'UTC')).toBe('2026-11-23T07:00:00.000Z');
    expect(at('2026-11-22T18:00:00Z', 'Asia/Kolkata')).toBe('2026-11-23T01:30:00.000Z');
  });

  it('are over when they end, and nothing is kept outside them', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        fc.constantFrom('UTC', 'Asia/Kolkata', 'America/New_York', 'Pacific/Auckland'),
        (now, zone) => {
          const free = afterQuiet(night, now, zone);
          expect(free.getTime()).toBeGreaterThanOrEqual(now.getTime());
          expect(afterQuiet(night, free, zone)).toEqual(free);
          const clock = toLocal(now, zone).slice(11, 16);
          expect(free.getTime() === now.getTime()).toBe(clock >= '07:00' && clock < '22:00');
        },
      ),
    );
  });

  it('may be none', () => {
    const now = new Date('2026-11-22T23:30:00Z');
    expect(afterQuiet(null, now, 'UTC')).toEqual(now);
  });
});
