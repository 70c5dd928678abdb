import { describe, expect, it } from 'vitest';
import { addDays, eachDay, fromLocal, type Day } from '@/core/model/calendar';
import {
  afterCompare,
  afterDayPage,
  comparedPeriods,
  dayAt,
  differencesOf,
  givenUp,
  isCompareDue,
  sayDifference,
  UNCOMPARED,
  windowOfDay,
  withLeft,
  type DaySum,
  type Recount,
} from './reconcile';

const HOUR_MS = 3_600_000;
const NOW = new Date('2026-03-10T15:30:00Z');
const BERLIN = 'Europe/Berlin';

/** A small generator (mulberry32), so that a failing history can be run again. */
function seeded(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const told = (here: ReadonlyMap<Day, DaySum>) => [...here].map(([day, sum]) => ({ day, ...sum }));

describe('days that are compared', () => {
  const since = new Date('2024-01-01T00:00:00Z');

  it('are the eight weeks up to yesterday on the clock of the account, a week at a time', () => {
    const late = new Date('2026-03-10T23:30:00Z'); // the 11th in Berlin
    const periods = comparedPeriods({ now: late, readFrom: since, since, timeZone: BERLIN });
    expect(periods).toHaveLength(8);
    expect(periods.flatMap(eachDay)).toEqual(eachDay({ from: '2026-01-14', to: '2026-03-10' }));
  });

  it.each([
    ['the day in the middle of which reading began is not whole', '2026-03-05T11:00:00Z', '2026-03-06'],
    ['nor one that began with it as far as is known', '2026-03-04T23:00:00Z', '2026-03-06'],
  ])('%s', (_, readFrom, first) => {
    expect(comparedPeriods({ now: NOW, readFrom: new Date(readFrom), since, timeZone: BERLIN })).toEqual([
      { from: first, to: '2026-03-09' },
    ]);
  });

  it('are those of a young account from its first day on, and none on that day', () => {
    const opened = new Date('2026-03-08T10:00:00Z');
    expect(comparedPeriods({ now: NOW, readFrom: opened, since: opened, timeZone: BERLIN })).toEqual([
      { from: '2026-03-08', to: '2026-03-09' },
    ]);
    expect(comparedPeriods({ now: NOW, readFrom: NOW, since: NOW, timeZone: BERLIN })).toEqual([]);
  });

  it('begin and end at midnight of the account, also where a day has 23 hours', () => {
    const { from, to } = windowOfDay('2026-03-29', BERLIN);
    expect([from.toISOString(), to.toISOString()]).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
    expect([dayAt(from, BERLIN), dayAt(new Date(to.getTime() - 1), BERLIN), dayAt(to, BERLIN)]).toEqual([
      '2026-03-29',
      '2026-03-29',
      '2026-03-30',
    ]);
  });
});

describe('a comparison', () => {
  it('is due once a day, and not while days are still to be read', () => {
    const compared = { ...UNCOMPARED, comparedAt: NOW };
    const after = (hours: number): Date => new Date(NOW.getTime() + hours * HOUR_MS);
    expect(isCompareDue(UNCOMPARED, NOW)).toBe(true);
    expect(isCompareDue(compared, after(19))).toBe(false);
    expect(isCompareDue(compared, after(23))).toBe(true);
    expect(isCompareDue({ ...compared, days: ['2026-03-01'] }, after(23))).toBe(false);
    expect(isCompareDue(compared, after(23), 36 * HOUR_MS)).toBe(false);
  });

  it('finds a day by its count, by its sum, and by being on one side only; what one side does not tell is no difference', () => {
    const here = new Map<Day, DaySum>([
      ['2026-03-01', { orders: 3, totalMinor: 3000n }],
      ['2026-03-02', { orders: 3, totalMinor: 3000n }],
      ['2026-03-03', { orders: 3, totalMinor: 3000n }],
      ['2026-03-05', { orders: 1, totalMinor: null }],
    ]);
    const there = [
      { day: '2026-03-01', orders: 3, totalMinor: 3000n },
      { day: '2026-03-02', orders: 3, totalMinor: 2999n },
      { day: '2026-03-03', orders: 3, totalMinor: null },
      { day: '2026-03-04', orders: 1, totalMinor: 500n },
      { day: '2026-03-05', orders: 1, totalMinor: 500n },
      { day: '2026-03-06', orders: 0, totalMinor: 0n },
    ];
    expect(differencesOf(there, here).map(({ day }) => day)).toEqual(['2026-03-02', '2026-03-04']);
    expect(differencesOf([{ day: '2026-03-01', orders: 2, totalMinor: null }], here)).toHaveLength(1);
  });

  it('is put in words a seller understands', () => {
    const names = { name: 'Shopify', currency: 'USD' };
    const difference = { day: '2026-03-05', here: { orders: 1, totalMinor: 1999n }, there: { orders: 2, totalMinor: 3050n } };
    expect(sayDifference(difference, names)).toBe(
      'Of 2026-03-05, Shopify counts 2 orders of 30.5 USD, and 1 order of 19.99 USD could be read.',
    );
    expect(sayDifference({ ...difference, there: { orders: 2, totalMinor: null } }, names)).toBe(
      'Of 2026-03-05, Shopify counts 2 orders, and 1 order could be read.',
    );
  });
});

describe('days that differ', () => {
  it('are read again, those only, each once while nothing changes, whatever run dies', () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = seeded(seed);
      const days = eachDay({ from: '2026-02-01', to: '2026-03-01' });
      const pick = (): Day => days[Math.floor(random() * days.length)] ?? '2026-02-01';
      const there = new Map<Day, DaySum>(days.map((day) => [day, { orders: 5, totalMinor: 500n }]));
      const here = new Map(there);
      /** Days of which reading again helps nothing: something of them is not understood. */
      const stubborn = new Set<Day>();
      let recount: Recount = UNCOMPARED;
      const reads: Day[] = [];
      for (let night = 0; night < 12; night += 1) {
        const now = new Date(NOW.getTime() + night * 24 * HOUR_MS);
        const before = new Map(recount.left.map((known) => [known.day, known]));
        for (let changes = Math.floor(random() * 4); changes > 0; changes -= 1)
          there.set(pick(), { orders: 5 + Math.floor(random() * 3), totalMinor: BigInt(Math.floor(random() * 900)) });
        if (random() < 0.3) stubborn.add(pick());
        expect(isCompareDue(recount, now)).toBe(recount.days.length === 0);
        const expected = differencesOf(told(there), here).filter(
          ({ day, here: own, there: theirs }) =>
            before.get(day)?.there.totalMinor !== theirs.totalMinor ||
            before.get(day)?.there.orders !== theirs.orders ||
            before.get(day)?.here.totalMinor !== own.totalMinor,
        );
        if (isCompareDue(recount, now)) {
          recount = afterCompare(recount, differencesOf(told(there), here), now);
          expect([...recount.days]).toEqual(expected.map(({ day }) => day).reverse());
        }
        // Some runs die, some are not answered.
        for (let steps = Math.floor(random() * 20); steps > 0 && recount.days.length > 0; steps -= 1) {
          const [day = ''] = recount.days;
          if (random() < 0.5) {
            recount = afterDayPage(recount, { day, told: ['o'], isLast: false });
            continue;
          }
          reads.push(day);
          if (!stubborn.has(day)) here.set(day, there.get(day) ?? { orders: 0, totalMinor: 0n });
          recount = afterDayPage(recount, { day, told: ['o'], isLast: true });
          expect(recount.told).toEqual([]);
          const [left] = differencesOf(told(there), here).filter((difference) => difference.day === day);
          if (left) recount = withLeft(recount, left);
        }
        if (random() < 0.1) recount = givenUp(recount);
      }
      // When all is quiet, the next nights end with every day as it is told, but those that cannot be.
      for (let night = 12; night < 16; night += 1) {
        if (recount.days.length === 0)
          recount = afterCompare(recount, differencesOf(told(there), here), new Date(NOW.getTime() + night * 24 * HOUR_MS));
        const count = recount.days.length;
        for (const day of recount.days) {
          if (!stubborn.has(day)) here.set(day, there.get(day) ?? { orders: 0, totalMinor: 0n });
          recount = afterDayPage(recount, { day, told: [], isLast: true });
          const [left] = differencesOf(told(there), here).filter((difference) => difference.day === day);
          if (left) recount = withLeft(recount, left);
        }
        if (night === 15) expect(count).toBe(0);
      }
      expect(differencesOf(told(there), here).every(({ day }) => stubborn.has(day))).toBe(true);
      expect(reads.every((day) => days.includes(day))).toBe(true);
    }
  });

  it('of an account whose midnight does not exist begin when the day does', () => {
    // Clocks in Santiago went from 24:00 to 1:00 that night.
    const { from } = windowOfDay('2025-09-07', 'America/Santiago');
    expect(dayAt(from, 'America/Santiago')).toBe('2025-09-07');
    expect(dayAt(new Date(from.getTime() - 1), 'America/Santiago')).toBe('2025-09-06');
    expect(fromLocal(`${addDays('2025-09-07', 1)}T00:00:00`, 'America/Santiago').getTime() - from.getTime()).toBe(23 * HOUR_MS);
  });
});
