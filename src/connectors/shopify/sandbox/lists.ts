import { Buffer } from 'node:buffer';
import { firstIndex } from '../../kit/sandbox/first-index';

/** A page of a list as Shopify gives it. Cursors hold the sort value and id, so that they stay good while the list changes. */
export interface Listed<T> {
  item: T;
  /** Sorts the list; equal values are sorted by id. */
  sort: string | number;
  id: string;
}

export interface PageArguments {
  first?: number | null;
  after?: string | null;
}

export interface ListFaults {
  /** Pages repeat the last record of the page before. */
  isInclusive?: boolean;
  /** The list holds so many entries at most, and tells of no more. 0 is all. */
  truncate?: number;
}

/** A list in its order. */
export const toSorted = <T>(list: readonly Listed<T>[]): Listed<T>[] => [...list].sort((a, b) => compare(a, b));

/** Cut a list into a page, whatever its order was. */
export function toConnection<T>(list: readonly Listed<T>[], page: PageArguments, faults: ListFaults = {}) {
  return cutPage(toSorted(list), page, faults);
}

/** Cut a list that is sorted into a page. Shopify's pages hold 250 at most; lists of a bulk operation come whole. */
export function cutPage<T>(
  sorted: readonly Listed<T>[],
  { first, after }: PageArguments,
  { isInclusive = false, truncate = 0 }: ListFaults = {},
) {
  const all = truncate > 0 ? sorted.slice(0, truncate) : sorted;
  const from = after ? fromCursor(after) : null;
  const start = from === null ? 0 : firstIndex(all, (entry) => (isInclusive ? compare(entry, from) >= 0 : compare(entry, from) > 0));
  const size = first ?? all.length;
  const page = all.slice(start, start + size);
  const last = page.at(-1);
  return {
    nodes: page.map(({ item }) => item),
    edges: page.map((entry) => ({ cursor: toCursor(entry), node: entry.item })),
    pageInfo: { hasNextPage: start + size < all.length, endCursor: last ? toCursor(last) : null },
  };
}

/** A list whose order is its own. */
export function toOwnConnection<T>(list: readonly T[], page: PageArguments, faults: ListFaults = {}) {
  return toConnection(
    list.map((item, index) => ({ item, sort: index, id: '' })),
    page,
    faults,
  );
}

type Position = Pick<Listed<unknown>, 'sort' | 'id'>;

function compare(a: Position, b: Position): number {
  if (a.sort !== b.sort) return a.sort < b.sort ? -1 : 1;
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1;
}

const toCursor = ({ sort, id }: Position): string => Buffer.from(JSON.stringify([sort, id])).toString('base64');

function fromCursor(cursor: string): Position {
  const [sort, id] = JSON.parse(Buffer.from(cursor, 'base64').toString()) as [string | number, string];
  return { sort, id };
}
