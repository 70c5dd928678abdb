import type { SandboxReply } from '../../kit/sandbox/server';

const PREFIX = '/v3/shipments/filter?next_token=';

/** How many records were passed over, within an address that is nobody's to read. */
export interface Token {
  start: number;
  asked: unknown;
}

export const readToken = (token: string): Token => JSON.parse(Buffer.from(token, 'base64url').toString()) as Token;
const toToken = (token: Token): string => Buffer.from(JSON.stringify(token)).toString('base64url');

interface Cut<T> {
  records: T[];
  /** Null on the last page. */
  token: string | null;
}

/** A page of a list by how many records were passed over; lists that change meanwhile lose some to it. */
export function toPage<T>(
  records: readonly T[],
  { start, asked }: Token,
  { most, isInclusive }: { most: number; isInclusive: boolean },
): Cut<T> {
  const from = isInclusive ? Math.max(0, start - 1) : start;
  const page = records.slice(from, from + most);
  const end = from + page.length;
  return { records: page, token: end < records.length ? toToken({ start: end, asked }) : null };
}

export function shipmentReply({ records, token }: Cut<object>): SandboxReply {
  const next = token === null ? {} : { nextPageUrl: `${PREFIX}${token}` };
  return { status: 200, body: { shipments: records, hasMore: token !== null, ...next } };
}

export function returnReply({ records, token }: Cut<object>): SandboxReply {
  const next = token === null ? {} : { nextUrl: `/v2/returns?next_token=${token}` };
  return { status: 200, body: { returnItems: records, hasMore: token !== null, ...next } };
}

/** Whether a stamp is within a stretch; both ends belong to it. */
export function isWithin(stamp: string, { from, to }: { from?: string | null; to?: string | null }): boolean {
  const at = Date.parse(stamp);
  return (!from || at >= Date.parse(from)) && (!to || at <= Date.parse(to));
}

export const refused = (description: string): SandboxReply => ({
  status: 400,
  body: { errors: [{ severity: 'ERROR', code: 1000, description, path: '' }] },
});
