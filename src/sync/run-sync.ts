import type { Connector, Page, Session, Stream, StreamId } from '@/connectors/kit/contract';
import { AppError, isAppError } from '@/core/errors';
import { outcomeOf } from '@/core/sync/run-state';
import { afterPage, nextTask, PRIORITY, UNREAD, type PlanInput, type Priority, type StreamState, type Task } from '@/core/sync/stream-plan';
import { DayRecount } from './recount-days';
import type { SyncConnection, SyncNotice, SyncPorts } from './sync-ports';

export interface SyncRequest {
  /** The run gives up after so long, and the next one goes on where it ended. */
  budgetMs: number;
  /**
   * fresh: what changed and what is not known at all; the past can wait. past: the past, too. complete: also what may have
   * changed without a stamp, and the days that the platform tells otherwise than they are stored, once a day.
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
  private readonly days: DayRecount;
  private readonly left = new Set<string>();
  /** Streams the vendor's limits hold back, each until when. */
  private readonly held = new Map<string, number>();
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
    this.days = new DayRecount({ connector, connection, session, ports, keep: (stream, page, state) => this.keep(stream, page, state) });
  }

  async run(): Promise<SyncReport> {
    await this.leaveForbidden();
    try {
      for (let next = await this.next(); next || this.held.size > 0; next = await this.next()) {
        if (this.request.signal?.aborted || this.ports.now().getTime() >= this.deadline) return await this.end('paused');
        const isReady = next ? await this.readPage(next.stream, next.task) : await this.outwait();
        if (!isReady) return await this.end('paused', this.heldUntil());
      }
    } catch (error) {
      // Another worker has the connection, or it is gone: there is nothing to write how this ends.
      if (isAppError(error) && isTaken(error)) throw error;
      // To be asked to slow down is no failure: it goes on where it is when the limit allows.
      if (isAppError(error) && error.code === 'source_throttled') return await this.end('paused', this.retryAfter(error));
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
  private async next(): Promise<{ stream: Stream; task: Task } | null> {
    const input = this.input();
    const planned = this.connector.streams
      .filter(({ id }) => this.isOpen(id))
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
    return first ?? (await this.nextDay());
  }

  /** Once everything is read: a day that the platform tells otherwise than it is stored. */
  private async nextDay(): Promise<{ stream: Stream; task: Task } | null> {
    const { until } = this.request;
    if (until === 'fresh' || this.held.size > 0 || !this.isOpen('orders')) return null;
    return this.days.next(until === 'past' ? OVERDUE_MS : undefined);
  }

  private isOpen(id: StreamId): boolean {
    return !this.left.has(id) && !this.held.has(id) && (this.request.streams?.includes(id) ?? true);
  }

  private isWanted({ stream, priority }: { stream: Stream; priority: Priority }): boolean {
    const { until } = this.request;
    if (until === 'complete' || priority === 'first' || priority === 'stale') return true;
    if (until === 'fresh') return false;
    // In the night it is not in the way; a machine that sleeps at night does it by day.
    if (priority === 'recount') return true;
    const rescannedAt = this.stateOf(stream).rescannedAt?.getTime() ?? 0;
    return priority === 'past' || this.ports.now().getTime() - rescannedAt >= OVERDUE_MS;
  }

  /** @returns false when the source is not ready and the time is up. */
  private async readPage(stream: Stream, task: Task): Promise<boolean> {
    const { session } = this;
    if (task.kind === 'recount') {
      await this.attempt(stream, () => this.days.read(stream, task));
      return true;
    }
    // The newest days are wanted at once, in whatever way begins soonest.
    const isPast = task.kind === 'backfill' && this.stateOf(stream).readTo !== null;
    const { window, cursor } = task;
    const page = await this.attempt(stream, () => stream.read(session, { window, cursor, mode: isPast ? 'backfill' : 'delta' }));
    if (page === null) return true;
    await this.keep(stream, page, afterPage(stream, this.stateOf(stream), { task, page, input: this.input() }));
    return page.waitMs === undefined || this.wait(page.waitMs);
  }

  /** Write a page with where its stream then stands. */
  private async keep(stream: Stream, page: Pick<Page, 'facts' | 'notices'>, state: StreamState): Promise<void> {
    const syncedTo = stream.id === 'orders' ? syncedToOf(stream, state) : null;
    const written = await this.ports.commit({
      stream: stream.id,
      batch: page.facts,
      state,
      notices: noticesOf(stream, page),
      ...(syncedTo ? { syncedTo } : {}),
    });
    this.connection.streams.set(stream.id, state);
    this.pages += 1;
    this.orders += written.orders;
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

  /** Nothing is left but what the vendor's limits hold back: wait for the first of it. @returns false when that takes too long. */
  private async outwait(): Promise<boolean> {
    const until = Math.min(...this.held.values());
    if (!(await this.wait(until - this.ports.now().getTime()))) return false;
    for (const [id, at] of this.held) if (at <= until) this.held.delete(id);
    return true;
  }

  private heldUntil(): Date | null {
    return this.held.size === 0 ? null : new Date(Math.min(...this.held.values()));
  }

  private retryAfter(error: AppError): Date | null {
    const outcome = outcomeOf(error, 1);
    return outcome.kind === 'retry' ? new Date(this.ports.now().getTime() + outcome.afterMs) : null;
  }

  /** What is wrong with one stream alone leaves the others be. */
  private async attempt<T>(stream: Stream, read: () => Promise<T>): Promise<T | null> {
    try {
      return await read();
    } catch (error) {
      const waitMs = waitOf(error);
      if (waitMs !== null) {
        this.held.set(stream.id, this.ports.now().getTime() + waitMs);
        return null;
      }
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

  /** @param pausedUntil where the vendor's limits say when it goes on. */
  private async end(state: SyncReport['state'], pausedUntil: Date | null = null): Promise<SyncReport> {
    const { ports, fault, connection } = this;
    const outcome = fault ? outcomeOf(fault, connection.failures + 1) : null;
    const retryAt = outcome?.kind === 'retry' ? new Date(ports.now().getTime() + outcome.afterMs) : pausedUntil;
    await ports.end({
      state,
      ...(fault ? { error: fault } : {}),
      ...(retryAt ? { retryAt } : {}),
      ...(outcome?.kind === 'reconnect' ? { needsSeller: true } : {}),
    });
    return { state, pages: this.pages, orders: this.orders, error: fault, syncedTo: this.syncedTo(), retryAt };
  }

  private syncedTo(): Date | null {
    const orders = this.connector.streams.find(({ id }) => id === 'orders');
    return orders ? syncedToOf(orders, this.stateOf(orders)) : null;
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

/** How long the vendor's limits want the next question of a stream to wait. Shorter waits were slept through and did not help. */
function waitOf(error: unknown): number | null {
  if (!isAppError(error) || error.code !== 'source_throttled' || typeof error.retry !== 'object') return null;
  return error.retry.afterMs > BEAT_MS ? error.retry.afterMs : null;
}

/** Up to when a stream is in the store; null before its first window is. */
function syncedToOf({ lagMs = 0 }: Stream, { refreshedAt }: StreamState): Date | null {
  return refreshedAt ? new Date(refreshedAt.getTime() - lagMs) : null;
}

/** True when the run does not hold its connection any more. */
export const isTaken = ({ code }: AppError): boolean => code === 'conflict' || code === 'not_found';

function noticesOf(stream: Stream, { notices }: Pick<Page, 'notices'>): SyncNotice[] {
  return notices.map(({ code, text }) => ({ stream: stream.id, code, text, count: 1 }));
}
