import type { SandboxReply } from '../../kit/sandbox/server';

/** Offsets beyond this are refused. */
const MOST_OFFSET = 12_000;

/** A page of a list: `limit` records from `offset` on. A larger limit than the most there is counts as that. */
export function toPage(
  records: readonly object[],
  query: URLSearchParams,
  { most, isInclusive }: { most: number; isInclusive: boolean },
): SandboxReply {
  const limit = Math.min(Number(query.get('limit') ?? 25), most);
  const asked = Number(query.get('offset') ?? 0);
  if (asked > MOST_OFFSET) return { status: 400, body: { error: 'Offset provided is greater than the maximum offset allowed.' } };
  const offset = isInclusive ? Math.max(0, asked - 1) : asked;
  return { status: 200, body: { count: records.length, results: records.slice(offset, offset + limit) } };
}

/** Whether a stamp is within a stretch that is asked for; both ends are. */
export function isWithin(stamp: number, query: URLSearchParams, field: 'created' | 'last_modified'): boolean {
  const [from, to] = [query.get(`min_${field}`), query.get(`max_${field}`)];
  return (from === null || stamp >= Number(from)) && (to === null || stamp <= Number(to));
}
