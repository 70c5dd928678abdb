import { describe, expect, it } from 'vitest';
import { MAX_TEXT_LENGTH, tokenise } from './tokenise';

describe('tokens of a review', () => {
  it('are words, numbers and marks, without what the page made of them', () => {
    expect(tokenise('It\u2019s  GREAT!!!!! Paid $9.99<br />for 2').tokens).toEqual(["it's", 'great', '!!!', 'paid', '$', '0', 'for', '0']);
    expect(tokenise('Good.\r\n\r\nVery   good').tokens).toEqual(tokenise('good. very good').tokens);
  });

  it('are found in other scripts and in emoji', () => {
    expect(tokenise('बहुत अच्छा').words).toBe(2);
    expect(tokenise('とても良い').words).toBe(5);
    expect(tokenise('👍👍 ótimo').tokens).toEqual(['👍', '👍', 'ótimo']);
    expect(tokenise('👍').words).toBe(0);
    expect(tokenise('')).toEqual({ tokens: [], words: 0, wasCut: false });
  });

  it('stop at the stated length', () => {
    const { words, wasCut } = tokenise('abcd '.repeat(20_000));
    expect(words).toBe(MAX_TEXT_LENGTH / 5);
    expect(wasCut).toBe(true);
  });
});
