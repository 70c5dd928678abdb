import type { PlanResult } from '@/core/query/evaluate';
import type { Plan } from '@/core/query/plan';
import type { Period } from '@/core/query/query';

/** What the store can do for one workspace, in the product's words. The workspace is bound; nobody passes it. */

/** Executes plans. */
export interface MetricsReader {
  run(plan: Plan): Promise<PlanResult & { sql: string }>;
  /** Distinct people per first-order bucket and bucket of later orders. `offset` counts buckets since the first order. */
  cohorts(request: CohortRequest): Promise<{ cells: CohortCell[]; rowsRead: number; sql: string }>;
  /** Values of the plan's first money metric per order, in minor units of the plan's currency, with how many orders have each. */
  orderValues(plan: Plan): Promise<{ values: { minor: bigint; orders: number }[]; rowsRead: number; sql: string }>;
  /** Seconds from a person's first to second order under the plan's filters, by how many people; the first order is in the plan's period. */
  orderGaps(plan: Plan): Promise<{ gaps: { seconds: number; customers: number }[]; rowsRead: number; sql: string }>;
  /** People by the day of their last order under the plan's filters, over all time. */
  lastOrders(plan: Plan): Promise<{ days: { day: string; customers: number }[]; rowsRead: number; sql: string }>;
}

export interface CohortRequest {
  plan: Plan;
  grain: 'week' | 'month' | 'quarter';
  periods: number;
}

export interface CohortCell {
  /** First day of the cohort's bucket. */
  cohort: string;
  offset: number;
  customers: number;
}

/** What data there is: shown with every answer. */
export interface Coverage {
  connections: ConnectionCoverage[];
  /** Currencies of all orders. */
  currencies: string[];
  firstDay: string | null;
  lastDay: string | null;
  orders: number;
}

export interface ConnectionCoverage {
  name: string;
  marketplace: string;
  currency: string;
  timeZone: string;
  asOf: Date | null;
  firstDay: string | null;
  lastDay: string | null;
  orders: number;
}

export interface CoverageReader {
  coverage(): Promise<Coverage>;
  /** Source and span of the exchange rates used between two currencies in a period. */
  rates(currencies: readonly string[], period: Period): Promise<{ quote: string; source: string; firstDay: string; lastDay: string }[]>;
}

/** A value of a dimension, found by name. */
export interface EntityMatch {
  dimension: string;
  value: string;
  /** 0 to 1: trigram similarity, 1 for the same text. */
  score: number;
  /** Orders that hold it. */
  orders?: number;
}

export interface EntityFinder {
  /** The nearest values of some dimensions to a text, best first. */
  find(text: string, dimensions: readonly string[], limit: number): Promise<EntityMatch[]>;
  /** All values of a low-cardinality dimension (marketplaces, statuses, categories, regions, payment methods). */
  values(dimension: string, limit: number): Promise<string[]>;
}

/** One ledger entry as people check it. */
export interface EntryLine {
  order: string;
  marketplace: string;
  kind: string;
  amountMinor: bigint;
  currency: string;
  orderDay: string;
  processedDay: string;
  isReversal: boolean;
}

export interface LedgerReader {
  /** Entries of some kinds that count in `period` on one basis and not on the other, largest first. */
  betweenBases(request: {
    kinds: readonly string[];
    period: Period;
  }): Promise<{ onlyEvent: EntryLine[]; onlyOrder: EntryLine[]; sql: string }>;
}
