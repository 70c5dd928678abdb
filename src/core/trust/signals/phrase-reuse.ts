import { rowsOf, UNKNOWN, type ReviewColumns } from '../columns';
import type { ReviewTexts } from '../read-texts';
import { groupNearDuplicates } from './near-duplicates';
import { testMarks, type SignalInput, type SignalResult } from './signal';

/** Words a text needs: "Great product, thank you" is written a hundred times a day by honest people. */
export const SUBSTANTIAL_WORDS = 6;
/** Share of a text's phrases that other reviewers of the product must have used too. */
const SHARED_SHARE = 0.5;
/** And at least so many. */
const LEAST_SHARED = 4;
/** Other reviews a phrase must be in to count as shared: so many, and this share of the product's, because in a thousand reviews the usual phrases meet by chance. */
const MIN_OTHERS = 2;
const MIN_OTHERS_SHARE = 0.03;
/** Phrases of one product that are looked at: bounds the work on a giant. */
const MOST_PHRASES = 2 ** 21;

/**
 * Substantial texts of different reviewers that are nearly the same, anywhere in the shop, or that are made of phrases of
 * three or more words which other reviewers of the same product use too.
 */
export function phraseReuse({ columns, texts }: SignalInput): SignalResult {
  const isSubstantial = Uint8Array.from(texts.words, (words) => (words >= SUBSTANTIAL_WORDS ? 1 : 0));
  const group = groupNearDuplicates(texts, isSubstantial);
  const { members, isMixed } = sizesOf(columns, group);
  const marks = Uint8Array.from(isSubstantial, (substantial) => (substantial === 1 ? 0 : UNKNOWN));
  for (let row = 0; row < columns.count; row += 1) if (isMixed[group[row] ?? row] === 1) marks[row] = 1;
  const shared = new Float32Array(columns.count);
  for (let product = 0; product < columns.products.length; product += 1)
    measureShared(texts, { rows: rowsOf(columns.byProduct, columns.productStart, product), shared });
  for (let row = 0; row < columns.count; row += 1) if (marks[row] === 0 && (shared[row] ?? 0) >= SHARED_SHARE) marks[row] = 1;
  return {
    id: 'phraseReuse',
    marks,
    tests: testMarks(columns, marks),
    evidence: (row) => ({ alike: members[group[row] ?? row] ?? 1, sharedShare: Number((shared[row] ?? 0).toFixed(2)) }),
  };
}

/** Size of each group, and whether more than one reviewer wrote it; a reviewer who is not named counts as another. */
function sizesOf(columns: ReviewColumns, group: Int32Array): { members: Int32Array; isMixed: Uint8Array } {
  const members = new Int32Array(columns.count);
  const isMixed = new Uint8Array(columns.count);
  for (let row = 0; row < columns.count; row += 1) {
    const first = group[row] ?? row;
    members[first] = (members[first] ?? 0) + 1;
    const who = columns.reviewer[row] ?? -1;
    if (row !== first && (who < 0 || who !== columns.reviewer[first])) isMixed[first] = 1;
  }
  return { members, isMixed };
}

/** Writes for each row the share of its phrases that enough other reviews of the product have. */
function measureShared(texts: ReviewTexts, { rows, shared }: { rows: Int32Array; shared: Float32Array }): void {
  const keys = new Float64Array(rows.reduce((sum, row) => sum + (texts.start[row + 1] ?? 0) - (texts.start[row] ?? 0), 0));
  if (keys.length === 0 || keys.length > MOST_PHRASES) return;
  let written = 0;
  for (const [place, row] of rows.entries()) {
    for (let at = texts.start[row] ?? 0; at < (texts.start[row + 1] ?? 0); at += 1) {
      keys[written] = (texts.shingles[at] ?? 0) * 2 ** 21 + place;
      written += 1;
    }
  }
  keys.sort();
  const others = Math.max(MIN_OTHERS, Math.ceil(rows.length * MIN_OTHERS_SHARE));
  for (let from = 0; from < keys.length;) {
    const phrase = Math.floor((keys[from] ?? 0) / 2 ** 21);
    let to = from + 1;
    while (to < keys.length && Math.floor((keys[to] ?? 0) / 2 ** 21) === phrase) to += 1;
    if (to - from > others) {
      for (let at = from; at < to; at += 1) {
        const row = rows[(keys[at] ?? 0) - phrase * 2 ** 21] ?? 0;
        shared[row] = (shared[row] ?? 0) + 1;
      }
    }
    from = to;
  }
  for (const row of rows) {
    const count = shared[row] ?? 0;
    shared[row] = count < LEAST_SHARED ? 0 : count / Math.max(1, (texts.start[row + 1] ?? 0) - (texts.start[row] ?? 0));
  }
}
