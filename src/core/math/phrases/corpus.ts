import { LONGEST_PHRASE, PhraseTable } from './phrase-table';

/** Texts as counts of phrases: text t holds entries offsets[t] to offsets[t + 1]. */
export interface Corpus {
  table: PhraseTable;
  offsets: Uint32Array;
  phrases: Int32Array;
  counts: Uint16Array;
}

/** Counts the phrases of every text, given as its tokens. */
export function buildCorpus(texts: readonly (readonly string[])[]): Corpus {
  const table = new PhraseTable();
  const offsets = new Uint32Array(texts.length + 1);
  const phrases: number[] = [];
  const counts: number[] = [];
  const found = new Int32Array(LONGEST_PHRASE * texts.reduce((most, tokens) => Math.max(most, tokens.length), 0));
  for (const [index, tokens] of texts.entries()) {
    const sorted = found.subarray(0, table.addAll(tokens, found)).sort();
    for (let from = 0; from < sorted.length;) {
      let to = from + 1;
      while (to < sorted.length && sorted[to] === sorted[from]) to += 1;
      phrases.push(sorted[from]!);
      counts.push(Math.min(to - from, 65_535));
      from = to;
    }
    offsets[index + 1] = phrases.length;
  }
  return { table, offsets, phrases: Int32Array.from(phrases), counts: Uint16Array.from(counts) };
}
