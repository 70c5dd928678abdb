import { describe, expect, it } from 'vitest';
import { likeness, saidByName, toPhrase } from './phrase-likeness';
import { wordVectors } from './word-vectors';

const alike = (a: string, b: string): number => likeness(toPhrase(a, wordVectors()), toPhrase(b, wordVectors()));
const said = (asked: string, name: string): number => saidByName(toPhrase(asked, wordVectors()), toPhrase(name, wordVectors()));

describe('likeness of phrases', () => {
  it('is one for the same words in another order or number', () => {
    expect(alike('percentage returned', 'returned percentage')).toBeCloseTo(1);
    expect(alike('sales taxes', 'sales tax')).toBeCloseTo(1);
  });

  it('counts every word of both: a phrase is not near its first half', () => {
    expect(alike('interest rate', 'on time rate')).toBeLessThan(0.5);
    expect(alike('customer loyalty', 'customer')).toBe(0);
  });

  it('takes counters for each other, and a total for no rate', () => {
    expect(alike('order tally', 'order count')).toBeGreaterThan(0.9);
    expect(alike('refund total', 'refund rate')).toBeLessThan(0.7);
  });

  it('is nothing for opposites', () => {
    expect(alike('positive reviews', 'negative reviews')).toBe(0);
    expect(alike('late deliveries', 'early deliveries')).toBe(0);
  });
});

describe('a name', () => {
  it('may say more than was asked, but must say all of it', () => {
    expect(said('plates', 'Dinner Plate, Reactive Blue')).toBeCloseTo(1);
    expect(said('coffee maker', 'Coffee Table')).toBeLessThan(said('coffee table', 'Coffee Table'));
    expect(said('red plates', 'Garden hose')).toBe(0);
  });
});
