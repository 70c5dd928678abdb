import type { Lexicon } from '@/analyst/language/lexicon';
import type { Token } from '@/analyst/language/text';

/** Words of a question that are a phrase of requests. */
export interface Span {
  start: number;
  end: number;
  names: readonly string[];
}

/** Phrases of requests, the longest first at each place. */
export function phrasesIn(tokens: readonly Token[], { requests, longest }: Pick<Lexicon, 'requests' | 'longest'>): Span[] {
  const found: Span[] = [];
  for (let start = 0; start < tokens.length;) {
    const hit = longestAt(tokens, start, { requests, longest });
    if (hit) found.push(hit);
    start = hit ? hit.end : start + 1;
  }
  return found;
}

function longestAt(tokens: readonly Token[], start: number, { requests, longest }: Pick<Lexicon, 'requests' | 'longest'>): Span | null {
  for (let end = Math.min(tokens.length, start + longest); end > start; end -= 1) {
    const words = tokens.slice(start, end);
    if (words.some(({ isQuoted, afterComma }, index) => isQuoted || (afterComma && index > 0))) continue;
    const names = requests.get(words.map(({ lemma }) => lemma).join(' '));
    if (names) return { start, end, names };
  }
  return null;
}
