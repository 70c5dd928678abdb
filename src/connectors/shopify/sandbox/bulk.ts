import { setImmediate as nextTurn } from 'node:timers/promises';
import { Kind, parse, visit, type DocumentNode, type FieldNode } from 'graphql';
import type { ShopOrder } from '../../kit/sandbox/shop';
import type { Listed } from './lists';

/** An operation writes for so long, on the vendor's clock. */
const WRITING_MS = 4000;
/** Operations that may run at once, in API versions from 2026-01 on. */
const MOST_AT_ONCE = 5;
const MOST_CONNECTIONS = 5;
const DEEPEST_NESTING = 2;

interface Operation {
  id: string;
  startedAt: number;
  state: 'running' | 'denied' | 'done';
  /** The file as far as it is written. One string of it all could be longer than strings may be. */
  parts: Buffer[];
}

/** Where an operation stands in the list it writes down, which is made when it begins. */
export interface BulkPosition {
  list?: Listed<ShopOrder>[];
  from: number;
}

export interface BulkReply {
  bulkOperation: object | null;
  userErrors: { code: string; field: string[]; message: string }[];
}

/** Bulk operations of a shop: a query runs as a whole, and its answer is a file of lines. */
export class BulkOperations {
  private readonly operations = new Map<string, Operation>();

  /** @param run the answer of a document from a position on, which it moves; null when it is denied. */
  start(query: string, now: Date, run: (document: DocumentNode, position: BulkPosition) => Promise<unknown>): BulkReply {
    const refusal = refusalOf(query);
    if (refusal !== null) return refused('INVALID', refusal);
    const running = [...this.operations.values()].filter((operation) => isRunning(operation, now));
    if (running.length >= MOST_AT_ONCE)
      return refused('LIMIT_REACHED', 'Too many bulk query operations are running for this app and shop.');
    const id = `gid://shopify/BulkOperation/${this.operations.size + 1}`;
    const operation: Operation = { id, startedAt: now.getTime(), state: 'running', parts: [] };
    this.operations.set(id, operation);
    void write(operation, (position) => run(parse(query), position));
    return { bulkOperation: { id, status: 'CREATED' }, userErrors: [] };
  }

  state(id: string, { now, origin }: { now: Date; origin: string }): object | null {
    const operation = this.operations.get(id);
    if (!operation) return null;
    if (isRunning(operation, now)) return { id, status: 'RUNNING' };
    if (operation.state === 'denied') return { id, status: 'FAILED', errorCode: 'ACCESS_DENIED' };
    const number = id.slice(id.lastIndexOf('/') + 1);
    const fileSize = operation.parts.reduce((sum, { length }) => sum + length, 0);
    return { id, status: 'COMPLETED', fileSize, url: fileSize === 0 ? null : `${origin}/files/bulk-${number}.jsonl` };
  }

  /** The file under a path, in its parts; undefined when there is none. */
  file(path: string): readonly Buffer[] | undefined {
    const number = /^\/files\/bulk-(\d+)\.jsonl$/.exec(path)?.[1];
    const operation = this.operations.get(`gid://shopify/BulkOperation/${number}`);
    return operation?.state === 'done' ? operation.parts : undefined;
  }
}

const isRunning = ({ startedAt, state }: Operation, now: Date): boolean => state === 'running' || now.getTime() - startedAt < WRITING_MS;

/** Write an operation's file, some orders at a time: others are answered in between. */
async function write(operation: Operation, run: (position: BulkPosition) => Promise<unknown>): Promise<void> {
  const position: BulkPosition = { from: 0 };
  do {
    await nextTurn();
    const answer = await run(position);
    if (answer === null) {
      operation.state = 'denied';
      return;
    }
    operation.parts.push(Buffer.from(toLines(answer)));
  } while (position.list && position.from < position.list.length);
  operation.state = 'done';
}

const refused = (code: string, message: string): BulkReply => ({ bulkOperation: null, userErrors: [{ code, field: ['query'], message }] });

const isConnection = ({ selectionSet }: FieldNode): boolean =>
  selectionSet?.selections.some((selection) => selection.kind === Kind.FIELD && selection.name.value === 'edges') ?? false;

/** Lists that are no connections, of those the sandbox serves. */
const PLAIN_LISTS = new Set(['fulfillments', 'transactions', 'trackingInfo', 'quantities']);

/** Shopify's rules for documents of bulk operations; null when they are kept. */
function refusalOf(query: string): string | null {
  let connections = 0;
  let depth = 0;
  let plain = 0;
  let problem: string | null = null;
  visit(parse(query), {
    Field: {
      enter(field) {
        if (PLAIN_LISTS.has(field.name.value)) plain += 1;
        if (field.name.value === 'nodes' || field.name.value === 'pageInfo') problem = 'Bulk queries select edges.';
        if (!isConnection(field)) return;
        connections += 1;
        depth += 1;
        if (depth > DEEPEST_NESTING + 1)
          problem = `Bulk queries cannot contain connections with a nesting depth greater than ${DEEPEST_NESTING}.`;
        if (plain > 0) problem = 'Queries that contain a connection field within a list field are not currently supported.';
      },
      leave(field) {
        if (PLAIN_LISTS.has(field.name.value)) plain -= 1;
        if (isConnection(field)) depth -= 1;
      },
    },
  });
  if (connections === 0) problem = 'Bulk queries must contain at least one connection.';
  if (connections > MOST_CONNECTIONS) problem = `Bulk queries cannot contain more than ${MOST_CONNECTIONS} connections.`;
  return problem;
}

type Json = Record<string, unknown>;

/** Every node of every connection on a line of its own, its parent before it. */
function toLines(data: unknown): string {
  const lines: string[] = [];
  const write = (node: Json, parentId: string | null): void => {
    const own: Json = {};
    const nested: Json[] = [];
    for (const [name, value] of Object.entries(node)) {
      const edges = edgesOf(value);
      if (edges) nested.push(...edges);
      else own[name] = value;
    }
    lines.push(JSON.stringify(parentId === null ? own : { ...own, __parentId: parentId }));
    for (const child of nested) write(child, String(node['id']));
  };
  for (const value of Object.values(data as Json)) for (const node of edgesOf(value) ?? []) write(node, null);
  return lines.map((line) => `${line}\n`).join('');
}

function edgesOf(value: unknown): Json[] | null {
  if (value === null || typeof value !== 'object' || !('edges' in value)) return null;
  return (value.edges as { node: Json }[]).map(({ node }) => node);
}
