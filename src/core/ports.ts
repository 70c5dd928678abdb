import type { Exact } from '@/core/model/exact';
import type { PlanResult } from '@/core/query/evaluate';
import type { Plan } from '@/core/query/plan';
import type { Period } from '@/core/query/query';
import type { Synced } from '@/core/sync/standing';

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

export interface ConnectionCoverage extends Synced {
  id: string;
  name: string;
  marketplace: string;
  currency: string;
  timeZone: string;
  firstDay: string | null;
  lastDay: string | null;
  orders: number;
}

export interface CoverageReader {
  coverage(): Promise<Coverage>;
  /** Source and span of the exchange rates used between two currencies in a period. */
  rates(currencies: readonly string[], period: Period): Promise<{ quote: string; source: string; firstDay: string; lastDay: string }[]>;
}

/** What came of reading an account again. */
export interface Refresh {
  name: string;
  marketplace: string;
  /**
   * done: everything that changed was read. reading: it takes longer, and goes on behind. failed: the marketplace did not
   * answer, or refused. skipped: it is paused, disconnected or was never signed in.
   */
  outcome: 'done' | 'reading' | 'failed' | 'skipped';
  /** Orders that were new or had changed. */
  orders: number;
  /** Why it failed, in a sentence for the seller. */
  errorText: string | null;
}

/** Reads accounts again on demand. Nobody waits longer than asked; what is not done by then goes on behind. */
export interface AccountSync {
  /**
   * Read what changed in the accounts of these ids. One that somebody else is reading is waited for.
   * @param options waitMs: longest wait. staleMs: what was read that recently is not asked for again; absent: the account's cadence.
   */
  refresh(connectionIds: readonly string[], options: { waitMs: number; staleMs?: number }): Promise<Refresh[]>;
}

/** A value of a dimension, found by name. */
export interface EntityMatch {
  dimension: string;
  value: string;
  /** 0 to 1: trigram similarity, 1 for the same text; the cosine when it was found by meaning. */
  score: number;
  /** Absent: by name. */
  by?: 'meaning';
  /** Orders that hold it. */
  orders?: number;
}

export interface EntityFinder {
  /** The nearest values of some dimensions to a text, best first. */
  find(text: string, dimensions: readonly string[], limit: number): Promise<EntityMatch[]>;
  /**
   * Products and categories that mean what a text says, best first: "earphones" finds "Wireless earbuds". Empty when
   * nothing is near enough, and where the database has no vector search. Ask `find` first.
   */
  findByMeaning(text: string, dimensions: readonly string[], limit: number): Promise<EntityMatch[]>;
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

/** A ledger entry by what it adds to a figure. */
export interface RecordedEntry {
  order: string;
  marketplace: string;
  kind: string;
  /** The day it counts on. */
  day: string;
  /** Signed minor units of its own currency. */
  amountMinor: bigint;
  currency: string;
  quantity: number;
  isReversal: boolean;
  recordedAt: Date;
  /** The amount in minor units of the plan's currency; null: there is no exchange rate for its day. */
  converted: Exact | null;
}

export interface LedgerReader {
  /**
   * Entries under a plan's filters, in its period, that were recorded after a moment, in the order of their recording.
   * Which kinds count, the plan's leaves say.
   */
  recordedSince(request: { plan: Plan; since: Date; limit: number }): Promise<{ entries: RecordedEntry[]; sql: string }>;
  /** Entries of some kinds that count in `period` on one basis and not on the other, largest first. */
  betweenBases(request: {
    kinds: readonly string[];
    period: Period;
  }): Promise<{ onlyEvent: EntryLine[]; onlyOrder: EntryLine[]; sql: string }>;
}

/** Turns texts into vectors whose cosine says how near they are in meaning. */
export interface Embedder {
  /** Recorded with every stored vector: vectors of different models are never compared. */
  model: string;
  /** Cosine below which two texts of this model have nothing to do with each other. */
  floor: number;
  /**
   * How well a short name says what was asked, 0 to 1, where the cosine of whole texts is too blunt to tell; what is
   * below the floor is something else. Absent: the cosine tells.
   */
  names?: { floor: number; score(asked: string, name: string): number };
  /** One vector a text, in their order, all of one length; all zeros for a text that says nothing to the model. */
  embed(texts: readonly string[]): Promise<number[][]>;
}

/** What texts are searched: the words for metrics and dimensions, kept in memory, and the texts of a workspace. */
export type TextKind = 'metric' | 'dimension' | 'product' | 'category' | 'review';

/** Texts that are kept in the database. */
export type StoredTextKind = Extract<TextKind, 'product' | 'category' | 'review'>;

/** A part of a text. Products and categories are named by their title, reviews by their id. */
export interface TextChunk {
  kind: TextKind;
  ownerId: string;
  /** Position among the parts of the text. */
  chunk: number;
  text: string;
}

export interface EmbeddedChunk extends TextChunk {
  /** SHA-256 of the whole text, to tell changes by. */
  hash: string;
  embedding: readonly number[];
}

/** A text of the workspace that is not in the index as it is now: new, changed, or embedded by another model. */
export interface StaleText {
  kind: TextKind;
  ownerId: string;
  /** Name or title, empty when there is none. */
  title: string;
  body: string;
  /** SHA-256 of the text. */
  hash: string;
}

/** Which reviews are searched. Absent: all. */
export interface ReviewFilter {
  /** Titles of products. */
  products?: readonly string[];
  marketplaces?: readonly string[];
  /** Stars, both inclusive. */
  scores?: { from: number; to: number };
  period?: Period;
}

export interface TextFilter {
  kinds: readonly TextKind[];
  reviews?: ReviewFilter;
}

/** Vectors of the texts of one workspace. */
export interface TextIndex {
  /** False where the database has no vector search. Nothing else may be called then. */
  isAvailable(): Promise<boolean>;
  /** The next texts of some kinds after `after`, in the order of kind and owner. */
  stale(
    model: string,
    asked: { kinds: readonly StoredTextKind[]; after: Pick<StaleText, 'kind' | 'ownerId'> | null; limit: number },
  ): Promise<StaleText[]>;
  /** Keep texts, all parts of each together: they replace the parts kept before. */
  put(model: string, chunks: readonly EmbeddedChunk[]): Promise<void>;
  /** Remove texts of some kinds whose owner is gone. @returns how many parts went. */
  prune(kinds: readonly StoredTextKind[]): Promise<number>;
  /** The nearest parts to a vector of `model`, nearest first; similarity is the cosine. */
  nearest(
    query: { model: string; embedding: readonly number[]; floor: number; limit: number },
    filter: TextFilter,
  ): Promise<(TextChunk & { similarity: number })[]>;
}

export interface Review {
  id: string;
  score: number;
  day: string;
  marketplace: string;
  /** Null when the review is about the order as a whole. */
  product: string | null;
  text: string;
}

export interface ReviewReader {
  /** Reviews with a text under the filter. */
  count(filter: ReviewFilter): Promise<number>;
  /** Reviews under the filter whose text holds one of the words (folded: lower case, no accents), newest first. */
  withWords(words: readonly string[], filter: ReviewFilter, limit: number): Promise<Review[]>;
  byIds(ids: readonly string[]): Promise<Review[]>;
  newest(filter: ReviewFilter, limit: number): Promise<Review[]>;
}

export interface ReviewMatch extends Review {
  /** Cosine of the best part with the question; null when it was found by its words alone. */
  similarity: number | null;
  /** The best part of the text. */
  excerpt: string;
}

export interface ReviewSearch {
  /** Reviews that say something like `text`, best first; the newest when it is empty. Reviews that hold its words come before those that only mean it. */
  search(request: { text: string; filter: ReviewFilter; limit: number }): Promise<{
    matches: ReviewMatch[];
    /** Reviews under the filter that have a text. */
    searched: number;
    /** How they were searched: `words` where the database has no vector search. */
    by: 'meaning' | 'words';
  }>;
}

/** A metric or dimension that words stand for. */
export interface Concept {
  kind: 'metric' | 'dimension';
  id: string;
  /** 0 to 1; 1 when the words are a known name of it. */
  score: number;
  /** The known name the words are near to. */
  phrase: string;
}

export interface ConceptFinder {
  /**
   * What unknown English words stand for, best first; empty when nothing is near enough to act on. The floor was
   * measured: nineteen of twenty answers above it are right.
   */
  nearest(words: string, limit: number): Promise<Concept[]>;
}
