import { sigmoid } from '../math/logistic-regression';
import { UNKNOWN, type ReviewColumns } from './columns';
import { verdictOf, type SignalId, type SignalResult } from './signals/signal';
import { FAMILIES, LEAST_BASE, PRIOR, PROVEN, PROVEN_CAP, WEIGHTS, type Family } from './weights';

/** How often ordinary reviews of each marketplace show each sign. Small; stored to weigh one new review. */
export type BaseRates = Record<string, Partial<Record<SignalId, number>>>;

/** Rounds of measuring the ordinary reviews without the suspicious ones, which would make their own signs look usual. */
const ROUNDS = 3;
/** Reviews of all marketplaces that stand in for a marketplace with few of its own. */
const BORROWED = 50;

/** Suspicion of each review, 0 to 1, and the rates it was weighed with. Linear in reviews; `given` rates are kept as they are. */
export function weighReviews(
  columns: ReviewColumns,
  signals: readonly SignalResult[],
  given?: BaseRates,
): { suspicion: Float64Array; rates: BaseRates } {
  // A campaign must not pass for the shop's usual ways because it is large: what stands out is left out of the first measurement.
  const suspicion = given ? new Float64Array(columns.count) : standingOut(columns, signals);
  let rates = given ?? {};
  for (let round = 0; round < (given ? 1 : ROUNDS); round += 1) {
    if (!given) rates = measureRates(columns, signals, suspicion);
    const weigher = new Weigher(columns, signals, rates);
    for (let row = 0; row < columns.count; row += 1) suspicion[row] = sigmoid(weigher.logOdds(row));
  }
  return { suspicion, rates };
}

/** 1 for reviews that show signs of two families or more which are out of the ordinary for their product; 0 for the others. */
function standingOut(columns: ReviewColumns, signals: readonly SignalResult[]): Float64Array {
  const suspicion = new Float64Array(columns.count);
  for (let row = 0; row < columns.count; row += 1) {
    const product = columns.product[row] ?? -1;
    const families = new Set<Family>();
    for (const { id, marks, tests } of signals) {
      const test = tests[product];
      if (marks[row] === 1 && test && verdictOf(test) === 'fail') families.add(WEIGHTS[id].family);
    }
    suspicion[row] = families.size > 1 ? 1 : 0;
  }
  return suspicion;
}

/** Adds up the evidence of a review. */
export class Weigher {
  private readonly columns: ReviewColumns;
  private readonly signals: readonly SignalResult[];
  /** Log-factor of each sign in each marketplace: [market * signals + signal]. */
  private readonly present: Float64Array;
  private readonly provenBy: Float64Array;
  private readonly family: Int32Array;
  private readonly strongest = new Float64Array(FAMILIES.length);

  constructor(columns: ReviewColumns, signals: readonly SignalResult[], rates: BaseRates) {
    this.columns = columns;
    this.signals = signals;
    this.family = Int32Array.from(signals, ({ id }) => FAMILIES.indexOf(WEIGHTS[id].family));
    this.present = new Float64Array(columns.markets.length * signals.length);
    this.provenBy = new Float64Array(columns.markets.length);
    for (const [market, name] of columns.markets.entries()) {
      for (const [at, { id }] of signals.entries()) {
        const { fakeRate, cap } = WEIGHTS[id];
        const base = Math.max(LEAST_BASE, rates[name]?.[id] ?? 1);
        this.present[market * signals.length + at] = Math.max(0, Math.log(Math.min(cap, fakeRate / base)));
        if (id === PROVEN) this.provenBy[market] = Math.log(Math.min(1, Math.max(PROVEN_CAP, (1 - fakeRate) / Math.max(1e-9, 1 - base))));
      }
    }
  }

  /** What signal number `at` adds to the log-odds of this review by itself. */
  evidence(row: number, at: number): number {
    const mark = this.signals[at]?.marks[row] ?? UNKNOWN;
    const market = this.columns.market[row] ?? 0;
    if (mark === 1) return this.present[market * this.signals.length + at] ?? 0;
    return mark === 0 && this.signals[at]?.id === PROVEN ? (this.provenBy[market] ?? 0) : 0;
  }

  logOdds(row: number): number {
    this.strongest.fill(0);
    for (let at = 0; at < this.signals.length; at += 1) {
      const value = this.evidence(row, at);
      const family = this.family[at] ?? 0;
      if (Math.abs(value) > Math.abs(this.strongest[family] ?? 0)) this.strongest[family] = value;
    }
    let sum = Math.log(PRIOR / (1 - PRIOR));
    for (const value of this.strongest) sum += value;
    return sum;
  }
}

function measureRates(columns: ReviewColumns, signals: readonly SignalResult[], suspicion: Float64Array): BaseRates {
  const rates: BaseRates = Object.fromEntries(columns.markets.map((name) => [name, {}]));
  for (const { id, marks } of signals) {
    const known = new Float64Array(columns.markets.length);
    const marked = new Float64Array(columns.markets.length);
    for (let row = 0; row < columns.count; row += 1) {
      const mark = marks[row] ?? UNKNOWN;
      if (mark === UNKNOWN) continue;
      const market = columns.market[row] ?? 0;
      const weight = 1 - (suspicion[row] ?? 0);
      known[market] = (known[market] ?? 0) + weight;
      if (mark === 1) marked[market] = (marked[market] ?? 0) + weight;
    }
    const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
    const overall = (sum(marked) + 0.5) / (sum(known) + 1);
    for (const [market, name] of columns.markets.entries()) {
      const own = rates[name];
      if (own) own[id] = ((marked[market] ?? 0) + BORROWED * overall) / ((known[market] ?? 0) + BORROWED);
    }
  }
  return rates;
}
