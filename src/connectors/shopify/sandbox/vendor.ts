import { buildSchema, execute, GraphQLError, parse, validate, type DocumentNode, type ExecutionResult } from 'graphql';
import { isHit, type Faults } from '../../kit/sandbox/faults';
import type { SandboxReply, SandboxRequest, SandboxVendor } from '../../kit/sandbox/server';
import type { SandboxShop } from '../../kit/sandbox/shop';
import { BulkOperations, type BulkPosition } from './bulk';
import { actualCostOf, costOf, MAX_COST, PointBucket, STANDARD, type Plan } from './cost';
import { OAuth, type OAuthConfig } from './oauth';
import { toStamp } from './money';
import { toRoot } from './resolvers';
import { SDL } from './sdl';
import { hostOf } from './view';
import { WebhookSender } from './webhooks';

export interface VendorOptions {
  shop: SandboxShop;
  app: OAuthConfig;
  clock: () => Date;
  /** Absent: the standard one. */
  plan?: Plan;
  /** Protected customer data is withheld. */
  isWithheld?: boolean;
  /** Most that a query may cost. */
  maxCost?: number;
  /** The shop takes payments with Shopify Payments. */
  hasPayments?: boolean;
  /** Bulk operations fail in the middle. */
  failsBulk?: boolean;
}

interface Asked {
  scopes: readonly string[];
  faults: Faults;
  now: Date;
  origin: string;
  bulk?: BulkPosition;
}

const GRAPHQL_PATH = /^\/admin\/api\/\d{4}-\d{2}\/graphql\.json$/;

/** Shopify's Admin API over one seeded shop. */
export class ShopifyVendor implements SandboxVendor {
  private readonly options: VendorOptions;
  private readonly schema = buildSchema(SDL);
  private readonly oauth: OAuth;
  private readonly bucket: PointBucket;
  private readonly bulk = new BulkOperations();
  private readonly webhooks: WebhookSender;
  private orderPages = 0;

  constructor(options: VendorOptions) {
    this.options = options;
    this.bucket = new PointBucket(options.plan ?? STANDARD);
    const host = hostOf(options.shop);
    this.oauth = new OAuth(options.app, host);
    this.webhooks = new WebhookSender(options.app.clientSecret, host);
  }

  isAuth({ path }: SandboxRequest): boolean {
    return path.startsWith('/admin/oauth/');
  }

  async handle(request: SandboxRequest, faults: Faults): Promise<SandboxReply> {
    const now = this.now(faults);
    if (request.path === '/admin/oauth/authorize') return this.oauth.authorize(request, now);
    if (request.path === '/admin/oauth/access_token') return this.oauth.token(request, now);
    if (isFile(request)) return rangeOf(this.bulk.file(request.path), request);
    if (!GRAPHQL_PATH.test(request.path)) return { status: 404, body: { errors: 'Not Found' } };
    const scopes = this.oauth.check(tokenOf(request), now);
    if (!scopes) return { status: 401, body: { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' } };
    return { status: 200, body: await this.answer(request, { scopes, faults, now, origin: request.origin }) };
  }

  throttled(request: SandboxRequest): SandboxReply {
    if (isFile(request)) return { status: 503, body: 'slow down' };
    const throttleStatus = { ...this.bucket.status(), currentlyAvailable: 0 };
    const cost = { requestedQueryCost: 100, actualQueryCost: null, throttleStatus };
    return { status: 200, body: { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }], extensions: { cost } } };
  }

  expire(request: SandboxRequest): void {
    this.oauth.expire(tokenOf(request));
  }

  private now({ skewMs }: Faults): Date {
    return new Date(this.options.clock().getTime() + skewMs);
  }

  private async answer(request: SandboxRequest, context: Asked): Promise<unknown> {
    const { query, variables = {} } = JSON.parse(request.body) as { query: string; variables?: Record<string, unknown> };
    const document = parse(query);
    const errors = validate(this.schema, document);
    if (errors.length > 0) return { errors: errors.map(({ message }) => ({ message, extensions: { code: 'undefinedField' } })) };
    const requested = costOf(this.schema, document, variables);
    const maxCost = this.options.maxCost ?? MAX_COST;
    if (requested > maxCost) {
      const extensions = { code: 'MAX_COST_EXCEEDED', cost: requested, maxCost };
      return {
        errors: [{ message: `Query cost is ${requested}, which exceeds the single query max cost limit (${maxCost}).`, extensions }],
      };
    }
    if (!this.bucket.has(requested, context.now.getTime())) {
      const cost = { requestedQueryCost: requested, actualQueryCost: null, throttleStatus: this.bucket.status() };
      return { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }], extensions: { cost } };
    }
    if (query.includes('orders(') || query.includes('bulkOperation(')) this.drift(context);
    const result = await this.run(document, variables, context);
    const actual = Math.min(requested, actualCostOf(result.data));
    this.bucket.take(actual);
    const cost = { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus: this.bucket.status() };
    return distort({ ...result, extensions: { cost } }, context.faults.schema);
  }

  private async run(document: DocumentNode, variableValues: Record<string, unknown>, asked: Asked): Promise<ExecutionResult> {
    const { shop, isWithheld = false, hasPayments = true, failsBulk = false } = this.options;
    const { now, origin } = asked;
    const rootValue = {
      ...toRoot({ shop, isWithheld, hasPayments, ...asked }),
      bulkOperation: ({ id }: { id: string }) => this.bulk.state(id, { now, origin }),
      bulkOperationRunQuery: ({ query }: { query: string }) =>
        this.bulk.start(query, now, async (inner, position) => {
          const { data, errors } = await this.run(inner, {}, { ...asked, bulk: position });
          return failsBulk || errors ? null : distort(data, asked.faults.schema);
        }),
      appUninstall: () => {
        this.uninstall(now);
        return { userErrors: [] };
      },
    };
    return execute({ schema: this.schema, document, variableValues, rootValue });
  }

  /** Orders change while they are read: a unit of the oldest that can be taken back comes back now. */
  private drift({ faults, now }: Asked): void {
    this.orderPages += 1;
    if (!isHit(faults.drift, this.orderPages)) return;
    for (const { fact } of this.options.shop.byCreation()) {
      const [item] = fact.items;
      if (!item || fact.status === 'canceled' || fact.ledger.some(({ kind }) => kind === 'RETURN')) continue;
      this.refund(fact.externalId, { item: item.externalId, units: 1, now });
      return;
    }
  }

  /** The seller takes units back and pays them back. */
  refund(order: string, { item, units, now }: { item: string; units: number; now: Date }): void {
    const at = new Date(Math.floor(now.getTime() / 1000) * 1000);
    this.options.shop.refund(order, { item, units, at });
    this.webhooks.note('refunds/create', { order_id: Number(order), refund_line_items: units }, now);
    this.webhooks.note('orders/updated', { id: Number(order), updated_at: toStamp(at) }, now);
  }

  /** The seller removes the app, or it removes itself: no token is good any more. */
  uninstall(now: Date): void {
    this.oauth.revokeAll();
    this.webhooks.note('app/uninstalled', { id: 1 }, now);
  }

  /** The seller deletes an order. Lists do not tell of it, only a message does. */
  deleteOrder(order: string, now: Date): void {
    this.options.shop.delete(order);
    this.webhooks.note('orders/delete', { id: Number(order) }, now);
  }

  /** Send what happened since to the address that asked for it. */
  deliverWebhooks(url: string, faults: Faults): Promise<void> {
    return this.webhooks.deliver(url, faults);
  }
}

const tokenOf = ({ headers }: SandboxRequest): string | undefined => headers['x-shopify-access-token'];

const isFile = ({ path }: SandboxRequest): boolean => path.startsWith('/files/');

/** A file, or the bytes of it that were asked for. */
function rangeOf(parts: readonly Buffer[] | undefined, { headers }: SandboxRequest): SandboxReply {
  if (!parts) return { status: 404, body: 'no such file' };
  const [, from = '0', to] = /^bytes=(\d+)-(\d+)$/.exec(headers['range'] ?? '') ?? [];
  const type = { 'content-type': 'application/jsonl' };
  if (to === undefined) return { status: 200, headers: type, body: Buffer.concat(parts) };
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  if (Number(from) >= size) return { status: 416, headers: { 'content-range': `bytes */${size}` }, body: '' };
  const end = Math.min(Number(to), size - 1);
  return {
    status: 206,
    headers: { ...type, 'content-range': `bytes ${from}-${end}/${size}` },
    body: bytesOf(parts, Number(from), end + 1),
  };
}

/** The bytes of a file from a place to before another. */
function bytesOf(parts: readonly Buffer[], from: number, end: number): Buffer {
  const found: Buffer[] = [];
  let start = 0;
  for (const part of parts) {
    if (start + part.length > from && start < end) found.push(part.subarray(Math.max(0, from - start), end - start));
    start += part.length;
  }
  return Buffer.concat(found);
}

/** Fields nobody knows, or without one that was always there. */
function distort(value: unknown, schema: Faults['schema']): unknown {
  if (schema === 'same' || value === null || typeof value !== 'object' || value instanceof GraphQLError) return value;
  if (Array.isArray(value)) return value.map((entry) => distort(entry, schema));
  const entries = Object.entries(value).map(([name, inner]) => [name, distort(inner, schema)] as const);
  if (schema === 'more') return Object.fromEntries([...entries, ['introducedLater', { value: 1 }]]);
  return Object.fromEntries(entries.filter(([name]) => name !== 'updatedAt'));
}
