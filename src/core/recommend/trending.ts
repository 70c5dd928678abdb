import type { EventLog } from './events';

/**
 * What is bought more and more: score = sum of weight x 0.5^(age / half-life), ages in milliseconds. An event of now counts
 * whole, one half-life ago half. O(events). Events after `now` count as of now.
 */
export function trendingScores(
  events: { item: ArrayLike<number>; at: ArrayLike<number>; weight?: ArrayLike<number> },
  { items, now, halfLifeMs }: { items: number; now: number; halfLifeMs: number },
): Float64Array {
  const scores = new Float64Array(items);
  for (let line = 0; line < events.item.length; line += 1) {
    const item = events.item[line] ?? 0;
    const age = Math.max(0, now - (events.at[line] ?? 0));
    scores[item] = (scores[item] ?? 0) + (events.weight?.[line] ?? 1) * 0.5 ** (age / halfLifeMs);
  }
  return scores;
}

/** The same over a log, every item of an order counting once. */
export function trending(log: EventLog, { now, halfLifeMs }: { now: number; halfLifeMs: number }): Float64Array {
  return trendingScores(log, { items: log.items.length, now, halfLifeMs });
}
