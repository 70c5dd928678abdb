import { AppError, isAppError } from '@/core/errors';
import { backoffMs, REQUEST_BACKOFF, type BackoffRule } from '@/core/sync/backoff';
import type { Left } from '@/core/sync/rate-limit';
import type { AppConfig, Auth, Tokens } from './contract';
import { parseLossless } from './parse-lossless';

export interface HttpRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path on the API, or a whole address (a report to fetch). */
  path: string;
  query?: Readonly<Record<string, string | number | undefined>>;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body?: unknown;
  /** Id of the limit it counts against, and how many points it costs. */
  bucket: string;
  cost?: number;
  /** False for addresses that carry their own permission; tokens go nowhere but to the API. */
  isSignedIn?: boolean;
}

export interface HttpAnswer {
  status: number;
  headers: Headers;
  /** Parsed when it is JSON, else text. Ids beyond what a number holds are text. */
  body: unknown;
}

export interface Http {
  /**
   * Send within the limits, sign in, repeat what may be repeated.
   * @returns an answer with a status below 400, or one that `judge` calls an answer.
   * @throws AppError source_unavailable, source_throttled (both: later), authorization_lost, scope_missing, source_changed.
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
}

/** What an answer means, beyond its status. */
export type Verdict =
  | { kind: 'ok'; left?: Left & { bucket: string } }
  | { kind: 'throttled'; afterMs: number; left?: Left & { bucket: string } }
  | { kind: 'expired' }
  | { kind: 'unavailable' }
  | { kind: 'failed'; error: AppError };

/** Shared by everything that calls one account, in whatever process. */
export interface Limiter {
  /** Take points. @returns how long to wait before sending, in milliseconds; of a wait that is too long nothing is taken. */
  take(bucket: string, cost: number): Promise<number>;
  /** What the vendor says is left. */
  correct(bucket: string, left: Left): Promise<void>;
}

/** Tokens that are renewed by one caller at a time. */
export interface TokenSource {
  current(): Promise<Tokens>;
  /** New tokens in place of ones the vendor refused; those of somebody who was faster, if there are. */
  renew(refused: Tokens): Promise<Tokens>;
}

export interface HttpDeps {
  title: string;
  config: AppConfig;
  auth: Pick<Auth, 'headers'>;
  tokens: TokenSource;
  limiter: Limiter;
  /** The vendor's own signals (throttling in a body, an error in a 200). Absent: the status tells. */
  judge?: (answer: HttpAnswer, request: HttpRequest) => Verdict | null;
  fetch: typeof fetch;
  sleep: (ms: number) => Promise<void>;
  random: () => number;
  backoff?: BackoffRule;
  /** An answer that takes longer is given up. */
  timeoutMs?: number;
  /** Whoever would have to wait longer for a limit comes back later instead. Absent: waits as long as it takes. */
  longestWaitMs?: number;
}

/** Vendors answer within seconds; a report of a day of orders may take half a minute. */
const TIMEOUT_MS = 45_000;

export function createHttp(deps: HttpDeps): Http {
  return { send: (request) => new Sending(deps, request).run() };
}

class Sending {
  private readonly deps: HttpDeps;
  private readonly request: HttpRequest;
  private attempt = 0;
  private hasRenewed = false;

  constructor(deps: HttpDeps, request: HttpRequest) {
    this.deps = deps;
    this.request = request;
  }

  async run(): Promise<HttpAnswer> {
    const { deps, request } = this;
    for (;;) {
      await this.hold(await deps.limiter.take(request.bucket, request.cost ?? 1));
      this.attempt += 1;
      const tokens = request.isSignedIn === false ? null : await deps.tokens.current();
      const answer = await this.exchange(tokens);
      if (answer === null) {
        await this.pause({ kind: 'unavailable' });
        continue;
      }
      const verdict = deps.judge?.(answer, request) ?? this.judge(answer);
      if ('left' in verdict && verdict.left) await deps.limiter.correct(verdict.left.bucket, verdict.left);
      if (verdict.kind === 'ok') return answer;
      if (verdict.kind === 'failed') throw verdict.error;
      if (verdict.kind === 'expired') await this.renew(tokens);
      else await this.pause(verdict);
    }
  }

  /** One request. @returns null when no whole answer came. */
  private async exchange(tokens: Tokens | null): Promise<HttpAnswer | null> {
    const { deps, request } = this;
    try {
      const response = await deps.fetch(addressOf(deps.config.baseUrl, request), {
        method: request.method ?? 'GET',
        headers: {
          accept: 'application/json',
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(tokens ? deps.auth.headers(deps.config, tokens) : {}),
          ...request.headers,
        },
        body: request.body === undefined ? null : JSON.stringify(request.body),
        redirect: 'error',
        signal: AbortSignal.timeout(deps.timeoutMs ?? TIMEOUT_MS),
      });
      const text = await response.text();
      // Not application/jsonl: that is text, a value a line.
      const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
      return { status: response.status, headers: response.headers, body: isJson ? parseLossless(text) : text };
    } catch (error) {
      if (isAppError(error)) throw error;
      // Refused, reset, timed out, or cut off in the middle (a body that is no JSON): all are worth another try.
      return null;
    }
  }

  private judge({ status, headers }: HttpAnswer): Verdict {
    if (status < 400) return { kind: 'ok' };
    if (status === 429) return { kind: 'throttled', afterMs: retryAfterMs(headers) };
    if (status === 401) return { kind: 'expired' };
    if (status === 408 || status >= 500) return { kind: 'unavailable' };
    if (status === 403) return { kind: 'failed', error: notPermitted(this.deps.title) };
    return { kind: 'failed', error: unexpected(this.deps.title, `answered ${status}`) };
  }

  private async renew(tokens: Tokens | null): Promise<void> {
    if (!tokens || this.hasRenewed) throw authorizationLost(this.deps.title);
    this.hasRenewed = true;
    await this.deps.tokens.renew(tokens);
  }

  private async pause(verdict: Extract<Verdict, { kind: 'throttled' | 'unavailable' }>): Promise<void> {
    const { deps, attempt } = this;
    const afterMs = verdict.kind === 'throttled' ? verdict.afterMs : 0;
    const ms = backoffMs(deps.backoff ?? REQUEST_BACKOFF, { attempt, random: deps.random(), afterMs });
    if (ms === null) throw verdict.kind === 'throttled' ? throttled(deps.title, afterMs) : unavailable(deps.title);
    await this.hold(ms);
  }

  private async hold(ms: number): Promise<void> {
    const { deps } = this;
    if (ms > (deps.longestWaitMs ?? Infinity)) throw throttled(deps.title, ms);
    if (ms > 0) await deps.sleep(ms);
  }
}

function addressOf(baseUrl: string, { path, query = {} }: HttpRequest): string {
  const url = new URL(/^https?:/.test(path) ? path : `${baseUrl.replace(/\/$/, '')}${path}`);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  return url.href;
}

/** Seconds, or a date (RFC 9110, 10.2.3); a second where the vendor names none. */
export function retryAfterMs(headers: Headers, now: number = Date.now()): number {
  const said = headers.get('retry-after');
  if (said === null) return 1000;
  const seconds = Number(said);
  const ms = Number.isNaN(seconds) ? Date.parse(said) - now : seconds * 1000;
  return Number.isNaN(ms) ? 1000 : Math.max(0, ms);
}

export const unavailable = (title: string): AppError =>
  new AppError('source_unavailable', `${title} does not answer.`, {
    retry: 'later',
    remedy: 'Nothing is lost: it is tried again by itself.',
  });

const throttled = (title: string, afterMs: number): AppError =>
  new AppError('source_throttled', `${title} asks to slow down.`, {
    retry: afterMs > 0 ? { afterMs } : 'later',
    remedy: 'Nothing is lost: it goes on by itself.',
  });

export const authorizationLost = (title: string): AppError =>
  new AppError('authorization_lost', `${title} no longer accepts the permission you gave.`, {
    remedy: 'Connect the account again; what was read stays.',
  });

export const notPermitted = (title: string): AppError =>
  new AppError('scope_missing', `${title} does not permit this to be read.`, {
    remedy: 'Connect the account again and agree to everything that is asked for.',
  });

/** The vendor sent something its documentation does not know. */
export const unexpected = (title: string, what: string): AppError =>
  new AppError('source_changed', `${title} ${what}, which was not expected.`, {
    remedy: 'Nothing is lost. If it stays so, this connection needs a newer version of ShopIQ.',
  });
