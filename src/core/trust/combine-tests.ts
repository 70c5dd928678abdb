import { benjaminiHochberg } from '../math/benjamini-hochberg';
import type { SignalResult, SignalTest } from './signals/signal';
import { FAMILIES, WEIGHTS } from './weights';

/** p-values of a product from all its signals. */
export interface CombinedTests {
  /** At least one family of signs is out of the ordinary, and at least two are. Null when too few could be measured. */
  one: (number | null)[];
  two: (number | null)[];
  /** False-discovery rates across the products that could be measured. */
  oneQ: (number | null)[];
  twoQ: (number | null)[];
}

/**
 * Joins signals by Bonferroni inside each family and by partial conjunction across families (Benjamini and Heller 2008):
 * with k families the second smallest p times k - 1 tests "at most one family is out of the ordinary". Valid however the
 * signs depend on each other.
 */
export function combineTests(signals: readonly SignalResult[], products: number): CombinedTests {
  const one: (number | null)[] = [];
  const two: (number | null)[] = [];
  for (let product = 0; product < products; product += 1) {
    const families = FAMILIES.map((family) =>
      bonferroni(signals.filter(({ id }) => WEIGHTS[id].family === family).map(({ tests }) => tests[product])),
    )
      .filter((p): p is number => p !== null)
      .sort((a, b) => a - b);
    const [first, second] = families;
    one.push(first === undefined ? null : Math.min(1, first * families.length));
    two.push(second === undefined ? null : Math.min(1, second * (families.length - 1)));
  }
  return { one, two, oneQ: falseDiscoveries(one), twoQ: falseDiscoveries(two) };
}

/** Simes' test that at least one of several holds; null of none. */
export function simes(pValues: readonly number[]): number | null {
  if (pValues.length === 0) return null;
  const sorted = pValues.toSorted((a, b) => a - b);
  return Math.min(1, ...sorted.map((p, at) => (p * sorted.length) / (at + 1)));
}

function bonferroni(tests: readonly (SignalTest | undefined)[]): number | null {
  const known = tests.flatMap((test) => (test?.p == null ? [] : [test.p]));
  return known.length === 0 ? null : Math.min(1, Math.min(...known) * known.length);
}

/** q-values of those that have a p. */
function falseDiscoveries(pValues: readonly (number | null)[]): (number | null)[] {
  const known = pValues.flatMap((p, at) => (p === null ? [] : [{ p, at }]));
  const q = benjaminiHochberg(known.map(({ p }) => p));
  const out = pValues.map((): number | null => null);
  for (const [place, { at }] of known.entries()) out[at] = q[place] ?? null;
  return out;
}
