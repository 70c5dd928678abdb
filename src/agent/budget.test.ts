import { describe, expect, it } from 'vitest';
import { BudgetUsedUp, costOf, NOTHING_SPENT, roomFor, toMicros, type Budget, type Prices, type Spent } from './budget';
import { fromMicros } from './usage';

const prices: Prices = { currency: 'USD', inputMicros: toMicros('0.25'), cachedMicros: toMicros('0.025'), outputMicros: toMicros('2') };
const spent = (inputTokens: number, outputTokens: number, cachedTokens = 0): Spent => ({
  inputTokens,
  outputTokens,
  cachedTokens,
  calls: 1,
});
const budget = (part: Partial<Budget>): Budget => ({ prices, perQuestion: {}, perMonth: {}, ...part });
const nothing = { question: NOTHING_SPENT, month: NOTHING_SPENT };

describe('cost', () => {
  it('is exact in millionths, with cached input at its own price', () => {
    expect(costOf(spent(1_000_000, 500_000), prices)).toBe(1_250_000n);
    expect(costOf(spent(1200, 80, 200), prices)).toBe(415n); // 1000 x 0.25 + 200 x 0.025 + 80 x 2 = 415
    expect(costOf(spent(1, 0), prices)).toBe(0n);
    expect(costOf(spent(2, 0), prices)).toBe(1n);
  });

  it('is unknown without prices, never a guess', () => {
    expect(costOf(spent(1000, 1000), null)).toBeNull();
  });

  it('is written and read as decimals', () => {
    expect(toMicros('0.25')).toBe(250_000n);
    expect(toMicros('3')).toBe(3_000_000n);
    expect(fromMicros(415n)).toBe('0.000415');
    expect(fromMicros(12_500_000n)).toBe('12.500000');
  });
});

describe('room for another call', () => {
  it('has no end without limits', () => {
    expect(roomFor(5000, nothing, budget({}))).toBeNull();
  });

  it('is what the question has left after its prompt', () => {
    expect(roomFor(1000, { question: spent(2000, 500), month: NOTHING_SPENT }, budget({ perQuestion: { tokens: 5000 } }))).toBe(1500);
  });

  it('is what the money still pays for', () => {
    const limit = { costMicros: toMicros('0.001') };
    // The prompt costs 250 of 1,000 millionths; 750 pay for 375 tokens of output.
    expect(roomFor(1000, nothing, budget({ perQuestion: limit }))).toBe(375);
  });

  it.each([
    ['question', { question: spent(4000, 900), month: NOTHING_SPENT }, { perQuestion: { tokens: 5000 } }],
    ['month', { question: NOTHING_SPENT, month: spent(90_000, 9_990) }, { perMonth: { tokens: 100_000 } }],
    ['month', { question: NOTHING_SPENT, month: spent(4_000_000, 0) }, { perMonth: { costMicros: toMicros('1') } }],
  ] as const)('is refused when the %s has used its budget up', (scope, used, part) => {
    expect(() => roomFor(100, used, budget(part))).toThrow(BudgetUsedUp);
    try {
      roomFor(100, used, budget(part));
    } catch (error) {
      expect((error as BudgetUsedUp).scope).toBe(scope);
    }
  });
});
