import { z } from 'zod';
import { isAppError } from '@/core/errors';
import { emptyBatch } from '@/core/model/facts';
import type { Notice, Page, PageRequest, Session, Stream } from '../../kit/contract';
import { unexpected } from '../../kit/http';
import { SCOPES, TITLE } from '../auth';
import { LISTS, type List, type Listed } from '../lists';

const HOUR_MS = 3_600_000;
/** A stretch that is no longer than this is not cut further: its pages are followed. */
const SHORTEST_MS = 1000;

/** Where reading stands. Times are epoch milliseconds. */
const cursorSchema = z.object({
  /** Which of the lists. */
  list: z
    .int()
    .min(0)
    .max(LISTS.length - 1),
  /** The stretch that is asked for. */
  from: z.int(),
  to: z.int(),
  /** What leads to its next page. */
  next: z.record(z.string(), z.string()).nullable(),
  /** When the window was begun: the next delta may not begin later, as the first of the lists is of then. */
  began: z.int(),
});
type Cursor = z.infer<typeof cursorSchema>;

/**
 * Orders by when their shipments and returns last changed, one list after the other. Flipkart's next pages count records
 * off, and those that change meanwhile leave their places, so that others move past unseen. So a stretch of time is asked
 * for that one page holds, and what comes after it is asked for next.
 */
export const ordersStream: Stream = {
  id: 'orders',
  scopes: SCOPES,
  by: 'updated',
  // The vendor's clock may be behind ours by as much: see `began`.
  overlapMs: HOUR_MS,
  // Stretches are as long as a page is, however long the window is.
  pastDays: 400,
  // Where more changed in one second than a page holds, pages are followed, and one may be missed.
  rescanDays: 30,
  async read(session, request) {
    const window = windowOf(request);
    const began = session.now().getTime();
    const cursor: Cursor =
      request.cursor === null ? { list: 0, ...window, next: null, began } : cursorSchema.parse(JSON.parse(request.cursor));
    const list = LISTS[cursor.list];
    if (!list) throw new TypeError('there is no such list');
    const listed = await readList(session, list, cursor);
    if ('refused' in listed) return { facts: emptyBatch(), next: nextList(cursor, window), newest: null, notices: [listed.refused] };
    const step = stepOf(list, listed, cursor);
    if (step.isCut) return { facts: emptyBatch(), next: JSON.stringify(step.cursor), newest: null, notices: [] };
    const { facts, notices } = await listed.facts();
    if (listed.stamps.length > 1 && listed.stamps.every((stamp) => stamp === null))
      throw unexpected(TITLE, 'sent each record in another form');
    const next = step.cursor ? JSON.stringify(step.cursor) : goOn(cursor, { window, isSorted: list.isSorted });
    return { facts, next, newest: newestOf(listed.stamps, cursor.began), notices } satisfies Page;
  },
};

/** Whole milliseconds, as the vendor's stamps are. */
function windowOf({ window }: PageRequest): { from: number; to: number } {
  if (!window) throw new TypeError('this stream is read in windows');
  return { from: window.from.getTime(), to: window.to.getTime() };
}

/** Not every list is open to every seller: of one that is refused, the others are read all the same, and it is said. */
async function readList(session: Session, list: List, { from, to, next }: Cursor): Promise<Listed | { refused: Notice }> {
  try {
    return await list.read(session, { from, to }, next);
  } catch (error) {
    if (!list.mayRefuse || !isAppError(error) || error.code !== 'source_changed') throw error;
    return { refused: { code: 'not_permitted', text: `Flipkart does not list ${list.mayRefuse}.` } };
  }
}

/** What to ask for next where the stretch is not at its end. `isCut`: first of all for less, as a page does not hold it. */
function stepOf({ isSorted }: List, { stamps, next }: Listed, cursor: Cursor): { cursor: Cursor | null; isCut: boolean } {
  if (next === null) return { cursor: null, isCut: false };
  const { from, to } = cursor;
  if (cursor.next === null) {
    const reached = isSorted ? reachedBy(stamps) : null;
    if (reached !== null && reached > from && reached <= to) return { cursor: { ...cursor, from: reached }, isCut: false };
    if (to - from > SHORTEST_MS) return { cursor: { ...cursor, to: from + Math.floor((to - from) / 2) }, isCut: true };
  }
  return { cursor: { ...cursor, next }, isCut: false };
}

/** The last stamp of records that are in the order of their stamps; null where they are not. */
function reachedBy(stamps: readonly (number | null)[]): number | null {
  let reached = -Infinity;
  for (const stamp of stamps) {
    if (stamp === null || stamp < reached) return null;
    reached = stamp;
  }
  return stamps.length === 0 ? null : reached;
}

/** The stretch is at its end: on to the next one of this list, where there was less than a page a longer one. */
function goOn(cursor: Cursor, { window, isSorted }: { window: { from: number; to: number }; isSorted: boolean }): string | null {
  if (cursor.to >= window.to) return nextList(cursor, window);
  const to = isSorted ? window.to : Math.min(window.to, cursor.to + 2 * Math.max(SHORTEST_MS, cursor.to - cursor.from));
  return JSON.stringify({ ...cursor, from: cursor.to, to, next: null } satisfies Cursor);
}

function nextList({ list, began }: Cursor, window: { from: number; to: number }): string | null {
  return list + 1 < LISTS.length ? JSON.stringify({ list: list + 1, ...window, next: null, began } satisfies Cursor) : null;
}

function newestOf(stamps: readonly (number | null)[], began: number): Date | null {
  const newest = stamps.reduce<number>((latest, stamp) => Math.max(latest, stamp ?? 0), 0);
  return newest === 0 ? null : new Date(Math.min(newest, began));
}
