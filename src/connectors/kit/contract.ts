import type { Day } from '@/core/model/calendar';
import type { FactBatch } from '@/core/model/facts';
import type { RateRule } from '@/core/sync/rate-limit';
import type { DaySum } from '@/core/sync/reconcile';
import type { StreamRules, Window } from '@/core/sync/stream-plan';
import type { Http, HttpAnswer, HttpRequest, Verdict } from './http';

/** What a seller's data consists of. Each stream is read by itself and has a checkpoint of its own. */
export const STREAM_IDS = ['products', 'inventory', 'customers', 'orders', 'finances', 'payouts', 'reviews'] as const;
export type StreamId = (typeof STREAM_IDS)[number];

/** One marketplace: what it offers, how to sign in, and how its pages become facts. Stateless; knows no database. */
export interface Connector {
  /** Id of the marketplace (core/model/marketplaces.ts). */
  id: string;
  /** The vendor's own addresses; `{shop}` stands for the shop's host. */
  addresses: Pick<AppConfig, 'baseUrl' | 'authorizeUrl' | 'tokenUrl'>;
  /** In the order they are read: what names things comes before what refers to them. */
  streams: readonly Stream[];
  /** Streams the vendor does not offer, each with the reason a seller is told. */
  notOffered: Readonly<Partial<Record<StreamId, string>>>;
  auth: Auth;
  /** Null with the reason when the vendor calls nobody over HTTP. */
  webhooks: Webhooks | { notOffered: string };
  /** The vendor's limits, per account. */
  limits: readonly RateRule[];
  /** The vendor's own signals (throttling in a body, an error in a 200); null where the status tells. Absent: it always does. */
  judge?(answer: HttpAnswer, request: HttpRequest): Verdict | null;
  /** Whose account the tokens are for. Called once after connecting. */
  identify(session: Session): Promise<Account>;
  /** What the platform itself says of each day, by which what is stored is checked; the reason where it does not. */
  dailyTotals: DailyTotals | { notOffered: string };
}

export interface DailyTotals {
  /** Orders of each day of a period, those without any included: how many, and what they come to where it tells. */
  of(session: Session, period: { from: Day; to: Day }): Promise<DayTotal[]>;
  /** A page of the orders that were made in a window, however long ago they last changed. */
  read(session: Session, request: { window: Window; cursor: string | null }): Promise<Pick<Page, 'facts' | 'next' | 'notices'>>;
  /** One order by itself, as it is now; null when there is none (any more). */
  readOne(session: Session, externalId: string): Promise<Pick<Page, 'facts' | 'notices'> | null>;
}

/** The account at the marketplace. */
export interface Account {
  id: string;
  name: string;
  /** IANA zone of the shop's clock. */
  timeZone: string;
  /** ISO 4217 code. */
  currency: string;
  /** Nothing is older. */
  openedAt: Date;
  scopes: readonly string[];
}

export interface DayTotal extends DaySum {
  day: Day;
}

export interface Stream extends StreamRules {
  id: StreamId;
  /** Scopes without which it cannot be read. */
  scopes: readonly string[];
  read(session: Session, request: PageRequest): Promise<Page>;
}

export interface PageRequest {
  /** Null for snapshots. */
  window: Window | null;
  /** What the page before returned as `next`; null for the first page of a window. */
  cursor: string | null;
  /** The past, or the newest days and what changed since. Some vendors have ways for the first that are faster and take time to begin. */
  mode: 'backfill' | 'delta';
}

export interface Page {
  facts: FactBatch;
  /** Where to go on; null after the last page of the window. Text that survives a restart. */
  next: string | null;
  /** Newest stamp of the source on this page, by which the next delta begins; null for none. */
  newest: Date | null;
  /** Not ready: ask for `next` again after so many milliseconds (a report is being made). */
  waitMs?: number;
  /** What could not be read and is shown to the seller; never thrown away silently. */
  notices: readonly Notice[];
}

export interface Notice {
  code: 'truncated' | 'unreadable' | 'not_permitted' | 'differs';
  /** One sentence for the seller. */
  text: string;
  /** External id of the record, where it is about one. */
  externalId?: string;
}

/** What a connector works with: everything from outside comes through here. */
export interface Session {
  http: Http;
  /** The account's id at the marketplace, once known; while connecting, what the way back named (`Auth.callback`). */
  accountId: string;
  timeZone: string;
  currency: string;
  now(): Date;
}

/**
 * App credentials and addresses of a marketplace, from the environment or a sandbox. `{shop}` in an address stands for
 * the shop's host and is filled in by `configFor` before anything else is done.
 */
export interface AppConfig {
  clientId: string;
  clientSecret: string;
  /** What the consent page knows the app by, where it is not the client id. */
  applicationId?: string;
  /** Address of the API, where it is not the vendor's own (a sandbox, a shop's domain). */
  baseUrl: string;
  /** Address of the page where the seller agrees, and of the token endpoint. */
  authorizeUrl: string;
  tokenUrl: string;
  redirectUrl: string;
}

/** Tokens of a connection. Kept sealed; never logged. */
export interface Tokens {
  accessToken: string;
  /** Null: it does not expire. */
  expiresAt: Date | null;
  refreshToken: string | null;
  refreshExpiresAt: Date | null;
  scopes: readonly string[];
}

/** Words of a form. */
export interface ShopField {
  label: string;
  hint: string;
}

export interface Auth {
  /** Scopes that are asked for. */
  scopes: readonly string[];
  usesPkce: boolean;
  /**
   * The host of the API by what the seller typed: "juniper" is juniper.myshopify.com. Absent: addresses do not depend on it.
   * @throws AppError invalid_input for anything that is no such host.
   */
  shopHost?(typed: string): string;
  /** How the seller is asked for what `shopHost` reads; both or neither. */
  shopField?: ShopField;
  /** Where the seller agrees. `shop` is what the seller typed, where it was asked for. */
  authorizeUrl(config: AppConfig, request: { state: string; codeChallenge: string; shop?: string }): string;
  /** Fields of the way back: the code, where it is not called `code`, and the account's id, where no answer names it. */
  callback?: { code: string; account: string };
  /**
   * Check what came back to the redirect address, beyond the state, which is checked before.
   * @throws AppError invalid_input.
   */
  checkCallback?(config: AppConfig, query: URLSearchParams, now: Date): void;
  /** Form or JSON for the token endpoint. */
  exchange(config: AppConfig, grant: { code: string; codeVerifier: string; query: URLSearchParams }): TokenRequest;
  refresh(config: AppConfig, refreshToken: string): TokenRequest;
  /** Read the token endpoint's answer. @throws AppError authorization_lost. */
  readTokens(body: unknown, now: Date): Tokens;
  /** Take the permission back at the vendor; null where it offers no way. */
  revoke: ((config: AppConfig, tokens: Tokens) => TokenRequest) | null;
  /** Headers that sign a request in. */
  headers(config: AppConfig, tokens: Tokens): Record<string, string>;
}

export interface TokenRequest {
  url: string;
  method: 'GET' | 'POST' | 'DELETE';
  headers: Record<string, string>;
  body: string | null;
}

/** A delivery as it came. */
export interface Delivery {
  headers: Readonly<Record<string, string | undefined>>;
  /** The bytes as they came: signatures are over these. */
  body: Uint8Array;
  /** The public address it was sent to: some signatures are over that, too. */
  url: string;
  method: string;
}

/** What a delivery is about. It is a hint: the record is read again from the API. */
export interface Hint {
  /** The vendor's id of the delivery, by which repeats are told. */
  deliveryId: string;
  topic: string;
  /** Account it is for. */
  accountId: string;
  /** Streams to read, or what else it asks for. `erase` without a customer is for all there is of the account. */
  means:
    | { kind: 'changed'; streams: readonly StreamId[] }
    | { kind: 'deleted'; order: string }
    | { kind: 'revoked' }
    | { kind: 'erase'; customer: string | null }
    | { kind: 'disclose'; customer: string }
    | { kind: 'ignored' };
}

export interface Webhooks {
  topics: readonly string[];
  /** Compare in constant time, over the raw bytes. */
  verify(config: { secret: string; now: Date }, delivery: Delivery): boolean;
  /** @throws AppError invalid_input when the body is not what the vendor sends. */
  parse(delivery: Delivery): Hint;
}
