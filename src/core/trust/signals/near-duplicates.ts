import type { ReviewTexts } from '../read-texts';

/**
 * Groups of nearly the same text, by minhash and locality-sensitive hashing (Broder 1997): near-linear, because only texts
 * that share a band of hashes are compared. Two texts half of whose phrases are the same meet with probability 0.66,
 * three quarters 0.99.
 */
const BANDS = 8;
const ROWS = 3;
/** Share of phrases in common, of all they have, from which two texts count as one. */
const SAME = 0.5;
/** Phrases they must have in common: two short texts easily share two. */
const LEAST_SHARED = 4;
/** Texts of a band compared before each: identical texts in thousands stay linear. */
const LOOK_BACK = 4;

/** For each row the first row of its group; rows that are `false` in `isSubstantial` stay alone. */
export function groupNearDuplicates(texts: ReviewTexts, isSubstantial: Uint8Array): Int32Array {
  const count = isSubstantial.length;
  const group = Int32Array.from({ length: count }, (_, row) => row);
  const rows = Int32Array.from(group.filter((row) => isSubstantial[row] === 1));
  // Hash in the upper, row in the lower 21 bits of an exact whole number: one sort brings equal bands together.
  const keys = new Float64Array(rows.length);
  for (let band = 0; band < BANDS; band += 1) {
    for (const [at, row] of rows.entries()) keys[at] = bandHash(texts, row, band) * 2 ** 21 + row;
    keys.sort();
    for (let at = 1; at < keys.length; at += 1) joinWithEarlier(texts, group, { keys, at });
  }
  for (let row = 0; row < count; row += 1) group[row] = find(group, row);
  return group;
}

function joinWithEarlier(texts: ReviewTexts, group: Int32Array, { keys, at }: { keys: Float64Array; at: number }): void {
  const key = keys[at] ?? 0;
  const hash = Math.floor(key / 2 ** 21);
  const row = key - hash * 2 ** 21;
  for (let back = at - 1; back >= Math.max(0, at - LOOK_BACK); back -= 1) {
    const other = keys[back] ?? 0;
    if (Math.floor(other / 2 ** 21) !== hash) return;
    const otherRow = other - hash * 2 ** 21;
    const a = find(group, row);
    const b = find(group, otherRow);
    if (a === b) return;
    if (likeness(texts, row, otherRow) < SAME) continue;
    group[Math.max(a, b)] = Math.min(a, b);
    return;
  }
}

function find(group: Int32Array, row: number): number {
  let root = row;
  while (group[root] !== root) root = group[root] ?? root;
  for (let at = row; at !== root;) {
    const next = group[at] ?? root;
    group[at] = root;
    at = next;
  }
  return root;
}

function bandHash(texts: ReviewTexts, row: number, band: number): number {
  let mixed = band + 1;
  const end = texts.start[row + 1] ?? 0;
  for (let place = 0; place < ROWS; place += 1) {
    const salt = Math.imul(band * ROWS + place + 1, 0x9e3779b1);
    let least = 0xffffffff;
    for (let at = texts.start[row] ?? 0; at < end; at += 1) {
      let hash = Math.imul((texts.shingles[at] ?? 0) ^ salt, 0x85ebca6b);
      hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35) >>> 0;
      if (hash < least) least = hash;
    }
    mixed = Math.imul(mixed ^ least, 0x01000193);
    mixed ^= mixed >>> 13;
  }
  return mixed >>> 0;
}

/** Jaccard similarity of two rows' phrases; 0 when they share fewer than LEAST_SHARED. */
function likeness(texts: ReviewTexts, a: number, b: number): number {
  let i = texts.start[a] ?? 0;
  let j = texts.start[b] ?? 0;
  const endA = texts.start[a + 1] ?? 0;
  const endB = texts.start[b + 1] ?? 0;
  const all = endA - i + endB - j;
  let shared = 0;
  while (i < endA && j < endB) {
    const left = texts.shingles[i] ?? 0;
    const right = texts.shingles[j] ?? 0;
    if (left === right) shared += 1;
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return shared < LEAST_SHARED ? 0 : shared / (all - shared);
}
