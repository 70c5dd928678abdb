import { z } from 'zod';
import type { Window } from '@/core/sync/stream-plan';
import type { Notice, PageRequest, Session } from '../kit/contract';
import { notPermitted, unexpected } from '../kit/http';
import { TITLE } from './auth';
import { ask, TooCostly } from './client';
import { idOf } from './schema';

/** Where reading a list stands. */
export const pageCursorSchema = z.object({ kind: z.literal('page'), after: z.string().nullable(), first: z.int().positive() });
export type PageCursor = z.infer<typeof pageCursorSchema>;

export const firstPage = (first: number): PageCursor => ({ kind: 'page', after: null, first });

/** The cursor of a stream that has no other. @param first size of its pages. */
export function pageCursorOf({ cursor }: PageRequest, first: number): PageCursor {
  return cursor === null ? firstPage(first) : pageCursorSchema.parse(JSON.parse(cursor));
}

/** A page of anything; its records are read one by one, so that one that is not understood does not stop the others. */
export const connectionSchema = z.object({
  nodes: z.array(z.unknown()),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
});
type Connection = z.infer<typeof connectionSchema>;

export interface Listing {
  /** With the variables `first` and `after`. */
  query: string;
  variables: Record<string, unknown>;
  /** Finds the list in the answer; null when there is none. */
  schema: z.ZodType<Connection | null>;
  /** Points for a page of the size asked for at first. */
  cost: number;
}

/** Read one page of a list, a smaller one when this is too dear. @returns null when there is no such list. */
export async function readPage(
  session: Session,
  listing: Listing,
  cursor: PageCursor,
): Promise<{ nodes: unknown[]; next: string | null; isWithheld: boolean } | null> {
  const variables = { ...listing.variables, first: cursor.first, after: cursor.after };
  try {
    const { data, isWithheld } = await ask(session, { ...listing, variables });
    if (data === null && isWithheld) throw notPermitted(TITLE);
    if (data === null) return null;
    const after = nextOf(data.pageInfo);
    return { nodes: data.nodes, next: after === null ? null : JSON.stringify({ ...cursor, after }), isWithheld };
  } catch (error) {
    if (!(error instanceof TooCostly) || cursor.first === 1) throw error;
    return readPage(session, listing, { ...cursor, first: Math.max(1, Math.floor(cursor.first * error.share)) });
  }
}

/** Where a list goes on; null at its end. @throws AppError source_changed when it goes on nowhere. */
export function nextOf({ hasNextPage, endCursor }: Connection['pageInfo']): string | null {
  if (!hasNextPage) return null;
  if (!endCursor) throw unexpected(TITLE, 'sent a list that goes on nowhere');
  return endCursor;
}

/**
 * Read a list that belongs to one record to its end.
 * @throws AppError source_changed when an entry is not understood.
 */
export async function readAll<T>(
  session: Session,
  listing: Listing,
  { first, entry }: { first: number; entry: z.ZodType<T> },
): Promise<T[]> {
  const entries: T[] = [];
  for (let cursor: PageCursor | null = firstPage(first); cursor !== null;) {
    const page = await readPage(session, listing, cursor);
    const { success, data } = z.array(entry).safeParse(page?.nodes ?? []);
    if (!success) throw unexpected(TITLE, 'sent a list in another form');
    entries.push(...data);
    cursor = page?.next ? pageCursorSchema.parse(JSON.parse(page.next)) : null;
  }
  return entries;
}

/**
 * Records of a page. Those that are not understood become notices.
 * @throws AppError source_changed when none of several is understood.
 */
export function understood<T>(schema: z.ZodType<T>, nodes: readonly unknown[], what: string): { records: T[]; notices: Notice[] } {
  const records: T[] = [];
  const notices: Notice[] = [];
  for (const node of nodes) {
    const { success, data } = schema.safeParse(node);
    if (success) records.push(data);
    else notices.push(unreadable(what, nameOf(node)));
  }
  if (records.length === 0 && notices.length > 1) throw unexpected(TITLE, `sent each ${what} in another form`);
  return { records, notices };
}

/** Global id of a record of unknown form, if it has one. */
export const nameOf = (node: unknown): string | null => z.object({ id: z.string() }).safeParse(node).data?.id ?? null;

export function unreadable(what: string, id: string | null): Notice {
  const text = `One ${what} could not be read: Shopify sent it in a form that was not expected.`;
  return id === null ? { code: 'unreadable', text } : { code: 'unreadable', text, externalId: idOf(id) };
}

/** The newest of some stamps; null for none. */
export function newestOf(stamps: readonly string[]): Date | null {
  return stamps.length === 0 ? null : new Date(Math.max(...stamps.map((stamp) => Date.parse(stamp))));
}

/** Shopify's clock ticks in seconds. Ends of windows are cut to it alike, so that windows that touch leave nothing out. */
export function stampOf(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

/** Search words for what lies in a window by a field of time. */
export function searchIn(field: string, { from, to }: Window): string {
  return `${field}:>='${stampOf(from)}' AND ${field}:<'${stampOf(to)}'`;
}

/** @throws TypeError without a window. */
export function windowOf({ window }: PageRequest): Window {
  if (!window) throw new TypeError('this stream is read in windows');
  return window;
}
