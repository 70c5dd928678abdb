/**
 * Trigram similarity of texts, as PostgreSQL's pg_trgm defines it: words padded with two blanks before and one after,
 * similarity = shared / all distinct trigrams. `containment` is the share of the query's trigrams found in the value.
 */
export type Trigrams = ReadonlySet<string>;

export function trigramsOf(text: string): Trigrams {
  const found = new Set<string>();
  for (const word of text.toLowerCase().split(/[^\p{L}\p{N}]+/u)) {
    if (word === '') continue;
    const padded = `  ${word} `;
    for (let at = 0; at + 3 <= padded.length; at += 1) found.add(padded.slice(at, at + 3));
  }
  return found;
}

export function similarity(a: Trigrams, b: Trigrams): { jaccard: number; containment: number } {
  if (a.size === 0 || b.size === 0) return { jaccard: 0, containment: 0 };
  let shared = 0;
  for (const trigram of a) if (b.has(trigram)) shared += 1;
  return { jaccard: shared / (a.size + b.size - shared), containment: shared / a.size };
}
