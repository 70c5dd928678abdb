import { NOBODY, type EventLog } from './events';
import type { Recommender } from './recommender';

/**
 * What most people buy: the number of different customers of each item; an order of nobody known counts as a customer of its
 * own. Counting people, not orders, keeps one wholesaler from making an item popular. O(entries) time, O(entries) memory.
 */
export function popularity(log: EventLog): Float64Array {
  const buyers = new Float64Array(log.items.length);
  const seen = new Set<number>();
  for (let line = 0; line < log.item.length; line += 1) {
    const item = log.item[line] ?? 0;
    const user = log.user[line] ?? NOBODY;
    // Users come first in the numbering of buyers; an order of nobody known gets a number of its own behind them.
    const buyer = user === NOBODY ? log.users.length + (log.order[line] ?? 0) : user;
    const key = buyer * log.items.length + item;
    if (seen.has(key)) continue;
    seen.add(key);
    buyers[item] = (buyers[item] ?? 0) + 1;
  }
  return buyers;
}

/** Recommends the same to everyone: for popularity and for what is trending. */
export function sameForAll(scoreOfItem: Float64Array): Recommender {
  return {
    items: scoreOfItem.length,
    score: (_, scores) => scores.set(scoreOfItem),
    explain: (_, items) => Array.from(items, () => []),
  };
}
