import type { GroupTrust, Level, SignalSummary } from './assessment';
import { rowsOf, UNKNOWN } from './columns';
import { simes, type CombinedTests } from './combine-tests';
import type { Examined } from './examine';
import { drawGraph } from './graph/draw-graph';
import type { TrustReview } from './review';
import { MIN_PRODUCT_REVIEWS, verdictOf } from './signals/signal';
import { FLAG_AT, PRIOR } from './weights';

/** False-discovery rates of the two levels, and flagged reviews an alarm needs. */
export const ALARM_Q = 0.05;
export const LOOK_Q = 0.05;
export const MIN_FLAGGED = 3;

export interface Weighed extends Examined {
  suspicion: Float64Array;
  combined: CombinedTests;
}

/** A product, a marketplace or all of the seller: its rows, and which products are in it. */
export interface Group {
  rows: Int32Array;
  products: readonly number[];
}

export function summarise(reviews: readonly TrustReview[], weighed: Weighed, group: Group): GroupTrust {
  const { columns, suspicion } = weighed;
  const { rows, products } = group;
  let flagged = 0;
  let sum = 0;
  let keptSum = 0;
  let excess = 0;
  for (const row of rows) {
    const doubt = suspicion[row] ?? 0;
    const score = columns.score[row] ?? 0;
    sum += score;
    if (doubt >= FLAG_AT) flagged += 1;
    else keptSum += score;
    excess += excessOf(doubt);
  }
  const isEnough = rows.length >= MIN_PRODUCT_REVIEWS;
  const [product] = products;
  const isProduct = products.length === 1 && product !== undefined;
  const level = isEnough ? highest(products.map((each) => levelOf(weighed, each))) : 'notEnough';
  return {
    level,
    score: isEnough ? Math.round(100 * (1 - excess / rows.length)) : null,
    reviews: rows.length,
    flagged,
    rating: rows.length === 0 ? null : sum / rows.length,
    ratingWithoutFlagged: rows.length === flagged ? null : keptSum / (rows.length - flagged),
    signals: summariseSignals(weighed, group),
    p: isProduct ? (weighed.combined.two[product] ?? null) : simes(products.flatMap((each) => weighed.combined.two[each] ?? [])),
    q: least(products.flatMap((each) => weighed.combined.twoQ[each] ?? [])),
    graph: isProduct && level !== 'alarm' && level !== 'look' ? { nodes: [], edges: [] } : drawGraph(reviews, columns, { rows, suspicion }),
  };
}

/** What lies above the belief every review starts with. */
const excessOf = (suspicion: number): number => Math.max(0, (suspicion - PRIOR) / (1 - PRIOR));

const least = (values: readonly number[]): number | null =>
  values.reduce<number | null>((low, value) => (low === null ? value : Math.min(low, value)), null);

function levelOf({ columns, suspicion, combined }: Weighed, product: number): Level {
  const rows = rowsOf(columns.byProduct, columns.productStart, product);
  if (rows.length < MIN_PRODUCT_REVIEWS || combined.one[product] == null) return 'notEnough';
  let flagged = 0;
  for (const row of rows) if ((suspicion[row] ?? 0) >= FLAG_AT) flagged += 1;
  const two = combined.twoQ[product] ?? 1;
  if (two < ALARM_Q && flagged >= MIN_FLAGGED) return 'alarm';
  return two < LOOK_Q || (combined.oneQ[product] ?? 1) < LOOK_Q || flagged >= MIN_FLAGGED ? 'look' : 'clear';
}

function highest(levels: readonly Level[]): Level {
  for (const level of ['alarm', 'look', 'clear'] as const) if (levels.includes(level)) return level;
  return 'notEnough';
}

function summariseSignals(weighed: Weighed, { rows, products }: Group): SignalSummary[] {
  const { columns, signals, suspicion, weigher } = weighed;
  const parts = new Float64Array(signals.length);
  const shown = new Int32Array(signals.length);
  const known = new Int32Array(signals.length);
  for (const row of rows) {
    const excess = excessOf(suspicion[row] ?? 0);
    let all = 0;
    for (const [at, { marks }] of signals.entries()) {
      const mark = marks[row] ?? UNKNOWN;
      if (mark !== UNKNOWN) known[at] = (known[at] ?? 0) + 1;
      if (mark === 1) shown[at] = (shown[at] ?? 0) + 1;
      if (excess > 0) all += Math.max(0, weigher.evidence(row, at));
    }
    if (all > 0) for (const at of signals.keys()) parts[at] = (parts[at] ?? 0) + (excess * Math.max(0, weigher.evidence(row, at))) / all;
  }
  const total = parts.reduce((sum, part) => sum + part, 0) || 1;
  return signals.map(({ id, tests }, at) => {
    const own = products.flatMap((product) => tests[product] ?? []);
    const [first] = own;
    // A product is compared with the rest; a group of products is described by its own share and its products' tests.
    const measured =
      own.length === 1 && first
        ? first
        : {
            value: (shown[at] ?? 0) / Math.max(1, known[at] ?? 0),
            baseline: overallShare(weighed, at),
            n: known[at] ?? 0,
            p: simes(own.flatMap(({ p }) => p ?? [])),
          };
    return { id, ...measured, verdict: verdictOf(measured), reviews: shown[at] ?? 0, share: (parts[at] ?? 0) / total };

    function overallShare({ signals: all }: Weighed, signal: number): number {
      let marked = 0;
      let seen = 0;
      for (let row = 0; row < columns.count; row += 1) {
        const mark = all[signal]?.marks[row] ?? UNKNOWN;
        if (mark === UNKNOWN) continue;
        seen += 1;
        marked += mark;
      }
      return marked / Math.max(1, seen);
    }
  });
}
