import { AppError } from '@/core/errors';

/** One line of an order: who bought what, when. */
export interface PurchaseEvent {
  /** Null where the marketplace does not say who bought: such orders count for popularity and baskets, not for a history. */
  user: string | null;
  item: string;
  order: string;
  /** Milliseconds since 1970. */
  at: number;
  quantity: number;
}

/**
 * What was bought, one entry per order and item, by time. Users, items and orders are numbered in the order of their names, so
 * the same purchases in another order give the same log. 20 bytes an entry beside the names.
 */
export interface EventLog {
  users: readonly string[];
  items: readonly string[];
  orders: readonly string[];
  /** Number of the user, or NOBODY. */
  user: Int32Array;
  item: Int32Array;
  order: Int32Array;
  at: Float64Array;
}

export const NOBODY = -1;
export const DAY_MS = 86_400_000;

/** Events that are not read, by why. */
export interface DroppedEvents {
  /** Quantity zero or below: a return takes nothing back, because what was bought once was still wanted. */
  returns: number;
  /** The same item again in the same order: split lines and events that were sent twice look alike, and both count once. */
  repeated: number;
  /** Without item, order or a moment. */
  unreadable: number;
}

/** Reading takes some 100 bytes an event, so this is 1 GB; and a Set, which popularity needs one of, ends at 16.7 million. */
export const EVENT_LIMIT = 10_000_000;

/**
 * Number what was bought. Of a repeated item in an order the earliest moment counts. O(n log n) time, O(n) memory.
 * @throws AppError invalid_input above EVENT_LIMIT events.
 */
export function readEvents(events: Iterable<PurchaseEvent>): { log: EventLog; dropped: DroppedEvents } {
  const dropped: DroppedEvents = { returns: 0, repeated: 0, unreadable: 0 };
  const users = new Map<string, number>();
  const items = new Map<string, number>();
  const orders = new Map<string, Basket>();
  const lines: Lines = { user: [], item: [], order: [], at: [] };
  for (const event of events) {
    if (event.item === '' || event.order === '' || !Number.isFinite(event.at)) dropped.unreadable += 1;
    else if (!(event.quantity > 0)) dropped.returns += 1;
    else if (!addLine(event, { users, items, orders, lines })) dropped.repeated += 1;
    if (lines.at.length > EVENT_LIMIT) throw tooMany();
  }
  return { log: sortLines(lines, { users: [...users.keys()], items: [...items.keys()], orders: [...orders.keys()] }), dropped };
}

function tooMany(): AppError {
  return new AppError('invalid_input', `There are more than ${EVENT_LIMIT.toLocaleString('en-US')} purchases to learn from.`, {
    field: 'events',
    remedy: 'Train on a shorter span, for example the last two years.',
  });
}

interface Lines {
  user: number[];
  item: number[];
  order: number[];
  at: number[];
}

interface Reading {
  users: Map<string, number>;
  items: Map<string, number>;
  orders: Map<string, Basket>;
  lines: Lines;
}

interface Basket {
  order: number;
  /** The line of each of its items. */
  lineOf: Map<number, number>;
}

/** False when the order has the item already. */
function addLine(event: PurchaseEvent, { users, items, orders, lines }: Reading): boolean {
  const item = numberOf(items, event.item);
  let basket = orders.get(event.order);
  if (!basket) orders.set(event.order, (basket = { order: orders.size, lineOf: new Map() }));
  const line = basket.lineOf.get(item);
  if (line !== undefined) {
    lines.at[line] = Math.min(lines.at[line] ?? event.at, event.at);
    return false;
  }
  basket.lineOf.set(item, lines.at.length);
  lines.user.push(event.user === null || event.user === '' ? NOBODY : numberOf(users, event.user));
  lines.item.push(item);
  lines.order.push(basket.order);
  lines.at.push(event.at);
  return true;
}

function numberOf(known: Map<string, number>, name: string): number {
  const found = known.get(name);
  if (found !== undefined) return found;
  known.set(name, known.size);
  return known.size - 1;
}

interface Names {
  users: readonly string[];
  items: readonly string[];
  orders: readonly string[];
}

function sortLines(lines: Lines, names: Names): EventLog {
  const user = ranksOf(names.users);
  const item = ranksOf(names.items);
  const order = ranksOf(names.orders);
  const at = Float64Array.from(lines.at);
  const orderOf = Int32Array.from(lines.order, (number) => order.rank[number] ?? 0);
  const itemOf = Int32Array.from(lines.item, (number) => item.rank[number] ?? 0);
  const sorted = Int32Array.from({ length: at.length }, (_, line) => line).sort(
    (a, b) => (at[a] ?? 0) - (at[b] ?? 0) || (orderOf[a] ?? 0) - (orderOf[b] ?? 0) || (itemOf[a] ?? 0) - (itemOf[b] ?? 0),
  );
  return {
    users: user.sorted,
    items: item.sorted,
    orders: order.sorted,
    user: sorted.map((line) => user.rank[lines.user[line] ?? NOBODY] ?? NOBODY),
    item: sorted.map((line) => itemOf[line] ?? 0),
    order: sorted.map((line) => orderOf[line] ?? 0),
    at: Float64Array.from(sorted, (line) => at[line] ?? 0),
  };
}

/** The names in order, by code units so that no locale changes a model, and the place of each. */
function ranksOf(names: readonly string[]): { sorted: string[]; rank: Int32Array } {
  const places = names.map((_, place) => place).sort((a, b) => ((names[a] ?? '') < (names[b] ?? '') ? -1 : 1));
  const rank = new Int32Array(names.length);
  places.forEach((place, position) => (rank[place] = position));
  return { sorted: places.map((place) => names[place] ?? ''), rank };
}

/** The entries with from <= at < to, as views on the same memory. O(log n). */
export function between(log: EventLog, from: number, to: number): EventLog {
  const start = firstAtOrAfter(log.at, from);
  const end = Math.max(start, firstAtOrAfter(log.at, to));
  const cut = { user: log.user.subarray(start, end), item: log.item.subarray(start, end), order: log.order.subarray(start, end) };
  return { ...log, ...cut, at: log.at.subarray(start, end) };
}

function firstAtOrAfter(at: Float64Array, moment: number): number {
  let low = 0;
  let high = at.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
