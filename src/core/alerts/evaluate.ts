import type { AlertCondition, AlertEvent, AlertStanding } from './alert';

type Limit = Pick<AlertCondition, 'is' | 'value'>;

/** A figure that hovers around its limit is told of once: it must come back by so much of the limit before it counts as back. */
const MARGIN = 0.05;

/**
 * What changed against what was known (hysteresis): raised once a value is beyond the limit, cleared once it is clearly
 * back. A member without a value, or not listed any more, keeps its standing: no data is no news.
 * @param values of each member, '' for the whole; null: unknown.
 */
export function evaluateAlert(
  condition: Limit,
  { standings, values }: { standings: readonly AlertStanding[]; values: ReadonlyMap<string, number | null> },
): AlertEvent[] {
  const raised = new Set(standings.filter(({ isRaised }) => isRaised).map(({ key }) => key));
  const events: AlertEvent[] = [];
  for (const [key, value] of values) {
    if (value === null) continue;
    if (!raised.has(key) && isBeyond(condition, value)) events.push({ key, kind: 'raised', value });
    if (raised.has(key) && isBack(condition, value)) events.push({ key, kind: 'cleared', value });
  }
  return events;
}

export const isBeyond = ({ is, value: limit }: Limit, value: number): boolean => (is === 'above' ? value > limit : value < limit);

function isBack({ is, value: limit }: Limit, value: number): boolean {
  const margin = Math.abs(limit) * MARGIN;
  return is === 'above' ? value <= limit - margin : value >= limit + margin;
}
