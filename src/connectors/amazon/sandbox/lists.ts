import type { SandboxReply } from '../../kit/sandbox/server';

/** A record with its place in a list that is in the order of `sort`. */
export interface Listed<T = object> {
  item: T;
  sort: string;
}

export interface Page<T = object> {
  items: T[];
  token: string | null;
}

interface Token {
  /** The question it is good for. */
  question: string;
  after: string;
  made: number;
}

/**
 * A page of a list. It goes on behind the last record, wherever that has come to stand, and only for the same question.
 * Null for a token that is none, has ended or belongs to another question.
 */
export function toPage<T>(
  list: readonly Listed<T>[],
  { token, question, size, lifeMs, now, isEmpty, isInclusive }: PageRequest,
): Page<T> | null {
  const from = token === null ? null : read(token);
  if (token !== null && (from === null || from.question !== question || now.getTime() - from.made > lifeMs)) return null;
  if (token !== null && isEmpty) return { items: [], token };
  const start = from === null ? 0 : list.findIndex(({ sort }) => sort > from.after);
  const rest = start < 0 ? [] : list.slice(from !== null && isInclusive ? Math.max(0, start - 1) : start);
  const page = rest.slice(0, size + (from !== null && isInclusive ? 1 : 0));
  const last = page.at(-1);
  const hasMore = last !== undefined && page.length < rest.length;
  const made = from?.made ?? now.getTime();
  return { items: page.map(({ item }) => item), token: hasMore ? write({ question, after: last.sort, made }) : null };
}

export interface PageRequest {
  token: string | null;
  question: string;
  size: number;
  /** How long a token is good, counted from the first page. */
  lifeMs: number;
  now: Date;
  /** Nothing, and it goes on where it was. */
  isEmpty: boolean;
  /** Pages repeat the last record of the page before. */
  isInclusive: boolean;
}

const write = (token: Token): string => Buffer.from(JSON.stringify(token)).toString('base64url');

function read(text: string): Token | null {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as Token;
  } catch {
    return null;
  }
}

/** All of a question but where it goes on. */
export function questionOf(query: URLSearchParams, ...without: readonly string[]): string {
  const asked = [...query].filter(([name]) => !without.includes(name));
  return JSON.stringify(asked.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const invalid = (message: string): SandboxReply => ({
  status: 400,
  body: { errors: [{ code: 'InvalidInput', message, details: '' }] },
});
