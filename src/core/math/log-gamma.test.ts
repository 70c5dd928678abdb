import { describe, expect, it } from 'vitest';
import { logChoose, logGamma } from './log-gamma';

describe('log-gamma', () => {
  it('has the known values', () => {
    expect(logGamma(1)).toBeCloseTo(0, 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
    expect(logGamma(0.1)).toBeCloseTo(2.252712651734206, 11);
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 11);
    expect(logGamma(1e6) / 12_815_504.569147611).toBeCloseTo(1, 12);
  });

  it('counts choices', () => {
    expect(Math.exp(logChoose(52, 5))).toBeCloseTo(2_598_960, 3);
    expect(logChoose(7, 0)).toBeCloseTo(0, 12);
  });
});
