import { sortContributions, type Recommender } from './recommender';

/** A method and how much it says. */
export interface Part {
  recommender: Recommender;
  weight: number;
}

/**
 * Several methods in one: each one's scores are divided by its highest for this history, weighted and added up, so that methods of
 * different scales can be mixed. Scores below zero count as zero. Reasons are scaled and added the same way.
 * Cost: that of its parts.
 */
export function blend(parts: readonly Part[]): Recommender {
  const items = parts[0]?.recommender.items ?? 0;
  const scratch = new Float64Array(items);
  return {
    items,
    score: (history, scores) => {
      scores.fill(0);
      for (const { recommender, weight } of parts) {
        recommender.score(history, scratch);
        const scale = weight / (highest(scratch) || 1);
        for (let item = 0; item < items; item += 1) scores[item] = (scores[item] ?? 0) + scale * Math.max(0, scratch[item] ?? 0);
      }
    },
    explain: (history, asked) => {
      const sums = Array.from(asked, () => new Map<number, number>());
      for (const { recommender, weight } of parts) {
        recommender.score(history, scratch);
        const scale = weight / (highest(scratch) || 1);
        recommender.explain(history, asked).forEach((reasons, place) => {
          const sum = sums[place];
          for (const { item, contribution } of reasons) sum?.set(item, (sum.get(item) ?? 0) + scale * contribution);
        });
      }
      return sums.map((sum) => sortContributions([...sum].map(([item, contribution]) => ({ item, contribution }))));
    },
  };
}

function highest(scores: Float64Array): number {
  let best = 0;
  for (const score of scores) if (score > best) best = score;
  return best;
}
