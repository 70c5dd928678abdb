import { predictiveTail } from '../../math/count-tails';
import { rowsOf, UNKNOWN, type ReviewColumns } from '../columns';
import type { MarketDays, ShopDays } from '../shop-days';
import type { SignalInput, SignalResult, SignalTest } from './signal';

/** Reviews of a day that can be a burst, and how unlikely they must be (algorithms.md, section 3). */
export const MIN_BURST = 5;
export const BURST_P = 1e-4;
/** A week is judged too, more strictly: its days overlap with its neighbours'. */
const WINDOWS = [
  { days: 1, p: BURST_P },
  { days: 7, p: 1e-5 },
] as const;
/** Days looked back on, and the least that say what is usual. */
const HISTORY_DAYS = 180;
const MIN_HISTORY_DAYS = 28;
/**
 * A product with less history is judged by the pace of its marketplace's products instead: a gamma prior with the wide
 * shape of Jeffreys', at this many times their mean, because a launch draws more. Below so many product days it is not judged.
 */
const LAUNCH = 3;
const PRIOR_SHAPE = 0.5;
const MIN_PRODUCT_DAYS = 500;

export interface BurstDay {
  /** Days since 1970-01-01. */
  day: number;
  count: number;
  /** Reviews such a day usually has. */
  expected: number;
  p: number;
}

export interface Velocity extends SignalResult {
  /** Burst days of each product. */
  bursts: BurstDay[][];
}

/**
 * Days and weeks with far more reviews of a product than its own past has, with the rate's uncertainty. A busy day of the
 * whole marketplace (a sale, a reminder sent to all) is expected of each product too.
 */
export function velocity({ columns, shop }: SignalInput): Velocity {
  const marks = new Uint8Array(columns.count).fill(UNKNOWN);
  const burstOf = new Map<number, BurstDay>();
  const totals = columns.markets.map((market) => runningTotals(shop, market));
  const bursts: BurstDay[][] = [];
  const tests = columns.products.map((_, product): SignalTest => {
    const rows = rowsOf(columns.byProduct, columns.productStart, product);
    const days = new ProductDays(columns, rows, totals[columns.productMarket[product] ?? 0] ?? NO_TOTALS);
    const found = days.judge();
    const byDay = new Map(found.bursts.map((burst) => [burst.day, burst]));
    let marked = 0;
    for (const row of rows) {
      const burst = byDay.get(columns.day[row] ?? 0);
      marks[row] = burst ? 1 : 0;
      if (burst) {
        marked += 1;
        burstOf.set(row, burst);
      }
    }
    bursts.push(found.bursts);
    const isEnough = found.tested > 0;
    return {
      value: rows.length === 0 ? 0 : marked / rows.length,
      baseline: 0,
      n: rows.length,
      p: isEnough ? Math.min(1, found.p * found.tested) : null,
    };
  });
  return {
    id: 'velocity',
    marks,
    tests,
    bursts,
    evidence: (row) => {
      const burst = burstOf.get(row);
      return burst ? { count: burst.count, expected: Number(burst.expected.toFixed(2)), p: burst.p } : {};
    },
  };
}

interface Totals {
  firstDay: number;
  /** Days of all products, for their usual pace. */
  productDays: number;
  /** Reviews before each day. */
  before: Float64Array;
}
const NO_TOTALS: Totals = { firstDay: 0, productDays: 0, before: new Float64Array(1) };

function runningTotals(shop: ShopDays, market: string): Totals {
  const days: MarketDays | undefined = shop.markets[market];
  if (!days) return NO_TOTALS;
  const before = new Float64Array(days.counts.length + 1);
  for (const [at, count] of days.counts.entries()) before[at + 1] = (before[at] ?? 0) + count;
  return { firstDay: days.firstDay, productDays: days.productDays, before };
}

/** The days on which a product was reviewed. */
class ProductDays {
  private readonly days: number[] = [];
  /** Reviews before each of them, and of all at the end. */
  private readonly before: number[] = [0];
  private readonly totals: Totals;

  constructor(columns: ReviewColumns, rows: Int32Array, totals: Totals) {
    this.totals = totals;
    for (const row of rows) {
      const day = columns.day[row] ?? 0;
      if (this.days.at(-1) === day) this.before[this.days.length] = (this.before[this.days.length] ?? 0) + 1;
      else {
        this.days.push(day);
        this.before.push((this.before.at(-1) ?? 0) + 1);
      }
    }
  }

  /** Burst days, the smallest p of any window, and how many windows were looked at. */
  judge(): { bursts: BurstDay[]; p: number; tested: number } {
    const found = new Map<number, BurstDay>();
    let smallest = 1;
    let tested = 0;
    for (const [at, day] of this.days.entries()) {
      for (const window of WINDOWS) {
        const verdict = this.judgeWindow(day - window.days + 1, day);
        if (!verdict) continue;
        tested += 1;
        if (verdict.x < MIN_BURST) continue;
        smallest = Math.min(smallest, verdict.p);
        if (verdict.p >= window.p) continue;
        for (let index = at; index >= 0 && (this.days[index] ?? 0) > day - window.days; index -= 1) {
          const each = this.days[index] ?? 0;
          const known = found.get(each);
          if (known && known.p <= verdict.p) continue;
          const count = (this.before[index + 1] ?? 0) - (this.before[index] ?? 0);
          found.set(each, { day: each, count, expected: verdict.expected / window.days, p: verdict.p });
        }
      }
    }
    return { bursts: [...found.values()].sort((a, b) => a.day - b.day), p: smallest, tested };
  }

  private judgeWindow(from: number, to: number): { x: number; p: number; expected: number } | null {
    const start = Math.max(this.days[0] ?? 0, from - HISTORY_DAYS);
    const periods = Math.max(0, from - start);
    const history = { total: this.ownIn(start, from - 1), periods };
    const x = this.ownIn(from, to);
    const days = to - from + 1;
    if (periods < MIN_HISTORY_DAYS) {
      const borrowed = this.borrowedDays();
      return borrowed === null ? null : judge(x, { total: history.total, periods: periods + borrowed, exposure: days });
    }
    const othersNow = (this.allIn(from, to) - x) / days;
    const othersBefore = (this.allIn(start, from - 1) - history.total) / periods;
    // One more on each side: a marketplace with a review a week has no busy days. A quiet one makes nothing suspicious.
    return judge(x, { ...history, exposure: days * Math.max(1, (othersNow + 1) / (othersBefore + 1)) });
  }

  /** Days without a review that the marketplace's pace is worth as a prior; null when the marketplace is too small to tell. */
  private borrowedDays(): number | null {
    const { before, productDays } = this.totals;
    const reviews = (before.at(-1) ?? 0) - (this.before.at(-1) ?? 0);
    if (productDays < MIN_PRODUCT_DAYS || reviews <= 0) return null;
    return PRIOR_SHAPE / ((LAUNCH * reviews) / productDays);
  }

  private ownIn(from: number, to: number): number {
    return (this.before[this.place(to + 1)] ?? 0) - (this.before[this.place(from)] ?? 0);
  }

  /** First of the product's days that is not before this day. */
  private place(day: number): number {
    let low = 0;
    let high = this.days.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.days[middle] ?? 0) < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private allIn(from: number, to: number): number {
    const { firstDay, before } = this.totals;
    const at = (day: number): number => before[Math.max(0, Math.min(before.length - 1, day - firstDay))] ?? 0;
    return Math.max(at(to + 1) - at(from), 0);
  }
}

function judge(x: number, history: { total: number; periods: number; exposure: number }): { x: number; p: number; expected: number } {
  const expected = ((history.total + PRIOR_SHAPE) / history.periods) * history.exposure;
  return { x, p: x < MIN_BURST ? 1 : predictiveTail(x, history), expected };
}
