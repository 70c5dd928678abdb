import { exactToNumber, type Exact } from '@/core/model/exact';

export interface Concentration {
  /** Groups with something in them, and how many of them lead. */
  groups: number;
  leaders: number;
  leadersValue: Exact;
  total: Exact;
  /** Part of the whole the leaders make up, as a fraction; null when there is no whole. */
  share: number | null;
}

export type ConcentrationBy = { top: number } | { topShare: number } | { reach: number };

/**
 * How much the largest groups make up. `top`: the first n; `topShare`: the first part of the groups, rounded up to whole
 * groups; `reach`: as many as are needed to reach a part of the whole. Values are taken without their sign; groups of
 * nothing do not count as groups. O(n log n).
 */
export function concentrate(values: readonly Exact[], by: ConcentrationBy): Concentration {
  const sizes = values
    .map((value) => (value < 0n ? -value : value))
    .filter((value) => value > 0n)
    .sort((a, b) => (a > b ? -1 : a < b ? 1 : 0));
  const total = sizes.reduce((sum, value) => sum + value, 0n);
  const leaders =
    'reach' in by
      ? countToReach(sizes, total, by.reach)
      : Math.min(sizes.length, 'top' in by ? by.top : wholeGroups(sizes.length * by.topShare));
  const leadersValue = sizes.slice(0, leaders).reduce((sum, value) => sum + value, 0n);
  return {
    groups: sizes.length,
    leaders,
    leadersValue,
    total,
    share: total === 0n ? null : exactToNumber((leadersValue * 10n ** 12n) / total),
  };
}

/** Round up, but not for the dust of a binary fraction (0.1 * 30 is 3.0000000000000004). */
function wholeGroups(count: number): number {
  return Math.ceil(count - 1e-9);
}

function countToReach(sizes: readonly Exact[], total: Exact, reach: number): number {
  const goal = (total * BigInt(Math.round(reach * 1e6))) / 1_000_000n;
  let sum = 0n;
  for (let count = 0; count < sizes.length; count += 1) {
    if (sum >= goal) return count;
    sum += sizes[count] ?? 0n;
  }
  return sizes.length;
}
