import type { AppError } from '@/core/errors';
import type { Day } from '@/core/model/calendar';
import type { FactBatch, WriteSummary } from '@/core/model/facts';
import type { DaySum } from '@/core/sync/reconcile';
import type { StreamState } from '@/core/sync/stream-plan';

/** A connection as the engine sees it. */
export interface SyncConnection {
  openedAt: Date;
  scopes: readonly string[];
  cadenceMinutes: number;
  failures: number;
  streams: Map<string, StreamState>;
}

export interface SyncNotice {
  stream: string;
  code: string;
  text: string;
  count: number;
}

/** What the engine does for one connection it holds. All writes are refused once another holds it. */
export interface SyncPorts {
  /** Write a page and where its stream then stands, both or neither. @throws AppError conflict when the lease was lost. */
  commit(page: {
    stream: string;
    batch: FactBatch;
    state: StreamState;
    notices: readonly SyncNotice[];
    /** Moment up to which the account's orders are in the store with this page. */
    syncedTo?: Date;
  }): Promise<WriteSummary>;
  /** What is stored of each day of a period; days without orders may be left out. */
  daySums(period: { from: Day; to: Day }): Promise<ReadonlyMap<Day, DaySum>>;
  /** Ids of the orders that are stored of a day. */
  ordersOn(day: Day): Promise<readonly string[]>;
  /** Say that the run lives, while it waits. */
  beat(): Promise<void>;
  end(end: { state: 'done' | 'paused' | 'failed'; error?: AppError; retryAt?: Date; needsSeller?: boolean }): Promise<void>;
  now(): Date;
  sleep(ms: number): Promise<void>;
}
