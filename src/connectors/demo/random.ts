import type { Random } from '@/core/math/random';

/** The seed that a name stands for (FNV-1a), for what must not move when something else draws more or fewer numbers. */
export function seedOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Whole number from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

export function pick<T>(random: Random, list: readonly [T, ...T[]]): T {
  return list[Math.floor(random() * list.length)] ?? list[0];
}

/** Draws from weighted entries by their running sums. */
export function weightedPicker<T>(entries: readonly (readonly [T, number])[]): (random: Random) => T {
  const [first] = entries;
  if (!first) throw new RangeError('nothing to draw from');
  const sums: number[] = [];
  let total = 0;
  for (const [, weight] of entries) sums.push((total += weight));
  return (random) => {
    const drawn = random() * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? total) > drawn) high = middle;
      else low = middle + 1;
    }
    return entries[low]?.[0] ?? first[0];
  };
}

/** Round a number of things to a whole one, up with the probability of its fraction. */
export function roundRandomly(random: Random, value: number): number {
  return Math.floor(value) + (random() < value - Math.floor(value) ? 1 : 0);
}
