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
  /**
   * fresh: what changed and what is not known at all; the past can wait. past: the past, too. complete: also what may have
   * changed without a stamp, once a day.
   */
  until: 'fresh' | 'past' | 'complete';
  /** Only these streams; all when absent. */
  streams?: readonly string[];
  /** Data older than this is asked for again; the connection's own cadence when absent. */
  staleMs?: number;
  /** Aborted: the run ends after its page, as if its time were up. */
  signal?: AbortSignal;
}

export interface SyncReport {
  state: 'done' | 'paused' | 'failed';
  pages: number;
  orders: number;
  error: AppError | null;
  /** Newest moment up to which orders were read. */
  syncedTo: Date | null;
  /** The source, or our patience with it, allows no earlier try; null: any time. */
  retryAt: Date | null;
}

/** What is to be read again at night is read by day when it was not for so long. */
const OVERDUE_MS = 36 * 3_600_000;
/** No wait between two signs of life is longer. */
const BEAT_MS = 30_000;

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
        if (this.request.signal?.aborted || this.ports.now().getTime() >= this.deadline) return await this.end('paused');
        const isReady = await this.readPage(next.stream, next.task);
        if (!isReady) return await this.end('paused');
      }
    } catch (error) {
      // Another worker has the connection, or it is gone: there is nothing to write how this ends.
      if (isAppError(error) && isTaken(error)) throw error;
      // To be asked to slow down is no failure: it goes on where it is when the limit allows.
      if (isAppError(error) && error.code === 'source_throttled') return await this.end('paused', error);
      this.fault = isAppError(error)
        ? error
        : new AppError('internal', 'The sync ended with an error of its own.', { cause: error, retry: 'later' });
      return await this.end('failed');
    }
    return await this.end(this.fault ? 'failed' : 'done');
  }

  /**
   * The most pressing page; of the past, that of the stream which has got back least far. What changed comes before what
   * is listed whole: it is soon read, and orders are among it.
   */
  private next(): { stream: Stream; task: Task } | null {
    const input = this.input();
    const planned = this.connector.streams
      .filter(({ id }) => !this.left.has(id) && (this.request.streams?.includes(id) ?? true))
      .flatMap((stream) => {
        const state = this.stateOf(stream);
        const found = nextTask(stream, state, input);
        return found ? [{ stream, ...found, readFrom: state.readFrom?.getTime() ?? 0 }] : [];
      })
      .filter((task) => this.isWanted(task));
    const rank = ({ priority }: { priority: Priority }): number => PRIORITY.indexOf(priority);
    const isWhole = ({ stream }: { stream: Stream }): number => (stream.by === 'snapshot' ? 1 : 0);
    const within = (a: (typeof planned)[number], b: (typeof planned)[number]): number =>
      a.priority === 'past' ? b.readFrom - a.readFrom : a.priority === 'stale' ? isWhole(a) - isWhole(b) : 0;
    const [first] = planned.sort((a, b) => rank(a) - rank(b) || within(a, b));
    return first ?? null;
  }

  private isWanted({ stream, priority }: { stream: Stream; priority: Priority }): boolean {
    const { until } = this.request;
    if (until === 'complete' || priority === 'first' || priority === 'stale') return true;
    if (until === 'fresh') return false;
    // In the night it is not in the way; a machine that sleeps at night does it by day.
    const rescannedAt = this.stateOf(stream).rescannedAt?.getTime() ?? 0;
    return priority === 'past' || this.ports.now().getTime() - rescannedAt >= OVERDUE_MS;
  }

  /** @returns false when the source is not ready and the time is up. */
  private async readPage(stream: Stream, task: Task): Promise<boolean> {
    const { ports, session } = this;
    // The newest days are wanted at once, in whatever way begins soonest.
    const isPast = task.kind === 'backfill' && this.stateOf(stream).readTo !== null;
    const { window, cursor } = task;
    const page = await this.attempt(stream, () => stream.read(session, { window, cursor, mode: isPast ? 'backfill' : 'delta' }));
    if (page === null) return true;
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

  /** What is wrong with one stream alone leaves the others be. */
  private async attempt(stream: Stream, read: () => Promise<Page>): Promise<Page | null> {
    try {
      return await read();
    } catch (error) {
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

  private async end(state: SyncReport['state'], throttled: AppError | null = null): Promise<SyncReport> {
    const { ports, fault, connection } = this;
    const syncedTo = this.syncedTo();
    const cause = fault ?? throttled;
    const outcome = cause ? outcomeOf(cause, connection.failures + 1) : null;
    const retryAt = outcome?.kind === 'retry' ? new Date(ports.now().getTime() + outcome.afterMs) : null;
    await ports.end({
      state,
      syncedTo,
      ...(fault ? { error: fault } : {}),
      ...(retryAt ? { retryAt } : {}),
      ...(outcome?.kind === 'reconnect' ? { needsSeller: true } : {}),
    });
    return { state, pages: this.pages, orders: this.orders, error: fault, syncedTo, retryAt };
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

/** True when the run does not hold its connection any more. */
export const isTaken = ({ code }: AppError): boolean => code === 'conflict' || code === 'not_found';

function noticesOf(stream: Stream, { notices }: Page): SyncNotice[] {
  return notices.map(({ code, text }) => ({ stream: stream.id, code, text, count: 1 }));
}
