/** What one customer, or one basket, has: distinct items, ascending. */
export interface History {
  items: Int32Array;
  /** Orders with the item, at least 1. */
  counts: Float32Array;
  /** Milliseconds since 1970: the last of them. */
  lastAt: Float64Array;
  /** The moment to recommend for, in milliseconds. */
  now: number;
}

/** What an item of the history adds to a score. */
export interface Contribution {
  item: number;
  contribution: number;
}

/** A fitted method. */
export interface Recommender {
  /** How many items it knows. */
  items: number;
  /** Write the score of every item; nothing is allocated per item. */
  score(history: History, scores: Float64Array): void;
  /** For each of `items`, what the items of the history add to its score, most first. Empty where the history plays no part. */
  explain(history: History, items: Int32Array): Contribution[][];
}

export interface Recommendation {
  item: number;
  score: number;
  /** The items of the history that speak for it most; empty when it is recommended for what everyone buys. */
  because: Contribution[];
}

/** Reasons that are given with a recommendation. */
const REASONS = 3;

/**
 * The n best items that are not excluded. Ties go to the lower item number; a score that is not above zero is no
 * recommendation. O(items + n log items).
 */
export function recommend(
  recommender: Recommender,
  history: History,
  { n, exclude }: { n: number; exclude: Int32Array },
): Recommendation[] {
  const scores = new Float64Array(recommender.items);
  recommender.score(history, scores);
  for (const item of exclude) scores[item] = 0;
  const top = topOf(scores, n);
  const reasons = recommender.explain(history, top);
  return Array.from(top, (item, place) => {
    const because = (reasons[place] ?? []).filter(({ contribution }) => contribution > 0).slice(0, REASONS);
    return { item, score: scores[item] ?? 0, because };
  });
}

/** Numbers of the n highest scores above zero, best first; ties by number. A heap of n keeps the worst of the best on top. */
export function topOf(scores: Float64Array, n: number): Int32Array {
  const heap = new Int32Array(Math.min(n, scores.length));
  let size = 0;
  const isWorse = (a: number, b: number): boolean => {
    const left = scores[a] ?? 0;
    const right = scores[b] ?? 0;
    return left < right || (left === right && a > b);
  };
  for (let item = 0; item < scores.length; item += 1) {
    if (!((scores[item] ?? 0) > 0)) continue;
    if (size < heap.length) siftUp(heap, size++, { item, isWorse });
    else if (size > 0 && isWorse(heap[0] ?? 0, item)) siftDown(heap, size, { item, isWorse });
  }
  return heap.subarray(0, size).sort((a, b) => (isWorse(a, b) ? 1 : -1));
}

interface Entry {
  item: number;
  isWorse: (a: number, b: number) => boolean;
}

function siftUp(heap: Int32Array, place: number, { item, isWorse }: Entry): void {
  let at = place;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isWorse(item, heap[parent] ?? 0)) break;
    heap[at] = heap[parent] ?? 0;
    at = parent;
  }
  heap[at] = item;
}

/** Replace the top. */
function siftDown(heap: Int32Array, size: number, { item, isWorse }: Entry): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    if (child + 1 < size && isWorse(heap[child + 1] ?? 0, heap[child] ?? 0)) child += 1;
    if (!isWorse(heap[child] ?? 0, item)) break;
    heap[at] = heap[child] ?? 0;
    at = child;
  }
  heap[at] = item;
}

/** Contributions in order, most first; ties by item. */
export function sortContributions(contributions: Contribution[]): Contribution[] {
  return contributions.sort((a, b) => b.contribution - a.contribution || a.item - b.item);
}
