import type { OrderFact } from '@/core/model/facts';
import { isHit, type Faults } from '../../kit/sandbox/faults';
import type { SandboxReply, SandboxRequest, SandboxVendor } from '../../kit/sandbox/server';
import type { SandboxShop } from '../../kit/sandbox/shop';
import { OAuth, type FlipkartApp } from './oauth';
import { answer, type View } from './routes';
import { shipmentIdOf } from './numbers';
import { WebhookSender } from './webhooks';

export interface VendorOptions {
  /** Its orders are as shipments tell them (restate.ts). */
  shop: SandboxShop;
  app: FlipkartApp;
  clock: () => Date;
  /** Most records on a page; Flipkart's twenty when absent. */
  pageSize?: number;
  /** Kinds of cancellation and of service that are not shown. */
  refuses?: readonly string[];
}

const AUTHORIZE = '/oauth-service/oauth/authorize';
const TOKEN = '/oauth-service/oauth/token';
const API = '/sellers';

/** Flipkart's seller API over one seeded shop. */
export class FlipkartVendor implements SandboxVendor {
  private readonly options: VendorOptions;
  private readonly oauth: OAuth;
  private readonly webhooks: WebhookSender;
  private orderPages = 0;

  constructor(options: VendorOptions) {
    this.options = options;
    this.oauth = new OAuth(options.app);
    this.webhooks = new WebhookSender(options.app);
  }

  isAuth({ path }: SandboxRequest): boolean {
    return path === AUTHORIZE || path === TOKEN;
  }

  handle(request: SandboxRequest, faults: Faults): SandboxReply {
    const now = new Date(this.options.clock().getTime() + faults.skewMs);
    if (request.path === AUTHORIZE) return this.oauth.authorize(request);
    if (request.path === TOKEN) return this.oauth.token(request, now);
    if (!this.oauth.isGood(request.headers['authorization'], now)) return { status: 401, body: { error: 'unauthorized' } };
    if (!request.path.startsWith(API)) return { status: 404, body: { errors: [] } };
    const path = request.path.slice(API.length);
    if (path === '/v3/shipments/filter') this.drift(faults, now);
    const { shop, pageSize: most = 20, refuses = [] } = this.options;
    const view: View = { shop, faults, most, refuses };
    const reply = answer(view, { ...request, path });
    return { ...reply, body: distort(reply.body, faults.schema) };
  }

  throttled(): SandboxReply {
    return { status: 429, body: { error: 'Too many requests' } };
  }

  expire({ headers }: SandboxRequest): void {
    this.oauth.expire(headers['authorization']);
  }

  /** Orders change while they are read: a unit of the oldest that can be taken back comes back now. */
  private drift({ drift, silentRefunds }: Faults, now: Date): void {
    this.orderPages += 1;
    if (!isHit(drift, this.orderPages)) return;
    for (const { fact } of this.options.shop.byCreation()) {
      const [item] = fact.items;
      if (!item || fact.status !== 'delivered' || fact.ledger.some(({ kind }) => kind === 'RETURN')) continue;
      this.refund(fact.externalId, { item: item.externalId, units: 1, now, isSilent: silentRefunds });
      return;
    }
  }

  /** Units come back. `isSilent`: the stamp of their shipment stays. */
  refund(order: string, { item, units, now, isSilent }: { item: string; units: number; now: Date; isSilent: boolean }): void {
    this.options.shop.refund(order, { item, units, at: now, isSilent });
    this.webhooks.note('return_completed', { returnId: `R-${order}`, attributes: { returnItems: [] } }, now);
  }

  /** Somebody buys. */
  sell(fact: OrderFact, now: Date): void {
    this.options.shop.add(fact);
    this.webhooks.note('shipment_created', { shipmentId: shipmentIdOf(fact, 1), locationId: this.options.shop.account.id }, now);
  }

  /** Every permission ends. */
  revoke(): void {
    this.oauth.revokeAll();
  }

  /** Send what happened since to the address that was registered. */
  deliverWebhooks(url: string, faults: Faults): Promise<void> {
    return this.webhooks.deliver(url, faults);
  }
}

const LOST = new Set(['updatedAt', 'updatedDate', 'priceComponents']);

/** Fields nobody knows, or without some that were always there. */
function distort(value: unknown, schema: Faults['schema']): unknown {
  if (schema === 'same' || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((entry) => distort(entry, schema));
  const entries = Object.entries(value).map(([name, inner]) => [name, distort(inner, schema)] as const);
  if (schema === 'more') return Object.fromEntries([...entries, ['introduced_later', { value: 1 }]]);
  return Object.fromEntries(entries.filter(([name]) => !LOST.has(name)));
}
