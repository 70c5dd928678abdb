import type { OrderFact } from '@/core/model/facts';
import { isHit, type Faults } from '../../kit/sandbox/faults';
import type { SandboxReply, SandboxRequest, SandboxVendor } from '../../kit/sandbox/server';
import type { SandboxShop } from '../../kit/sandbox/shop';
import { OAuth, type EtsyApp } from './oauth';
import { NEW_APP, RateCounter, tooMany, type Plan } from './rate';
import { answer, type View } from './routes';
import { toCharge, type Charge, type VendorEntry } from './to-entries';
import { WebhookSender } from './webhooks';

export interface VendorOptions {
  /** Its account's id is a number. */
  shop: SandboxShop;
  app: EtsyApp;
  /** What deliveries are signed with. */
  webhookSecret: string;
  clock: () => Date;
  /** Absent: a new app's. */
  plan?: Plan;
  /** Most records on a page; Etsy's hundred when absent. */
  pageSize?: number;
  /** What the account is charged besides its orders' fees. */
  charges?: readonly Charge[];
}

const API = '/v3/application';
const TOKEN = '/v3/public/oauth/token';

/** Etsy's Open API over one seeded shop. */
export class EtsyVendor implements SandboxVendor {
  private readonly options: VendorOptions;
  private readonly oauth: OAuth;
  private readonly rate: RateCounter;
  private readonly webhooks: WebhookSender;
  private readonly charges: readonly VendorEntry[];
  private orderPages = 0;

  constructor(options: VendorOptions) {
    this.options = options;
    this.oauth = new OAuth(options.app, Number(options.shop.account.id));
    this.rate = new RateCounter(options.plan ?? NEW_APP);
    this.webhooks = new WebhookSender(options.webhookSecret);
    this.charges = (options.charges ?? []).map((charge) => toCharge(charge, options.shop.account.currency));
  }

  isAuth({ path }: SandboxRequest): boolean {
    return path === '/oauth/connect' || path === TOKEN;
  }

  handle(request: SandboxRequest, faults: Faults): SandboxReply {
    const now = new Date(this.options.clock().getTime() + faults.skewMs);
    if (request.path === '/oauth/connect') return this.oauth.authorize(request);
    if (request.path === TOKEN) return this.oauth.token(request, now);
    const refusal = this.refuse(request, now);
    if (refusal) return refusal;
    const scopes = this.oauth.check(request.headers['authorization'], now);
    if (!scopes) return { status: 401, body: { error: 'invalid_token' } };
    const path = request.path.slice(API.length);
    if (path.endsWith('/receipts')) this.drift(faults, now);
    const { shop, pageSize: most = 100 } = this.options;
    const view: View = { shop, scopes, faults, most, charges: this.charges };
    const reply = answer(view, { path, query: request.query });
    return { ...reply, headers: { ...this.rate.headers(), ...reply.headers }, body: distort(reply.body, faults.schema) };
  }

  throttled(): SandboxReply {
    return tooMany(1);
  }

  expire({ headers }: SandboxRequest): void {
    this.oauth.expire(headers['authorization']);
  }

  private refuse({ path, headers }: SandboxRequest, now: Date): SandboxReply | null {
    const { clientId, clientSecret } = this.options.app;
    if (!path.startsWith(API)) return { status: 404, body: { error: 'Resource not found' } };
    if (headers['x-api-key'] === clientId) return { status: 403, body: { error: 'Shared secret is required in x-api-key header.' } };
    if (headers['x-api-key'] !== `${clientId}:${clientSecret}`) return { status: 403, body: { error: 'API key not found' } };
    return this.rate.refuse(now);
  }

  /** Orders change while they are read: a unit of the oldest that can be taken back comes back now. */
  private drift({ drift, silentRefunds }: Faults, now: Date): void {
    this.orderPages += 1;
    if (!isHit(drift, this.orderPages)) return;
    for (const { fact } of this.options.shop.byCreation()) {
      const [item] = fact.items;
      if (!item || fact.status === 'canceled' || fact.ledger.some(({ kind }) => kind === 'RETURN')) continue;
      this.refund(fact.externalId, { item: item.externalId, units: 1, now, isSilent: silentRefunds });
      return;
    }
  }

  /** The seller pays units back. Etsy sends no message of it. */
  refund(order: string, { item, units, now, isSilent }: { item: string; units: number; now: Date; isSilent: boolean }): void {
    const at = new Date(Math.floor(now.getTime() / 1000) * 1000);
    this.options.shop.refund(order, { item, units, at, isSilent });
  }

  /** Somebody buys. */
  sell(fact: OrderFact, now: Date): void {
    this.options.shop.add(fact);
    this.tell('order.paid', fact.externalId, now);
  }

  /** The seller says that an order is on its way. */
  ship(order: string, now: Date): void {
    this.options.shop.touch(order, now);
    this.tell('order.shipped', order, now);
  }

  /** Every permission ends, as with a new password. */
  revoke(): void {
    this.oauth.revokeAll();
  }

  private tell(event: string, order: string, now: Date): void {
    const shop_id = this.options.shop.account.id;
    this.webhooks.note(event, { shop_id, resource_url: `https://api.etsy.com${API}/shops/${shop_id}/receipts/${order}` }, now);
  }

  /** Send what happened since to the address that asked for it. */
  deliverWebhooks(url: string, faults: Faults): Promise<void> {
    return this.webhooks.deliver(url, faults);
  }
}

const LOST = new Set(['updated_timestamp', 'created_timestamp']);

/** Fields nobody knows, or without some that were always there. */
function distort(value: unknown, schema: Faults['schema']): unknown {
  if (schema === 'same' || value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((entry) => distort(entry, schema));
  const entries = Object.entries(value).map(([name, inner]) => [name, distort(inner, schema)] as const);
  if (schema === 'more') return Object.fromEntries([...entries, ['introduced_later', { value: 1 }]]);
  return Object.fromEntries(entries.filter(([name]) => !LOST.has(name)));
}
