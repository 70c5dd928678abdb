import { findMetric } from '@/core/metrics/registry';
import type { Having } from '@/core/query/query';
import type { Draft } from './draft';

/** A bound this high with no measure named anywhere is money. */
export const MONEY = 1000;

/** Bounds said without a measure ("keep the ones above 10 percent") are on the measure asked for, or on that of the answer before. */
export function settleLoose(draft: Draft, metric: string): void {
  draft.having.push(...draft.loose.map((bound) => boundOn(bound, metric)));
  draft.loose = [];
}

/** "channels that took over 10k": "more than $500": with no measure named anywhere, so much is money. */
export function settleMoney(draft: Draft): void {
  if (draft.loose.every(({ value, isPercent, isMoney }) => isMoney || (value >= MONEY && !isPercent))) settleLoose(draft, 'netSales');
}

function boundOn({ op, value, isPercent }: Draft['loose'][number], metric: string): Having {
  const isRate = findMetric(metric)?.unit === 'ratio';
  return { metric, op, value: isRate && (isPercent || value > 1) ? value / 100 : value };
}
