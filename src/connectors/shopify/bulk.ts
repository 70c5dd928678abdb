import { z } from 'zod';
import type { Session } from '../kit/contract';
import { unexpected } from '../kit/http';
import { TITLE } from './auth';
import { ask } from './client';
import { BULK_STATE, START_BULK } from './documents';
import { FILE_BUCKET } from './limits';
import type { ReadOrder } from './order-facts';
import { agreementSchema, orderHeadSchema, saleSchema, type Agreement } from './schema';

/** Started, or why not: all that may run at once do, or Shopify will not run this one. */
export type BulkStart = { kind: 'started'; id: string } | { kind: 'busy' } | { kind: 'refused' };

/** Ask Shopify to write the answer of a query into a file. */
export async function startBulk(session: Session, query: string): Promise<BulkStart> {
  const schema = z.object({
    bulkOperationRunQuery: z.object({
      bulkOperation: z.object({ id: z.string() }).nullable(),
      userErrors: z.array(z.object({ code: z.string().nullish() })),
    }),
  });
  const { data } = await ask(session, { query: START_BULK, variables: { query }, schema, cost: 15 });
  const { bulkOperation, userErrors } = data.bulkOperationRunQuery;
  if (bulkOperation && userErrors.length === 0) return { kind: 'started', id: bulkOperation.id };
  const isBusy = userErrors.some(({ code }) => code === 'LIMIT_REACHED' || code === 'OPERATION_IN_PROGRESS');
  return { kind: isBusy ? 'busy' : 'refused' };
}

/** Where an operation stands; `url` is null when it found nothing. */
export type BulkState = { kind: 'running' } | { kind: 'done'; url: string | null } | { kind: 'failed' };

export async function bulkStateOf(session: Session, id: string): Promise<BulkState> {
  const schema = z.object({ bulkOperation: z.object({ status: z.string(), url: z.url().nullish() }).nullable() });
  const { data } = await ask(session, { query: BULK_STATE, variables: { id }, schema, cost: 2 });
  const status = data.bulkOperation?.status ?? 'EXPIRED';
  switch (status) {
    case 'CREATED':
    case 'RUNNING':
      return { kind: 'running' };
    case 'COMPLETED':
      return { kind: 'done', url: data.bulkOperation?.url ?? null };
    default:
      // Failed (what there is of the file is not all), canceled, expired, or long forgotten.
      return { kind: 'failed' };
  }
}

export interface BulkPart {
  orders: ReadOrder[];
  /** Byte at which the next order begins; null at the end of the file. */
  next: number | null;
}

/**
 * Read whole orders from a byte on, about `bytes` of them at a time: more only when a single order is larger.
 * @throws AppError source_changed when a line is no JSON.
 */
export async function readBulkPart(
  { http }: Session,
  { url, offset, bytes }: { url: string; offset: number; bytes: number },
): Promise<BulkPart> {
  for (let size = bytes; ; size *= 2) {
    const answer = await http.send({
      path: url,
      headers: { accept: '*/*', 'accept-encoding': 'identity', range: `bytes=${offset}-${offset + size - 1}` },
      bucket: FILE_BUCKET,
      isSignedIn: false,
    });
    const { text, isLast } = pieceOf(answer, offset, size);
    // The last line may be cut; the last order may go on beyond the piece.
    const lines = (isLast ? text : text.slice(0, text.lastIndexOf('\n') + 1)).split('\n').filter((line) => line !== '');
    const records = lines.map(parseLine);
    if (isLast) return { orders: assemble(records), next: null };
    const lastRoot = records.findLastIndex((record) => record.__parentId === undefined);
    if (lastRoot <= 0) continue;
    const taken = Buffer.byteLength(`${lines.slice(0, lastRoot).join('\n')}\n`);
    return { orders: assemble(records.slice(0, lastRoot)), next: offset + taken };
  }
}

/** The piece that was asked for, also where the host answers with the whole file. */
function pieceOf({ status, headers, body }: { status: number; headers: Headers; body: unknown }, offset: number, size: number) {
  if (typeof body !== 'string') throw unexpected(TITLE, 'sent a file of another kind');
  if (status === 206) {
    const total = Number(/\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1]);
    if (Number.isNaN(total)) throw unexpected(TITLE, 'sent a piece of a file without its place');
    return { text: body, isLast: offset + size >= total };
  }
  return { text: Buffer.from(body).subarray(offset).toString('utf8'), isLast: true };
}

const lineSchema = z.looseObject({ __parentId: z.string().optional(), id: z.string() });
type LineRecord = z.infer<typeof lineSchema>;

function parseLine(line: string): LineRecord {
  let json: unknown = null;
  try {
    json = JSON.parse(line);
  } catch {
    // Told below: null is no record.
  }
  const { success, data } = lineSchema.safeParse(json);
  if (!success) throw unexpected(TITLE, 'sent a file with lines of another form');
  return data;
}

/** Put orders together from their lines: agreements name their order as parent, sales their agreement. */
function assemble(records: readonly LineRecord[]): ReadOrder[] {
  const orders = records.filter(({ __parentId }) => __parentId === undefined);
  const childrenOf = new Map<string, LineRecord[]>();
  for (const record of records) {
    if (record.__parentId === undefined) continue;
    const siblings = childrenOf.get(record.__parentId) ?? [];
    siblings.push(record);
    childrenOf.set(record.__parentId, siblings);
  }
  return orders.map((order) => {
    const head = orderHeadSchema.safeParse(order);
    const agreements = (childrenOf.get(order.id) ?? []).map((child) => toAgreement(child, childrenOf.get(child.id) ?? []));
    const isUnderstood = head.success && agreements.every((agreement) => agreement !== null);
    return { id: order.id, record: isUnderstood ? { ...head.data, agreements } : null, isComplete: true };
  });
}

function toAgreement(line: LineRecord, sales: readonly LineRecord[]): Agreement | null {
  const agreement = agreementSchema.safeParse(line);
  const parsed = z.array(saleSchema).safeParse(sales);
  return agreement.success && parsed.success ? { ...agreement.data, sales: parsed.data } : null;
}
