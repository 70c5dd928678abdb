import { z } from 'zod';
import type { Window } from '@/core/sync/stream-plan';
import type { Notice, PageRequest, Session } from '../kit/contract';
import { unexpected } from '../kit/http';
import { TITLE } from './auth';
import { Refused } from './client';

const HOUR_MS = 3_600_000;

/** Tokens of pages are good for a day; an hour less, so that none ends on its way. */
const TOKEN_MS = 23 * HOUR_MS;
/** Amazon refuses an end that is less than two minutes ago on its clock, which is not ours: such an end is left to it. */
const NEAR_MS = 10 * 60_000;
/** A stretch is not made shorter than this. */
const LEAST_MS = 60_000;

const cursorSchema = z.object({
  /** Epoch milliseconds of the stretch being read. */
  from: z.int(),
  to: z.int(),
  /** Its end is Amazon's now. */
  isOpen: z.boolean(),
  token: z.string().nullable(),
  /** When its first page was asked for. */
  begun: z.int(),
});
type Cursor = z.infer<typeof cursorSchema>;

/** A stretch as Amazon is asked for it. */
export interface Stretch {
  after: string;
  /** Absent: as far as Amazon tells. */
  before?: string;
  token?: string;
}

/**
 * Read one page of a list that is asked for by time. Where a page goes on is a token that ends after a day: a stretch that
 * is not read by then is read again in halves, each by itself.
 * @param ask one question. @throws Refused when a stretch of a minute cannot be read.
 */
export async function readWindow(
  session: Session,
  request: PageRequest,
  ask: (stretch: Stretch) => Promise<{ nodes: unknown[]; token: string | null }>,
): Promise<{ nodes: unknown[]; next: string | null }> {
  const { window } = request;
  if (!window) throw new TypeError('this stream is read in windows');
  const now = session.now().getTime();
  const cursor = request.cursor === null ? start(spanOf(window), now) : cursorSchema.parse(JSON.parse(request.cursor));
  const readAgain = () => ({ nodes: [], next: JSON.stringify(half(cursor, now)) });
  if (cursor.token !== null && now - cursor.begun > TOKEN_MS) return readAgain();
  try {
    const { nodes, token } = await ask(toStretch(cursor));
    if (token !== null) return { nodes, next: JSON.stringify({ ...cursor, token }) };
    const { to } = spanOf(window);
    return { nodes, next: cursor.to < to ? JSON.stringify(start({ from: cursor.to, to }, now)) : null };
  } catch (error) {
    if (!(error instanceof Refused) || cursor.token === null) throw error;
    return readAgain();
  }
}

const spanOf = ({ from, to }: Window): { from: number; to: number } => ({ from: from.getTime(), to: to.getTime() });

const start = ({ from, to }: { from: number; to: number }, now: number): Cursor => ({
  from,
  to,
  isOpen: to > now - NEAR_MS,
  token: null,
  begun: now,
});

function half({ from, to }: Cursor, now: number): Cursor {
  if (to - from < LEAST_MS) throw new Refused();
  return start({ from, to: from + Math.floor((to - from) / 2) }, now);
}

function toStretch({ from, to, isOpen, token }: Cursor): Stretch {
  return {
    after: new Date(from).toISOString(),
    ...(isOpen ? {} : { before: new Date(to).toISOString() }),
    ...(token === null ? {} : { token }),
  };
}

/**
 * Records of a page. Those that are not understood become notices.
 * @param id names the field that identifies a record.
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

/** The same for records that may be understood and still make no sense, as amounts in two currencies. */
export function mapEach<T, F>(
  records: readonly T[],
  map: (record: T) => F | null,
  { what, idOf }: { what: string; idOf: (record: T) => string },
): { facts: F[]; notices: Notice[] } {
  const facts: F[] = [];
  const notices: Notice[] = [];
  for (const record of records) {
    try {
      const fact = map(record);
      if (fact !== null) facts.push(fact);
    } catch {
      notices.push(unreadable(what, idOf(record)));
    }
  }
  return { facts, notices };
}

function unreadable(what: string, id: string | null): Notice {
  const text = `One ${what} could not be read: Amazon sent it in a form that was not expected.`;
  return id === null ? { code: 'unreadable', text } : { code: 'unreadable', text, externalId: id };
}

function fieldOf(node: unknown, name: string): string | null {
  const value = typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : null;
}

/** The newest of some stamps; null for none. */
export const newestOf = (stamps: readonly string[]): Date | null =>
  stamps.length === 0 ? null : new Date(stamps.reduce((newest, stamp) => Math.max(newest, Date.parse(stamp)), 0));
