import type { Recommendation } from './recommender';

/** How much being different counts beside the score: enough to break up five of a kind, not enough to bring up what does not fit. */
export const DIVERSITY_LAMBDA = 0.3;

/** 0 = nothing in common, 1 = the same. */
export type Likeness = (a: number, b: number) => number;

/**
 * A list with less of the same (maximal marginal relevance, Carbonell, Goldstein 1998): one after the other, the item with the
 * highest (1 - lambda) score/best - lambda x (highest likeness to what is chosen). The first stays first; ties keep their order.
 * Cost O(candidates n).
 */
export function diversify(
  candidates: readonly Recommendation[],
  { n, likeness, lambda = DIVERSITY_LAMBDA }: { n: number; likeness: Likeness; lambda?: number },
): Recommendation[] {
  const best = candidates[0]?.score ?? 1;
  const left = [...candidates];
  const nearest = new Map<number, number>();
  const chosen: Recommendation[] = [];
  const worth = ({ item, score }: Recommendation): number => (1 - lambda) * (score / best) - lambda * (nearest.get(item) ?? 0);
  while (chosen.length < n && left.length > 0) {
    let at = 0;
    left.forEach((candidate, place) => {
      const first = left[at];
      if (first && worth(candidate) > worth(first)) at = place;
    });
    const [next] = left.splice(at, 1);
    if (!next) break;
    chosen.push(next);
    for (const { item } of left) nearest.set(item, Math.max(nearest.get(item) ?? 0, likeness(item, next.item)));
  }
  return chosen;
}

/** Items of one category are alike, others are not. */
export function sameCategory(category: readonly (string | undefined)[]): Likeness {
  return (a, b) => (category[a] !== undefined && category[a] === category[b] ? 1 : 0);
}
