/** A group's figures in two periods: value is numerator over denominator, or the numerator alone for sums and counts. */
export interface GroupChange {
  key: string;
  previous: { numerator: number; denominator: number };
  current: { numerator: number; denominator: number };
}

export interface Contribution {
  key: string;
  /** What the group adds to the change of the whole; the contributions of all groups add up to it. */
  delta: number;
  /** How far the group's part of the whole moved: its term of the Jensen-Shannon divergence between both periods. */
  surprise: number;
}

/**
 * Contribution of each group to the change of a sum or a ratio of sums.
 * Sums: current minus previous. Ratios N/D with overall rate R0 before: (n1 - R0 d1)/D1 - (n0 - R0 d0)/D0, which adds up
 * to R1 - R0 over all groups. Surprise as in Adtributor (Bhagwan et al., NSDI 2014).
 */
export function contributionsOf(groups: readonly GroupChange[], isRatio: boolean): Contribution[] {
  const sum = (pick: (group: GroupChange) => number): number => groups.reduce((total, group) => total + pick(group), 0);
  const before = { numerator: sum((group) => group.previous.numerator), denominator: sum((group) => group.previous.denominator) };
  const after = { numerator: sum((group) => group.current.numerator), denominator: sum((group) => group.current.denominator) };
  const rate = before.denominator === 0 ? 0 : before.numerator / before.denominator;
  return groups.map((group) => {
    const { previous, current } = group;
    const part = (figure: GroupChange['previous'], whole: number): number =>
      whole === 0 ? 0 : (figure.numerator - rate * figure.denominator) / whole;
    const delta = isRatio ? part(current, after.denominator) - part(previous, before.denominator) : current.numerator - previous.numerator;
    return {
      key: group.key,
      delta,
      surprise: divergence(share(previous.numerator, before.numerator), share(current.numerator, after.numerator)),
    };
  });
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : Math.max(0, part / whole));

function divergence(p: number, q: number): number {
  const middle = p + q;
  const term = (value: number): number => (value === 0 || middle === 0 ? 0 : value * Math.log((2 * value) / middle));
  return 0.5 * (term(p) + term(q));
}

/** Part of the change a few groups must explain before their dimension counts as its explanation. */
const EXPLAINED = 0.5;
const MOST_GROUPS = 3;

/**
 * How well a dimension explains a change: one that has half of it in three groups comes before all that have not; among
 * these, the one whose leading groups moved furthest. Higher is better; 0 when there is nothing to explain.
 */
export function explanatoryPower(contributions: readonly Contribution[]): number {
  const change = contributions.reduce((total, entry) => total + entry.delta, 0);
  if (change === 0 || contributions.length < 2) return 0;
  const leading = [...contributions].sort((a, b) => Math.sign(change) * (b.delta - a.delta)).slice(0, MOST_GROUPS);
  const explained = leading.reduce((total, entry) => total + entry.delta, 0) / change;
  const surprise = leading.reduce((total, entry) => total + entry.surprise, 0);
  return (explained >= EXPLAINED ? 1 : 0) + surprise;
}
