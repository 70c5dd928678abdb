import { DAY_MS } from './events';
import type { History, Recommender } from './recommender';

/**
 * What a customer is likely to buy again: score = orders with the item x 0.5^(days since the last / half-life), so that what was
 * bought often long ago gives way to what is bought now; with a very long half-life it is the count. Most items of a history
 * have a count of 1: blend it with recent popularity to order them. O(history).
 */
export interface BuyAgainParameters {
  halfLifeDays: number;
}

export function buyAgain(items: number, { halfLifeDays }: BuyAgainParameters): Recommender {
  return {
    items,
    score: (history, scores) => {
      scores.fill(0);
      for (let at = 0; at < history.items.length; at += 1) scores[history.items[at] ?? 0] = ownScore(history, at, halfLifeDays);
    },
    explain: (history, asked) =>
      Array.from(asked, (item) => {
        const at = history.items.indexOf(item);
        return at < 0 ? [] : [{ item, contribution: ownScore(history, at, halfLifeDays) }];
      }),
  };
}

function ownScore({ counts, lastAt, now }: History, at: number, halfLifeDays: number): number {
  const days = Math.max(0, now - (lastAt[at] ?? 0)) / DAY_MS;
  return (counts[at] ?? 0) * 0.5 ** (days / halfLifeDays);
}
