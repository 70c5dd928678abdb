import type { OrderFact } from '@/core/model/facts';
import { isHit, type Faults } from '../../kit/sandbox/faults';
import type { SandboxReply, SandboxRequest, SandboxVendor } from '../../kit/sandbox/server';
import type { SandboxShop } from '../../kit/sandbox/shop';
import { splitExchanges } from './exchanges';
import { Lwa, type LwaApp } from './oauth';
import { RateCounter, USUAL } from './rate';
import { answer, operationOf } from './routes';
import type { Charge } from './to-transactions';

export interface VendorOptions {
  shop: SandboxShop;
  app: LwaApp;
  clock: () => Date;
  /** Times the usual rate at which operations may be called. */
  plan?: number;
  /** Most records on a page; Amazon's own when absent. */
  pageSize?: number;
  /** What the account is charged besides its orders. */
  charges?: readonly Charge[];
  /** Transactions of every other order are listed so late after they are posted. */
  financeLagMs?: number;
  /** Operations the app has no role for. */
  forbidden?: readonly string[];
}

const CONSENT = '/apps/authorize/consent';
const TOKEN = '/auth/o2/token';
/** Every so many pages of a list is empty and goes on. */
const EMPTY_PAGES = 4;

/** Amazon's Selling Partner API over one seeded shop. */
export class AmazonVendor implements SandboxVendor {
  private readonly options: VendorOptions;
  private readonly lwa: Lwa;
  private readonly rate: RateCounter;
  private readonly pending = new Set<string>();
  private pages = 0;
  private orderPages = 0;

  constructor(options: VendorOptions) {
    this.options = options;
    this.lwa = new Lwa(options.app, options.shop.account.id);
    this.rate = new RateCounter(options.plan ?? USUAL);
    splitExchanges(options.shop);
  }

  isAuth({ path }: SandboxRequest): boolean {
    return path === CONSENT || path === TOKEN;
  }

  handle(request: SandboxRequest, faults: Faults): SandboxReply {
    const now = new Date(this.options.clock().getTime() + faults.skewMs);
    if (request.path === CONSENT) return this.lwa.authorize(request);
    if (request.path === TOKEN) return this.lwa.token(request, now);
    const operation = operationOf(request.path);
    if (operation === null || request.method !== 'GET') return refused(404, 'NotFound');
    if (!/ShopIQ\/.*Language=/.test(request.headers['user-agent'] ?? '')) return refused(400, 'InvalidInput');
    const refusal = this.lwa.refuse(request, now) ?? this.rate.refuse(operation, now);
    if (refusal) return refusal;
    if (this.options.forbidden?.includes(operation)) return refused(403, 'Unauthorized');
    if (operation === 'searchOrders') this.drift(faults, now);
    this.pages += 1;
    const { shop, pageSize: most = Infinity, charges = [], financeLagMs = 0 } = this.options;
    const isEmpty = isHit(EMPTY_PAGES, this.pages);
    const view = { shop, faults, now, most, charges, financeLagMs, pending: this.pending, isEmpty };
    const reply = answer(operation, view, request.query);
    return { ...reply, headers: this.rate.headers(operation), body: distort(reply.body, faults.schema) };
  }

  throttled({ path }: SandboxRequest): SandboxReply {
    return this.rate.throttled(operationOf(path) ?? 'getAccount');
  }

  expire(request: SandboxRequest): void {
    this.lwa.expire(request);
  }

  /** Orders change while they are read: a unit of the oldest that can be taken back comes back now. */
  private drift({ drift }: Faults, now: Date): void {
    this.orderPages += 1;
    if (!isHit(drift, this.orderPages)) return;
    for (const { fact } of this.options.shop.byCreation()) {
      const [item] = fact.items;
      if (!item || fact.status === 'canceled' || fact.ledger.some(({ kind }) => kind === 'RETURN')) continue;
      this.refund(fact.externalId, { item: item.externalId, units: 1, now });
      return;
    }
  }

  /** A buyer sends units back. The order says nothing of it, only the account does. */
  refund(order: string, { item, units, now }: { item: string; units: number; now: Date }): void {
    const at = new Date(Math.floor(now.getTime() / 1000) * 1000);
    this.options.shop.refund(order, { item, units, at, isSilent: true });
  }

  /** Somebody buys, and the payment is not authorized yet. */
  order(fact: OrderFact): void {
    this.pending.add(fact.externalId);
    this.options.shop.add(fact);
  }

  /** The payment is authorized. */
  authorize(order: string, now: Date): void {
    this.pending.delete(order);
    this.options.shop.touch(order, now);
  }

  /** The seller takes the permission back. */
  revoke(): void {
    this.lwa.revokeAll();
  }
}

const refused = (status: number, code: string): SandboxReply => ({
  status,
  body: { errors: [{ code, message: 'Access to requested resource is denied.', details: '' }] },
});

const LOST = new Set(['lastUpdatedTime', 'postedDate', 'createdDate', 'currentStatus', 'sellerSku']);

/** Fields nobody knows, or without some that were always there. */
function distort(value: unknown, schema: Faults['schema']): unknown {
  if (schema === 'same' || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((entry) => distort(entry, schema));
  const entries = Object.entries(value).map(([name, inner]) => [name, distort(inner, schema)] as const);
  if (schema === 'more') return Object.fromEntries([...entries, ['introducedLater', { value: 1 }]]);
  return Object.fromEntries(entries.filter(([name]) => !LOST.has(name)));
}
