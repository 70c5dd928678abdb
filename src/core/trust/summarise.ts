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
  const { columns, suspicion, combined } = weighed;
  const { rows, products } = group;
  const { flagged, sum, keptSum, excess } = tally(weighed, rows);
  const isEnough = rows.length >= MIN_PRODUCT_REVIEWS;
  const level = isEnough ? highest(products.map((product) => levelOf(weighed, product))) : 'notEnough';
  const isWorthDrawing = products.length !== 1 || level === 'alarm' || level === 'look';
  return {
    level,
    score: isEnough ? Math.round(100 * (1 - excess / rows.length)) : null,
    reviews: rows.length,
    flagged,
    rating: rows.length === 0 ? null : sum / rows.length,
    ratingWithoutFlagged: rows.length === flagged ? null : keptSum / (rows.length - flagged),
    signals: summariseSignals(weighed, group),
    // Simes' test of one product is its own p.
    p: simes(products.flatMap((product) => combined.two[product] ?? [])),
    q: least(products.flatMap((product) => combined.twoQ[product] ?? [])),
    graph: isWorthDrawing ? drawGraph(reviews, columns, { rows, suspicion }) : { nodes: [], edges: [] },
  };
}

function tally({ columns, suspicion }: Weighed, rows: Int32Array): { flagged: number; sum: number; keptSum: number; excess: number } {
  const total = { flagged: 0, sum: 0, keptSum: 0, excess: 0 };
  for (const row of rows) {
    const doubt = suspicion[row] ?? 0;
    const score = columns.score[row] ?? 0;
    total.sum += score;
    total.excess += excessOf(doubt);
    if (doubt >= FLAG_AT) total.flagged += 1;
    else total.keptSum += score;
  }
  return total;
}

/** What lies above the belief every review starts with. */
const excessOf = (suspicion: number): number => Math.max(0, (suspicion - PRIOR) / (1 - PRIOR));

const least = (values: readonly number[]): number | null =>
  values.reduce<number | null>((low, value) => (low === null ? value : Math.min(low, value)), null);

function levelOf(weighed: Weighed, product: number): Level {
  const { columns, combined } = weighed;
  const rows = rowsOf(columns.byProduct, columns.productStart, product);
  const one = combined.oneQ[product];
  if (rows.length < MIN_PRODUCT_REVIEWS || one == null) return 'notEnough';
  const isFlagged = tally(weighed, rows).flagged >= MIN_FLAGGED;
  if ((combined.twoQ[product] ?? 1) < ALARM_Q && isFlagged) return 'alarm';
  return one < LOOK_Q || isFlagged ? 'look' : 'clear';
}

function highest(levels: readonly Level[]): Level {
  for (const level of ['alarm', 'look', 'clear'] as const) if (levels.includes(level)) return level;
  return 'notEnough';
}

function summariseSignals(weighed: Weighed, { rows, products }: Group): SignalSummary[] {
  const { signals } = weighed;
  const parts = partsOf(weighed, rows);
  const total = parts.reduce((sum, part) => sum + part, 0) || 1;
  return signals.map(({ id, marks, tests }, at) => {
    const own = products.flatMap((product) => tests[product] ?? []);
    const [first] = own;
    const { known, marked } = countMarks(marks, rows);
    // A product is compared with the rest; a group of products is described by its own share and its products' tests.
    const measured =
      own.length === 1 && first
        ? first
        : { value: marked / Math.max(1, known), baseline: shareOfAll(marks), n: known, p: simes(own.flatMap(({ p }) => p ?? [])) };
    return { id, ...measured, verdict: verdictOf(measured), reviews: marked, share: (parts[at] ?? 0) / total };
  });
}

/** Suspicion above the start, split over the signs of each review by what they weigh. */
function partsOf({ signals, suspicion, weigher }: Weighed, rows: Int32Array): Float64Array {
  const parts = new Float64Array(signals.length);
  const own = new Float64Array(signals.length);
  for (const row of rows) {
    const excess = excessOf(suspicion[row] ?? 0);
    if (excess === 0) continue;
    let all = 0;
    for (let at = 0; at < own.length; at += 1) all += own[at] = Math.max(0, weigher.evidence(row, at));
    for (let at = 0; at < own.length; at += 1) parts[at] = (parts[at] ?? 0) + (excess * (own[at] ?? 0)) / (all || 1);
  }
  return parts;
}

function countMarks(marks: Uint8Array, rows: Int32Array): { known: number; marked: number } {
  let known = 0;
  let marked = 0;
  for (const row of rows) {
    const mark = marks[row] ?? UNKNOWN;
    if (mark === UNKNOWN) continue;
    known += 1;
    marked += mark;
  }
  return { known, marked };
}

function shareOfAll(marks: Uint8Array): number {
  const { known, marked } = countMarks(marks, Int32Array.from(marks.keys()));
  return marked / Math.max(1, known);
}
