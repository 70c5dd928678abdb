import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exactFromInteger } from '@/core/model/exact';
import { explainChangeSince } from './entries-since';

const SINCE = new Date('2026-03-01T12:00:00Z');
const SLACK = { since: SINCE, slackMs: 600_000 };
const at = (seconds: number): Date => new Date(SINCE.getTime() + seconds * 1000);
const whole = (seconds: number, cents: number) => ({ recordedAt: at(seconds), effect: exactFromInteger(cents) });

const page = fc.record({
  seconds: fc.integer({ min: -500, max: 5000 }),
  cents: fc.array(fc.integer({ min: -5000, max: 5000 }), { minLength: 1 }),
});
const pages = fc
  .uniqueArray(page, { selector: ({ seconds }) => seconds })
  .map((all) => all.toSorted((a, b) => a.seconds - b.seconds).flatMap(({ seconds, cents }) => cents.map((cent) => whole(seconds, cent))));

it('explains any change by the entries recorded after the figure was computed, to the cent', () => {
  fc.assert(
    fc.property(pages, (entries) => {
      const since = entries.filter(({ recordedAt }) => recordedAt > SINCE);
      const change = since.reduce((sum, { effect }) => sum + effect, 0n) / exactFromInteger(1);
      const explained = explainChangeSince(entries, { change, ...SLACK });
      expect(explained.rest).toBe(0n);
      expect(explained.entries.map(({ entry }) => entry)).toEqual(since);
    }),
  );
});

it('has parts that add up to what it explains, also where amounts are converted', () => {
  const converted = fc.record({ seconds: fc.integer({ min: 1, max: 900 }), effect: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }) });
  fc.assert(
    fc.property(fc.array(converted), fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), (all, change) => {
      const entries = all.toSorted((a, b) => a.seconds - b.seconds).map(({ seconds, effect }) => ({ recordedAt: at(seconds), effect }));
      const explained = explainChangeSince(entries, { change, ...SLACK });
      expect(explained.entries.reduce((sum, { part }) => sum + part, 0n)).toBe(explained.explained);
      expect(explained.explained + explained.rest).toBe(change);
      for (const { entry, part } of explained.entries) {
        const off = part * exactFromInteger(1) - entry.effect;
        expect(off < exactFromInteger(1) && off > -exactFromInteger(1)).toBe(true);
      }
    }),
  );
});

it('takes in a page that was being written when the figure was computed', () => {
  const entries = [whole(-400, 700), whole(-20, 300), whole(-20, 50), whole(90, 1000)];
  const explained = explainChangeSince(entries, { change: 1350n, ...SLACK });
  expect(explained.entries.map(({ part }) => part)).toEqual([300n, 50n, 1000n]);
  expect(explained.rest).toBe(0n);
});

it('leaves what no entries add up to unexplained', () => {
  expect(explainChangeSince([whole(-20, 300), whole(90, 1000)], { change: 1234n, ...SLACK })).toMatchObject({
    explained: 1000n,
    rest: 234n,
  });
  expect(explainChangeSince([], { change: -500n, ...SLACK })).toEqual({ entries: [], explained: 0n, rest: -500n });
});
