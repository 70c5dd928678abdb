import { describe, expect, it } from 'vitest';
import { languageOf } from '@/analyst/language/language-file';
import { buildLexicon } from '@/analyst/language/lexicon';
import { tagQuestion, type Tagged } from './tag';
import { editDistance, lemmaOf, numberOf, tokenize } from '@/analyst/language/text';

const english = languageOf('en');
const lexicon = buildLexicon(english, [
  { dimension: 'category', value: 'health_beauty' },
  { dimension: 'category', value: 'toys' },
  { dimension: 'customerRegion', value: 'SP' },
  { dimension: 'customerRegion', value: 'TO' },
  { dimension: 'customerCountry', value: 'GB' },
  { dimension: 'paymentMethod', value: 'credit_card' },
  { dimension: 'vendor', value: 'Marko' },
]);
const time = { today: '2026-11-21', weekStart: 1, firstDay: '2024-01-01', lastDay: '2026-11-20' };
const tag = (question: string): Tagged => tagQuestion(tokenize(question, english), lexicon, time);

/** What a question's marks mean, as "kind:name". */
function readings(question: string): string[] {
  return tag(question).marks.flatMap((mark) =>
    mark.readings.flatMap((reading) =>
      reading.kind === 'value'
        ? [`${reading.dimension}=${reading.value}`]
        : reading.kind === 'metric' || reading.kind === 'dimension'
          ? [`${reading.kind}:${reading.id}`]
          : [],
    ),
  );
}

describe('tokens', () => {
  it('keep numbers with their separators, units and marks, and no comma of the sentence', () => {
    expect(tokenize('over 1,000 orders, $50 or 5%, 2k; 2017, 2018', english).map((token) => token.text)).toEqual([
      'over',
      '1,000',
      'orders',
      '$50',
      'or',
      '5%',
      '2k',
      '2017',
      '2018',
    ]);
  });

  it('fold accents and typographic marks and drop possessives', () => {
    expect(tokenize('São Paulo\u2019s café', english).map((token) => token.text)).toEqual(['sao', 'paulo', 'cafe']);
  });

  it('know where a clause starts and what stands in quotation marks', () => {
    const tokens = tokenize('Top products? Show "Blue mug".', english);
    expect(tokens.filter((token) => token.startsClause).map((token) => token.text)).toEqual(['top', 'show']);
    expect(tokens.filter((token) => token.isQuoted).map((token) => token.text)).toEqual(['blue', 'mug']);
  });

  it.each([
    ['categories', 'category'],
    ['boxes', 'box'],
    ['orders', 'order'],
    ['sales', 'sales'],
    ['status', 'status'],
    ['returns', 'returns'],
  ])('%s has the lemma %s', (word, lemma) => {
    expect(lemmaOf(word, english)).toBe(lemma);
  });

  it.each([
    ['five', 5],
    ['1,000', 1000],
    ['2k', 2000],
    ['1.5m', 1_500_000],
    ['5%', 5],
    ['$50', 50],
    ['q1', null],
    ['many', null],
  ])('%s is the number %s', (text, expected) => {
    expect(numberOf(tokenize(text, english)[0], english)).toBe(expected);
  });
});

describe('edit distance', () => {
  it.each([
    ['revenue', 'revenue', 0],
    ['revnue', 'revenue', 1],
    ['vlaue', 'value', 1],
    ['categores', 'categories', 1],
    ['abc', 'xyz', 3],
  ])('of %s and %s is %i', (a, b, expected) => {
    expect(editDistance(a, b, 3)).toBe(expected);
  });

  it('stops above the limit', () => {
    expect(editDistance('a', 'abcdefgh', 2)).toBe(3);
  });
});

describe('tagQuestion', () => {
  it('reads values of the data as people write them', () => {
    expect(readings('health beauty')).toContain('category=health_beauty');
    expect(readings('health_beauty')).toContain('category=health_beauty');
    expect(readings('paid by credit cards')).toContain('paymentMethod=credit_card');
    expect(readings('in the UK')).toContain('customerCountry=GB');
    expect(readings('in Britain')).toContain('customerCountry=GB');
  });

  it('takes two-letter values only in capitals', () => {
    expect(readings('sales in SP')).toContain('customerRegion=SP');
    expect(readings('sales to TO')).toEqual(expect.arrayContaining(['customerRegion=TO']));
    expect(readings('sales to customers')).not.toContain('customerRegion=TO');
  });

  it('forgives slips: one in short words, two in long ones', () => {
    expect(readings('revnue')).toEqual(readings('revenue'));
    expect(readings('avrage order vlaue')).toEqual(readings('average order value'));
    expect(readings('categores')).toEqual(readings('categories'));
    expect(readings('cancelation rate')).toEqual(readings('cancellation rate'));
  });

  it.each(['light', 'north'])('takes %s for no short word that differs in its first letter', (word) => {
    expect(tag(`units sold ${word}`).unknown.map(({ text }) => text)).toEqual([word]);
  });

  it('leaves names alone: numbers, quotations, short capitals', () => {
    for (const question of ['"revnue"', 'ABCD', 'sku12345']) expect(readings(question)).toEqual([]);
  });

  it.each(['january', 'february', 'march', 'april', 'june', 'july', 'august', 'september', 'october', 'november', 'december'])(
    'never takes %s for a misspelt name of the data',
    (month) => {
      const tagged = tag(`revenue in ${month} 2025`);
      expect(tagged.periods).toHaveLength(1);
      expect(tagged.unknown).toEqual([]);
      expect(readings(`revenue in ${month} 2025`).filter((reading) => reading.includes('='))).toEqual([]);
    },
  );

  it('prefers the longest phrase', () => {
    expect(readings('average order value')).toEqual(['metric:averageOrderValue']);
    expect(readings('repeat purchase rate')).toEqual(['metric:repeatPurchaseRate']);
  });

  it('gives back words it does not know, adjacent ones together', () => {
    expect(tag('revenue of xylophone zebra').unknown.map((run) => run.text)).toEqual(['xylophone zebra']);
  });
});
