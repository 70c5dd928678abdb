import { describe, expect, it } from 'vitest';
import { robustLevel } from '../math/median';
import { cusum } from './cusum';
import { ewma } from './ewma';
import { kleinbergBursts } from './kleinberg';
import { robustZ } from './robust-z';
import { judgeDay, type DayValue } from './unusual-days';

/** The worked example of algorithms.md, section 7. */
const VALUES = [3, 4, 2, 5, 3, 4, 3, 2, 4, 3, 15, 18, 14, 4, 3];
const BASE = VALUES.slice(0, 10);
const MEAN = 3.3;
const DEVIATION = Math.sqrt(BASE.reduce((sum, value) => sum + (value - MEAN) ** 2, 0) / 9);

describe('robust z', () => {
  it('measures from the median in scaled median deviations', () => {
    expect(DEVIATION).toBeCloseTo(0.94868, 5);
    expect(robustLevel(VALUES)).toEqual({ level: 4, spread: 1.4826 });
    const z = robustZ([15, 18, 2], VALUES);
    expect(z[0]).toBeCloseTo(7.4194, 4);
    expect(z[1]).toBeCloseTo(9.4429, 4);
    expect(z[2]).toBeCloseTo(-1.349, 4);
  });

  it('finds nothing wrong with a value like all others, whatever their spread', () => {
    expect(robustZ([4, 5], [4, 4, 4])).toEqual([0, Infinity]);
  });
});

describe('EWMA', () => {
  it('alarms from the eleventh point', () => {
    const points = ewma(VALUES, { mean: MEAN, deviation: DEVIATION });
    expect(points[10]?.value).toBeCloseTo(5.59408, 5);
    expect(points[10]?.upper).toBeCloseTo(4.24518, 4);
    expect(points.findIndex(({ isAlarm }) => isAlarm)).toBe(10);
  });
});

describe('CUSUM', () => {
  it('alarms at the eleventh point', () => {
    const points = cusum(VALUES, { mean: MEAN, deviation: DEVIATION });
    expect(points[10]?.up).toBeCloseTo(11.83288, 4);
    expect(points.findIndex(({ isAlarm }) => isAlarm)).toBe(10);
  });

  it('finds a fall as well as a rise', () => {
    const points = cusum([0, 0, -3, -3], { mean: 0, deviation: 1 });
    expect(points.at(-1)).toMatchObject({ up: 0, down: 5, isAlarm: false });
  });
});

describe('Kleinberg bursts', () => {
  it('finds periods five to seven, with their weight', () => {
    const { states, rates, bursts } = kleinbergBursts([5, 4, 6, 5, 20, 25, 22, 6, 5, 4], Array<number>(10).fill(100));
    expect([...states].join('')).toBe('0000111000');
    expect(rates[0]).toBeCloseTo(0.102, 9);
    expect(rates[1]).toBeCloseTo(0.204, 9);
    expect(bursts).toHaveLength(1);
    expect(bursts[0]).toMatchObject({ from: 4, to: 6 });
    expect(bursts[0]?.weight).toBeCloseTo(18.347845, 5);
  });

  it('finds none without events', () => {
    expect(kleinbergBursts([0, 0, 0], [10, 10, 10]).bursts).toEqual([]);
    expect(kleinbergBursts([], []).bursts).toEqual([]);
  });
});

describe('an unusual day', () => {
  /** Quiet Sundays, a slow rise, and a scatter of some per cent. */
  const history = (count: number): DayValue[] =>
    Array.from({ length: count }, (_, day) => ({
      day: 20_000 + day,
      value: Math.round((day % 7 === 0 ? 40 : 100) * (1 + day / 200) * (1 + 0.08 * Math.sin(day * 12.9898))),
    }));

  it('is told from a usual one of the same weekday', () => {
    const days = history(70);
    expect(judgeDay(days)?.isAlarm).toBe(false);
    const { value = 0, day = 0 } = days.at(-1) ?? {};
    expect(judgeDay([...days.slice(0, -1), { day, value: value * 3 }])).toMatchObject({ isAlarm: true, value: value * 3 });
    expect(judgeDay([...days.slice(0, -1), { day, value: value * 0.3 }])?.z).toBeLessThan(-3.5);
  });

  it('is not a Sunday that is as quiet as Sundays are', () => {
    const days = history(71);
    expect((days.at(-1)?.day ?? 1) - 20_000).toBe(70);
    expect(judgeDay(days)?.isAlarm).toBe(false);
  });

  it('is not judged with less than 28 trading days of history', () => {
    expect(judgeDay(history(28))).toBeNull();
    expect(judgeDay(history(29))).not.toBeNull();
    expect(judgeDay([])).toBeNull();
  });
});
