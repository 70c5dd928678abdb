import type { Connector, DailyTotals, DayTotal, Page, Session, Stream } from '@/connectors/kit/contract';
import { isAppError } from '@/core/errors';
import type { Day } from '@/core/model/calendar';
import { emptyBatch, type FactBatch } from '@/core/model/facts';
import { marketplaceName } from '@/core/model/marketplaces';
import {
  afterCompare,
  afterDayPage,
  comparedPeriods,
  dayAt,
  differencesOf,
  givenUp,
  isCompareDue,
  sayDifference,
  windowOfDay,
  withLeft,
} from '@/core/sync/reconcile';
import { UNREAD, type StreamState, type Task, type Window } from '@/core/sync/stream-plan';
import type { SyncConnection, SyncPorts } from './sync-ports';

export interface RecountPlace {
  connector: Connector;
  connection: SyncConnection;
  session: Session;
  ports: SyncPorts;
  /** Write facts with where the orders then stand. */
  keep(stream: Stream, page: Pick<Page, 'facts' | 'notices'>, state: StreamState): Promise<void>;
}

/** A day of which more is missing at once was not told whole: nothing is looked up, and nothing taken out. */
const MOST_MISSING = 100;
/** What leaves the days as they are until the next time. All else is the whole run's matter. */
const UNTOLD: readonly string[] = ['source_unavailable', 'source_changed', 'scope_missing'];

/**
 * Compares what is stored of each day with what the platform says of it, and reads again the days that differ. Where it
 * stands is kept with each page, so that a run may end at any point. A platform that does not tell fails no run.
 */
export class DayRecount {
  private readonly place: RecountPlace;
  private readonly totals: DailyTotals | null;
  private readonly orders: Stream | undefined;

  constructor(place: RecountPlace) {
    const { dailyTotals, streams } = place.connector;
    this.place = place;
    this.totals = 'notOffered' in dailyTotals ? null : dailyTotals;
    this.orders = streams.find(({ id }) => id === 'orders');
  }

  /** The day to read again, after all have been compared where that is due; null when there is none. */
  async next(mostMs?: number): Promise<{ stream: Stream; task: Task } | null> {
    const { orders, totals, place } = this;
    if (!orders || !totals) return null;
    if (isCompareDue(this.state.recount, place.ports.now(), mostMs)) await this.compare(orders, totals);
    const [day] = this.state.recount.days;
    if (day === undefined) return null;
    const window = windowOfDay(day, place.session.timeZone);
    return { stream: orders, task: { kind: 'recount', window, cursor: null, newest: null } };
  }

  /** Read a page of a day. With the last one, orders that the platform did not tell are looked up and, where gone, taken out. */
  async read(stream: Stream, { window, cursor, ...task }: Task): Promise<void> {
    const { totals, place } = this;
    if (!totals || !window) throw new TypeError('no day is being read');
    const page = await this.unlessUntold(stream, () => this.readWhole(totals, { window, cursor }));
    if (page === null) return;
    const day = dayAt(window.from, place.session.timeZone);
    const isLast = page.next === null;
    const told = page.facts.orders.map(({ externalId }) => externalId);
    await place.keep(stream, page, {
      ...this.state,
      task: isLast ? null : { ...task, window, cursor: page.next },
      recount: afterDayPage(this.state.recount, { day, told, isLast }),
    });
    if (isLast) await this.compareAgain(stream, totals, day);
  }

  private get state(): StreamState {
    return this.place.connection.streams.get('orders') ?? UNREAD;
  }

  private async compare(stream: Stream, totals: DailyTotals): Promise<void> {
    const { connection, session, ports, keep } = this.place;
    const { readFrom } = this.state;
    if (readFrom === null) return;
    const now = ports.now();
    const periods = comparedPeriods({ now, readFrom, since: connection.openedAt, timeZone: session.timeZone });
    const [first, last] = [periods[0], periods.at(-1)];
    if (!first || !last) return;
    const there = await this.unlessUntold(stream, async () => {
      const told: DayTotal[] = [];
      for (const period of periods) {
        told.push(...(await totals.of(session, period)));
        await ports.beat();
      }
      return told;
    });
    if (there === null) return;
    const differences = differencesOf(there, await ports.daySums({ from: first.from, to: last.to }));
    const recount = afterCompare(this.state.recount, differences, now);
    await keep(stream, { facts: emptyBatch(), notices: [] }, { ...this.state, recount });
  }

  /** What still differs is said, and not read again before it changes. */
  private async compareAgain(stream: Stream, totals: DailyTotals, day: Day): Promise<void> {
    const { connector, session, ports, keep } = this.place;
    const period = { from: day, to: day };
    const there = await this.unlessUntold(stream, () => totals.of(session, period));
    const [difference] = there ? differencesOf(there, await ports.daySums(period)) : [];
    if (!difference) return;
    const text = sayDifference(difference, { name: marketplaceName(connector.id), currency: session.currency });
    const notices = [{ code: 'differs', text }] as const;
    await keep(stream, { facts: emptyBatch(), notices }, { ...this.state, recount: withLeft(this.state.recount, difference) });
  }

  private async readWhole(totals: DailyTotals, request: { window: Window; cursor: string | null }): Promise<Omit<Page, 'newest'>> {
    const { session, ports } = this.place;
    const page = await totals.read(session, request);
    if (page.next !== null) return page;
    const told = new Set([...this.state.recount.told, ...page.facts.orders.map(({ externalId }) => externalId)]);
    const stored = await ports.ordersOn(dayAt(request.window.from, session.timeZone));
    const missing = stored.filter((externalId) => !told.has(externalId));
    if (missing.length > MOST_MISSING) return page;
    const facts = { ...page.facts, deletedOrders: [...page.facts.deletedOrders] };
    const notices = [...page.notices];
    for (const externalId of missing) {
      const found = await totals.readOne(session, externalId);
      await ports.beat();
      // The version that is stored: should the platform tell of it again, it counts again.
      if (found === null) facts.deletedOrders.push({ externalId, sourceVersion: 0n });
      else {
        addTo(facts, found.facts);
        notices.push(...found.notices);
      }
    }
    return { ...page, facts, notices };
  }

  /** @returns null when the platform did not tell: the days are compared the next time, and it is said. */
  private async unlessUntold<T>(stream: Stream, ask: () => Promise<T>): Promise<T | null> {
    const { connector, ports, keep } = this.place;
    try {
      return await ask();
    } catch (error) {
      if (!isAppError(error) || !UNTOLD.includes(error.code)) throw error;
      const text = `${marketplaceName(connector.id)} did not tell its orders by day: what is stored was not compared with them.`;
      const recount = { ...givenUp(this.state.recount), comparedAt: ports.now() };
      await keep(stream, { facts: emptyBatch(), notices: [{ code: 'unreadable', text }] }, { ...this.state, task: null, recount });
      return null;
    }
  }
}

/** Orders with what they name. */
function addTo(facts: FactBatch, { orders, products, customers }: FactBatch): void {
  facts.orders = [...facts.orders, ...orders];
  facts.products = [...facts.products, ...products];
  facts.customers = [...facts.customers, ...customers];
}
