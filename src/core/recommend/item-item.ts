import { rowSizes, type Interactions, type Sparse } from './interactions';
import { NeighbourBuilder } from './neighbours';
import { topOf } from './recommender';

/**
 * Items bought by the same people. With n_i buyers of i and n_ij buyers of both:
 * cosine = n_ij / (sqrt(n_i n_j) + shrink), Jaccard = n_ij / (n_i + n_j - n_ij). The shrink takes weight from pairs that few
 * people bought (Sarwar et al. 2001; Bell, Koren 2007 for shrinking). Each item keeps its k nearest.
 * Cost: sum over users of the square of their items, plus items^2 to choose the nearest; memory O(items k).
 */
export interface ItemItemParameters {
  similarity: 'cosine' | 'jaccard';
  /** Nearest items kept of each. */
  neighbours: number;
  /** For cosine: as if so many more people had bought either. */
  shrink: number;
}

/** Longer histories tell of resellers, and their square costs too much: they are left out. */
export const HISTORY_LIMIT = 5_000;

export function itemItem({ byUser, byItem }: Interactions, parameters: ItemItemParameters): Sparse {
  const buyers = rowSizes(byItem);
  const together = new Float64Array(byItem.rows);
  const builder = new NeighbourBuilder(byItem.rows);
  for (let item = 0; item < byItem.rows; item += 1) {
    together.fill(0);
    countTogether(byItem, byUser, { item, together });
    together[item] = 0;
    toSimilarity(together, buyers, { item, parameters });
    builder.addRow(topOf(together, parameters.neighbours), together);
  }
  return builder.finish();
}

/** Add to `together` how many people bought `item` and each other item; its own place holds its buyers. */
export function countTogether(byItem: Sparse, byUser: Sparse, { item, together }: { item: number; together: Float64Array }): void {
  for (let at = byItem.start[item] ?? 0; at < (byItem.start[item + 1] ?? 0); at += 1) {
    const user = byItem.column[at] ?? 0;
    const from = byUser.start[user] ?? 0;
    const to = byUser.start[user + 1] ?? 0;
    if (to - from > HISTORY_LIMIT) continue;
    for (let place = from; place < to; place += 1) {
      const other = byUser.column[place] ?? 0;
      together[other] = (together[other] ?? 0) + 1;
    }
  }
}

interface Row {
  item: number;
  parameters: ItemItemParameters;
}

function toSimilarity(together: Float64Array, buyers: Float64Array, { item, parameters }: Row): void {
  const own = buyers[item] ?? 0;
  const isCosine = parameters.similarity === 'cosine';
  for (let other = 0; other < together.length; other += 1) {
    const both = together[other] ?? 0;
    if (both === 0) continue;
    const theirs = buyers[other] ?? 0;
    together[other] = both / (isCosine ? Math.sqrt(own * theirs) + parameters.shrink : own + theirs - both);
  }
}
