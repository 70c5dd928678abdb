import { describe, expect, it } from 'vitest';
import { isMet, printLine } from './lines';

describe('a line of the benchmark', () => {
  it('says whether its reach is met', () => {
    expect(isMet({ name: 'AUC', value: 0.98, unit: '', reach: '>= 0.97' })).toBe(true);
    expect(isMet({ name: 'AUC', value: 0.96, unit: '', reach: '>= 0.97' })).toBe(false);
    expect(isMet({ name: 'size', value: 3, unit: 'MB', reach: '< 3' })).toBe(false);
    expect(isMet({ name: 'speed', value: 2500, unit: 'a second', reach: '>= 2,000' })).toBe(true);
    expect(isMet({ name: 'pairs', value: 18_402, unit: '', reach: '= 18402' })).toBe(true);
    expect(isMet({ name: 'pairs', value: 18_401, unit: '', reach: '= 18402' })).toBe(false);
    expect(isMet({ name: 'no reach', value: 1, unit: '' })).toBeNull();
  });

  it('prints it, loudly when it is not', () => {
    expect(printLine({ name: 'AUC', value: 0.96, unit: '', reach: '>= 0.97' })).toMatch(/AUC +0\.96 +>= 0\.97 NOT MET$/);
    expect(printLine({ name: 'AUC', value: 0.98, unit: '', reach: '>= 0.97' })).toMatch(/>= 0\.97 met$/);
    expect(printLine({ name: 'x', value: 1, unit: 'ms' })).toMatch(/1 ms$/);
  });

  it('refuses a reach it cannot judge', () => {
    expect(() => isMet({ name: 'x', value: 1, unit: '', reach: 'good' })).toThrow(RangeError);
  });
});
