import { firstIndex } from '../../kit/sandbox/first-index';
import type { Listed } from './lists';

/** A term of Shopify's search words: `updated_at:>='2026-11-01'`. */
export interface Term {
  field: string;
  operator: string;
  wanted: string;
}

const TERM = /(\w+):(>=|<=|<|>)?'?([^'\s]+)'?/g;

/** Shopify's search words, which are terms joined by AND. */
export function toTerms(query: string | null | undefined): Term[] {
  return [...(query ?? '').matchAll(TERM)].map(([, field = '', operator = '', wanted = '']) => ({ field, operator, wanted }));
}

/** `valueOf` gives a record's value of a field; terms of other fields hold. */
export function matches(terms: readonly Term[], valueOf: (field: string) => string | undefined, isEndIncluded = false): boolean {
  return terms.every((term) => {
    const value = valueOf(term.field);
    return value === undefined || holds(value, term, isEndIncluded);
  });
}

/** The part of a sorted list whose sort values the terms allow. It is one piece, so its ends are found by halving. */
export function within<T>(sorted: readonly Listed<T>[], terms: readonly Term[], isEndIncluded = false): Listed<T>[] {
  const areAll = (kept: readonly Term[], { sort }: Listed<T>): boolean => kept.every((term) => holds(String(sort), term, isEndIncluded));
  const ends = terms.filter(({ operator }) => operator.startsWith('<'));
  const begins = terms.filter(({ operator }) => !operator.startsWith('<'));
  const end = firstIndex(sorted, (entry) => !areAll(ends, entry));
  const begin = firstIndex(sorted, (entry) => begins.every(({ wanted, operator }) => hasBegun(String(entry.sort), operator, wanted)));
  return sorted.slice(begin, end).filter((entry) => areAll(begins, entry));
}

const hasBegun = (value: string, operator: string, wanted: string): boolean => (operator === '>' ? value > wanted : value >= wanted);

function holds(value: string, { operator, wanted }: Term, isEndIncluded: boolean): boolean {
  switch (operator) {
    case '>=':
      return value >= wanted;
    case '>':
      return value > wanted;
    case '<=':
      return value <= wanted;
    case '<':
      return isEndIncluded ? value <= wanted : value < wanted;
    default:
      return value === wanted;
  }
}
