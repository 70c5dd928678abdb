/**
 * The first place of a list from which on something holds; its length when it holds nowhere. Found by halving: O(log n).
 * @param holds false for the entries before that place, true for all from it on.
 */
export function firstIndex<T>(list: readonly T[], holds: (entry: T) => boolean): number {
  let before = -1;
  let from = list.length;
  while (from - before > 1) {
    const middle = (before + from) >> 1;
    const entry = list[middle];
    if (entry !== undefined && holds(entry)) from = middle;
    else before = middle;
  }
  return from;
}
