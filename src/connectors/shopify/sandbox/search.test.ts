import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSorted, type Listed } from './lists';
import { matches, toTerms, within } from './search';

const stamp = fc.integer({ min: 0, max: 30 }).map((day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString());
const term = fc.tuple(fc.constantFrom('>=', '>', '<=', '<', ''), stamp).map(([operator, wanted]) => `updated_at:${operator}'${wanted}'`);

describe('the part of a sorted list that a search finds', () => {
  it('is what looking at each record finds, in the same order', () => {
    fc.assert(
      fc.property(fc.array(stamp), fc.array(term, { maxLength: 3 }), fc.boolean(), (stamps, words, isEndIncluded) => {
        const listed = toSorted(stamps.map((sort, index): Listed<number> => ({ item: index, id: String(index), sort })));
        const terms = toTerms(words.join(' AND '));
        const oneByOne = listed.filter(({ sort }) => matches(terms, () => String(sort), isEndIncluded));
        expect(within(listed, terms, isEndIncluded)).toEqual(oneByOne);
      }),
    );
  });
});
