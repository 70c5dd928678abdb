import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays } from '@/core/model/calendar';
import { PRESETS, presetOf, resolvePreset } from '@/core/query/period';
import { querySchema } from '@/core/query/query';
import { movingOf, moveQuery } from './moving-period';

const day = fc.integer({ min: 0, max: 4000 }).map((offset) => addDays('2020-01-01', offset));
const clock = fc.record({ today: day, weekStart: fc.constantFrom(1, 6, 7) });

it('names a period that gives exactly these days today', () => {
  fc.assert(
    fc.property(clock, fc.constantFrom(...PRESETS.filter((preset) => preset !== 'all')), (at, preset) => {
      const period = resolvePreset(preset, at.today, at.weekStart);
      if (!period) throw new Error(`${preset} has days`);
      const named = presetOf(period, at.today, at.weekStart);
      expect(named && resolvePreset(named, at.today, at.weekStart)).toEqual(period);
    }),
  );
});

it('names nothing for days no preset gives', () => {
  fc.assert(
    fc.property(clock, day, fc.integer({ min: 0, max: 400 }), (at, from, length) => {
      const period = { from, to: addDays(from, length) };
      const given = PRESETS.map((preset) => resolvePreset(preset, at.today, at.weekStart));
      const isGiven = given.some((days) => days?.from === period.from && days.to === period.to);
      expect(presetOf(period, at.today, at.weekStart) !== undefined).toBe(isGiven);
    }),
  );
});

it('leaves a query as it is on the day it was asked, and moves it later', () => {
  const at = { today: '2026-11-22', weekStart: 1 };
  const query = querySchema.parse({
    metrics: ['netSales'],
    period: { from: '2026-10-01', to: '2026-10-31' },
    compare: { from: '2026-09-01', to: '2026-09-30' },
  });
  const moving = movingOf(query, at);
  expect(moving).toEqual({ preset: 'last_month', compare: 'previousPeriod' });
  expect(moveQuery(query, moving, at).period).toEqual(query.period);
  expect(moveQuery(query, moving, { today: '2026-12-01', weekStart: 1 })).toMatchObject({
    period: { from: '2026-11-01', to: '2026-11-30' },
    compare: 'previousPeriod',
  });
});

it('keeps days that are no named period, and a comparison of its own days', () => {
  const at = { today: '2026-11-22', weekStart: 1 };
  const march = querySchema.parse({ metrics: ['netSales'], period: { from: '2026-03-03', to: '2026-03-20' } });
  expect(moveQuery(march, movingOf(march, at), { today: '2027-05-01', weekStart: 1 })).toEqual(march);
  const compare = { from: '2026-03-01', to: '2026-03-31' };
  const beside = querySchema.parse({ metrics: ['netSales'], period: { from: '2026-10-01', to: '2026-10-31' }, compare });
  expect(movingOf(beside, at)).toEqual({ preset: 'last_month', compare: null });
  expect(moveQuery(beside, movingOf(beside, at), { today: '2026-12-05', weekStart: 1 })).toMatchObject({
    period: { from: '2026-11-01', to: '2026-11-30' },
    compare,
  });
});
