import { z } from 'zod';
import type { Window } from '@/core/sync/stream-plan';
import type { Notice, PageRequest, Session } from '../kit/contract';
import type { HttpRequest } from '../kit/http';
import { unexpected } from '../kit/http';
import { TITLE } from './auth';
import { get } from './client';
import { listSchema } from './schema';

/** Records on a page: Etsy gives no more. */
export const PAGE_SIZE = 100;

/** Etsy refuses larger offsets. */
export const MOST_OFFSET = 12_000;

const offsetFields = {
  /** Records read so far. */
  skip: z.int().nonnegative(),
  /** What the last of them is known by; null before the first page. */
  last: z.string().nullable(),
};
export const offsetSchema = z.object(offsetFields);
export type Offset = z.infer<typeof offsetSchema>;

export const START: Offset = { skip: 0, last: null };

export interface Listing extends Pick<HttpRequest, 'query'> {
  path: string;
  /** Name of the field that identifies a record. */
  id: string;
  /** Name of its stamp, where a record moves to another place of the list when it changes. */
  stamp?: string;
}

/**
 * Read one page of a list by its offset. Lists may change while they are read: each page begins with the last record of
 * the page before, and where it does not, the list is read again from its start.
 * @returns the records after it; `next` is null at the end of the list.
 */
export async function readOffset(
  session: Session,
  listing: Listing,
  { skip, last }: Offset,
): Promise<{ nodes: unknown[]; count: number; next: Offset | null }> {
  const { path, query = {} } = listing;
  const offset = Math.max(0, skip - 1);
  const { count, results } = await get(session, { path, query: { ...query, limit: PAGE_SIZE, offset }, schema: listSchema });
  const seen = last === null ? -1 : results.findIndex((node) => keyOf(node, listing) === last);
  if (last !== null && seen < 0) return { nodes: [], count, next: START };
  const nodes = results.slice(seen + 1);
  const read = skip + nodes.length;
  if (nodes.length === 0 || read >= count) return { nodes, count, next: null };
  const lastKey = keyOf(nodes.at(-1), listing);
  if (lastKey === null) throw unexpected(TITLE, 'sent a record without its id');
  return { nodes, count, next: { skip: read, last: lastKey } };
}

/** A record that moved is not where the page before ended, so it is another one by then. */
function keyOf(node: unknown, { id, stamp }: Listing): string | null {
  const [own, at] = [fieldOf(node, id), stamp === undefined ? '' : fieldOf(node, stamp)];
  return own === null || at === null ? null : `${own}@${at}`;
}

const windowCursorSchema = z.object({ ...offsetFields, from: z.int(), to: z.int() });

/**
 * Read one page of a list that is asked for by the time records were made. A stretch of more records than offsets reach
 * is read in halves.
 */
export async function readWindow(
  session: Session,
  { path, id }: Listing,
  request: PageRequest,
): Promise<{ nodes: unknown[]; next: string | null }> {
  const whole = secondsOf(windowOf(request));
  const { from, to, ...offset } = request.cursor === null ? { ...START, ...whole } : windowCursorSchema.parse(JSON.parse(request.cursor));
  const listing = { path, id, query: { min_created: from, max_created: to } };
  const { nodes, count, next } = await readOffset(session, listing, offset);
  const goOn = (cursor: z.infer<typeof windowCursorSchema>): string => JSON.stringify(cursor);
  if (count > MOST_OFFSET && to > from) return { nodes: [], next: goOn({ ...START, from, to: from + Math.floor((to - from) / 2) }) };
  if (next) return { nodes, next: goOn({ ...next, from, to }) };
  return { nodes, next: to < whole.to ? goOn({ ...START, from: to + 1, to: whole.to }) : null };
}

/**
 * Etsy's clock ticks in seconds, and both ends of a stretch belong to it: the second in which a window ends is read with
 * this window and with the next one.
 */
export function secondsOf({ from, to }: Window): { from: number; to: number } {
  return { from: Math.floor(from.getTime() / 1000), to: Math.floor(to.getTime() / 1000) };
}

/** @throws TypeError without a window. */
export function windowOf({ window }: PageRequest): Window {
  if (!window) throw new TypeError('this stream is read in windows');
  return window;
}

/** A field of a record of unknown form, as text; null when it has none. */
export function fieldOf(node: unknown, name: string): string | null {
  const value = typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/**
 * Records of a page. Those that are not understood become notices.
 * @throws AppError source_changed when none of several is understood.
 */
export function understood<T>(
  schema: z.ZodType<T>,
  nodes: readonly unknown[],
  { what, id }: { what: string; id: string },
): { records: T[]; notices: Notice[] } {
  const records: T[] = [];
  const notices: Notice[] = [];
  for (const node of nodes) {
    const { success, data } = schema.safeParse(node);
    if (success) records.push(data);
    else notices.push(unreadable(what, fieldOf(node, id)));
  }
  if (records.length === 0 && notices.length > 1) throw unexpected(TITLE, `sent each ${what} in another form`);
  return { records, notices };
}

export function unreadable(what: string, id: string | null): Notice {
  const text = `One ${what} could not be read: Etsy sent it in a form that was not expected.`;
  return id === null ? { code: 'unreadable', text } : { code: 'unreadable', text, externalId: id };
}

/** The newest of some stamps, epoch seconds; null for none. */
export function newestOf(stamps: readonly number[]): Date | null {
  return stamps.length === 0 ? null : new Date(stamps.reduce((newest, stamp) => Math.max(newest, stamp), 0) * 1000);
}
