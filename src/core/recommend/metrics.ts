/**
 * How good a ranking is, with what is relevant being relevant or not (Järvelin, Kekäläinen 2002 for NDCG):
 * precision = hits/k, recall = hits/|relevant|, ndcg = sum over hits of 1/log2(rank + 1), divided by the same for
 * min(k, |relevant|) hits in front, hit = 1 when there is any. All of them 0 to 1; O(k).
 */
export interface RankingQuality {
  precision: number;
  recall: number;
  ndcg: number;
  hit: number;
}

/** Quality of the first k of a ranking. A ranking shorter than k misses what it does not name. @throws RangeError without anything relevant. */
export function rankingQuality(ranked: ArrayLike<number>, relevant: ReadonlySet<number>, k: number): RankingQuality {
  if (relevant.size === 0) throw new RangeError('nothing is relevant');
  let hits = 0;
  let gain = 0;
  for (let place = 0; place < Math.min(k, ranked.length); place += 1) {
    if (!relevant.has(ranked[place] ?? -1)) continue;
    hits += 1;
    gain += 1 / Math.log2(place + 2);
  }
  let ideal = 0;
  for (let place = 0; place < Math.min(k, relevant.size); place += 1) ideal += 1 / Math.log2(place + 2);
  return { precision: hits / k, recall: hits / relevant.size, ndcg: gain / ideal, hit: hits > 0 ? 1 : 0 };
}

/** Share of the items on offer that are recommended to anyone, 0 to 1. */
export function coverage(recommended: ReadonlySet<number>, offered: number): number {
  return offered === 0 ? 0 : recommended.size / offered;
}

/** Mean surprise in bits of what was recommended: -log2 of the share of people who bought the item (Vargas, Castells 2011). */
export function novelty(recommended: ArrayLike<number>, buyers: ArrayLike<number>, people: number): number {
  let bits = 0;
  for (let at = 0; at < recommended.length; at += 1)
    bits -= Math.log2(Math.max(1, buyers[recommended[at] ?? 0] ?? 0) / Math.max(1, people));
  return recommended.length === 0 ? 0 : bits / recommended.length;
}
