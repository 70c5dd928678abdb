import type { Connector, Page, Session, Stream } from '@/connectors/kit/contract';
import { AppError, isAppError } from '@/core/errors';
import type { FactBatch, WriteSummary } from '@/core/model/facts';
import { outcomeOf } from '@/core/sync/run-state';
import { afterPage, nextTask, PRIORITY, UNREAD, type PlanInput, type Priority, type StreamState, type Task } from '@/core/sync/stream-plan';

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
  commit(page: { stream: string; batch: FactBatch; state: StreamState; notices: readonly SyncNotice[] }): Promise<WriteSummary>;
  /** Say that the run lives, while it waits. */
  beat(): Promise<void>;
  end(end: {
    state: 'done' | 'paused' | 'failed';
    syncedTo: Date | null;
    error?: AppError;
    retryAt?: Date;
    needsSeller?: boolean;
  }): Promise<void>;
  now(): Date;
  sleep(ms: number): Promise<void>;
}

export interface SyncRequest {
  /** The run gives up after so long, and the next one goes on where it ended. */
  budgetMs: number;
  /** Fresh: what changed and what is not known at all; the past can wait. */
  until: 'fresh' | 'complete';
  /** Only these streams; all when absent. */
  streams?: readonly string[];
  /** Data older than this is asked for again; the connection's own cadence when absent. */
  staleMs?: number;
}

export interface SyncReport {
  state: 'done' | 'paused' | 'failed';
  pages: number;
  orders: number;
  error: AppError | null;
  /** Newest moment up to which orders were read. */
  syncedTo: Date | null;
}

/** No wait between two signs of life is longer. */
const BEAT_MS = 30_000;
/** Some vendors answer a question in three minutes: that is waited for. What takes longer is left to the next run. */
const MOST_WAIT_MS = 10 * 60_000;

/**
 * Read what a connection lacks, page by page, until nothing is left or the time is up: first what was begun and what is
 * not known at all, then what changed, then the past of all streams together. Every page is kept with its checkpoint, so
 * that a run may end at any point. A stream that is not permitted or not understood is left out and said; a vendor that
 * does not answer ends the run.
 */
export async function runSync(
  connector: Connector,
  { connection, session, ports }: { connection: SyncConnection; session: Session; ports: SyncPorts },
  request: SyncRequest,
): Promise<SyncReport> {
  return new SyncRun(connector, { connection, session, ports }, request).run();
}

class SyncRun {
  private readonly connector: Connector;
  private readonly connection: SyncConnection;
  private readonly session: Session;
  private readonly ports: SyncPorts;
  private readonly request: SyncRequest;
  private readonly startedAt: number;
  private readonly deadline: number;
  private readonly left = new Set<string>();
  private fault: AppError | null = null;
  private pages = 0;
  private orders = 0;

  constructor(
    connector: Connector,
    { connection, session, ports }: { connection: SyncConnection; session: Session; ports: SyncPorts },
    request: SyncRequest,
  ) {
    this.connector = connector;
    this.connection = connection;
    this.session = session;
    this.ports = ports;
    this.request = request;
    this.startedAt = ports.now().getTime();
    this.deadline = this.startedAt + request.budgetMs;
  }

  async run(): Promise<SyncReport> {
    await this.leaveForbidden();
    try {
      for (let next = this.next(); next; next = this.next()) {
        if (this.ports.now().getTime() >= this.deadline) return await this.end('paused');
        const isReady = await this.readPage(next.stream, next.task);
        if (!isReady) return await this.end('paused');
      }
    } catch (error) {
      // Another worker has the connection: it writes how this ends.
      if (isAppError(error) && error.code === 'conflict') throw error;
      this.fault = isAppError(error)
        ? error
        : new AppError('internal', 'The sync ended with an error of its own.', { cause: error, retry: 'later' });
      return await this.end('failed');
    }
    return await this.end(this.fault ? 'failed' : 'done');
  }

  /** The most pressing page; of the past, that of the stream which has got back least far. */
  private next(): { stream: Stream; task: Task } | null {
    const input = this.input();
    const planned = this.connector.streams
      .filter(({ id }) => !this.left.has(id) && (this.request.streams?.includes(id) ?? true))
      .flatMap((stream) => {
        const state = this.stateOf(stream);
        const found = nextTask(stream, state, input);
        return found ? [{ stream, ...found, readFrom: state.readFrom?.getTime() ?? 0 }] : [];
      })
      .filter(({ priority }) => this.request.until === 'complete' || priority === 'first' || priority === 'stale');
    const rank = ({ priority }: { priority: Priority }): number => PRIORITY.indexOf(priority);
    const [first] = planned.sort((a, b) => rank(a) - rank(b) || (a.priority === 'past' ? b.readFrom - a.readFrom : 0));
    return first ?? null;
  }

  /** @returns false when the source is not ready and the time is up. */
  private async readPage(stream: Stream, task: Task): Promise<boolean> {
    const { ports, session } = this;
    // The newest days are wanted at once, in whatever way begins soonest.
    const isPast = task.kind === 'backfill' && this.stateOf(stream).readTo !== null;
    const { window, cursor } = task;
    const page = await this.attempt(stream, () => stream.read(session, { window, cursor, mode: isPast ? 'backfill' : 'delta' }));
    if (page === null) return true;
    if (typeof page === 'number') return this.wait(page);
    const state = afterPage(stream, this.stateOf(stream), { task, page, input: this.input() });
    const written = await ports.commit({ stream: stream.id, batch: page.facts, state, notices: noticesOf(stream, page) });
    this.connection.streams.set(stream.id, state);
    this.pages += 1;
    this.orders += written.orders;
    return page.waitMs === undefined || this.wait(page.waitMs);
  }

  private async wait(ms: number): Promise<boolean> {
    const { ports } = this;
    if (ports.now().getTime() + ms >= this.deadline) return false;
    for (let left = ms; left > 0; left -= BEAT_MS) {
      await ports.sleep(Math.min(left, BEAT_MS));
      await ports.beat();
    }
    return true;
  }

  /** What is wrong with one stream alone leaves the others be. @returns a number for how long to wait first, in milliseconds. */
  private async attempt(stream: Stream, read: () => Promise<Page>): Promise<Page | number | null> {
    try {
      return await read();
    } catch (error) {
      const waitMs = waitOf(error);
      if (waitMs !== null) return waitMs;
      if (!isAppError(error) || (error.code !== 'scope_missing' && error.code !== 'source_changed')) throw error;
      this.left.add(stream.id);
      this.fault ??= error;
      return null;
    }
  }

  private async leaveForbidden(): Promise<void> {
    const { scopes } = this.connection;
    for (const stream of this.connector.streams)
      if (stream.scopes.some((scope) => !scopes.includes(scope))) {
        this.left.add(stream.id);
        this.fault ??= new AppError('scope_missing', `The permission for ${stream.id} is missing.`, {
          remedy: 'Connect the account again and agree to everything that is asked for.',
        });
      }
    await this.ports.beat();
  }

  private async end(state: SyncReport['state']): Promise<SyncReport> {
    const { ports, fault, connection } = this;
    const syncedTo = this.syncedTo();
    const outcome = fault ? outcomeOf(fault, connection.failures + 1) : null;
    const now = ports.now().getTime();
    await ports.end({
      state,
      syncedTo,
      ...(fault ? { error: fault } : {}),
      ...(outcome?.kind === 'retry' ? { retryAt: new Date(now + outcome.afterMs) } : {}),
      ...(outcome?.kind === 'reconnect' ? { needsSeller: true } : {}),
    });
    return { state, pages: this.pages, orders: this.orders, error: fault, syncedTo };
  }

  /** Up to when orders are in the store; null before their first window is. */
  private syncedTo(): Date | null {
    const orders = this.connector.streams.find(({ id }) => id === 'orders');
    const refreshed = orders ? this.stateOf(orders).refreshedAt : null;
    return orders && refreshed ? new Date(refreshed.getTime() - (orders.lagMs ?? 0)) : null;
  }

  private stateOf({ id }: Stream): StreamState {
    return this.connection.streams.get(id) ?? UNREAD;
  }

  private input(): PlanInput {
    const { connection, request } = this;
    const now = this.ports.now();
    // What this run has read is not asked for again, however fresh it should be.
    const staleMs = Math.max(request.staleMs ?? connection.cadenceMinutes * 60_000, now.getTime() - this.startedAt + 1);
    return { now, since: connection.openedAt, staleMs };
  }
}

/** How long the limits of the vendor want the next question to wait. Shorter waits were slept through and did not help. */
function waitOf(error: unknown): number | null {
  if (!isAppError(error) || error.code !== 'source_throttled' || typeof error.retry !== 'object') return null;
  const { afterMs } = error.retry;
  return afterMs > BEAT_MS && afterMs <= MOST_WAIT_MS ? afterMs : null;
}

function noticesOf(stream: Stream, { notices }: Page): SyncNotice[] {
  return notices.map(({ code, text }) => ({ stream: stream.id, code, text, count: 1 }));
}
